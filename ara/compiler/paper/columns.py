"""Columns: where the gutter of a page runs, and the reading order that follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ara.compiler.paper.boxes import shared_height
from ara.compiler.paper.page import Line, PageContent
from ara.compiler.paper.rows import Row, join_rows

_MIDDLE = (0.35, 0.65)
_PROSE = 0.18
_NARROWEST = 4
_FEWEST = 5
_CROSSING = 0.35
_WIDE = 3.0


@dataclass(frozen=True, slots=True)
class Gutter:
    """The blank strip between two columns."""

    left: float
    """Its left edge in points."""
    right: float
    """Its right edge in points."""

    @property
    def middle(self) -> float:
        """Its middle in points."""
        return (self.left + self.right) / 2


def find_gutters(pages: Sequence[PageContent], kept: Mapping[int, Sequence[int]]) -> dict[int, Gutter | None]:
    """The gutter of each page, None for one column.

    A page whose own lines do not decide takes the gutter that most pages share, if its lines respect it.
    """
    prose = {page.number: _prose(page, kept[page.number]) for page in pages}
    own = {page.number: _gutter(prose[page.number], page.width) for page in pages}
    found = sorted((gutter for gutter in own.values() if gutter is not None), key=lambda gutter: gutter.middle)
    if not found or 3 * len(found) < len(pages):
        return own
    shared = found[len(found) // 2]
    return {
        page.number: own[page.number] or (shared if _respects(prose[page.number], shared) else None) for page in pages
    }


def order_rows(page: PageContent, kept: Sequence[int], gutter: Gutter | None) -> list[Row]:
    """The rows of a page in reading order.

    Rows that run across both columns cut the page into bands; in each band the left column is read before the right.
    """
    lines = [(index, page.lines[index]) for index in kept]
    if gutter is None:
        return join_rows(page.number, 0, lines)
    wide = [item for item in lines if _crosses(item[1], gutter)]
    beside = [item for item in lines if not _crosses(item[1], gutter)]
    # a short fragment on the same line as a wide one belongs to it
    taken = {
        index
        for index, line in beside
        if any(shared_height(other.box, line.box) > 0.7 and _close(other, line) for _, other in wide)
    }
    wide_rows = join_rows(page.number, -1, [*wide, *(item for item in beside if item[0] in taken)])
    columns = [
        join_rows(page.number, 0, [i for i in beside if i[0] not in taken and i[1].box[0] < gutter.middle - _WIDE]),
        join_rows(page.number, 1, [i for i in beside if i[0] not in taken and i[1].box[0] >= gutter.middle - _WIDE]),
    ]
    ordered: list[Row] = []
    for row in wide_rows:
        for column in columns:
            while column and column[0].baseline < row.baseline:
                ordered.append(column.pop(0))
        ordered.append(row)
    return ordered + columns[0] + columns[1]


def _prose(page: PageContent, kept: Sequence[int]) -> list[Line]:
    return [page.lines[index] for index in kept if _width(page.lines[index]) >= _PROSE * page.width]


def _gutter(lines: Sequence[Line], width: float) -> Gutter | None:
    first, last = round(_MIDDLE[0] * width), round(_MIDDLE[1] * width)
    crossings = [sum(line.box[0] < x < line.box[2] for line in lines) for x in range(first, last)]
    if not crossings:
        return None
    fewest = min(crossings)
    runs: list[Gutter] = []
    start: int | None = None
    for offset, count in enumerate([*crossings, fewest + 1]):
        if count == fewest and start is None:
            start = offset
        elif count != fewest and start is not None:
            runs.append(Gutter(first + start, first + offset))
            start = None
    best = max(runs, key=lambda run: run.right - run.left)
    return best if best.right - best.left >= _NARROWEST and _divides(lines, best) else None


def _divides(lines: Sequence[Line], gutter: Gutter) -> bool:
    left = [line for line in lines if line.box[2] <= gutter.middle]
    right = [line for line in lines if line.box[0] >= gutter.middle]
    crossing = len(lines) - len(left) - len(right)
    if min(len(left), len(right)) < _FEWEST or crossing > _CROSSING * (len(left) + len(right)):
        return False
    side_by_side = sum(any(shared_height(one.box, other.box) > 0 for other in right) for one in left)
    return side_by_side >= _FEWEST


def _respects(lines: Sequence[Line], gutter: Gutter) -> bool:
    crossing = sum(_crosses(line, gutter) for line in lines)
    return bool(lines) and crossing <= _CROSSING * (len(lines) - crossing)


def _crosses(line: Line, gutter: Gutter) -> bool:
    return line.box[0] < gutter.middle - _WIDE and line.box[2] > gutter.middle + _WIDE


def _close(one: Line, other: Line) -> bool:
    gap = max(other.box[0] - one.box[2], one.box[0] - other.box[2])
    return gap < 2 * one.size


def _width(line: Line) -> float:
    return line.box[2] - line.box[0]
