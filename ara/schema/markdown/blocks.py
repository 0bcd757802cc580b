"""Split a Markdown file into headings, and the text under each into fields, tables and bold bullets, with their places.

markdown-it-py decides what is a heading, a list item, a paragraph or a table, so nothing inside a code fence, a
comment or a quotation is taken for structure. Only its line numbers are used; the text itself stays untouched.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ara.schema.errors import UnreadableError
from ara.schema.markdown.fields import (
    FieldText,
    ItemText,
    TableText,
    find_fields,
    find_items,
    find_tables,
    lines_of,
)
from ara.schema.markdown.source import Source, split_source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_BYTES = 4 * 2**20
MAX_LINES = 50_000
MAX_PIPES = 200_000
"""Vertical bars: each may open a cell of a table."""

_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")


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
    # imported here: it takes as long as half of the format
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def refuse_oversized(text: str, file: str) -> None:
    """Raise UnreadableError for a Markdown text too large to be parsed in a few seconds."""
    if len(text) > MAX_BYTES:
        raise UnreadableError(
            f"has {len(text) / 2**20:.0f} MiB; Markdown of more than {MAX_BYTES // 2**20} MiB is not read.",
            file=file,
            mend="Split it, or move data to evidence/logs.",
        )
    for what, character, limit in (("lines", "\n", MAX_LINES), ("vertical bars", "|", MAX_PIPES)):
        if text.count(character) > limit:
            raise UnreadableError(
                f"has more than {limit:,} {what}.", file=file, mend="Split it, or move data to evidence/logs."
            )


@lru_cache(maxsize=8)
def parse_markdown(text: str) -> MarkdownDocument:
    """Parse a Markdown file. Never fails: any text is some Markdown.

    The last texts are remembered: a text is parsed to be read, and again to be changed.
    """
    source = split_source(text)
    front = _front_matter(source.lines)
    first = 0 if front is None else front + 1
    # blank lines in place of the front matter keep all line numbers
    body = "\n" * first + "".join(source.lines[first:])
    blocks = tuple(_blocks(source, _parser().parse(body), first))
    if front is None:
        return MarkdownDocument(text, blocks, None, 0, 0, 1)
    start, end = source.starts[1], source.starts[front]
    return MarkdownDocument(text, blocks, text[start:end], start, end, 2)


def _front_matter(lines: list[str]) -> int | None:
    """Give the index of the line that closes the front matter."""
    if not lines or lines[0].lstrip("\ufeff").rstrip() != "---":
        return None
    return next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)


def _blocks(source: Source, tokens: list[Token], first: int) -> list[Block]:
    placed = [token for token in tokens if token.map is not None and token.type != "inline"]
    begins = [lines_of(token)[0] for token in placed]
    heads = [token for token in placed if token.level == 0 and token.type == "heading_open"]
    bounds = [first, *(lines_of(token)[0] for token in heads), len(source.lines)]
    blocks = []
    for head, (begin, stop) in zip([None, *heads], pairwise(bounds), strict=True):
        body = lines_of(head)[1] if head else begin
        if head or "".join(source.lines[begin:stop]).strip():
            inner = placed[bisect_left(begins, body) : bisect_left(begins, stop)]
            blocks.append(_block(source, inner, head, begin, body, stop))
    return blocks


def _block(source: Source, inner: list[Token], head: Token | None, begin: int, body: int, stop: int) -> Block:
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
        fields=find_fields(source, inner),
        items=find_items(source, inner),
        tables=find_tables(source, inner),
    )


def _title_range(source: Source, index: int) -> tuple[int, int]:
    line = source.lines[index].rstrip()
    start = source.starts[index]
    atx = _ATX.match(line)
    if atx is None:  # a heading underlined with === or ---
        return start + len(line) - len(line.lstrip()), start + len(line)
    title = line[atx.end() :]
    closed = title.rstrip("#")
    if closed != title and (not closed or closed[-1] in " \t"):  # hashes may close a heading too
        title = closed.rstrip()
    return start + atx.end(), start + atx.end() + len(title)
