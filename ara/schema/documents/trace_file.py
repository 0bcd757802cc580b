"""The file `trace/exploration_tree.yaml`, with the dialects of its nodes settled."""

from __future__ import annotations

from typing import cast

from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.edits import Edit
from ara.schema.identifiers import canonical_id
from ara.schema.location import Location, Notice
from ara.schema.trace import KIND_DIALECTS, Node, walk
from ara.schema.yaml import (
    MappingNode,
    Plain,
    ScalarNode,
    SequenceNode,
    YamlNode,
    parse_data,
    parse_yaml,
    render_yaml,
    splice_yaml,
)
from ara.schema.yaml.entity import bind_records, odd_value
from ara.schema.yaml.unbind import unbind_list


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


def _read_trace(path: str, text: str) -> Reading:
    branches, notices = bind_trace(parse_yaml(text, path), path, text)
    nodes = tuple(node for branch in branches.values() for node in branch)
    return Reading({"nodes": nodes, "branches": tuple(branches)}, notices)


def _revise_trace(path: str, text: str, before: Parts, after: Parts) -> str:
    data = parse_data(text, path)
    branches = before.get("branches", ()) or ("tree",)
    if not isinstance(data, dict):
        data = {}
    for index, branch in enumerate(branches):
        old = tuple(node for node in before.get("nodes", ()) if _branch_of(node) == branch)
        new = tuple(
            node
            for node in after.get("nodes", ())
            if _branch_of(node) == branch or (index == 0 and not node.location.pointer)
        )
        if old != new:
            data = data | {branch: unbind_list(new, old, data.get(branch))}
    return splice_yaml(text, cast("Plain", data), path)


def _branch_of(node: Node) -> str:
    return node.location.pointer.split("/")[1] if node.location.pointer else ""


def _render_trace(path: str, parts: Parts) -> str:
    header = "# Exploration graph: what was asked, tried, decided and abandoned.\n"
    return render_yaml({"tree": unbind_list(parts.get("nodes", ()), (), None)}, header)


TRACE = FileKind(
    "trace", "trace/exploration_tree.yaml", ("nodes", "branches"), _read_trace, _revise_trace, _render_trace
)
