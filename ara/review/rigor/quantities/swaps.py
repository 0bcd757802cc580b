"""Cells that look exchanged: put back, a formula, an order or another table's numbers hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.relations import Relation
from ara.review.rigor.quantities.table import Column, Table

_DISTINCT = 3
"""Digits from which two equal numbers are no coincidence."""
_LONG = 5
"""Rows from which an order is one."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two cells of one table that seem to stand in each other's place."""

    first: tuple[int, Column]
    """Row and column of the one."""
    second: tuple[int, Column]
    """Row and column of the other."""
    reason: str
    """What speaks for it, as the end of a sentence."""
    sure: bool = True
    """Whether more than an order speaks for it."""

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        """Row and column number of both."""
        return frozenset((row, column.index) for row, column in (self.first, self.second))


def swaps_of(table: Table, relations: tuple[Relation, ...]) -> tuple[Swap, ...]:
    """Give the exchanged cells of a table, each pair once."""
    found: dict[frozenset[tuple[int, int]], Swap] = {}
    for swap in (*_by_formula(relations), *_by_repetition(table), *_by_order(table)):
        found.setdefault(swap.places, swap)
    return tuple(found.values())


def _by_formula(relations: tuple[Relation, ...]) -> Iterator[Swap]:
    for relation in relations:
        rows = relation.wrong
        reason = f"exchanged, {relation.target.header} = {relation.words} holds in all rows"
        if len(rows) == 2:
            for column in (relation.target, *relation.operands):
                if _holds_after(relation, [(rows[0], column), (rows[1], column)], rows):
                    yield Swap((rows[0], column), (rows[1], column), reason)
                    break
        elif len(rows) == 1:
            for one, other in combinations((relation.target, *relation.operands), 2):
                if _holds_after(relation, [(rows[0], one), (rows[0], other)], rows):
                    yield Swap((rows[0], one), (rows[0], other), reason)
                    break


def _holds_after(relation: Relation, places: list[tuple[int, Column]], rows: tuple[int, ...]) -> bool:
    """Tell whether a relation holds in some rows once the cells of two places are exchanged."""
    (row, column), (other_row, other_column) = places
    one, other = column.cells[row], other_column.cells[other_row]
    if one is None or other is None or one.value == other.value:
        return False
    changed: dict[int, Column] = {}
    for place, cell in ((places[0], other), (places[1], one)):
        held = changed.get(place[1].index, place[1])
        cells = (*held.cells[: place[0]], cell, *held.cells[place[0] + 1 :])
        changed[place[1].index] = replace(held, cells=cells)
    if len(relation.operands) != 2:
        return False
    return all(_holds(relation, changed, row) for row in rows)


def _holds(relation: Relation, changed: dict[int, Column], row: int) -> bool:
    cell = changed.get(relation.target.index, relation.target).cells[row]
    operands = [changed.get(column.index, column).cells[row] for column in relation.operands]
    if cell is None or any(operand is None for operand in operands):
        return False
    value = relation.of(*(operand.interval for operand in operands if operand is not None))
    return value is not None and value.meets(cell.interval.widened(cell.half))


def _by_repetition(table: Table) -> Iterator[Swap]:
    """Two cells of a row are those of another row in the other order, and the other rows have them in that order."""
    for one, other in combinations(table.metrics, 2):
        if other.index - one.index > 3:
            continue
        pairs = {
            row: (a, b)
            for row in table.body
            if (a := one.cells[row]) and (b := other.cells[row]) and min(a.digits, b.digits) >= _DISTINCT
        }
        seen = {(a.value, b.value): row for row, (a, b) in pairs.items()}
        for row, (a, b) in pairs.items():
            twin = seen.get((b.value, a.value))
            if twin is None or a.value == b.value or twin == row:
                continue
            rest = [r for r in pairs if r not in (row, twin)]
            near = [r for r in rest if table.rows[r].group == table.rows[row].group]
            order = [(pairs[r][0].value - pairs[r][1].value) * (a.value - b.value) for r in near or rest]
            against = sum(product < 0 for product in order)
            if against > len(order) - against:
                reason = f"`{table.rows[twin].label}` has the same two numbers in the other order, as most rows have"
                yield Swap((row, one), (row, other), reason)


def _by_order(table: Table) -> Iterator[Swap]:
    """Along a rising first column the numbers fall or rise throughout, once two rows are exchanged."""
    ordered = next((column for column in table.columns if column.kind != "label" and any(column.cells)), None)
    if ordered is None or len(table.body) < _LONG or not _rises(ordered, table.body):
        return
    broken: dict[tuple[int, int], list[Column]] = {}
    for column in table.metrics:
        if column is ordered:
            continue
        pair = _exchanged(column, table.body)
        if pair is not None:
            broken.setdefault(pair, []).append(column)
    for (row, other), columns in broken.items():
        reason = f"exchanged, {columns[0].header} changes in one direction with {ordered.header}"
        for column in columns:
            yield Swap((row, column), (other, column), reason, sure=len(columns) > 1)


def _rises(column: Column, rows: tuple[int, ...]) -> bool:
    values = [cell.value for row in rows if (cell := column.cells[row]) is not None]
    return len(values) == len(rows) and (_monotone(values, 1) or _monotone(values, -1))


def _exchanged(column: Column, rows: tuple[int, ...]) -> tuple[int, int] | None:
    """Give the only two rows whose exchange puts a column in order, when it is not in order as it stands."""
    cells = [column.cells[row] for row in rows]
    if any(cell is None for cell in cells):
        return None
    values = [cell.value for cell in cells if cell is not None]
    for sign in (1, -1):
        drops = [i for i in range(len(values) - 1) if (values[i + 1] - values[i]) * sign <= 0]
        if not 0 < len(drops) <= 2:
            continue
        first, second = drops[0], drops[-1] + 1
        if second - first < 2 and not _clear(cells[first], cells[second]):
            continue
        swapped = list(values)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        if _monotone(swapped, sign):
            return rows[first], rows[second]
    return None


def _clear(one: Cell | None, other: Cell | None) -> bool:
    """Tell whether two neighbours differ by more than a few steps of their last place."""
    return one is not None and other is not None and abs(one.value - other.value) > 10 * (one.half + other.half)


def _monotone(values: list[float], sign: int) -> bool:
    return all((b - a) * sign > 0 for a, b in pairwise(values))
