"""The columns of a table, found in two independent ways.

`columns_from_spaces` looks down the table for strips that stay blank; `columns_from_cells` looks along each line and
joins what stands above one another. Lines drawn between columns count in the first only.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ara.compiler.paper.tables.pieces import Piece, pieces
from ara.compiler.paper.tables.rules import VerticalRule
from ara.compiler.paper.tables.tokens import TextRow

_NEAR = 0.8

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table part."""

    spaces: tuple[Interval, ...]
    """The clear space between each column and the next, from left to right."""

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.spaces) + 1

    def at(self, x: float) -> int:
        """The column in which a point lies."""
        return sum(x > (left + right) / 2 for left, right in self.spaces)

    def crossed(self, left: float, right: float) -> tuple[int, int]:
        """First and last column that an extent reaches; a touch of the space between two does not count."""
        first = sum(left >= (start + end) / 2 for start, end in self.spaces)
        last = sum(right > (start + end) / 2 for start, end in self.spaces)
        return first, max(first, last)


def columns_from_spaces(rows: Sequence[TextRow], verticals: Iterable[VerticalRule] = ()) -> Columns:
    """Columns between strips that few lines cross; a line counts by how many parts it has.

    A title over several columns crosses their strips, but has few parts; a line of plain cells has many.
    """
    parts = _without_strays([pieces(row) for row in rows])
    edges = sorted({edge for row in parts for piece in row for edge in (piece.left, piece.right)})
    spaces: list[Interval] = []
    for left, right in itertools.pairwise(edges):
        x = (left + right) / 2
        clear = crossed = 0
        for row in parts:
            weight = len(row) - 1
            if any(piece.left < x < piece.right for piece in row):
                crossed += weight
            elif row[0].left < x < row[-1].right:
                clear += weight
        if clear and crossed <= 0.3 * clear:
            if spaces and abs(spaces[-1][1] - left) < 1e-6:
                spaces[-1] = (spaces[-1][0], right)
            else:
                spaces.append((left, right))
    split = [part for space in spaces for part in _split_by_contents(space, parts)]
    clearest = _shrunk([_clearest(space, parts) for space in split], parts)
    return Columns(_with_verticals(clearest, verticals))


def columns_from_cells(rows: Sequence[TextRow]) -> Columns:
    """Columns grown from the lines with most parts: what overlaps one column widens it, what overlaps two spans them.

    A line with few parts opens a column only where another such line has a cell too; else it is a title between two.
    """
    lines = sorted(_without_strays([pieces(row) for row in rows]), key=len, reverse=True)
    most = len(lines[0])
    columns: list[Interval] = []
    for parts in lines:
        if 2 * len(parts) > most:
            for piece in parts:
                columns = _grown(columns, piece, opens=True)
    sparse = [piece for parts in lines if 2 * len(parts) <= most for piece in parts]
    for piece in sparse:
        columns = _grown(columns, piece, opens=False)
    for piece in sparse:
        columns = _grown(columns, piece, opens=sum(_overlaps(piece, other) for other in sparse) > 1)
    columns.sort()
    return Columns(tuple((a[1], b[0]) for a, b in itertools.pairwise(columns)))


def _grown(columns: list[Interval], piece: Piece, *, opens: bool) -> list[Interval]:
    met = [column for column in columns if min(column[1], piece.right) > max(column[0], piece.left)]
    if not met and opens:
        return [*columns, (piece.left, piece.right)]
    if len(met) == 1:
        wider = (min(met[0][0], piece.left), max(met[0][1], piece.right))
        return [*(column for column in columns if column is not met[0]), wider]
    return columns


def _split_by_contents(space: Interval, parts: Sequence[Sequence[Piece]]) -> list[Interval]:
    """A blank strip may hold a column that is mostly empty: its cells part the strip.

    One cell alone parts it only if its line has cells in most columns; else it is a title between two columns.
    """
    most = max(len(row) for row in parts)
    inside = sorted(
        (piece.left, piece.right, 2 * len(row) > most)
        for row in parts
        if len(row) > 1
        for piece in row
        if piece.left >= space[0] - 0.01 and piece.right <= space[1] + 0.01
    )
    merged: list[tuple[float, float, bool]] = []
    for left, right, dense in inside:
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right), True)
        else:
            merged.append((left, right, dense))
    bounds = [space[0], *(edge for left, right, kept in merged if kept for edge in (left, right)), space[1]]
    return [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]


def _clearest(space: Interval, parts: Sequence[Sequence[Piece]]) -> Interval:
    """The part of a strip that no line with many parts reaches into; of several the widest."""
    most = max(len(row) for row in parts)
    dense = [row for row in parts if 2 * len(row) > most]
    reach = [(piece.left, piece.right) for row in dense for piece in row]
    edges = sorted({*space, *(edge for interval in reach for edge in interval if space[0] < edge < space[1])})
    best: tuple[int, float, Interval] | None = None
    for left, right in itertools.pairwise(edges):
        x = (left + right) / 2
        crossed = sum(start < x < end for start, end in reach)
        if best is None or (crossed, left - right) < best[:2]:
            best = (crossed, left - right, (left, right))
    return best[2] if best else space


def _shrunk(spaces: Sequence[Interval], parts: Sequence[Sequence[Piece]]) -> list[Interval]:
    """The spaces without what reaches into them from one side; titles that pass over another space do not count."""
    shrunk = list(spaces)
    for piece in (piece for row in parts for piece in row):
        if any(piece.left <= left and right <= piece.right for left, right in spaces):
            continue
        for index, (left, right) in enumerate(shrunk):
            if piece.left < left < piece.right < right:
                shrunk[index] = (piece.right, right)
            elif left < piece.left < right < piece.right:
                shrunk[index] = (left, piece.left)
    return shrunk


def _without_strays(parts: Sequence[Sequence[Piece]]) -> list[tuple[Piece, ...]]:
    """Words a little apart from their cell joined to it: no other line has a cell there, and the blank is small."""
    joined = []
    for row in parts:
        elsewhere = [piece for other in parts if other is not row for piece in other]
        whole = [row[0]]
        for piece in row[1:]:
            near = piece.left - whole[-1].right <= _NEAR * piece.tokens[0].size
            if near and not (_apart(piece, whole[-1], elsewhere) and _apart(whole[-1], piece, elsewhere)):
                whole[-1] = Piece(whole[-1].tokens + piece.tokens)
            else:
                whole.append(piece)
        joined.append(tuple(whole))
    return joined


def _apart(piece: Piece, neighbour: Piece, elsewhere: Iterable[Piece]) -> bool:
    """Whether another line has a cell below or above the piece that does not reach over its neighbour too."""
    return any(_overlaps(other, piece) and not _overlaps(other, neighbour) for other in elsewhere)


def _overlaps(first: Piece, second: Piece) -> bool:
    return min(first.right, second.right) > max(first.left, second.left)


def _with_verticals(spaces: Sequence[Interval], verticals: Iterable[VerticalRule]) -> tuple[Interval, ...]:
    """Each drawn line parts two columns; a strip that holds one shrinks to it."""
    result = list(spaces)
    for rule in verticals:
        near = [space for space in result if space[0] - 1 <= rule.x <= space[1] + 1]
        if not near:
            result.append((rule.x, rule.x))
    return tuple(sorted(result))
