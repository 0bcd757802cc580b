"""Rows and columns that sum up or average others, by their label or header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.interval import Interval, total
from ara.review.rigor.quantities.table import Column, Table

_SUM = re.compile(r"(?i)\b(?:total|sum|all|overall|combined)\b|^[∑Σ]$")
_MEAN = re.compile(r"(?i)\b(?:average|avg\.?|mean|overall|macro)\b|^[µμ]$")
_SPREAD = re.compile(r"(?i)\b(?:sd|std|stdev|deviation|error|se|ci|min|max|median|p\d\d?|n)\b")

_Line = tuple[int, Column, Cell, list[list[Cell | None]], list[list[Cell | None]]]
"""A total with its row and column, the choices of its parts, and their weights."""


@dataclass(frozen=True, slots=True)
class TotalProblem:
    """A sum or an average that its parts do not give."""

    row: int
    """Its row."""
    column: Column
    """Its column."""
    cell: Cell
    """Its cell."""
    expected: Interval
    """What the parts give."""
    words: str
    """`sum` or `mean`, and of what."""
    others: int
    """How many other cells of the same row or column do follow from their parts."""


def totals_of(table: Table) -> Iterator[TotalProblem]:
    """Give the totals and averages of a table that do not follow from their parts.

    Which cells are the parts is decided by where most totals of a row or column hold; where none holds, a total may be
    of something else, and is only given when it is the sum of a column of counts, or an average outside of its parts.
    """
    yield from _rows(table)
    yield from _columns(table)


def _rows(table: Table) -> Iterator[TotalProblem]:
    for index, row in enumerate(table.rows):
        if not row.is_summary:
            continue
        label = " ".join(row.parts)
        above = [
            other for other in range(index) if not table.rows[other].is_summary and table.rows[other].group == row.group
        ]
        below = [other for other in range(index + 1, len(table.rows)) if not table.rows[other].is_summary]
        choices = [above[start:] for start in range(len(above) - 1)] or (
            [below] if index == 0 and len(below) > 1 else []
        )
        lines: list[_Line] = [
            (
                index,
                column,
                cell,
                [[column.cells[part] for part in parts] for parts in choices],
                _weights(table, choices),
            )
            for column in table.metrics + tuple(c for c in table.columns if c.kind == "count")
            if (cell := column.cells[index]) is not None and not cell.is_bound and not _SPREAD.search(column.header)
        ]
        yield from _checked(lines, label, "above" if above else "below")


def _weights(table: Table, choices: list[list[int]]) -> list[list[Cell | None]]:
    counts = next((column for column in table.columns if column.kind == "count"), None)
    return [[counts.cells[part] for part in parts] for parts in choices] if counts else []


def _columns(table: Table) -> Iterator[TotalProblem]:
    metrics = table.metrics
    for place, column in enumerate(metrics):
        last = column.header.rpartition(" / ")[2]
        if not (_SUM.search(last) or _MEAN.search(last)) or _SPREAD.search(last):
            continue
        before = [one for one in metrics[:place] if one.measure == column.measure and not _is_named(one)]
        after = [one for one in metrics[place + 1 :] if one.measure == column.measure and not _is_named(one)]
        choices = [before[start:] for start in range(len(before) - 1)] or (
            [after] if len(after) > 1 and not place else []
        )
        lines: list[_Line] = [
            (row, column, cell, [[part.cells[row] for part in parts] for parts in choices], [])
            for row, cell in enumerate(column.cells)
            if cell is not None and not cell.is_bound
        ]
        yield from _checked(lines, last, "beside")


def _is_named(column: Column) -> bool:
    last = column.header.rpartition(" / ")[2]
    return _SUM.search(last) is not None or _MEAN.search(last) is not None or _SPREAD.search(last) is not None


def _checked(lines: list[_Line], label: str, where: str) -> Iterator[TotalProblem]:
    """Choose sum or mean, and the parts, so that most cells follow; give those that then do not."""
    best: tuple[int, int, str, list[Interval | None]] | None = None
    for name, how in (("sum", _sum), ("mean", _mean)):
        if not (_SUM if name == "sum" else _MEAN).search(label):
            continue
        for choice in range(len(lines[0][3]) if lines else 0):
            values = [how(parts[choice]) for _, _, _, parts, _ in lines]
            right = sum(
                1 for line, value in zip(lines, values, strict=True) if value and _follows(line, value, choice, name)
            )
            counted = sum(value is not None for value in values)
            if counted and (best is None or (right, choice == 0) > (best[0], best[1] == 0)):
                best = (right, choice, name, values)
    if best is None:
        return
    right, choice, name, values = best
    wrong = [
        (line, value)
        for line, value in zip(lines, values, strict=True)
        if value is not None and not _follows(line, value, choice, name)
    ]
    if right and len(wrong) > max(1, right // 3) and not _exchanged(wrong, choice, name):
        return
    for (row, column, cell, parts, _), value in wrong:
        if right or _certain(name, column, cell, parts[choice], label, len(wrong)):
            words = f"the {name} of the {len(parts[choice])} cells {where}"
            yield TotalProblem(row, column, cell, value, words, right)


def _exchanged(wrong: list[tuple[_Line, Interval]], choice: int, name: str) -> bool:
    """Tell whether two totals are right once they are exchanged."""
    if len(wrong) != 2:
        return False
    (one, value), (other, other_value) = wrong
    first, second = (*one[:2], other[2], *one[3:]), (*other[:2], one[2], *other[3:])
    return _follows(first, value, choice, name) and _follows(second, other_value, choice, name)


def _follows(line: _Line, value: Interval, choice: int, name: str) -> bool:
    _, _, cell, parts, weights = line
    print_of = cell.interval.widened(cell.half)
    if value.meets(print_of):
        return True
    weighted = _weighted(parts[choice], weights[choice]) if weights else None
    return weighted is not None and weighted.meets(print_of)


def _certain(name: str, column: Column, cell: Cell, parts: Sequence[Cell | None], label: str, wrong: int) -> bool:
    """Tell whether a lone total must be wrong: a sum of counts, or an average outside of what it averages."""
    held = [part for part in parts if part is not None]
    if wrong > 1 or len(held) < 2:
        return False
    if name == "mean":
        return (
            not min(part.value - part.half for part in held)
            <= cell.value
            <= max(part.value + part.half for part in held)
        )
    whole = all(part.places == 0 for part in held) and cell.places == 0
    said = re.search(r"(?i)\b(?:total|sum)\b", label) is not None
    return said and not column.is_percent and (whole or len({part.places for part in (*held, cell)}) == 1)


def _sum(parts: Sequence[Cell | None]) -> Interval | None:
    held = [part.interval for part in parts if part is not None and not part.is_bound]
    return total(held) if len(held) == len(parts) > 1 else None


def _mean(parts: Sequence[Cell | None]) -> Interval | None:
    whole = _sum(parts)
    return None if whole is None else whole.scaled(1 / len(parts))


def _weighted(parts: Sequence[Cell | None], weights: Sequence[Cell | None]) -> Interval | None:
    """Give the mean weighted by the counts of the rows."""
    pairs = [(part, weight.value) for part, weight in zip(parts, weights, strict=True) if part and weight]
    mass = sum(weight for _, weight in pairs)
    if len(pairs) < len(parts) or not mass:
        return None
    return total(part.interval.scaled(weight) for part, weight in pairs).scaled(1 / mass)
