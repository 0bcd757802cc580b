"""Which rows and columns of a table a sentence is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ara.review.rigor.language.measures import kinds_in
from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.labels import named, words_of
from ara.review.rigor.quantities.table import Column, Table, without_unit

_DIGITS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12",
}  # fmt: skip
_COUNTING = frozenset(("the", "all", "these", "those", "our", "over", "across", "on", "in"))
_BESIDE = 2
"""Words around a small number among which its header is looked for."""
_MOST_ROWS = 300

Key = tuple[tuple[str, ...], int]
"""What two lines share at a cell: the other labels of its row, and its column or, between columns, its row."""


@dataclass(frozen=True, eq=False)
class Line:
    """All cells of one thing that a sentence names: of the rows with its label, or of the column with its header."""

    name: str
    """The label or header."""
    position: int
    """Where the sentence names it, in words."""
    cells: dict[Key, tuple[Cell, int, Column]]
    """Its cells with row and column."""


@dataclass(frozen=True, eq=False)
class Binding:
    """What a sentence names in one table."""

    table: Table
    picks: dict[int, dict[str, int]]
    """For each place of a row's label, the values that are named there, each with its position in the sentence."""
    columns: dict[int, int]
    """The metric columns that are named, by number, each with its position."""
    meant: tuple[Column, ...]
    """The metric columns that are named; else those that measure what the sentence speaks of; else all."""

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows that have a named value at each place where one is named; all rows when nothing is named."""
        return tuple(row for row in range(len(self.table.rows)) if self._fits(row, None))

    def _fits(self, row: int, place: int | None) -> bool:
        labels = _parts(self.table, row)
        return all(labels[at] in values for at, values in self.picks.items() if at != place)

    @property
    def names_rows(self) -> bool:
        """Whether the sentence names a row."""
        return bool(self.picks)

    @cached_property
    def comparisons(self) -> tuple[tuple[Line, ...], ...]:
        """The things of one kind that the sentence names side by side: two or more rows, or two or more columns."""
        found = []
        for place, values in self.picks.items():
            if len(values) > 1:
                found.append(tuple(self._row_line(place, value, at) for value, at in values.items()))
        # what is measured in different units, or computed from the other, is not set side by side
        plain = {i: at for i, at in self.columns.items() if not self.table.columns[i].is_result}
        if len(plain) > 1 and len({self.table.columns[index].measure for index in plain}) == 1:
            found.append(tuple(self._column_line(index, at) for index, at in plain.items()))
        return tuple(tuple(sorted(lines, key=lambda line: line.position)) for lines in found)

    @cached_property
    def lone(self) -> tuple[Line, ...]:
        """The named things, when only one of their kind is named."""
        return tuple(
            self._row_line(place, value, at)
            for place, values in self.picks.items()
            if len(values) == 1
            for value, at in values.items()
        )

    def _row_line(self, place: int, value: str, at: int) -> Line:
        cells: dict[Key, tuple[Cell, int, Column]] = {}
        for row in range(min(len(self.table.rows), _MOST_ROWS)):
            labels = _parts(self.table, row)
            if labels[place] == value and self._fits(row, place):
                rest = tuple(label for index, label in enumerate(labels) if index != place)
                for column in self.table.metrics:
                    cell = column.cells[row]
                    if cell is not None:
                        cells.setdefault((rest, column.index), (cell, row, column))
        return Line(value, at, cells)

    def _column_line(self, index: int, at: int) -> Line:
        column = self.table.columns[index]
        cells: dict[Key, tuple[Cell, int, Column]]
        cells = {((), row): (cell, row, column) for row in self.rows if (cell := column.cells[row]) is not None}
        return Line(column.header, at, cells)


def bind(table: Table, sentence: str) -> Binding:
    """Tell what a sentence names in a table."""
    words = _with_digits(words_of(sentence))
    places = {
        place: (values, named({i: words_of(without_unit(v)) for i, v in enumerate(values)}, words))
        for place, values in _label_values(table).items()
    }
    spans = [span for _, found in places.values() for span in found.values()]
    picks: dict[int, dict[str, int]] = {}
    for place, (values, found) in places.items():
        # a word of a longer name, as `mini` in `GPT-5 mini`, names nothing by itself
        own = {values[i]: at for i, (at, size) in found.items() if not _covered(at, size, spans)}
        if own:
            picks[place] = own
    for place, values in _parameters(table).items():
        header = frozenset(_naming(table)[place].words)
        found_values = {value: at for value in values if (at := _stands(value, words, header)) >= 0}
        if found_values:
            picks[place] = found_values
    headers = {column.index: column.words for column in table.metrics if column.words}
    columns = {index: at for index, (at, size) in named(headers, words).items() if not _covered(at, size, spans)}
    meant = tuple(table.columns[index] for index in sorted(columns)) or _measured(table, sentence) or table.metrics
    return Binding(table, picks, columns, meant)


def _with_digits(words: tuple[str, ...]) -> tuple[str, ...]:
    """Write small numbers as digits, but for those that count what follows, as in `the four lengths`."""
    before = ("", *words)
    return tuple(
        word if last in _COUNTING else _DIGITS.get(word, word) for last, word in zip(before, words, strict=False)
    )


def _covered(at: int, size: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at and at + size <= start + length and length > size for start, length in spans)


def _parts(table: Table, row: int) -> tuple[str, ...]:
    """Give the parts of a row's label, the heading of its group last."""
    held = table.rows[row]
    return (*held.parts, held.group)


