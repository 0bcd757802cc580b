"""Numbers that two tables of one Ara both print: found by their rows' labels and by the numbers themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.labels import words_of
from ara.review.rigor.quantities.table import Column, Table

_LEAST = 4
"""Cells that must agree before the columns of two tables count as the same measurement."""
_LEAST_NAMED = 2
"""The same for columns of one name."""
_DIGITS = 2
"""Digits from which an equal number says something."""
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Shared:
    """A column of one table that prints again what a column of another prints, with the rows where it does not."""

    table: Table
    column: Column
    other: Table
    other_column: Column
    agree: int
    """How many telling cells are equal."""
    differ: tuple[tuple[int, int], ...]
    """Row of the one and row of the other where they differ."""


def shared_columns(tables: tuple[Table, ...]) -> Iterator[Shared]:
    """Give the columns that two tables share, as their equal numbers show; at most one cell in five may differ."""
    rows = {table: _labelled(table) for table in tables}
    for index, table in enumerate(tables):
        for other in tables[index + 1 :]:
            pairs = list(_paired(rows[table], rows[other]))
            if len(pairs) > _LEAST_NAMED:
                yield from _columns(table, other, pairs)


def _columns(table: Table, other: Table, pairs: list[tuple[int, int]]) -> Iterator[Shared]:
    for column in table.metrics:
        for held in other.metrics:
            agree, differ = 0, []
            for row, other_row in pairs:
                one, two = column.cells[row], held.cells[other_row]
                if one is None or two is None:
                    continue
                if one.interval.meets(two.interval):
                    agree += _tells(one) and _tells(two)
                else:
                    differ.append((row, other_row))
            # columns of the same name are the same measurement on less evidence than columns of different names
            least, share = (_LEAST_NAMED, 3) if column.words == held.words else (_LEAST, 5)
            if agree >= least and 0 < len(differ) * share <= agree + len(differ):
                yield Shared(table, column, other, held, agree, tuple(differ))


def _tells(cell: Cell) -> bool:
    return cell.digits >= _DIGITS and cell.value != 0


_Label = tuple[tuple[str, ...], ...]


def _labelled(table: Table) -> dict[_Label, int]:
    """Give the rows by the words of the parts of their labels; labels that stand twice are left out."""
    found: dict[_Label, int] = {}
    twice = set()
    for row in table.body[:_MOST_ROWS]:
        label = tuple(words for part in table.rows[row].parts if (words := words_of(part)))
        if label in found:
            twice.add(label)
        found[label] = row
    return {label: row for label, row in found.items() if label and label not in twice}


def _paired(rows: dict[_Label, int], others: dict[_Label, int]) -> Iterator[tuple[int, int]]:
    """Pair rows with the same label, or with one whose parts the other's only lengthen, as names are shortened."""
    rest = {label: row for label, row in others.items() if label not in rows}
    for label, row in rows.items():
        if label in others:
            yield row, others[label]
            continue
        near = [held for held in rest if len(held) == len(label) and all(map(_lengthens, label, held))]
        if len(near) == 1:
            yield row, rest[near[0]]


def _lengthens(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that one table prints under a header, and another table, for the same row, under another header."""

    table: Table
    row: int
    column: Column
    """Where the one table has it."""
    other: Table
    other_row: int
    other_column: Column
    """The column of the same name in the other table, which holds another number."""


def moved_cells(tables: tuple[Table, ...]) -> Iterator[Moved]:
    """Give the cells whose number stands, in another table's row of the same label, under another header of both."""
    rows = {table: _labelled(table) for table in tables}
    names = {table: frozenset(column.words for column in table.metrics) for table in tables}
    for table in tables:
        for other in tables:
            # a number moves only between tables that share a header
            if table is other or len(table.metrics) < _TWO or not names[table] & names[other]:
                continue
            for row, other_row in _paired(rows[table], rows[other]):
                for column, namesake in _renamed(table, row, other, other_row):
                    yield Moved(table, row, column, other, other_row, namesake)


def _renamed(table: Table, row: int, other: Table, other_row: int) -> Iterator[tuple[Column, Column]]:
    """Give the columns whose namesake in the other table has a number that this row has under another header."""
    names = {column.words: column for column in other.metrics}
    for column in table.metrics:
        cell, namesake = column.cells[row], names.get(column.words)
        held = namesake.cells[other_row] if namesake else None
        if cell is None or namesake is None or held is None or held.interval.meets(cell.interval):
            continue
        elsewhere = (one.cells[row] for one in table.metrics if one is not column)
        if held.digits >= _LONG and any(_same(held, one) for one in elsewhere):
            yield column, namesake


_TWO = 2
_LONG = 4
"""Digits from which an equal number is the same measurement."""


def _same(one: Cell, other: Cell | None) -> bool:
    return other is not None and one.value == other.value and one.digits == other.digits
