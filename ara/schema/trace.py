"""The exploration graph: `trace/exploration_tree.yaml`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from ara.schema.yaml.entity import Key, Record, record
from ara.schema.yaml.nodes import Plain

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
