"""Change the data of a YAML text and leave every other byte alone.

Values that differ are replaced where they stand; entries are inserted behind the last one, or their lines removed.
Where a change cannot be made that finely (anchors, odd indentation), the smallest collection around it is written
anew. What comes out is parsed again and must hold exactly the data asked for.
"""

from __future__ import annotations

from ara.schema.edits import Edit, apply_edits
from ara.schema.errors import AraError
from ara.schema.yaml.nodes import MappingNode, Plain, ScalarNode, SequenceNode, YamlNode, plain
from ara.schema.yaml.parse import parse_yaml
from ara.schema.yaml.render import INDENT, block_lines, inline, scalar_key


def splice_yaml(text: str, data: Plain, file: str) -> str:
    """Give `text` changed so that it parses to `data`. `file` serves messages.

    Raises AraError when no edit of the text yields the data.
    """
    root = parse_yaml(text, file)
    if _same(plain(root), data):
        return text
    for coarse in (False, True):
        edited = apply_edits(text, _Splicer(text, coarse).edits(root, data, 0))
        if _parses_to(edited, data, file):
            return edited
    raise AraError("cannot be edited in place.", file=file, mend="Remove anchors and aliases from the file.")


def _parses_to(text: str, data: Plain, file: str) -> bool:
    try:
        return _same(plain(parse_yaml(text, file)), data)
    except AraError:
        return False


def _same(one: Plain, other: Plain) -> bool:
    """Equality that tells 1 from 1.0 and from true, and takes nan for itself; the order of keys counts."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return type(one) is type(other) and repr(one) == repr(other)


class _Splicer:
    """Collects the edits of one text. `coarse`: collections whose size changes are written anew as a whole."""

    def __init__(self, text: str, coarse: bool) -> None:
        self.text = text
        self.coarse = coarse

    def edits(self, node: YamlNode, data: Plain, indent: int) -> list[Edit]:
        if _same(plain(node), data):
            return []
        if isinstance(node, MappingNode) and isinstance(data, dict) and self._keeps_order(node, data):
            if not node.flow and not (self.coarse and set(data) != {key.text for key, _ in node.entries}):
                return self._mapping(node, data)
            if list(data) == [key.text for key, _ in node.entries]:
                return [edit for key, value in node.entries for edit in self.edits(value, data[key.text], indent)]
        if isinstance(node, SequenceNode) and isinstance(data, list) and data and node.items:
            if len(data) == len(node.items):
                pairs = zip(node.items, data, strict=True)
                return [edit for item, value in pairs for edit in self.edits(item, value, self._column(item.start))]
            if not node.flow and not self.coarse:
                return self._sequence(node, data)
        return [self._replace(node, data, indent)]

    @staticmethod
    def _keeps_order(node: MappingNode, data: dict[str, Plain]) -> bool:
        """Known keys stand in the old order, and new ones behind them."""
        old = [key.text for key, _ in node.entries if key.text in data]
        return bool(old) and list(data)[: len(old)] == old

    def _mapping(self, node: MappingNode, data: dict[str, Plain]) -> list[Edit]:
        column = self._column(node.start)
        edits: list[Edit] = []
        kept: list[tuple[ScalarNode, YamlNode]] = []
        for key, value in node.entries:
            if key.text in data:
                kept.append((key, value))
                edits += self.edits(value, data[key.text], column)
            else:
                edits.append(self._drop(node, key, value))
        old = {key.text for key, _ in node.entries}
        added = {key: value for key, value in data.items() if key not in old}
        if added:
            end = self._end(kept[-1][1])
            edits.append(Edit(start=end, end=end, text="".join("\n" + line for line in block_lines(added, column))))
        return edits

    def _drop(self, node: MappingNode, key: ScalarNode, value: YamlNode) -> Edit:
        """Remove an entry. The first one may share its line with a dash; then the next key moves up to its place."""
        keys = [name for name, _ in node.entries]
        position = keys.index(key)
        if position + 1 < len(keys) and self._line_start(key.start) + self._column(key.start) == key.start:
            lead = self.text[self._line_start(key.start) : key.start]
            if lead.strip():
                return Edit(start=key.start, end=keys[position + 1].start, text="")
        return Edit(start=self._line_start(key.start), end=self._next_line(self._end(value)), text="")

    def _sequence(self, node: SequenceNode, data: list[Plain]) -> list[Edit]:
        """A list that grew or shrank: what its head and tail share with the new one stays as it is."""
        old = [plain(item) for item in node.items]
        head = 0
        while head < min(len(old), len(data)) and _same(old[head], data[head]):
            head += 1
        tail = 0
        while tail < min(len(old), len(data)) - head and _same(old[-1 - tail], data[-1 - tail]):
            tail += 1
        items = node.items
        dash = self._column(items[0].start) - 2
        middle = items[head : len(items) - tail]
        fresh = data[head : len(data) - tail]
        lines = "".join(line + "\n" for line in block_lines(fresh, dash)) if fresh else ""
        if middle:
            start = self._line_start(middle[0].start)
            end = self._next_line(self._end(middle[-1]))
            return [Edit(start=start, end=end, text=lines)]
        if head:
            end = self._end(items[head - 1])
            return [Edit(start=end, end=end, text="\n" + lines.removesuffix("\n"))]
        start = self._line_start(items[0].start)
        return [Edit(start=start, end=start, text=lines)]

    def _replace(self, node: YamlNode, data: Plain, indent: int) -> Edit:
        start, end = node.start, self._end(node)
        in_block_key = not self._inside_flow(node)
        if isinstance(data, dict | list) and data and in_block_key and not getattr(node, "flow", False):
            if not (isinstance(data, list) and all(not isinstance(item, dict | list) for item in data)):
                return self._replace_by_block(node, data, indent)
            if isinstance(node, SequenceNode | MappingNode) and node.start != node.end:
                return self._replace_by_block(node, data, indent)
        if isinstance(node, SequenceNode | MappingNode) and not node.flow:
            start = self._back_to_lead(node.start)
        gap = "" if start and self.text[start - 1] in " \n" else " "
        if start == 0 and not self.text[:start]:
            gap = ""
        if isinstance(data, str) and "\n" in data and in_block_key:
            lead = block_lines({"x": data}, indent)
            if len(lead) > 1:
                return Edit(
                    start=start, end=end, text=gap + lead[0].split(": ", 1)[1] + "".join("\n" + x for x in lead[1:])
                )
        return Edit(start=start, end=end, text=gap + inline(data))

    def _replace_by_block(self, node: YamlNode, data: Plain, indent: int) -> Edit:
        start = self._back_to_lead(node.start)
        lines = block_lines(data, indent + INDENT if start else indent)
        return Edit(
            start=start,
            end=max(start, self._end(node)),
            text="".join("\n" + line for line in lines) if start else "\n".join(lines),
        )

    def _back_to_lead(self, position: int) -> int:
        """Go back over blanks to the colon or dash that introduces a value."""
        while position and self.text[position - 1] in " \n\r":
            position -= 1
        return position

    def _inside_flow(self, node: YamlNode) -> bool:
        """Told from the text: a flow collection around a value shows in the character that follows it."""
        rest = self.text[node.end : self._next_line(node.end)].lstrip()
        return rest[:1] in {",", "]", "}"} if rest else False

    def _end(self, node: YamlNode) -> int:
        return node.end

    def _column(self, position: int) -> int:
        return position - self._line_start(position)

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _next_line(self, position: int) -> int:
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found + 1


__all__ = ["scalar_key", "splice_yaml"]
