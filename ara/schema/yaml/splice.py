"""Change the data of a YAML text and leave every other byte alone.

Values that differ are replaced where they stand; entries are added behind the last one, or their lines removed. What
comes out is parsed again and must hold exactly the data asked for. Where it does not (an odd layout, an anchor that
others refer to), larger and larger collections around the change are written anew, at worst the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ara.schema.edits import Edit, apply_edits
from ara.schema.errors import AraError
from ara.schema.yaml.nodes import MappingNode, Plain, SequenceNode, YamlNode, plain
from ara.schema.yaml.parse import parse_data, parse_yaml
from ara.schema.yaml.render import block_lines, inline, render_yaml

UNLIMITED = 1_000


def splice_yaml(text: str, data: Plain, file: str) -> str:
    """Give `text` changed so that it parses to `data`. `file` serves messages.

    Raises AraError when the data is beyond the limits of YAML in an Ara.
    """
    if same(parse_data(text, file), data):
        return text
    for edited in _attempts(text, data, file):
        if _parses_to(edited, data, file):
            return edited
    raise AraError("cannot hold the changed data.", file=file, mend="Keep it below the limits of a YAML file.")


def _attempts(text: str, data: Plain, file: str) -> Iterator[str]:
    """Give ever coarser changes of the text; few cases need more than the first."""
    yield _spliced(text, data, file, UNLIMITED)
    text = apply_edits(text, _without_aliases(text, parse_yaml(text, file)))
    for depth in range(_depth(parse_yaml(text, file)), 0, -1):
        yield _spliced(text, data, file, depth)
    yield render_yaml(data)


def _spliced(text: str, data: Plain, file: str, depth: int) -> str:
    root, held = parse_yaml(text, file), parse_data(text, file)
    edits = _Splicer(text).edits(root, held, data, _Slot(lead=None, indent=0), depth)
    line_end = "\r\n" if "\r\n" in text else "\n"
    try:
        return apply_edits(
            text, (edit.model_copy(update={"text": edit.text.replace("\n", line_end)}) for edit in edits)
        )
    except ValueError:  # two edits met: this layout needs a coarser change
        return text


def _parses_to(text: str, data: Plain, file: str) -> bool:
    try:
        return same(parse_data(text, file), data)
    except AraError:
        return False


def same(one: Plain, other: Plain) -> bool:
    """Tell whether data is equal; 1 is neither 1.0 nor true, nan is itself, and the order of keys counts."""
    return one is other or repr(one) == repr(other)


def _children(node: YamlNode) -> tuple[YamlNode, ...]:
    if isinstance(node, MappingNode):
        return tuple(value for _, value in node.entries)
    return node.items if isinstance(node, SequenceNode) else ()


def _depth(root: YamlNode) -> int:
    deepest, level = 0, [root]
    while level := [child for node in level for child in _children(node)]:
        deepest += 1
    return deepest


def _without_aliases(text: str, root: YamlNode) -> list[Edit]:
    edits: list[Edit] = []
    pending = [root]
    while pending:
        node = pending.pop()
        if is_alias(text, node):
            edits.append(Edit(start=node.start, end=node.end, text=inline(plain(node))))
        else:
            pending += _children(node)
    return edits


def is_alias(text: str, node: YamlNode) -> bool:
    """Tell whether a node is written as `*name`; its parts then stand elsewhere."""
    return text.startswith("*", node.start)


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value belongs."""

    lead: int | None
    """Offset behind the colon or dash before it; None for the document itself and inside flow collections."""
    indent: int
    """Column of its key or dash."""
    item: bool = False
    """True behind a dash."""
    flow: bool = False
    """True inside a flow collection."""


