"""The reference list: where it stands, and how it falls into entries."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ara.compiler.paper.entries import read_entry
from ara.compiler.paper.headings import Heading
from ara.compiler.paper.identifiers import address_in, arxiv_in, doi_in
from ara.compiler.paper.joining import Vocabulary, join_texts
from ara.compiler.paper.model import ReferenceReading, Region
from ara.compiler.paper.rows import Row

_HEADING = re.compile(r"(?:references?(?: and notes| cited)?|bibliography|literature(?: cited)?|works cited)", re.I)
_BRACKET = re.compile(r"\[(?P<label>\d{1,4}|[A-Z][\w+*’'-]{1,20}?\d{2,4}[a-z]?|[A-Z][A-Za-z+]{0,12}\d{0,4}[a-z]?)\]\s*")
_NUMBERED = re.compile(r"(?P<label>\d{1,4})[.)]?\s+(?=\S)")
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_HANGING = 4.0


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The rows of the list, and its entries."""

    rows: range
    """Indices of its rows, without the heading."""
    entries: tuple[ReferenceReading, ...]
    """Its entries, in order."""


def find_references(rows: Sequence[Row], headings: Sequence[Heading], vocabulary: Vocabulary) -> ReferenceList | None:
    """The reference list: the rows from its heading to the next one; None when no heading names it."""
    for place, heading in reversed(list(enumerate(headings))):
        if _HEADING.fullmatch(heading.title):
            start = heading.first + max(1, heading.rows)
            end = headings[place + 1].first if place + 1 < len(headings) else len(rows)
            return ReferenceList(range(start, end), tuple(_entries(rows[start:end], vocabulary)))
    return None


def _entries(rows: Sequence[Row], vocabulary: Vocabulary) -> list[ReferenceReading]:
    if not rows:
        return []
    labels = _labels(rows)
    starts = sorted(labels) if labels else _unlabelled_starts(rows)
    entries: list[ReferenceReading] = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        text = join_texts([row.text for row in rows[start:end]], vocabulary)
        label = labels.get(start)
        if label is not None:
            text = text[_label_length(text) :]
        parts = read_entry(text)
        entries.append(
            ReferenceReading(
                label=label,
                text=text,
                authors=parts.authors,
                year=parts.year,
                title=parts.title,
                venue=parts.venue,
                doi=doi_in(text),
                arxiv=arxiv_in(text),
                url=address_in(text),
                region=Region(page=rows[start].page, box=rows[start].box),
            )
        )
    return entries


def _labels(rows: Sequence[Row]) -> dict[int, str]:
    """Printed labels by row: bracketed keys, or numbers that count up from 1. Empty in author-year styles."""
    bracketed = {place: match["label"] for place, row in enumerate(rows) if (match := _BRACKET.match(row.text))}
    if len(bracketed) >= 2 and min(bracketed) <= 1:
        numbers = {place: label for place, label in bracketed.items() if label.isdigit()}
        if 2 * len(numbers) > len(bracketed):
            return _counting(numbers)
        return bracketed
    numbered = {place: match["label"] for place, row in enumerate(rows) if (match := _NUMBERED.match(row.text))}
    counting = _counting(numbered)
    return counting if len(counting) >= 2 and min(counting) <= 1 else {}


def _counting(labels: dict[int, str]) -> dict[int, str]:
    """The labels that count up one by one from the first; a number at the start of a further line is none."""
    kept: dict[int, str] = {}
    expected: int | None = None
    for place, label in labels.items():
        value = int(label)
        if (expected is None and value in (0, 1)) or (expected is not None and expected <= value <= expected + 1):
            kept[place] = label
            expected = value + 1
    return kept


def _label_length(text: str) -> int:
    match = _BRACKET.match(text) or _NUMBERED.match(text)
    return match.end() if match else 0


def _unlabelled_starts(rows: Sequence[Row]) -> list[int]:
    """First rows of entries without labels: by hanging indent, else by the blank above, else by how entries end."""
    starts = _by_indent(rows) or _by_gap(rows)
    if starts:
        return starts if starts[0] == 0 else [0, *starts]
    return [
        place
        for place, row in enumerate(rows)
        if place == 0 or (rows[place - 1].text.endswith(".") and row.text[:1].isupper())
    ]


def _by_indent(rows: Sequence[Row]) -> list[int]:
    """Rows at the left edge of their column while the others are set in."""
    edges: dict[tuple[int, int], float] = {}
    for row in rows:
        key = (row.page, row.column)
        edges[key] = min(edges.get(key, row.box[0]), row.box[0])
    offsets = [row.box[0] - edges[row.page, row.column] for row in rows]
    hanging = [offset for offset in offsets if offset >= _HANGING]
    if len(hanging) < 0.2 * len(rows):
        return []
    indent = median(hanging)
    for row in rows:
        key = (row.page, row.column)
        column = [offset for other, offset in zip(rows, offsets, strict=True) if (other.page, other.column) == key]
        if all(offset < _HANGING for offset in column) and _continues_from(rows, key):
            # a column that holds only the further lines of one entry
            edges[key] -= indent
    return [place for place, row in enumerate(rows) if row.box[0] - edges[row.page, row.column] < 0.5 * indent]


def _continues_from(rows: Sequence[Row], key: tuple[int, int]) -> bool:
    inside = [row for row in rows if (row.page, row.column) == key]
    return len(inside) <= 3 and not _YEAR.search(inside[0].text) and inside[0].text[:1].islower()


def _by_gap(rows: Sequence[Row]) -> list[int]:
    """Rows below a wider blank than lines of one entry have between them."""
    gaps = [
        below.baseline - above.baseline if (above.page, above.column) == (below.page, below.column) else 0.0
        for above, below in itertools.pairwise(rows)
    ]
    inside = sorted(gap for gap in gaps if gap > 0)
    if not inside:
        return []
    usual = inside[len(inside) // 4]
    starts = [0, *(place for place, gap in enumerate(gaps, start=1) if gap > 1.2 * usual)]
    moved = [
        place
        for place, gap in enumerate(gaps, start=1)
        if gap <= 0 and rows[place - 1].text.endswith(".") and rows[place].text[:1].isupper()
    ]
    return sorted({*starts, *moved}) if len(starts) > 1 else []
