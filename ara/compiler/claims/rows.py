"""Claims that a results table makes by itself: a small table as a whole, else the rows that a reader looks for.

In a table whose columns are the methods, the column of the paper's own work takes the place of a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.claims.cells import cell_ref, group_name, is_number, row_name
from ara.compiler.claims.kinds import is_better_when_lower
from ara.compiler.claims.model import TableRef
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.phrases import any_of
from ara.compiler.paper.model import PaperReading, TableReading

_ROWS_PER_TABLE = 3
_CELLS_PER_ROW = 8
_CELLS_OF_SMALL_TABLE = 16
_ROWS_OF_SMALL_TABLE = 5
_OWN = any_of("our, ours, proposed, this work, this paper")
_BASELINE = any_of(
    """baseline*, dense, full, vanilla, original, base, standard, default, w/o, without, none, no, unmodified, clean,
    reference"""
)
_SETTINGS = any_of(
    """hyperparam*, hyper-param*, notation*, statistics, symbols, dataset details, prompt*, number of samples,
    number of instances, instance counts"""
)


class RowsClaim(NamedTuple):
    """Cells worth stating together."""

    table: TableReading
    rows: tuple[int, ...]
    """The rows stated, one unless the table is small; empty when a column is stated."""
    cells: tuple[TableRef, ...]
    """Their number cells, in order."""
    versus: tuple[TableRef, ...]
    """The same cells of the baseline, when one row or column is stated and the table has a baseline."""


def find_rows(paper: PaperReading, subjects: frozenset[str]) -> tuple[RowsClaim, ...]:
    """Return the rows of result tables that stand for a claim, in order of their tables."""
    found: list[RowsClaim] = []
    for table in paper.tables:
        if not _reports_results(table):
            continue
        numbers = {row: _number_columns(table, row) for row in range(table.header_rows, len(table.rows))}
        rows = tuple(row for row, columns in numbers.items() if columns)
        count = sum(len(numbers[row]) for row in rows)
        if len(rows) <= _ROWS_OF_SMALL_TABLE and count <= _CELLS_OF_SMALL_TABLE:
            cells = tuple(cell_ref(table, row, column) for row in rows for column in numbers[row])
            found.append(RowsClaim(table, rows, cells, ()))
        elif columns := _own_columns(table, rows, subjects):
            found.extend(_single_columns(table, rows, columns))
        else:
            found.extend(_single_rows(table, rows, subjects))
    return tuple(found)


def stated(claim: RowsClaim) -> str:
    """Write the cells as printed: `name: header value; header value`, further rows and the baseline without headers."""
    table = claim.table
    if not claim.rows:
        headed = "; ".join(f"{cell.row_name} {cell.printed}" for cell in claim.cells)
        return f"{claim.cells[0].column_name}: {headed}" + _beside(
            claim.versus, [cell.column_name for cell in claim.versus]
        )
    first, *others = claim.rows
    headed = "; ".join(f"{cell.column_name} {cell.printed}".strip() for cell in claim.cells if cell.row == first)
    text = f"{labelled(table, first)}: {headed}"
    for row in others:
        text += f" | {labelled(table, row)}: " + "; ".join(cell.printed for cell in claim.cells if cell.row == row)
    return text + _beside(claim.versus, [cell.row_name for cell in claim.versus])


def _beside(versus: tuple[TableRef, ...], names: list[str]) -> str:
    return f" ({names[0]}: {'; '.join(cell.printed for cell in versus)})" if versus else ""


def labelled(table: TableReading, row: int, words: int = 99) -> str:
    """Name a row with the group it belongs to, the group's label cut to some words."""
    name = row_name(table, row) or f"row {row}"
    group = group_name(table, row).split()
    short = " ".join(group[:words]) + (" …" if len(group) > words else "")
    return f"{short} / {name}" if group else name


