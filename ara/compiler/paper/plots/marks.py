"""The marks of a plot, as groups of positions of one colour: lines, scattered markers, bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ara.compiler.paper.paths import DrawnPath, Point
from ara.compiler.paper.plots.legend import Legend
from ara.schema.span import Box

_MARGIN = 1.0
_LARGEST_MARKER = 14.0
_SMALLEST_MARKER = 1.5
_FEWEST = 3
_WIDE = 0.5
_PALE = 0xE6


@dataclass(frozen=True, slots=True)
class Marks:
    """Positions of one colour."""

    colour: str
    points: tuple[Point, ...]
    """Corners of a line or centres of markers, in the order of their drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar chart."""

    colour: str
    box: Box


def find_lines(paths: Sequence[DrawnPath], area: Box, legend: Legend) -> list[Marks]:
    """Open strokes with corners that run through the area from left to right."""
    return [
        Marks(path.stroke, path.points)
        for path in paths
        if path.stroke is not None
        and path.fill is None
        and path.straight
        and not path.closed
        and len(path.points) >= _FEWEST
        and _within(path.box, area)
        and _runs_right(path.points)
        and not _is_level(path.points)
        and not legend.is_sample(path)
    ]


def find_markers(paths: Sequence[DrawnPath], area: Box, legend: Legend) -> list[Marks]:
    """Small closed shapes of one colour and size."""
    groups: dict[tuple[str, int, int, int], list[Point]] = {}
    for path in paths:
        left, top, right, bottom = path.box
        size, narrow = max(right - left, bottom - top), min(right - left, bottom - top)
        if path.fill is None or not path.closed or not _within(path.box, area) or legend.is_sample(path):
            continue
        if _SMALLEST_MARKER <= size <= _LARGEST_MARKER and narrow >= 0.5 * size:
            key = (path.fill, round(right - left), round(bottom - top), len(path.points))
            groups.setdefault(key, []).append(((left + right) / 2, (top + bottom) / 2))
    return [Marks(colour, tuple(points)) for (colour, *_), points in groups.items() if len(points) >= _FEWEST]


def find_bars(paths: Sequence[DrawnPath], area: Box, legend: Legend) -> list[Bar]:
    """Filled rectangles that stand on one common level; frames, grounds and samples of a legend are none."""
    rectangles = [
        Bar(path.fill, path.box)
        for path in paths
        if path.fill is not None
        and not _is_pale(path.fill)
        and _is_rectangle(path)
        and _within(path.box, area)
        and path.box[2] - path.box[0] >= 2
        and path.box[2] - path.box[0] < _WIDE * (area[2] - area[0])
        and not legend.is_sample(path)
    ]
    levels: dict[int, list[Bar]] = {}
    for bar in rectangles:
        levels.setdefault(round(2 * bar.box[3]), []).append(bar)
    standing = max(levels.values(), key=len, default=[])
    if len(standing) < 2:
        return []
    widths = [bar.box[2] - bar.box[0] for bar in standing]
    usual = median(widths)
    if any(abs(width - usual) > 0.2 * usual for width in widths):
        return []
    # parts piled on others, or hanging below, are no bars of one length
    rest = [bar for bar in rectangles if bar not in standing and bar.box[3] - bar.box[1] > 1]
    return (
        []
        if any(_above(bar.box, other.box) for bar in standing for other in rest)
        else sorted(standing, key=lambda bar: bar.box[0])
    )


def _above(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.5 * (one[2] - one[0])


def _is_rectangle(path: DrawnPath) -> bool:
    if not path.straight or not 4 <= len(path.points) <= 6:
        return False
    return all(abs(a[0] - b[0]) < 0.05 or abs(a[1] - b[1]) < 0.05 for a, b in pairwise(path.points))


def _is_pale(colour: str) -> bool:
    return all(int(colour[place : place + 2], 16) >= _PALE for place in (1, 3, 5))


def _within(box: Box, area: Box) -> bool:
    return (
        box[0] >= area[0] - _MARGIN
        and box[2] <= area[2] + _MARGIN
        and box[1] >= area[1] - _MARGIN
        and box[3] <= area[3] + _MARGIN
    )


def _runs_right(points: Sequence[Point]) -> bool:
    steps = [after[0] - before[0] for before, after in pairwise(points)]
    return points[-1][0] - points[0][0] > 5 and all(step > -0.01 for step in steps)


def _is_level(points: Sequence[Point]) -> bool:
    """Whether a line is straight and level: a threshold, a grid line or a rule."""
    ys = [y for _, y in points]
    return max(ys) - min(ys) < 0.05 and len(points) <= 3
