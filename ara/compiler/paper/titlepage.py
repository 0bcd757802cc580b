"""The first page: where the title, the block of authors and the abstract stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ara.compiler.paper.bookmarks import compact
from ara.compiler.paper.rows import Row
from ara.compiler.paper.typography import Typography

_ABSTRACT = re.compile(r"(?:abstract|summary)\W*", re.I)
_ABSTRACT_LEAD = re.compile(r"abstract\s*[.:—–-]+\s*(?=\S)", re.I)
_AFTER_ABSTRACT = re.compile(
    r"(?:key\s?words(?: and phrases)?|index terms|ccs concepts?|general terms|categories and subject|acm reference|"
    r"additional key|jel|msc|pacs|subject areas?|highlights|article info)\b|"
    r"\W*(?:website|web ?page|code|source code|project(?: page| website)?|github|correspond\w+|contact|date|"
    r"e-?mails?|demo|data(?:sets?)?|models?|blog|homepage|repository|venue|resources?|links?)(?: (?:to|at|&) \w+)?\s*:",
    re.I,
)
_LOWEST_TITLE = 0.6
_MOST_ROWS = 120
_MOST_ROWS_WITHOUT_HEADING = 60
_PROSE_WORDS = 5
_PROSE_ROWS = 3


@dataclass(frozen=True, slots=True)
class TitlePage:
    """Row indices of the parts of the first page."""

    title: range
    """The title; empty when there is none."""
    abstract: range
    """The abstract's rows, without a heading on a row of its own; empty when there is none."""
    top: int
    """The row on which the abstract starts, its heading included; the block of authors ends above it."""
    lead: int
    """Characters before the abstract's first word in its first row, as in `Abstract—We show`."""
    end: int
    """First row behind title, authors and abstract: passages start here, but for what lies between those."""


def find_title_page(
    rows: Sequence[Row], first_heading: int, typography: Typography, properties: Mapping[str, str]
) -> TitlePage:
    """The parts of the title page among the rows before the first heading."""
    front = range(min(first_heading, len(rows)))
    title = _title(rows, front, typography, properties)
    after = range(title.stop if title else 0, front.stop)
    top, abstract, lead = _abstract(rows, after)
    return TitlePage(title, abstract, top, lead, abstract.stop if abstract else title.stop)


def _title(rows: Sequence[Row], front: range, typography: Typography, properties: Mapping[str, str]) -> range:
    """The rows that the document's properties call its title; else the largest type on the upper page."""
    first_page = [place for place in front if rows[place].page == rows[front.start].page] if front else []
    named = compact(properties.get("title", ""))
    if len(named) >= 8:
        for start in first_page:
            for stop in range(start + 1, min(start + 6, front.stop + 1)):
                if compact(" ".join(row.text for row in rows[start:stop])) == named:
                    return range(start, stop)
    bottom = max((row.box[3] for row in rows if front and row.page == rows[0].page), default=0.0)
    upper = [place for place in first_page if rows[place].box[1] < _LOWEST_TITLE * bottom and _wordy(rows[place].text)]
    if not upper:
        return range(0)
    largest = max(rows[place].size for place in upper)
    if not typography.is_larger(largest):
        bold = [place for place in upper if rows[place].bold]
        start = bold[0] if bold else upper[0]
    else:
        start = next(place for place in upper if rows[place].size >= 0.97 * largest)
    stop = start + 1
    while stop < front.stop and _goes_on(rows[start], rows[stop - 1], rows[stop]):
        stop += 1
    return range(start, stop)


def _goes_on(first: Row, above: Row, row: Row) -> bool:
    same = abs(row.size - first.size) <= 0.06 * first.size and row.bold == first.bold
    return same and row.page == above.page and 0 < row.baseline - above.baseline <= 1.8 * first.size


def _abstract(rows: Sequence[Row], after: range) -> tuple[int, range, int]:
    for place in after:
        if compact(rows[place].text) in ("abstract", "summary") or _ABSTRACT.fullmatch(rows[place].text):
            return place, _extent(rows, place + 1, after.stop), 0
        if match := _ABSTRACT_LEAD.match(rows[place].text):
            return place, _extent(rows, place, after.stop), match.end()
    for place in after:
        if all(_is_prose(row) for row in rows[place : place + _PROSE_ROWS]) and place + _PROSE_ROWS <= after.stop:
            extent = _extent(rows, place, after.stop)
            if len(extent) <= _MOST_ROWS_WITHOUT_HEADING:
                return place, extent, 0
            break
    return after.start, range(after.start, after.start), 0


def _extent(rows: Sequence[Row], start: int, stop: int) -> range:
    """The rows from `start` on in one size, up to the words that follow an abstract."""
    place = start
    while place < min(stop, start + _MOST_ROWS):
        row = rows[place]
        if abs(row.size - rows[start].size) > 0.08 * rows[start].size or _AFTER_ABSTRACT.match(row.text):
            break
        if place > start and row.page == rows[place - 1].page and row.column == rows[place - 1].column:
            gap = row.baseline - rows[place - 1].baseline
            if gap > 3.2 * row.size:
                break
        place += 1
    return range(start, place)


def _is_prose(row: Row) -> bool:
    words = [word for word in row.text.split() if word.isalpha() and word.islower()]
    return len(words) >= _PROSE_WORDS and "@" not in row.text


def _wordy(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= 4
