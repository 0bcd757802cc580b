"""Claims that a results table makes by itself: the rows of the paper's own work and the rows it marks as best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.claims.cells import cell_ref, group_name, is_number, row_name
from ara.compiler.claims.model import TableRef
from ara.compiler.paper.model import PaperReading, TableReading

ROWS_PER_TABLE = 3
"""How many rows of one table become claims."""
_CELLS_PER_ROW = 8
_OWN = re.compile(r"\b(?:ours?|proposed|this (?:work|paper))\b", re.IGNORECASE)
_BASELINE = re.compile(
    r"\b(?:baselines?|dense|full|vanilla|original|base|standard|default|w/o|without|none|no|unmodified|clean|reference)\b",
    re.IGNORECASE,
)
_SETTINGS = re.compile(
    r"hyper-?param|notation|statistics|configuration|symbols|dataset details|prompt|number of (?:samples|instances)",
    re.I,
)


class RowClaim(NamedTuple):
    """A row worth stating, with the row it is compared with."""

    table: TableReading
    row: int
    cells: tuple[TableRef, ...]
    """Its number cells, those marked as best first when there are many."""
    versus: int | None
    """The row it is compared with, when the table has a baseline."""
    score: float


def find_rows(paper: PaperReading, subjects: frozenset[str]) -> tuple[RowClaim, ...]:
    """Return the rows of result tables that stand for a claim, best first within each table."""
    found: list[RowClaim] = []
    for table in paper.tables:
        if _reports_results(table):
            ranked = sorted(_rows(table, subjects), key=lambda claim: (-claim.score, claim.row))
            found.extend(ranked[:ROWS_PER_TABLE])
    return tuple(found)


def stated(table: TableReading, row: int, cells: tuple[TableRef, ...]) -> str:
    """Write a row as `name: header value; header value`, each part as printed."""
    parts = "; ".join(f"{cell.column_name} {table.rows[row][cell.column]}".strip() for cell in cells)
    return f"{labelled(table, row)}: {parts}"


def labelled(table: TableReading, row: int) -> str:
    """Name a row with the group it belongs to."""
    name = row_name(table, row) or f"row {row}"
    group = group_name(table, row)
    return f"{group} / {name}" if group else name


def _reports_results(table: TableReading) -> bool:
    if not table.rows or _SETTINGS.search(table.caption):
        return False
    body = [cell for row in table.rows[table.header_rows :] for cell in row if cell]
    measured = sum(is_number(cell) and "." in cell for cell in body)
    return len(body) >= 4 and measured >= max(3, len(body) // 6)


def _rows(table: TableReading, subjects: frozenset[str]) -> Iterator[RowClaim]:
    best = {(row, column) for row, column, mark in table.marks if mark == "bold"}
    last = len(table.rows) - 1
    for row in range(table.header_rows, len(table.rows)):
        columns = [column for column, cell in enumerate(table.rows[row]) if is_number(cell)]
        if not columns:
            continue
        name = row_name(table, row)
        columns.sort(key=lambda column: ((row, column) not in best, "." not in table.rows[row][column], column))
        kept = tuple(cell_ref(table, row, column) for column in sorted(columns[:_CELLS_PER_ROW]))
        own = bool(_OWN.search(name)) or any(subject.lower() in name.lower() for subject in subjects)
        marked = sum((row, column) in best for column in columns)
        score = 2.0 * own + min(marked, 3) + 0.5 * (row == last)
        yield RowClaim(table, row, kept, _baseline(table, row), score)


def _baseline(table: TableReading, row: int) -> int | None:
    """Return the nearest baseline row above, else below, that prints numbers."""
    named = [
        other
        for other in range(table.header_rows, len(table.rows))
        if other != row
        and group_name(table, other) == group_name(table, row)
        and _BASELINE.search(row_name(table, other))
        and sum(map(is_number, table.rows[other])) > 0
    ]
    above = [other for other in named if other < row]
    return above[-1] if above else named[0] if named else None
