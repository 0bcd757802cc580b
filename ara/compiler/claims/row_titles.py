"""The takeaway of a table row: its name, the column that matters most, its value and the baseline's."""

from __future__ import annotations

import re

from ara.compiler.claims.cells import is_number
from ara.compiler.claims.model import TableRef
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.rows import RowsClaim, labelled

_GROUP_WORDS = 4
_COLUMN_WORDS = 6
_RATIO = re.compile(r"\d\s?[×xX%]")


def row_title(claim: RowsClaim) -> str:
    """Name what a row or column of a table reports, e.g. `BlockSort: Throughput 3877 vs 1412 (Table 2)`.

    Of a small table stated as a whole, the smallest and largest value of its main column.
    """
    label = f"(Table {claim.table.label})"
    main = main_cell(claim)
    if len(claim.rows) > 1:
        return f"{_clipped(main.column_name) or _named(claim, main)}{_range(claim, main)} {label}"
    beside = baseline_cell(claim)
    against = f" vs {beside.printed}" if beside is not None else ""
    if not claim.rows:
        return f"{_clipped(main.column_name)}: {_clipped(main.row_name)} {main.printed}{against} {label}"
    return f"{_named(claim, main)}: {_clipped(main.column_name)} {main.printed}{against} {label}".replace(":  ", ": ")


def main_quantity(claim: RowsClaim) -> str:
    """Return what the main cell measures: the name of its column, or of its row when a column is stated."""
    main = main_cell(claim)
    return main.column_name if claim.rows else main.row_name


def baseline_cell(claim: RowsClaim) -> TableRef | None:
    """Return the baseline's cell beside the main one, when the table has a baseline."""
    main = main_cell(claim)
    return next((cell for cell in claim.versus if _beside(claim, cell, main)), None)


def main_cell(claim: RowsClaim) -> TableRef:
    """Return the cell that matters most: one in bold, then a ratio, then a measured decimal, then a whole number."""
    bold = {(row, column) for row, column, mark in claim.table.marks if mark == "bold"}

    def rank(cell: TableRef) -> tuple[bool, bool, bool, int]:
        marked = (cell.row, cell.column) in bold
        return not marked, _RATIO.search(cell.printed) is None, "." not in cell.printed, cell.column

    return min(claim.cells, key=rank)


def _named(claim: RowsClaim, cell: TableRef) -> str:
    return _clipped(labelled(claim.table, cell.row, words=_GROUP_WORDS), words=12)


def _beside(claim: RowsClaim, cell: TableRef, main: TableRef) -> bool:
    return cell.column == main.column if claim.rows else cell.row == main.row


def _range(claim: RowsClaim, main: TableRef) -> str:
    values = [
        (mentions[0].value, cell.printed)
        for cell in claim.cells
        if cell.column == main.column and is_number(cell.printed) and (mentions := find_numbers(cell.printed))
    ]
    if not values:
        return f" {main.printed}"
    low, high = min(values), max(values)
    return f" {low[1]}" if low[0] == high[0] else f" from {low[1]} to {high[1]}"


def _clipped(text: str, words: int = _COLUMN_WORDS) -> str:
    parts = text.split()
    return " ".join(parts[:words]) + (" …" if len(parts) > words else "")
