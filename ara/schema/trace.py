"""The exploration graph: `trace/exploration_tree.yaml`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from ara.schema.edits import Edit
from ara.schema.identifiers import canonical_id
from ara.schema.location import Location, Notice
from ara.schema.yaml.entity import Key, Record, bind_records, odd_value, record
from ara.schema.yaml.nodes import MappingNode, Plain, ScalarNode, SequenceNode, YamlNode

NodeKind = Literal["question", "experiment", "dead_end", "decision", "pivot", "insight"]

PUBLISHED_KINDS = ("question", "experiment", "dead_end", "decision", "pivot", "insight")
"""The published five, and `insight`, which every public reader knows."""

KIND_DIALECTS = {"discovery": "insight", "observation": "insight", "deadend": "dead_end", "dead-end": "dead_end"}
"""Node types met in public artifacts, and the kind as which they are read."""


@record
class Node(Record):
    """One step of the research: what was asked, tried, decided or abandoned."""

    names_others: ClassVar[bool] = True

    id: Annotated[str | None, Key("id")] = None
    """Identifier, e.g. `N07`."""
    type: Annotated[str | None, Key("type")] = None
    """`question`, `experiment`, `dead_end`, `decision`, `pivot` or `insight`."""
    title: Annotated[str | None, Key("title", ("name",))] = None
    """What it is, in a line."""
    support_level: Annotated[str | None, Key("support_level")] = None
    """`explicit` when a source says so, `inferred` when it was reconstructed."""
    source_refs: Annotated[tuple[str, ...], Key("source_refs", listed=True)] = ()
    """Where the source says so."""
    provenance: Annotated[str | None, Key("provenance")] = None
    """Who recorded it."""
    timestamp: Annotated[str | None, Key("timestamp")] = None
    """When, in ISO form."""
    status: Annotated[str | None, Key("status")] = None
    """`open`, `resolved`, `unresolved`, …"""
    description: Annotated[str | None, Key("description")] = None
    """What is investigated; required of a question."""
    result: Annotated[str | None, Key("result")] = None
    """What was observed; required of an experiment."""
    hypothesis: Annotated[str | None, Key("hypothesis")] = None
    """What was expected; required of a dead end."""
    failure_mode: Annotated[str | None, Key("failure_mode", ("why_failed", "reason"))] = None
    """Why it failed; required of a dead end."""
    lesson: Annotated[str | None, Key("lesson")] = None
    """What was learned; required of a dead end."""
    choice: Annotated[str | None, Key("choice")] = None
    """What was chosen; required of a decision."""
    alternatives: Annotated[tuple[str, ...], Key("alternatives", listed=True)] = ()
    """What was not chosen; required of a decision."""
    rationale: Annotated[str | None, Key("rationale")] = None
    """Why it was chosen."""
    change_from: Annotated[str | None, Key("from", ("prior_direction",))] = None
    """The direction left; required of a pivot."""
    change_to: Annotated[str | None, Key("to", ("new_direction",))] = None
    """The direction taken; required of a pivot."""
    trigger: Annotated[str | None, Key("trigger", ("reason",))] = None
    """What caused the change; required of a pivot."""
    evidence: Annotated[tuple[str, ...], Key("evidence", listed=True)] = ()
    """Claims by identifier, tables, figures, sections; prose in many artifacts."""
    scope: Annotated[str | None, Key("scope")] = None
    """Where a dead end is dead: the commands, configurations or regimes it covers."""
    reopen_when: Annotated[str | None, Key("reopen_when")] = None
    """What would make a dead end worth trying again."""
    also_depends_on: Annotated[tuple[str, ...], Key("also_depends_on", listed=True)] = ()
    """Further parents, beyond the nesting."""
    parent: Annotated[str | None, Key("parent")] = None
    """An earlier branch to which the node belongs, when nesting does not say it."""
    thinking: Annotated[str | None, Key("thinking")] = None
    """Deliberation kept verbatim."""
    exploration: Annotated[str | None, Key("exploration")] = None
    """What was explored, in older artifacts."""
    outcome: Annotated[str | None, Key("outcome")] = None
    """How it came out, in older artifacts."""
    child_ids: tuple[str, ...] = ()
    """Children named by identifier instead of nested, as `ara-2.0` streams do; read only, they stay as written."""
    children: Annotated[tuple["Node", ...], Key("children", records="Node")] = ()
    """Nodes that follow from it."""

    @classmethod
    def choose(cls, key: str, fields: tuple[str, ...], data: Mapping[str, Plain]) -> str:
        """A `reason` is why a dead end failed, and what triggered anything else."""
        if key == "reason":
            kind = str(data.get("type"))
            return "failure_mode" if KIND_DIALECTS.get(kind, kind) == "dead_end" else "trigger"
        return super().choose(key, fields, data)

    @property
    def kind(self) -> str | None:
        """The node's type with dialects settled."""
        return KIND_DIALECTS.get(self.type, self.type) if self.type else None


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give all nodes, each before its children, without recursion."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children[::-1])