def _reports_results(table: TableReading) -> bool:
    if not table.rows or _SETTINGS.search(table.caption):
        return False
    body = [cell for row in table.rows[table.header_rows :] for cell in row if cell]
    measured = sum(is_number(cell) and "." in cell for cell in body)
    return len(body) >= 4 and measured >= max(3, len(body) // 6)


def _number_columns(table: TableReading, row: int) -> tuple[int, ...]:
    return tuple(column for column, cell in enumerate(table.rows[row]) if column > 0 and is_number(cell))


def _is_own(name: str, subjects: frozenset[str]) -> bool:
    return bool(_OWN.search(name)) or any(subject.lower() in name.lower() for subject in subjects)


def _own_columns(table: TableReading, rows: tuple[int, ...], subjects: frozenset[str]) -> tuple[int, ...]:
    """Return the columns headed by the own work, in a table none of whose rows is named after it."""
    if not table.header_rows or any(_is_own(row_name(table, row), subjects) for row in rows):
        return ()
    numbered = {column for row in rows for column in _number_columns(table, row)}
    return tuple(
        column
        for column in sorted(numbered)
        if any(_is_own(table.rows[header][column], subjects) for header in range(table.header_rows))
    )


def _single_columns(table: TableReading, rows: tuple[int, ...], columns: tuple[int, ...]) -> Iterator[RowsClaim]:
    """Yield the own columns over the rows that report measurements, marked ones first, beside a baseline column."""
    best = {(row, column) for row, column, mark in table.marks if mark == "bold"}
    others = [column for column in _number_columns(table, rows[-1]) if column not in columns]
    named = [column for column in others if _BASELINE.search(cell_ref(table, rows[-1], column).column_name)]
    baseline = next(iter(named or others), None)
    for column in columns[:_ROWS_PER_TABLE]:
        measured = [row for row in rows if is_number(table.rows[row][column]) and "." in table.rows[row][column]]
        marked = [row for row in measured if (row, column) in best]
        plain = [row for row in measured if (row, column) not in best]
        cells = tuple(cell_ref(table, row, column) for row in sorted((marked + plain)[:_CELLS_PER_ROW]))
        versus = () if baseline is None else tuple(cell_ref(table, cell.row, baseline) for cell in cells)
        if cells:
            yield RowsClaim(table, (), cells, tuple(cell for cell in versus if is_number(cell.printed)))


def _single_rows(table: TableReading, rows: tuple[int, ...], subjects: frozenset[str]) -> Iterator[RowsClaim]:
    """Yield the rows of the own work and those that hold marked or extreme values, before rows of baselines."""
    best = {(row, column) for row, column, mark in table.marks if mark == "bold"}
    extreme = _extremes(table, rows)

    def rank(row: int) -> tuple[float, int]:
        name = row_name(table, row)
        own = _is_own(name, subjects)
        marked = sum((row, column) in best for column in _number_columns(table, row))
        score = 2.0 * own + min(marked, 3) + 0.4 * extreme.get(row, 0) - 2.5 * bool(_BASELINE.search(name))
        return -score, row

    for row in sorted(rows, key=rank)[:_ROWS_PER_TABLE]:
        columns = sorted(
            _number_columns(table, row),
            key=lambda column: ((row, column) not in best, "." not in table.rows[row][column]),
        )
        cells = tuple(cell_ref(table, row, column) for column in sorted(columns[:_CELLS_PER_ROW]))
        baseline = _baseline(table, row, rows)
        versus = () if baseline is None else tuple(cell_ref(table, baseline, cell.column) for cell in cells)
        yield RowsClaim(table, (row,), cells, tuple(cell for cell in versus if is_number(cell.printed)))


def _extremes(table: TableReading, rows: tuple[int, ...]) -> dict[int, int]:
    """Count for each row the columns in which it alone prints the best number, which is the lowest of errors."""
    counts: dict[int, int] = {}
    for column in range(1, len(table.rows[0])):
        values = {row: mentions[0].value for row in rows if len(mentions := find_numbers(table.rows[row][column])) == 1}
        header = " ".join(table.rows[row][column] for row in range(table.header_rows))
        best = min if is_better_when_lower(header) else max
        top = [row for row, value in values.items() if value == best(values.values())]
        if len(top) == 1 and len(values) > 1:
            counts[top[0]] = counts.get(top[0], 0) + 1
    return counts


def _baseline(table: TableReading, row: int, rows: tuple[int, ...]) -> int | None:
    """Return the nearest baseline row above, else below, in the same group."""
    group = group_name(table, row)
    named = [
        other
        for other in rows
        if other != row and group_name(table, other) == group and _BASELINE.search(row_name(table, other))
    ]
    above = [other for other in named if other < row]
    return above[-1] if above else named[0] if named else None
