"""Split a Markdown file into headings, and the text under each into fields, tables and bold bullets, with their places.

markdown-it-py decides what is a heading, a list item, a paragraph or a table, so nothing inside a code fence, a
comment or a quotation is taken for structure. Only its line numbers are used; the text itself stays untouched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FIELD = re.compile(
    r"(?P<lead>[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?)"
    r"\*\*(?P<label>[^*\n]{1,60}?)(?:(?P<inside>:)\*\*|\*\*[ \t]*:)(?!\S*\*\*\S)"
)
_BOLD_ITEM = re.compile(
    r"(?P<lead>[ \t]*[-*+][ \t]+)\*\*(?P<bold>(?:[^*\n]|\*(?!\*)){1,200}?)\*\*[ \t]*(?P<dash>[—–-][ \t]+)?"
)
_ITEM = re.compile(r"(?P<lead>[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)")
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")


@dataclass(frozen=True, slots=True)
class FieldText:
    """One `**Label**: value`, as a bullet or as a paragraph."""

    label: str
    value: str
    """The value's text, continuation lines freed from `indent` leading blanks."""
    line: int
    start: int
    """Offset of the start of its first line."""
    label_start: int
    """Offset of the two asterisks before the label."""
    value_start: int
    end: int
    """Offset behind its last character, before the line end."""
    indent: int
    """Blanks before each continuation line."""
    bullet: bool
    """False for a paragraph."""
    colon_inside: bool
    """True for `**Label:**`."""


