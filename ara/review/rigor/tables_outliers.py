"""Rule about a cell that lies far from all others of its column."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import quantiles

from ara.review.rigor.quantities.table import Column, Table
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule

_LEAST = 8
_MOST = 100
"""Cells of a column beyond which one that is far off is to be expected."""
_FAR = 3.0
"""Interquartile ranges beyond the quartiles from which a value is far out (Tukey, 1977)."""
_TIGHT = 0.6
"""Share of the largest that the smallest of the others reaches, from which they lie close together."""
_APART = 0.1
"""Part of the nearest other value by which it must differ from that."""


@rigor_rule("R619", "value-is-near", "D6", "suggestion")
def value_is_near(reading: Reading) -> Iterator[RigorProblem]:
    """A single share far from all others of its column is looked at twice.

    Scores of one benchmark by related settings lie close together. One that is more than three interquartile ranges
    beyond the quartiles, when no other is, may be a typing error or the most interesting result; both are worth a
    sentence. Look it up, and say why it is so different.
    """
    for table in reading.audited:
        for column in table.metrics:
            row = _far_out(table, column)
            cell = None if row is None else column.cells[row]
            if row is not None and cell is not None:
                others = sorted(c.value for i in table.body if i != row and (c := column.cells[i]) is not None)
                message = (
                    f"{table.name}, {table.words_at(row, column)}: {cell.text} lies far from the other"
                    f" {len(others)} cells, "
                    f"from {others[0]:g} to {others[-1]:g}."
                )
                yield RigorProblem(
                    table.place(row), table.name, cell.text, message, "Look it up, or say why it is so far off."
                )


def _far_out(table: Table, column: Column) -> int | None:
    cells = {row: cell.value for row in table.body if (cell := column.cells[row]) is not None and not cell.is_bound}
    if (
        not _LEAST <= len(cells) <= _MOST
        or not all(0 <= value <= 100 for value in cells.values())
        or max(cells.values()) <= 1
    ):
        return None
    outside = []
    for row, value in cells.items():
        rest = [other for held, other in cells.items() if held != row]
        low, _, high = quantiles(rest, n=4)
        reach = _FAR * (high - low)
        near = min(rest, key=lambda other: abs(other - value))
        tight = min(rest) > _TIGHT * max(rest) and abs(near - value) > _APART * abs(near)
        if tight and not low - reach <= value <= high + reach:
            outside.append(row)
    return outside[0] if len(outside) == 1 else None
