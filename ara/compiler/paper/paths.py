"""The drawn paths of a part of a page, as they come out of the parsing process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from ara.schema.span import Box

Point = tuple[float, float]
MOST_PATHS = 8_000
"""Paths beyond which a figure is not measured."""
_LONGEST = 5_000
_SAME = 0.01


class DrawnPath(BaseModel):
    """One path without gaps in it."""

    model_config = ConfigDict(frozen=True)

    points: tuple[Point, ...]
    """Its corners in order, in points from the top left of the page; of curves only the ends."""
    straight: bool
    """Whether it has no curves."""
    closed: bool
    """Whether it ends where it begins."""
    fill: str | None
    """Colour of its inside as `#rrggbb`."""
    stroke: str | None
    """Colour of its outline."""

    @property
    def box(self) -> Box:
        """The box around its corners."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return (min(xs), min(ys), max(xs), max(ys))


def paths_within(drawings: Iterable[dict[str, Any]], box: Box) -> list[DrawnPath]:
    """The paths of a page's drawings that lie within a box; none at all when there are too many to measure."""
    found: list[DrawnPath] = []
    for drawing in drawings:
        left, top, right, bottom = drawing["rect"]
        if right < box[0] or left > box[2] or bottom < box[1] or top > box[3]:
            continue
        fill, stroke = _colour(drawing.get("fill")), _colour(drawing.get("color"))
        for points, straight in _runs(drawing["items"]):
            closed = len(points) > 2 and (_same(points[0], points[-1]) or bool(drawing.get("closePath")))
            found.append(DrawnPath(points=tuple(points), straight=straight, closed=closed, fill=fill, stroke=stroke))
            if len(found) > MOST_PATHS:
                return []
    return found


def _runs(items: Sequence[Any]) -> Iterator[tuple[list[Point], bool]]:
    """Unbroken runs of lines and curves; rectangles are runs of their own."""
    run: list[Point] = []
    straight = True
    for item in items:
        if item[0] in ("re", "qu"):
            if run:
                yield run[:_LONGEST], straight
                run, straight = [], True
            yield _corners(item), True
            continue
        start, end = item[1], item[-1]
        if run and not _same(run[-1], start):
            yield run[:_LONGEST], straight
            run, straight = [], True
        run = run or [_rounded(start)]
        run.append(_rounded(end))
        straight = straight and item[0] == "l"
    if run:
        yield run[:_LONGEST], straight


def _corners(item: Sequence[Any]) -> list[Point]:
    if item[0] == "re":
        left, top, right, bottom = item[1]
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    else:
        upper_left, upper_right, lower_left, lower_right = item[1]
        corners = [upper_left, upper_right, lower_right, lower_left]
    return [_rounded(corner) for corner in (*corners, corners[0])]


def _same(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= _SAME and abs(one[1] - other[1]) <= _SAME


def _rounded(point: Sequence[float]) -> Point:
    return (round(point[0], 3), round(point[1], 3))


def _colour(channels: Sequence[float] | None) -> str | None:
    if channels is None:
        return None
    return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02x}" for channel in channels)
