"""Furniture: running headers and footers, page numbers, stamps, line numbers and watermarks."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ara.compiler.paper.page import Line, PageContent

_EDGE = 0.12
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*(?P<number>\d{1,4})\s*[-–—]?(?:\s*(?:/|of)\s*\d{1,4})?", re.I)
_NOTICE = re.compile(
    r"preprint\b|under review|published (?:as|in)|accepted (?:as|at|to|for)|proceedings of|\d+(?:st|nd|rd|th) (?:\w+ )?"
    r"(?:conference|workshop|international|annual|symposium)|copyright|©|\(c\) \d{4}|arxiv:|to appear in|"
    r"submitted to|manuscript (?:submitted|under)|work in progress|conference on|findings of the",
    re.I,
)
_STAMP = re.compile(r"arxiv:\s*\S+", re.I)
_LINE_NUMBERS = 8


def find_furniture(pages: Sequence[PageContent]) -> dict[int, frozenset[int]]:
    """For each page the indices of the lines that are furniture."""
    repeated = _repeated(pages)
    offset = _numbering_offset(pages)
    return {page.number: frozenset(_page_furniture(page, repeated, offset)) for page in pages}


def _page_furniture(page: PageContent, repeated: frozenset[str], offset: int) -> Iterator[int]:
    upright = [index for index, line in enumerate(page.lines) if line.rotation == 0]
    yield from (index for index, line in enumerate(page.lines) if line.rotation and _is_stamp(line, page))
    numbers = set(_line_numbers(page, upright))
    yield from numbers
    rest = [index for index in upright if index not in numbers]
    for at_top in (True, False):
        edge = {index for index in rest if _at_edge(page.lines[index], page, at_top)}
        known = {
            index
            for index in edge
            if _key(page.lines[index]) in repeated
            or _numbers_page(page.lines[index], page, offset)
            or _NOTICE.match(page.lines[index].text)
        }
        for index in sorted(edge, key=lambda index: page.lines[index].box[1], reverse=not at_top):
            line = page.lines[index]
            if index in known:
                yield index
            elif not any(abs(page.lines[other].baseline - line.baseline) < 2 for other in known):
                # the first line inside the page's frame ends the search
                break


def _numbering_offset(pages: Sequence[PageContent]) -> int:
    """What most pages add to their place in the PDF to print their number."""
    offsets = Counter(
        int(match["number"]) - page.number
        for page in pages
        for line in page.lines
        if (_at_edge(line, page, True) or _at_edge(line, page, False)) and (match := _PAGE_NUMBER.fullmatch(line.text))
    )
    return max(offsets, key=lambda offset: (offsets[offset], -abs(offset)), default=0)


def _numbers_page(line: Line, page: PageContent, offset: int) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match is not None and int(match["number"]) == page.number + offset


def _repeated(pages: Sequence[PageContent]) -> frozenset[str]:
    """Texts, digits aside, that stand at the edge of several pages in the same place."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update(
            {
                (_key(line), round(line.box[1] / 4))
                for line in page.lines
                if line.rotation == 0 and (_at_edge(line, page, True) or _at_edge(line, page, False))
            }
        )
    needed = max(2, min(4, len(pages) // 3))
    return frozenset(key for (key, _), count in counts.items() if count >= needed and any(map(str.isalnum, key)))


def _line_numbers(page: PageContent, upright: Sequence[int]) -> Iterator[int]:
    """Numbers of the lines of a manuscript: many integers one below the other, left or right of all text."""
    integers = [index for index in upright if page.lines[index].text.isdigit()]
    prose = [page.lines[index] for index in upright if len(page.lines[index].text) > 30]
    if len(integers) < _LINE_NUMBERS or not prose:
        return
    lefts, rights = sorted(line.box[0] for line in prose), sorted(line.box[2] for line in prose)
    left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]
    outside = [i for i in integers if page.lines[i].box[2] <= left or page.lines[i].box[0] >= right]
    values = [int(page.lines[index].text) for index in sorted(outside, key=lambda i: page.lines[i].box[1])]
    steps = sum(0 < after - before <= 5 or after == before for before, after in itertools.pairwise(values))
    if len(outside) >= _LINE_NUMBERS and steps >= 0.8 * (len(values) - 1):
        yield from outside


def _is_stamp(line: Line, page: PageContent) -> bool:
    at_side = line.box[2] < 0.1 * page.width or line.box[0] > 0.9 * page.width
    slanted = line.rotation % 90 != 0
    return at_side or slanted or bool(_STAMP.match(line.text))


def _at_edge(line: Line, page: PageContent, at_top: bool) -> bool:
    return line.box[3] <= _EDGE * page.height if at_top else line.box[1] >= (1 - _EDGE) * page.height


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.lower())
