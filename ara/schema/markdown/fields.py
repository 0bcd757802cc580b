"""What stands under a heading: fields, other list items, and tables, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ara.schema.markdown.source import Source, dedent

if TYPE_CHECKING:
    from markdown_it.token import Token

FIELD = re.compile(
    r"(?P<lead>[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?)"
    r"\*\*(?P<label>[^*\n]{1,60}?)(?:(?P<inside>:)\*\*|\*\*[ \t]*:)(?!\S*\*\*\S)"
)
_BOLD_ITEM = re.compile(
    r"(?P<lead>[ \t]*[-*+][ \t]+)\*\*(?P<bold>(?:[^*\n]|\*(?!\*)){1,200}?)\*\*[ \t]*(?P<dash>[—–-][ \t]+)?"
)
_ITEM = re.compile(r"(?P<lead>[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)")
_LISTS = ("bullet_list_open", "ordered_list_open")


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


def lines_of(token: Token) -> tuple[int, int]:
    """Give the lines of a token: index of the first, and of the one behind the last."""
    assert token.map is not None
    return token.map[0], token.map[1]


def find_fields(source: Source, tokens: list[Token]) -> tuple[FieldText, ...]:
    """Give the fields among the tokens under one heading: list items of the first level, and paragraphs."""
    fields: list[FieldText] = []
    outer = [token for token in tokens if token.level == 0 or token.type == "list_item_open"]
    for token, follower in pairwise([*outer, None]):
        assert token is not None
        begin, stop = lines_of(token)
        if token.type == "list_item_open" and token.level == 1:
            if match := FIELD.match(source.lines[begin]):
                fields.append(_field(source, match, begin, stop, bullet=True))
        elif token.type == "paragraph_open":
            heads = [(match, i) for i in range(begin, stop) if (match := FIELD.match(source.lines[i]))]
            bounds = [*(i for _, i in heads[1:]), _with_list(source, stop, follower)]
            for (match, head), bound in zip(heads, bounds, strict=False):
                fields.append(_field(source, match, head, bound, bullet=False))
    return tuple(fields)


def _with_list(source: Source, stop: int, follower: Token | None) -> int:
    """A list right under a paragraph field is its value, unless its items are fields themselves."""
    if follower is None or follower.type not in _LISTS:
        return stop
    begin, end = lines_of(follower)
    return stop if begin > stop + 1 or FIELD.match(source.lines[begin]) else end


def _field(source: Source, match: re.Match[str], begin: int, stop: int, *, bullet: bool) -> FieldText:
    start = source.starts[begin]
    end = source.trimmed_end(begin, stop)
    value_start = source.skip_blanks(min(start + match.end(), end), end)
    indent = source.indent(begin, stop)
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


def find_items(source: Source, tokens: list[Token]) -> tuple[ItemText, ...]:
    """Give the list items of the first level that are no fields."""
    items = []
    for token in tokens:
        if token.type != "list_item_open" or token.level != 1:
            continue
        begin, stop = lines_of(token)
        line = source.lines[begin]
        match = _BOLD_ITEM.match(line) or _ITEM.match(line)
        if match is None or FIELD.match(line):
            continue
        start, end = source.starts[begin], source.trimmed_end(begin, stop)
        indent = source.indent(begin, stop)
        text_start = min(start + match.end(), end)
        text = dedent(source.text[text_start:end], indent)
        bold = match.groupdict().get("bold") or ""
        items.append(ItemText(bold, text, begin + 1, start, start + match.end("lead"), text_start, end, indent))
    return tuple(items)


def find_tables(source: Source, tokens: list[Token]) -> tuple[TableText, ...]:
    """Give the tables, also those inside a list item; what is quoted is no table of the file."""
    tables = (token for token in tokens if token.type == "table_open")
    return tuple(
        _table(source, token) for token in tables if not source.lines[lines_of(token)[0]].lstrip().startswith(">")
    )


def _table(source: Source, token: Token) -> TableText:
    begin, stop = lines_of(token)
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
