"""Comparisons that a sentence asserts in words: which of two is better, and what the cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ara.review.rigor.accounts.binding import Binding, Line
from ara.review.rigor.accounts.claims import Said
from ara.review.rigor.accounts.directions import Sense, senses_in
from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.labels import offset_of
from ara.review.rigor.quantities.table import Column

_THAN = re.compile(r"(?i)\b(?:than|over|against|compared (?:to|with)|relative to|vs\.?|versus|from)\b")
_DIRECT = re.compile(
    r"(?i)^(?:exceed|outperform|beat|surpass|tops|dominate|underperform|trail|improves? (?:on|over|upon))"
)
_PASSIVE = re.compile(
    r"(?i)\b(?:outperformed|beaten|surpassed|exceeded|improved|reduced|increased|lowered|raised) by\b"
)
_EXCEPT = re.compile(
    r"(?i)\b(?:except|but for|apart from|other than|save for|excluding|mostly|often|usually|(?:in|on|at"
    r"|for) most|sometimes"
    r"|cases? (?:in which|where|when)|there (?:is|are|was|were|may be)|if|would|could|may|might|expect\w*"
    r"|hypothes\w+)\b"
)
_OF_A_NAME = re.compile(r"(?i)\b(?:the|its|their|this|that)\s+$")
_BEHIND_A_COMPARATIVE = re.compile(r"(?i)\s+(?:than|of)\b")
_UNNAMED = 10**6
"""The position of a side that the sentence does not name."""
_ALONG = re.compile(r"(?i)\b(?:with|as|along|when)\b")
UNIVERSAL = re.compile(
    r"(?i)\b(?:(?:on|in|for|at|across|over|under|of|with)\s+(?:all|every|each|both|any)\b|consistently"
    r"|always|uniformly|throughout"
    r"|without exception|invariably|in every case|across the board|everywhere|every one of|for any"
    r"|all\s+(?:\w+\s){0,2}?(?:tasks?|benchmarks?"
    r"|datasets?|models?|lengths?|settings?|categories|columns|metrics|scores|sizes|budgets|languages|pairs|classes))"
)


class Place(NamedTuple):
    """The two cells that are compared, and the column and row of the first."""

    cell: Cell
    other: Cell
    column: Column
    row: int


@dataclass(frozen=True, eq=False)
class Contest:
    """Two things, a word that says which has more, and the cells in which it is and is not so."""

    sense: Sense
    first: Line
    second: Line
    binding: Binding
    right: tuple[Place, ...]
    """Cells of the two where it is as said."""
    wrong: tuple[Place, ...]
    """The same where it is the other way round."""
    ties: tuple[Place, ...]
    """The same where both are equal."""
    universal: bool
    """Whether the sentence says that it is so everywhere."""
    named: bool
    """Whether the sentence names both sides; else the second is the only other column there is."""


def contests_in(said: Said) -> Iterator[Contest]:
    """Give the comparisons of a sentence whose two sides are named rows or columns of a table, in their order."""
    senses = senses_in(said.text)
    if not senses or _PASSIVE.search(said.text) or _EXCEPT.search(said.text):
        return
    universal = UNIVERSAL.search(said.text) is not None
    for binding in said.bindings:
        for first, second in _sides(binding):
            sense = _between(senses, said.text, first, second)
            if sense is None:
                continue
            contest = _held(sense, first, second, binding, universal=universal)
            if contest.right or contest.wrong or contest.ties:
                yield contest
                return


def _sides(binding: Binding) -> Iterator[tuple[Line, Line]]:
    for lines in binding.comparisons:
        if len(lines) == 2:
            yield lines[0], lines[1]
    if not binding.comparisons and len(binding.columns) == 1:
        column = binding.table.columns[next(iter(binding.columns))]
        others = [one for one in binding.table.metrics if one is not column and one.measure == column.measure]
        if len(others) == 1 and len(binding.table.metrics) == 2:
            yield (
                _column_line(binding, column, next(iter(binding.columns.values()))),
                _column_line(binding, others[0], _UNNAMED),
            )


def _column_line(binding: Binding, column: Column, at: int) -> Line:
    cells = {((), row): (cell, row, column) for row in binding.rows if (cell := column.cells[row]) is not None}
    return Line(column.header, at, cells)  # type: ignore[arg-type]


def _between(senses: tuple[Sense, ...], text: str, first: Line, second: Line) -> Sense | None:
    """Find the word that stands behind the first thing and before the second, with the word that leads over to it."""
    start, end = offset_of(text, first.position), offset_of(text, second.position)
    for sense in senses:
        if not start < sense.start < end or tells_apart(text, sense):
            continue
        rest = text[sense.start : end]
        if second.position >= _UNNAMED and _ALONG.search(rest):
            continue
        if second.position >= _UNNAMED or _DIRECT.match(sense.word) or _THAN.search(rest):
            return sense
    return None


def tells_apart(text: str, sense: Sense) -> bool:
    """Whether the word tells two things of one kind apart, `the lower layer`, and compares nothing."""
    behind = text[sense.start + len(sense.word) :]
    return _OF_A_NAME.search(text[: sense.start]) is not None and _BEHIND_A_COMPARATIVE.match(behind) is None


def _held(sense: Sense, first: Line, second: Line, binding: Binding, *, universal: bool) -> Contest:
    right: list[Place] = []
    wrong: list[Place] = []
    ties: list[Place] = []
    meant = set(binding.meant)
    for key, (cell, row, column) in first.cells.items():
        other = second.cells.get(key)
        sign = sense.sign(column, binding.table.caption)
        if other is None or not sign or (column not in meant and other[2] not in meant and not universal):
            continue
        place = Place(cell, other[0], column, row)
        if cell.value == other[0].value:
            ties.append(place)
        elif cell.interval.meets(other[0].interval):
            continue
        else:
            (right if (cell.value - other[0].value) * sign > 0 else wrong).append(place)
    return Contest(
        sense, first, second, binding, tuple(right), tuple(wrong), tuple(ties), universal, second.position < _UNNAMED
    )
