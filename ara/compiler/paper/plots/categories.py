"""Bars and their names: what stands below each bar, and the number that may be printed on its top."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.model import PlotPoint
from ara.compiler.paper.page import Line
from ara.compiler.paper.plots.axes import Axis, Label
from ara.compiler.paper.plots.labels import number_of
from ara.compiler.paper.plots.marks import Bar
from ara.schema.span import Box

_ABOVE = 12.0
_BELOW = 26.0
_SAME_ROW = 4.0
_AGREES = 0.02
"""Largest distance of a printed number from the measured height, as a share of the range of the axis."""
_AT_ZERO = 0.01


def bar_points(
    bars: Sequence[Bar], axis: Axis, area: Box, labels: Sequence[Label], lines: Sequence[Line]
) -> dict[str, tuple[PlotPoint, ...]]:
    """For each colour its bars with their names; nothing when bars do not stand on the axis or have no names.

    A number printed on top of a bar is taken in place of the measured one when both agree.
    """
    if not bars or not _stand_on_axis(bars, axis, area):
        return {}
    names = _names(bars, area, lines)
    found: dict[str, list[PlotPoint]] = {}
    for bar, name in zip(bars, names, strict=True):
        measured = axis.value(bar.box[1])
        printed = _printed(bar, measured, axis, labels)
        point = PlotPoint(x=name, y=measured if printed is None else printed, printed=printed is not None)
        found.setdefault(bar.colour, []).append(point)
    return {colour: tuple(points) for colour, points in found.items()}


def _stand_on_axis(bars: Sequence[Bar], axis: Axis, area: Box) -> bool:
    """Whether the feet of the bars are the zero of the axis, or the lower edge of the plot."""
    foot = bars[0].box[3]
    if axis.scale == "linear" and abs(axis.slope * foot + axis.offset) <= _AT_ZERO * axis.reach:
        return True
    return abs(foot - area[3]) < 1.5


def _names(bars: Sequence[Bar], area: Box, lines: Sequence[Line]) -> list[str]:
    """The words below each bar when each bar of a colour has its own; else the bars are counted from the left."""
    below = sorted(
        (line for line in lines if line.rotation == 0 and area[3] - 1 <= line.box[1] <= area[3] + _BELOW),
        key=lambda line: line.box[1],
    )
    first = [line for line in below if line.box[1] <= below[0].box[1] + _SAME_ROW]
    named: list[tuple[str, str]] = []
    for bar in bars:
        centre = (bar.box[0] + bar.box[2]) / 2
        head = min(first, key=lambda line: abs(_middle(line) - centre), default=None)
        if head is not None:
            # names of several lines are centred on one another
            parts = [line.text for line in below if line is head or abs(_middle(line) - _middle(head)) < 2]
            named.append((bar.colour, " ".join(parts)))
    if len(set(named)) == len(bars):
        return [text for _, text in named]
    return [f"bar {number}" for number in range(1, len(bars) + 1)]


def _middle(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2


def _printed(bar: Bar, measured: float, axis: Axis, labels: Sequence[Label]) -> float | None:
    """The number printed right above a bar, when it agrees with the height."""
    left, top, right, _ = bar.box
    for label in labels:
        value = number_of(label.text)
        over = 0 <= top - label.box[3] + 3 <= _ABOVE and left - 2 <= label.middle[0] <= right + 2
        if value is not None and over and axis.scale == "linear" and abs(value - measured) <= _AGREES * axis.reach:
            return value
    return None
