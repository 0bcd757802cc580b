"""The PDF's outline laid over its rows: which row is the heading that a bookmark names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ara.compiler.paper.numbering import read_numbers
from ara.compiler.paper.outline import OutlineEntry
from ara.compiler.paper.rows import Row

_MOST_ROWS = 4
_ABOVE, _BELOW = 12.0, 48.0
_BESIDE = 180.0
_ALIKE = 0.6
_TARGET_NUMBER = re.compile(r"(?:sub)*(?:section|paragraph|appendix|chapter)\*?\.(?P<number>[A-Z0-9]+(?:\.[0-9]+)*)$")


@dataclass(frozen=True, slots=True)
class Bookmarked:
    """What the outline says of a heading."""

    level: int
    """Depth in the outline, 1 for the top of the sections."""
    number: str | None
    """Its number, when the target's name tells it."""
    rows: int
    """How many rows bear exactly its words; 0 when they are only alike."""


def lay_over(entries: Sequence[OutlineEntry], rows: Sequence[Row]) -> dict[int, Bookmarked]:
    """By row index, the headings that the outline names and the page bears.

    A row is taken when it bears the bookmark's words, or when it stands at the bookmark's target and either has the
    number of the target or words like it. A bookmark without such a row is left out.
    """
    by_page: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        by_page.setdefault(row.page, []).append(place)
    found: dict[int, Bookmarked] = {}
    for entry in entries:
        # a target at the very bottom of a page may lead to a heading that moved to the next one
        places = [place for page in (entry.page, entry.page + 1) for place in by_page.get(page, ())]
        match = _find(entry, rows, [place for place in places if place not in found])
        if match is not None:
            place, count = match
            found[place] = Bookmarked(entry.level, _number(entry), count)
    top = min((entry.level for entry in found.values()), default=1)
    return {
        place: Bookmarked(entry.level - top + 1, entry.number, entry.rows) for place, entry in sorted(found.items())
    }


def _find(entry: OutlineEntry, rows: Sequence[Row], places: Sequence[int]) -> tuple[int, int] | None:
    wanted = compact(entry.title)
    exact = [
        (abs(_distance(entry, rows[place])), place, count)
        for place in places
        for count, text in _readings(rows, place)
        if wanted and compact(text) == wanted
    ]
    if exact:
        _, place, count = min(exact)
        return place, count
    number = _number(entry)
    near = [place for place in places if _at_target(entry, rows[place])]
    for place in near:
        if number is not None and any(reading.printed == number for reading in read_numbers(rows[place].text)):
            return place, 0
    alike = [(max(_likeness(wanted, text) for _, text in _readings(rows, place)), -place) for place in near]
    if alike and max(alike)[0] >= _ALIKE:
        return -max(alike)[1], 0
    return None


def _readings(rows: Sequence[Row], place: int) -> Iterator[tuple[int, str]]:
    """The text of one to four rows from `place` on, with and without the number before it."""
    text = ""
    for count, row in enumerate(rows[place : place + _MOST_ROWS], start=1):
        text = f"{text} {row.text}".strip()
        yield count, text
        for number in read_numbers(text):
            yield count, text[number.length :]


def _number(entry: OutlineEntry) -> str | None:
    match = _TARGET_NUMBER.search(entry.name)
    return match["number"] if match else None


def _at_target(entry: OutlineEntry, row: Row) -> bool:
    if entry.top is None or row.page != entry.page:
        return False
    beside = entry.left is None or abs(row.box[0] - entry.left) < _BESIDE
    return -_ABOVE <= row.box[1] - entry.top <= _BELOW and beside


def _distance(entry: OutlineEntry, row: Row) -> float:
    return row.box[1] - (entry.top or 0.0) + 10_000 * (row.page - entry.page)


def _likeness(wanted: str, text: str) -> float:
    return SequenceMatcher(None, wanted, compact(text), autojunk=False).ratio()


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """Letters and digits only, in lower case, compatible forms made one: for comparing what was typeset twice."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in folded if character.isalnum())
