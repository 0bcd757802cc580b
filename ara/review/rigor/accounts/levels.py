"""Whether a level that a sentence ascribes to a named row is what the table holds there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from ara.review.rigor.accounts.binding import Binding, Line
from ara.review.rigor.accounts.mentions import Mention
from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.table import Column, Table

_CLAUSE = re.compile(r"[;:]|,?\s\b(?:while|whereas|but|although|though)\b\s|,\s(?=(?:and|where)\b)")
_FACTORS = (1.0, 100.0, 0.01, 1e3, 1e-3, 1e6, 1e-6, 60.0, 1 / 60)
"""Between percent and fraction, thousands, millions, and units of time."""
_MOST_LINES = 6
_TIME = frozenset(("s", "ms", "µs", "μs", "us", "ns", "min", "h", "sec", "seconds", "minutes", "hours", "hrs"))
_SHARES = frozenset(("%", "points", "percent", ""))


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A level that differs from the cell that it is said to be."""

    mention: Mention
    """The level."""
    table: Table
    """The table."""
    row: int
    """The row that is named."""
    column: Column
    """The column that is meant."""
    cell: Cell
    """What stands there."""
    exchanged: bool
    """Whether the numbers of the sentence are those of the named rows in another order."""
    sure: bool
    """Whether the other numbers of the sentence, or its words, say which column is meant."""


def misplaced(mentions: tuple[Mention, ...], bindings: list[Binding]) -> Iterator[Misplaced]:
    """Give the levels of a sentence that differ from the cells of what is named with them, in their order."""
    levels = [
        m for m in mentions if m.role in ("level", "mean", "sum", "share") and m.tells and not m.bound and not m.extreme
    ]
    for unit in dict.fromkeys(level.unit for level in levels):
        same = [level for level in levels if level.unit == unit]
        for binding in bindings:
            for lines in (*binding.comparisons, *((line,) for line in binding.lone)):
                if len(lines) == len(same) <= _MOST_LINES:
                    found = list(_in_order(same, lines, binding))
                    if found:
                        yield from found
                        return


def _in_order(levels: list[Mention], lines: tuple[Line, ...], binding: Binding) -> Iterator[Misplaced]:
    """Compare number by number along each measure that all lines have; the one that fits best is meant."""
    told = {binding.table.columns[index] for index in binding.columns} or set(_only(binding, levels[0]))
    best: tuple[int, list[tuple[Cell, int, Column]]] | None = None
    for key in lines[0].cells:
        held = [line.cells[key] for line in lines if key in line.cells]
        if len(held) < len(lines) or not all(
            _comparable(level, *place[::2]) for level, place in zip(levels, held, strict=True)
        ):
            continue
        fits = [_agrees(level, place[0]) for level, place in zip(levels, held, strict=True)]
        if all(fits):
            return
        if best is None or (sum(fits), held[0][2] in told) > (best[0], best[1][0][2] in told):
            best = sum(fits), held
        if len(lines) > 1 and _permuted(levels, held):
            best = 0, held
            break
    if best is None:
        return
    fitting, held = best
    exchanged = len(lines) > 1 and _permuted(levels, held)
    lone_measure = len({column for _, _, column in held}) == 1 and held[0][2] in told
    if not exchanged and fitting < len(lines) - 1:
        return
    for level, (cell, row, column) in zip(levels, held, strict=True):
        if not _agrees(level, cell):
            yield Misplaced(
                level, binding.table, row, column, cell, exchanged, exchanged or fitting > 0 or lone_measure
            )


def _only(binding: Binding, level: Mention) -> Iterator[Column]:
    """Give the only column in the unit of a level, or the only one there is."""
    metrics = binding.table.metrics
    alone = len(metrics) == 1
    fitting = [column for column in metrics if (alone or level.unit) and unit_fits(level.unit, column.measure)]
    if len(fitting) == 1:
        yield fitting[0]


def _permuted(levels: list[Mention], held: list[tuple[Cell, int, Column]]) -> bool:
    if all(_agrees(level, cell) for level, (cell, _, _) in zip(levels, held, strict=True)):
        return False
    return any(
        all(_agrees(level, cell) for level, (cell, _, _) in zip(levels, order, strict=True))
        for order in permutations(held)
    )


def _comparable(level: Mention, cell: Cell, column: Column) -> bool:
    return not cell.is_bound and unit_fits(level.unit, cell.unit or column.measure)


def unit_fits(stated: str, held: str) -> bool:
    """Tell whether a number in one unit can be in a column of another: the same, shares, times, or unnamed."""
    if not stated or not held or stated == held or (stated in _SHARES and held in _SHARES):
        return True
    return stated in _TIME and held in _TIME


def _agrees(level: Mention, cell: Cell) -> bool:
    """Tell whether a level is the number of a cell, or the one behind it in parentheses, in any usual unit."""
    # two prints of equal length one step apart are different numbers
    value, slack = abs(level.value), level.half * 0.999
    if cell.second is not None and abs(value - abs(cell.second)) <= slack:
        return True
    held = abs(cell.value)
    return any(abs(value - held * factor) <= slack + cell.half * factor for factor in _FACTORS)