class _Splicer:
    """Finds the edits of one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def edits(self, node: YamlNode, held: Plain, data: Plain, slot: _Slot, depth: int) -> list[Edit]:
        """Give the edits that turn a node, which holds `held`, into `data`.

        What differs more than `depth` levels down is written anew as a part of its collection.
        """
        if held is data:
            return []
        if depth > 0 and not is_alias(self.text, node):
            if isinstance(node, MappingNode) and isinstance(held, dict) and isinstance(data, dict):
                if held and list(data) == list(held):
                    return self._values(node, held, data, depth)
                kept = [name for name in held if name in data]
                if not node.flow and kept and list(data)[: len(kept)] == kept:
                    values = self._values(node, held, data, depth)
                    return [*values, *self._removed(node, data), *self._added(node, data)]
            if isinstance(node, SequenceNode) and isinstance(held, list) and isinstance(data, list) and held and data:
                if len(data) == len(held):
                    return self._items(node, held, data, depth)
                if not node.flow:
                    return self._resized(node, held, data)
        return [] if same(held, data) else [self._replacement(node, data, slot)]

    def _values(self, node: MappingNode, held: dict[str, Plain], data: dict[str, Plain], depth: int) -> list[Edit]:
        column = self._column(node.start)
        edits: list[Edit] = []
        for name, value in node.entries:
            old, new = held[name.text], data.get(name.text)
            if name.text in data and old is not new:
                lead = None if node.flow else self.text.find(":", name.end) + 1
                edits += self.edits(value, old, new, _Slot(lead, column, flow=node.flow), depth - 1)
        return edits

    def _items(self, node: SequenceNode, held: list[Plain], data: list[Plain], depth: int) -> list[Edit]:
        column = self._column(node.start)
        edits: list[Edit] = []
        for item, old, new in zip(node.items, held, data, strict=True):
            if old is not new:
                lead = None if node.flow else self._dash(item) + 1
                edits += self.edits(item, old, new, _Slot(lead, column, item=True, flow=node.flow), depth - 1)
        return edits

    def _removed(self, node: MappingNode, data: dict[str, Plain]) -> Iterator[Edit]:
        """Remove runs of entries. Where a dash precedes the first on its line, the next key moves up to its place."""
        position = 0
        for gone, run in groupby(node.entries, key=lambda entry: entry[0].text not in data):
            entries = list(run)
            first, last = entries[0][0], entries[-1][1]
            position += len(entries)
            if gone and self.text[self._line_start(first.start) : first.start].strip():
                yield Edit(start=first.start, end=node.entries[position][0].start, text="")
            elif gone:
                yield Edit(start=self._line_start(first.start), end=self._next_line(last.end), text="")

    def _added(self, node: MappingNode, data: dict[str, Plain]) -> Iterator[Edit]:
        old = {name.text for name, _ in node.entries}
        added = {name: value for name, value in data.items() if name not in old}
        if added:
            last = max(value.end for name, value in node.entries if name.text in data)
            end = self._line_end(last)
            lines = block_lines(added, self._column(node.start))
            yield Edit(start=end, end=end, text="".join("\n" + line for line in lines))

    def _resized(self, node: SequenceNode, old: list[Plain], data: list[Plain]) -> list[Edit]:
        """A list that grew or shrank: what its head and tail share with the new one stays as it is."""
        shorter = min(len(old), len(data))
        head = next((i for i in range(shorter) if not same(old[i], data[i])), shorter)
        rest = shorter - head
        tail = next((i for i in range(rest) if not same(old[-1 - i], data[-1 - i])), rest)
        gone, fresh = node.items[head : len(old) - tail], data[head : len(data) - tail]
        lines = block_lines(fresh, self._column(node.start)) if fresh else []
        if gone:
            start = self._line_start(self._dash(gone[0]))
            return [Edit(start=start, end=self._next_line(gone[-1].end), text="".join(line + "\n" for line in lines))]
        if head:
            end = self._line_end(node.items[head - 1].end)
            return [Edit(start=end, end=end, text="".join("\n" + line for line in lines))]
        start = self._line_start(node.start)
        return [Edit(start=start, end=start, text="".join(line + "\n" for line in lines))]

    def _replacement(self, node: YamlNode, data: Plain, slot: _Slot) -> Edit:
        start, end = node.start, node.end
        one_line = inline(data)
        if slot.flow:
            return Edit(start=start, end=end, text=one_line)
        if slot.lead is None:
            if start == end:  # nothing but comments, perhaps: they stay above
                gap = "" if self.text.endswith("\n") or not self.text[start:] else "\n"
                return Edit(start=len(self.text), end=len(self.text), text=gap + render_yaml(data))
            column = self._column(start)
            lines = block_lines(data, column) if isinstance(data, dict | list) and data else [" " * column + one_line]
            return Edit(start=start, end=end, text="\n".join(lines)[column:])
        block = isinstance(node, SequenceNode | MappingNode) and not node.flow and not is_alias(self.text, node)
        lines = block_lines([data] if slot.item else {"x": data}, slot.indent)
        lines[0] = lines[0][slot.indent + (1 if slot.item else 2) :]
        if isinstance(data, str) and self.text[end : self._line_end(end)].strip():
            lines = [" " + one_line]  # a comment behind it would become a part of a block scalar
        if len(lines) == 1 and not block and start > slot.lead:
            return Edit(start=start, end=end, text=lines[0].lstrip())
        return Edit(start=slot.lead, end=max(end, slot.lead), text="\n".join(lines))

    def _dash(self, item: YamlNode) -> int:
        return max(self.text.rfind("-", 0, item.start), 0)

    def _column(self, position: int) -> int:
        return position - self._line_start(position)

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _line_end(self, position: int) -> int:
        end = self._next_line(position)
        return end - len(self.text[position:end]) + len(self.text[position:end].rstrip("\r\n"))

    def _next_line(self, position: int) -> int:
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found + 1