def _naming(table: Table) -> list[Column]:
    return [column for column in table.columns if column.kind in ("label", "parameter")]


def _label_values(table: Table) -> dict[int, list[str]]:
    """Give the different values at each place of the labels that holds words; of the groups too."""
    places = [place for place, column in enumerate(_naming(table)) if column.kind == "label"]
    found = {place: _distinct(table, place) for place in places}
    groups = _distinct(table, len(_naming(table)))
    return {**found, len(_naming(table)): groups} if groups else found


def _parameters(table: Table) -> dict[int, list[str]]:
    return {place: _distinct(table, place) for place, column in enumerate(_naming(table)) if column.kind == "parameter"}


def _distinct(table: Table, place: int) -> list[str]:
    rows = range(min(len(table.rows), _MOST_ROWS))
    return [value for value in dict.fromkeys(_parts(table, row)[place] for row in rows) if value]


def _stands(value: str, words: tuple[str, ...], header: frozenset[str]) -> int:
    """Find a parameter in a sentence; thousands may be written with a comma or as K of 1024.

    A small number is the parameter only near a word of its header: `8 cores`, `depth 50`.
    """
    plain = value.replace(",", "").lower()
    spellings = [words_of(value), (plain,)]
    if plain.isdigit():
        number = int(plain)
        spellings.append((f"{number:,}",))
        spellings += [(str(number // unit), "k") for unit in (1000, 1024) if number >= unit and number % unit == 0]
    for spelling in spellings:
        for start in range(len(words) - len(spelling) + 1):
            near = words[max(0, start - _BESIDE) : start + len(spelling) + _BESIDE]
            if words[start : start + len(spelling)] == spelling and (len(plain) > 2 or header & set(near)):
                return start
    return -1


def _measured(table: Table, sentence: str) -> tuple[Column, ...]:
    """Give the columns that measure what a sentence speaks of, as far as lists of words tell."""
    said = kinds_in(sentence)
    if not said:
        return ()
    return tuple(column for column in table.metrics if kinds_in(f"{column.header} {column.measure}") & said)


def cells_of(binding: Binding) -> Iterator[tuple[Cell, int, Column]]:
    """Give the cells of the rows and columns that a sentence is about."""
    for row in binding.rows[:_MOST_ROWS]:
        for column in binding.meant:
            cell = column.cells[row]
            if cell is not None:
                yield cell, row, column
