"""Whether a number that is called the most or the least is that, and whether one that is the best says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ara.review.rigor.accounts.account import compared_values
from ara.review.rigor.accounts.binding import Binding
from ara.review.rigor.accounts.claims import ReadClaim, Said
from ara.review.rigor.accounts.directions import polarity
from ara.review.rigor.accounts.levels import unit_fits
from ara.review.rigor.accounts.mentions import Mention
from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.labels import words_of
from ara.review.rigor.quantities.table import Column, Table

_BEST = re.compile(r"(?i)\b(?:best|top|peak|optimal)\b")
_SELECTED = re.compile(
    r"(?i)\b(?:best|up to|max\w*|peak|highest|lowest|fastest|slowest|at most|at best|as (?:low|high|much"
    r"|little) as|minim\w+|top|largest|smallest"
    r"|optimal|tuned|select\w*|chosen|single|least|most|range\w*|between)\b"
)
_REPEAT = re.compile(
    r"(?i)\b(?:seeds?|runs?|trials?|repeats?|repetitions?|folds?|attempts?|replicates?|checkpoints?|splits?)\b"
)
_CHANGE = re.compile(
    r"(?i)\b(?:sav\w+|gain\w*|improve\w*|reduc\w+|drop\w*|chang\w+|lower\w*|increas\w+|decreas\w+|differ\w+)\b|Δ"
)
_SIBLINGS = 3


@dataclass(frozen=True, slots=True)
class NotExtreme:
    """A number that is called the most or the least, and a cell beyond it."""

    mention: Mention
    text: str
    """The cell, or the arithmetic, that goes beyond it."""
    place: str
    """Where that is."""
    sure: bool


def not_extreme(claim: ReadClaim, said: Said) -> Iterator[NotExtreme]:
    """Give the numbers of a sentence that are called the most or the least of a column, and are not."""
    for mention in said.judged:
        if not mention.extreme or mention.role == "parameter":
            continue
        found = _in_columns(claim, said, mention) or _among_pairs(said, mention)
        if found is not None:
            yield found


def _in_columns(claim: ReadClaim, said: Said, mention: Mention) -> NotExtreme | None:
    beyond: NotExtreme | None = None
    for binding in said.bindings:
        for column in _candidates(binding, mention):
            rows = [
                row for row in (binding.rows if binding.names_rows else binding.table.body) if row in binding.table.body
            ]
            cells = [(cell, row) for row in rows if (cell := column.cells[row]) is not None and not cell.is_bound]
            if len(cells) < 2:
                continue
            ends = _ends(mention, said.text, column)
            far = [max(cells, key=lambda pair: pair[0].value * end) for end in ends]
            if any(_meets(mention, cell) for cell, _ in far):
                return None
            held = any(_meets(mention, cell) for cell, _ in cells)
            named = column.index in binding.columns or len(_candidates(binding, mention)) == 1
            other = (far[0][0].value - mention.value) * ends[0]
            if held or (named and other > 0 and not claim.holdings.hold(mention)):
                cell, row = far[0]
                beyond = beyond or NotExtreme(mention, cell.text, binding.table.words_at(row, column), held or named)
    return beyond


def _candidates(binding: Binding, mention: Mention) -> list[Column]:
    """Give the columns that can hold the number: named ones, or those in its unit."""
    if mention.role == "ratio":
        fitting = [column for column in binding.table.metrics if column.measure == "×" or "speedup" in column.words]
    elif mention.role in ("change", "points", "delta"):
        fitting = [one for one in binding.table.metrics if _is_change(one) and unit_fits(mention.unit, one.measure)]
    else:
        fitting = [column for column in binding.table.metrics if unit_fits(mention.unit, column.measure)]
    named = [column for column in fitting if column.index in binding.columns]
    return named or fitting


def _is_change(column: Column) -> bool:
    """Tell whether a column holds differences: its header says so, or its cells have signs."""
    return _CHANGE.search(column.header) is not None or any(cell and cell.text[:1] in "+-−" for cell in column.cells)


def _ends(mention: Mention, text: str, column: Column) -> tuple[int, ...]:
    """Give 1 for the largest and -1 for the smallest; the best is the one that is better, or either."""
    before = text[max(0, mention.start - 40) : mention.start]
    if _BEST.search(before):
        good = polarity(column)
        return (good,) if good else (1, -1)
    return (1,) if mention.extreme == "most" else (-1,)


def _meets(mention: Mention, cell: Cell) -> bool:
    stated = (
        mention.interval
        if mention.bound == "~"
        else Interval(mention.value - 2 * mention.half, mention.value + 2 * mention.half)
    )
    return any(stated.meets(cell.interval.scaled(factor)) for factor in (1.0, 100.0, 0.01))


def _among_pairs(said: Said, mention: Mention) -> NotExtreme | None:
    """Compare with what two named things give in other rows or columns."""
    if mention.role not in ("ratio", "change", "points") or mention.extreme != "most":
        return None
    values = compared_values(mention, said.bindings)
    if len(values) < 2 or not any(value.meets(mention.interval.widened(mention.half)) for _, value in values):
        return None
    words, far = max(values, key=lambda pair: pair[1].middle)
    if far.low <= mention.interval.high + mention.half:
        return None
    return NotExtreme(mention, f"{far.middle:.3g}", words, sure=True)


@dataclass(frozen=True, slots=True)
class Picked:
    """A number that is the best of several rows, which the claim does not say."""

    mention: Mention
    table: Table
    row: int
    column: Column
    siblings: int
    """How many rows it is the best of."""
    repeated: bool
    """Whether these rows repeat one measurement, as seeds do."""


def picked(claim: ReadClaim, said: Said, around: str) -> Iterator[Picked]:
    """Give the levels of a statement that are the best of sibling rows, when nothing in the claim says which row."""
    if _SELECTED.search(said.text):
        return
    known = set(words_of(f"{claim.claim.title} {claim.claim.statement} {claim.claim.conditions or ''} {around}"))
    for mention in said.judged:
        plain = mention.role in ("level", "ratio", "share") and mention.tells and not mention.bound
        if not plain or _in_a_range(mention, said.text):
            continue
        for binding in said.bindings:
            found = _best_of(binding, mention, known)
            if found is not None:
                yield found
                break


def _in_a_range(mention: Mention, text: str) -> bool:
    """Tell whether the number is one end of a range, as in `1.49x to 2.41x`."""
    before, behind = text[max(0, mention.start - 30) : mention.start], text[mention.end :]
    return (
        re.search(r"\d\S*\s?(?:to|–|-|and)\s?$", before) is not None
        or re.match(r"\s?(?:to|–|-|and)\s?\d", behind) is not None
    )


def _best_of(binding: Binding, mention: Mention, known: set[str]) -> Picked | None:
    table = binding.table
    for column in table.metrics:
        if not unit_fits(mention.unit, column.measure):
            continue
        hits = [row for row in table.body if (cell := column.cells[row]) is not None and _exactly(mention, cell)]
        good = polarity(column) or (1 if column.measure == "×" else 0)
        if len(hits) != 1 or not good:
            continue
        row = hits[0]
        for place, part in enumerate(table.rows[row].parts):
            repeated = _REPEAT.search(_header(table, place)) is not None or _REPEAT.search(part) is not None
            if not (repeated or _is_parameter(table, place)) or _said(part, known):
                continue
            siblings = [other for other in table.body if _differ_only(table, row, other, place)]
            values = [cell.value * good for other in siblings if (cell := column.cells[other]) is not None]
            own = column.cells[row]
            if own is not None and len(values) + 1 >= _SIBLINGS and all(value < own.value * good for value in values):
                return Picked(mention, table, row, column, len(values) + 1, repeated)
    return None


def _exactly(mention: Mention, cell: Cell) -> bool:
    return not cell.is_bound and abs(mention.value - cell.value) <= max(mention.half, 1e-9 * abs(cell.value))


def _said(part: str, known: set[str]) -> bool:
    return all(word in known for word in words_of(part))


def _header(table: Table, place: int) -> str:
    return [column for column in table.columns if column.kind in ("label", "parameter")][place].header


def _is_parameter(table: Table, place: int) -> bool:
    return [column for column in table.columns if column.kind in ("label", "parameter")][place].kind == "parameter"


def _differ_only(table: Table, row: int, other: int, place: int) -> bool:
    one, two = table.rows[row], table.rows[other]
    rest = all(a == b for index, (a, b) in enumerate(zip(one.parts, two.parts, strict=True)) if index != place)
    return row != other and rest and one.group == two.group and one.parts[place] != two.parts[place]