@dataclass(frozen=True, slots=True)
class ItemText:
    """A list item that is no field: `- **O1 — Title.** text`, or plain text after the bullet."""

    bold: str
    """The bold words at its start, without asterisks; empty when there are none."""
    text: str
    """What follows them, continuation lines freed from `indent` leading blanks."""
    line: int
    start: int
    bold_start: int
    text_start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class TableText:
    """A table: its rows of trimmed cells, the header first, and the offset of each row's line."""

    rows: tuple[tuple[str, ...], ...]
    line: int
    row_lines: tuple[int, ...]
    row_starts: tuple[int, ...]
    row_ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands under it, up to the next heading of any level. The first block may have no heading."""

    level: int
    """1 to 6; 0 for what stands before the first heading."""
    title: str
    line: int
    start: int
    title_start: int
    title_end: int
    body_start: int
    end: int
    fields: tuple[FieldText, ...]
    items: tuple[ItemText, ...]
    tables: tuple[TableText, ...]


@dataclass(frozen=True, slots=True)
class MarkdownDocument:
    """A parsed file."""

    text: str
    blocks: tuple[Block, ...]
    front_matter: str | None
    """The YAML between the `---` lines at the top, without them."""
    front_start: int
    front_end: int
    front_line: int


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def parse_markdown(text: str) -> MarkdownDocument:
    """Parse a Markdown file. Never fails: any text is some Markdown."""
    lines = [match.group() for match in _LINE.finditer(text)]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    front = _front_matter(lines)
    first = 0 if front is None else front + 1
    # blank lines in place of the front matter keep all line numbers
    body = "\n" * first + "".join(lines[first:])
    source = _Source(text, lines, starts)
    tokens = _parser().parse(body)
    blocks = tuple(_blocks(source, tokens, first))
    if front is None:
        return MarkdownDocument(text, blocks, None, 0, 0, 1)
    return MarkdownDocument(text, blocks, text[starts[1] : starts[front]], starts[1], starts[front], 2)


def _front_matter(lines: list[str]) -> int | None:
    """Give the index of the line that closes the front matter."""
    if not lines or lines[0].lstrip("\ufeff").rstrip() != "---":
        return None
    return next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    lines: list[str]
    starts: list[int]

    def trimmed_end(self, first: int, last: int) -> int:
        """Offset behind the last visible character of the lines from `first` up to `last`."""
        start = self.starts[first]
        return start + len(self.text[start : self.starts[last]].rstrip())


def _blocks(source: _Source, tokens: list[Token], first: int) -> list[Block]:
    top = [token for token in tokens if token.level == 0 and token.map is not None]
    heads = [token for token in top if token.type == "heading_open"]
    bounds = [first, *(_map(token)[0] for token in heads), len(source.lines)]
    blocks = []
    for index, (begin, stop) in enumerate(pairwise(bounds)):
        head = heads[index - 1] if index else None
        if head is None and not "".join(source.lines[begin:stop]).strip():
            continue
        blocks.append(_block(source, tokens, head, begin, stop))
    return blocks


def _block(source: _Source, tokens: list[Token], head: Token | None, begin: int, stop: int) -> Block:
    body = _map(head)[1] if head else begin
    inner = [token for token in tokens if token.map is not None and body <= _map(token)[0] < stop]
    title_start, title_end = _title_range(source, begin) if head else (source.starts[begin],) * 2
    return Block(
        level=int(head.tag[1]) if head else 0,
        title=source.text[title_start:title_end],
        line=begin + 1,
        start=source.starts[begin],
        title_start=title_start,
        title_end=title_end,
        body_start=source.starts[body],
        end=source.starts[stop],
        fields=tuple(_fields(source, inner)),
        items=tuple(_items(source, inner)),
        tables=tuple(_table(source, token) for token in inner if token.type == "table_open"),
    )


def _map(token: Token) -> list[int]:
    assert token.map is not None
    return token.map


def _title_range(source: _Source, index: int) -> tuple[int, int]:
    line = source.lines[index].rstrip()
    start = source.starts[index]
    atx = _ATX.match(line)
    if atx is None:  # a heading underlined with === or ---
        return start + len(line) - len(line.lstrip()), start + len(line)
    title = re.sub(r"[ \t]+#+$", "", line[atx.end() :])
    return start + atx.end(), start + atx.end() + len(title)


def _fields(source: _Source, tokens: list[Token]) -> list[FieldText]:
    fields: list[FieldText] = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1:
            begin, stop = _map(token)
            # blank lines and HTML comments behind an item belong to nobody
            if match := _FIELD.match(source.lines[begin]):
                fields.append(_field(source, match, begin, stop, bullet=True))
        elif token.type == "paragraph_open" and token.level == 0:
            begin, stop = _map(token)
            heads = [i for i in range(begin, stop) if _FIELD.match(source.lines[i])]
            for head, bound in zip(heads, [*heads[1:], stop], strict=False):
                end = _with_list(source, tokens, token) if bound == stop else bound
                match = _FIELD.match(source.lines[head])
                assert match is not None
                fields.append(_field(source, match, head, end, bullet=False))
    return sorted(fields, key=lambda field: field.start)


def _with_list(source: _Source, tokens: list[Token], paragraph: Token) -> int:
    """A list right under a paragraph field is its value, unless its items are fields themselves."""
    stop = _map(paragraph)[1]
    for token in tokens:
        if token.level or _map(token)[0] < stop or token.type == "inline":
            continue
        if token.type in ("bullet_list_open", "ordered_list_open") and not _FIELD.match(source.lines[_map(token)[0]]):
            gap = source.lines[stop : _map(token)[0]]
            return _map(token)[1] if len(gap) <= 1 else stop
        return stop
    return stop


def _field(source: _Source, match: re.Match[str], begin: int, stop: int, *, bullet: bool) -> FieldText:
    start = source.starts[begin]
    end = source.trimmed_end(begin, stop)
    after_label = min(start + match.end(), end)
    rest = source.text[after_label:end]
    value_start = after_label + len(rest) - len(rest.lstrip())
    indent = _indent(source, begin, stop)
    return FieldText(
        label=match["label"].strip(),
        value=dedent(source.text[value_start:end], indent),
        line=begin + 1,
        start=start,
        label_start=start + match.end("lead"),
        value_start=value_start,
        end=end,
        indent=indent,
        bullet=bullet,
        colon_inside=match["inside"] is not None,
    )


def _indent(source: _Source, begin: int, stop: int) -> int:
    widths = [len(line) - len(line.lstrip(" ")) for line in source.lines[begin + 1 : stop] if line.strip()]
    return min(widths, default=2)


def dedent(text: str, indent: int) -> str:
    """Free continuation lines from their indentation, and write all line ends as `\\n`."""
    first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join([first.rstrip(), *(line[indent:].rstrip() if line.strip() else "" for line in others)])


def _items(source: _Source, tokens: list[Token]) -> list[ItemText]:
    items = []
    for token in tokens:
        if token.type != "list_item_open" or token.level != 1:
            continue
        begin, stop = _map(token)
        line = source.lines[begin]
        match = _BOLD_ITEM.match(line) or _ITEM.match(line)
        if match is None or _FIELD.match(line):
            continue
        start, end = source.starts[begin], source.trimmed_end(begin, stop)
        indent = _indent(source, begin, stop)
        text_start = min(start + match.end(), end)
        text = dedent(source.text[text_start:end], indent)
        bold = match.groupdict().get("bold") or ""
        items.append(ItemText(bold, text, begin + 1, start, start + match.end("lead"), text_start, end, indent))
    return items


def _table(source: _Source, token: Token) -> TableText:
    begin, stop = _map(token)
    indices = [begin, *range(begin + 2, stop)]
    starts = tuple(source.starts[i] for i in indices)
    ends = tuple(source.trimmed_end(i, i + 1) for i in indices)
    rows = tuple(split_row(source.text[start:end]) for start, end in zip(starts, ends, strict=True))
    return TableText(rows, begin + 1, tuple(i + 1 for i in indices), starts, ends)


def split_row(line: str) -> tuple[str, ...]:
    """Give the cells of one table row, escaped pipes made whole."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner))