def bind_trace(root: YamlNode, file: str, text: str) -> tuple[dict[str, tuple[Node, ...]], tuple[Notice, ...]]:
    """Read the nodes of a trace file by the top-level key under which they stand: `tree`, `root` or a stream."""
    if not isinstance(root, MappingNode):
        nodes, notices = bind_records(Node, root, file, "")
        return {"": tuple(_settled(node) for node in nodes)}, notices
    branches: dict[str, tuple[Node, ...]] = {}
    notices_all: list[Notice] = []
    for name, value in root.entries:
        if name.text not in ("tree", "root") and not name.text.endswith("_stream"):
            continue
        nodes, notices = bind_records(Node, value, file, f"/{name.text}")
        branches[name.text] = tuple(_settled(node) for node in nodes)
        notices_all += notices
        notices_all += _branch_notices(root, name, value, file, text)
        for node in nodes:
            if set(node.extra) == {""} and isinstance(node.extra[""], str):
                notices_all.append(odd_value(node.location, "a node", node.extra[""]))
        for node in walk(nodes):
            notices_all += [*_id_notices(node, root), *_kind_notice(node, root)]
    return branches, tuple(notices_all)


def _settled(node: Node) -> Node:
    """Children that are bare identifiers are references, not nodes."""
    settled: dict[str, object] = {
        "id": None if node.id is None else canonical_id(node.id),
        "also_depends_on": tuple(canonical_id(name) for name in node.also_depends_on),
        "child_ids": tuple(str(child.extra[""]) for child in node.children if set(child.extra) == {""}),
        "children": tuple(_settled(child) for child in node.children if set(child.extra) != {""}),
    }
    changes = {name: value for name, value in settled.items() if value != getattr(node, name)}
    return node.model_copy(update=changes) if changes else node


def _branch_notices(root: MappingNode, name: ScalarNode, value: YamlNode, file: str, text: str) -> list[Notice]:
    here = Location(file=file, line=name.line, pointer=f"/{name.text}")
    if name.text.endswith("_stream"):
        return [
            Notice(
                code="stream",
                location=here,
                message=f"`{name.text}` is a flat stream of nodes and is read as a part of the tree.",
                mend="Nest the nodes under `tree:`.",
            )
        ]
    if name.text == "tree" or root.get("tree") is not None:
        return []
    edits = [Edit(start=name.start, end=name.end, text="tree")]
    if isinstance(value, MappingNode) and not value.flow:
        edits += _as_list(value, text)
    elif isinstance(value, MappingNode):
        edits += [Edit(start=value.start, end=value.start, text="["), Edit(start=value.end, end=value.end, text="]")]
    return [
        Notice(
            code="root-key",
            location=here,
            message="`root:` is read as `tree:`.",
            mend="Write `tree:` with a list of nodes.",
            edits=tuple(edits),
        )
    ]


def _as_list(value: MappingNode, text: str) -> list[Edit]:
    """Make a block mapping the only item of a list: a dash before it, its further lines two columns to the right."""
    edits = [Edit(start=value.start, end=value.start, text="- ")]
    position = text.find("\n", value.start, value.end)
    while position >= 0:
        if text[position + 1 : position + 2] not in ("\n", "\r", ""):
            edits.append(Edit(start=position + 1, end=position + 1, text="  "))
        position = text.find("\n", position + 1, value.end)
    return edits


def _kind_notice(node: Node, root: MappingNode) -> list[Notice]:
    kind = KIND_DIALECTS.get(node.type or "")
    if kind is not None:
        return [
            Notice(
                code="node-type",
                location=node.line_of("type"),
                message=f"node {node.id} of type `{node.type}` is read as `{kind}`.",
                mend=f"Write `type: {kind}`.",
                edits=_type_edit(root, node, kind),
            )
        ]
    if node.type == "insight":
        return [
            Notice(
                code="node-type",
                location=node.line_of("type"),
                message=f"node {node.id} is an `insight`, which public readers know but the published five lack.",
                mend="Keep it, or make it the question or decision that it led to.",
            )
        ]
    return []


def _id_notices(node: Node, root: MappingNode) -> list[Notice]:
    """Identifiers that are read in their published spelling, as `N1` is read as N01."""
    notices = []
    for field, written in (("id", (node.id,)), ("also_depends_on", node.also_depends_on)):
        for name in dict.fromkeys(name for name in written if name is not None and canonical_id(name) != name):
            right = canonical_id(name)
            value = _written(root, node, field)
            items = value.items if isinstance(value, SequenceNode) else (value,)
            spelled = [item for item in items if isinstance(item, ScalarNode) and item.text == name]
            notices.append(
                Notice(
                    code="unpadded-id",
                    location=node.line_of(field),
                    message=f"{name} is read as {right}.",
                    mend=f"Write {right}.",
                    edits=tuple(Edit(start=item.start, end=item.end, text=right) for item in spelled),
                )
            )
    return notices


def _type_edit(root: MappingNode, node: Node, kind: str) -> tuple[Edit, ...]:
    value = _written(root, node, "type")
    return (Edit(start=value.start, end=value.end, text=kind),) if value is not None else ()


def _written(root: MappingNode, node: Node, key: str) -> YamlNode | None:
    """Find the value of a node's key in the file."""
    found: YamlNode | None = root
    for step in node.location.pointer.split("/")[1:]:
        if isinstance(found, MappingNode):
            found = found.get(step)
        elif isinstance(found, SequenceNode):
            found = found.items[int(step)]
    return found.get(key) if isinstance(found, MappingNode) else None
