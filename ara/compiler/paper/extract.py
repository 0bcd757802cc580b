"""From a page of an open PDF to `PageContent`. Runs in the parsing process only."""

from __future__ import annotations

import pymupdf

from ara.compiler.paper.characters import clean_text
from ara.compiler.paper.drawings import read_images, read_rules_and_shapes
from ara.compiler.paper.model import Gap
from ara.compiler.paper.page import Line, Link, PageContent, Rule, Shape, Word
from ara.compiler.paper.textlines import read_line
from ara.schema.span import Box

MAX_DRAWINGS = 20_000
"""Pages with more drawings than this keep their text only."""
MAX_CHARACTERS = 200_000
"""Characters beyond this are left out of a page."""
MAX_LINE = 4_000
"""Lines with more characters than this are left out; lines of print have a few hundred at most."""
MAX_LINKS = 2_000
"""Links beyond this are left out of a page."""

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE


def extract_page(page: pymupdf.Page, number: int) -> PageContent:
    """Read one page; `number` counts from 1.

    What is too much to keep (drawings, characters) is left out and named in `gaps`.
    """
    bounds = (0.0, 0.0, round(page.rect.width, 2), round(page.rect.height, 2))
    lines, words, gaps = _read_text(page, number)
    painted = page.get_bboxlog()  # type: ignore[no-untyped-call]
    rules: tuple[Rule, ...] = ()
    shapes: tuple[Shape, ...] = ()
    drawn = sum("path" in kind for kind, *_ in painted)
    if drawn > MAX_DRAWINGS:
        gaps += (_too_many("drawings", drawn, MAX_DRAWINGS, number),)
    elif drawn:
        rules, shapes = read_rules_and_shapes(page.get_cdrawings(), bounds)  # type: ignore[no-untyped-call]
    return PageContent(
        number=number,
        width=bounds[2],
        height=bounds[3],
        words=words,
        lines=lines,
        rules=rules,
        shapes=shapes,
        images=read_images(painted, bounds),
        links=_read_links(page),
        gaps=gaps,
    )


def _read_text(page: pymupdf.Page, number: int) -> tuple[tuple[Line, ...], tuple[Word, ...], tuple[Gap, ...]]:
    lines: list[Line] = []
    words: list[Word] = []
    gaps: tuple[Gap, ...] = ()
    characters = 0
    for block in page.get_textpage(flags=_FLAGS).extractRAWDICT()["blocks"]:
        for raw in block.get("lines", ()):
            length = sum(len(span["chars"]) for span in raw["spans"])
            characters += length
            if length > MAX_LINE:
                gaps += (_too_many("characters in a line", length, MAX_LINE, number),)
                continue
            if characters > MAX_CHARACTERS:
                return tuple(lines), tuple(words), (*gaps, _too_many("characters", characters, MAX_CHARACTERS, number))
            if read := read_line(raw, block["number"], len(lines)):
                lines.append(read[0])
                words.extend(read[1])
    return tuple(lines), tuple(words), gaps


def _read_links(page: pymupdf.Page) -> tuple[Link, ...]:
    links: list[Link] = []
    link = page.first_link
    while link is not None and len(links) < MAX_LINKS:
        if link.uri:
            left, top, right, bottom = link.rect
            box: Box = (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
            links.append(Link(clean_text(link.uri).strip(), box, bool(link.is_external)))
        link = link.next
    return tuple(links)


def _too_many(what: str, count: int, limit: int, number: int) -> Gap:
    why = f"The page holds {count} {what} or more, and {limit} are read."
    return Gap(what=what, where=f"page {number}", why=why)
