"""From the lines of a table body to a grid of cells."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ara.compiler.paper.tables.columns import Columns
from ara.compiler.paper.tables.headers import Level, header_levels
from ara.compiler.paper.tables.labels import spread_labels
from ara.compiler.paper.tables.lines import Band, BodyRow, Joins, gather, is_number
from ara.compiler.paper.tables.parts import Frame, Part, PlacedRow, frame, over, placed
from ara.compiler.paper.tables.rules import HorizontalRule
from ara.compiler.paper.tables.tokens import TextRow, Token
from ara.compiler.paper.tables.turned import Turned, turned_part, with_turned
from ara.schema.span import Box

_FULL = 0.9


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as cells; an empty cell holds no part."""

    header: tuple[tuple[Part | None, ...], ...]
    """Header rows from top to bottom."""
    body: tuple[tuple[Part | None, ...], ...]
    """Other rows from top to bottom."""

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The words of all cells, header rows first."""
        return tuple(tuple(part.text if part else "" for part in row) for row in (*self.header, *self.body))

    @property
    def marks(self) -> tuple[tuple[int, int, str], ...]:
        """Bold, underlined and italic cells of the body: row, column, mark."""
        found: list[tuple[int, int, str]] = []
        for index, row in enumerate(self.body, len(self.header)):
            for column, part in enumerate(row):
                if part is not None:
                    found.extend((index, column, mark) for mark in _marks(part.tokens))
        return tuple(found)


def read_grid(
    columns: Columns,
    rows: Sequence[TextRow],
    turned: Sequence[Turned],
    rules: Sequence[HorizontalRule],
    box: Box,
    joins: Joins,
) -> Grid:
    """The grid of one table body, given its columns, lines of words, labels at an angle and drawn lines.

    `joins` tells which lines of words are no row of their own.
    """
    if not rows:
        return Grid((), ())
    columns = with_turned(columns, turned, min(token.box[0] for row in rows for token in row.tokens))
    shape = frame(columns, rows, box)
    lines = [placed(columns, row) for row in rows]
    labels = [turned_part(label, columns) for label in turned]
    width = box[2] - box[0]
    edges = sorted({box[1], *(rule.y for rule in rules if rule.right - rule.left >= _FULL * width), box[3]})
    partial = [rule for rule in rules if rule.right - rule.left < _FULL * width]
    bands = [
        (top, bottom, inside)
        for top, bottom in itertools.pairwise(edges)
        if (inside := [line for line in lines if top < line.y < bottom])
    ]
    first = bands[0][0] if bands else box[3]
    only_turned = [label for label in labels if label.y < first]
    head = [] if only_turned else _header_lines([inside for _, _, inside in bands])
    below = max((line.y + line.size / 2 for line in head), default=first)
    beside = only_turned or [label for label in labels if label.y < below]
    header = header_levels(head, beside, partial, shape)
    gathered = []
    for top, bottom, inside in bands:
        rest = [line for line in inside if line not in head]
        if rest:
            start = top if len(rest) == len(inside) else max(top, below)
            loose = [label for label in labels if label not in beside and start < label.y < bottom]
            gathered.append(gather(rest, loose, start, bottom, shape, joins))
    gathered = _with_labels(gathered, partial, shape)
    body = [
        _cells(row, shape, len(band.rows) == 1 and len(gathered) > 2 and len(inside) == 1)
        for band, (_, _, inside) in zip(gathered, bands[len(bands) - len(gathered) :], strict=True)
        for row in band.rows
    ]
    return Grid(tuple(_level_cells(level, shape) for level in header), tuple(body))


def appended(first: Grid, further: Grid) -> Grid:
    """A table with its part on a further page; header rows that are printed again are left out."""
    repeated = further.texts[: len(further.header)] == first.texts[: len(first.header)]
    body = (*first.body, *(further.body if repeated else (*further.header, *further.body)))
    width = max((len(row) for row in (*first.header, *body)), default=0)
    return Grid(tuple(_filled(row, width) for row in first.header), tuple(_filled(row, width) for row in body))


def _filled(row: tuple[Part | None, ...], width: int) -> tuple[Part | None, ...]:
    return (*row, *(None for _ in range(width - len(row))))


def _with_labels(bands: Sequence[Band], partial: Sequence[HorizontalRule], shape: Frame) -> list[Band]:
    """The bands with labels repeated: of the first column, and of the next ones as long as they hold groups too."""
    result = list(bands)
    labels = 1
    for column in range(shape.count):
        crossing = [rule for rule in partial if _crosses(rule, column, shape)]
        result = [spread_labels(band, column, crossing, column < labels) for band in result]
        if column == labels - 1 and column + 1 < shape.count and _has_groups(result, column + 1):
            labels += 1
    return result


def _header_lines(bands: Sequence[Sequence[PlacedRow]]) -> list[PlacedRow]:
    """The lines of the header: down to the first line drawn across, or down to the first row of values."""
    if not bands:
        return []
    first = list(bands[0])
    values = next((index for index, line in enumerate(first) if _holds_values(line)), None)
    if len(bands) == 1 or (values not in (None, 0) and len(first) > 4):
        return first[: values or 1]
    head, last = first, first
    for band in bands[1:-1]:
        # a title over several columns calls for the titles of these columns
        over_several = len(last) == 1 and any(part.first < part.last for part in last[0].parts)
        if not over_several or len(band) > 2 or not all(map(_holds_titles, band)):
            break
        head, last = [*head, *band], list(band)
    return head


def _holds_values(line: PlacedRow) -> bool:
    cells = [part for part in line.parts if part.first > 0]
    return len(cells) > 0 and 2 * sum(is_number(part.text) for part in cells) > len(cells)


def _holds_titles(line: PlacedRow) -> bool:
    return len(line.parts) > 1 and not _holds_values(line)


def _crosses(rule: HorizontalRule, column: int, shape: Frame) -> bool:
    covered = shape.under(rule.left, rule.right)
    return covered is not None and covered[0] <= column <= covered[1]


def _has_groups(bands: Sequence[Band], column: int) -> bool:
    """Whether a column next to the labels holds labels too: words, and fewer than there are rows."""
    texts = [
        part.text
        for band in bands
        for part in (*band.floating, *(part for row in band.rows for part in row.parts))
        if part.first == part.last == column
    ]
    rows = sum(len(band.rows) for band in bands)
    return 0 < len(texts) < rows and not any(is_number(text) for text in texts)


def _cells(row: BodyRow, shape: Frame, alone: bool) -> tuple[Part | None, ...]:
    cells: list[Part | None] = [None] * shape.count
    if len(row.parts) == 1:
        part = row.parts[0]
        centred = part.first > 0 and abs(part.middle - (shape.box[0] + shape.box[2]) / 2) <= 6
        if part.first < part.last or centred or (alone and part.first == 0 and not is_number(part.text)):
            return tuple([over(part, (0, shape.count - 1))] * shape.count)
    filled = {column for part in row.parts for column in range(part.first, part.last + 1)}
    for part in row.parts:
        own = set(range(part.first, part.last + 1))
        first, last = shape.centred(part, filled - own) if part.first < part.last else (part.first, part.last)
        for column in range(first, last + 1):
            cells[column] = part
    return tuple(cells)


def _level_cells(level: Level, shape: Frame) -> tuple[Part | None, ...]:
    return tuple(level.get(column) for column in range(shape.count))


def _marks(tokens: Sequence[Token]) -> list[str]:
    lettered = [token for token in tokens if any(character.isalnum() for character in token.text)]
    if not lettered:
        return []
    return [
        mark
        for mark, present in (
            ("bold", all(token.bold for token in lettered)),
            ("underline", all(token.underlined for token in lettered)),
            ("italic", all(token.italic for token in lettered)),
        )
        if present
    ]
