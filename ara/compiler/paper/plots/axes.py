"""Axes of plots: rows of tick marks whose printed numbers follow a linear or logarithmic scale exactly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ara.compiler.paper.paths import DrawnPath
from ara.compiler.paper.plots.labels import number_of, rounded
from ara.schema.span import Box

_SAME_ROW = 0.6
_FAR = 18.0
_LONGEST_TICK = 12.0
_RESIDUAL = 0.005
"""Largest distance of a tick from the fitted scale, as a share of the range of the axis."""
_FEWEST = 3
_MEASURED = 0.1
"""Points to which a mark's position is trusted."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word of a figure."""

    text: str
    box: Box
    line: int

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True, slots=True)
class Axis:
    """Positions along one direction of the page, and the values that they stand for."""

    across: bool
    """Horizontal, or else vertical."""
    scale: Literal["linear", "log"]
    """Whether values or their logarithms grow evenly."""
    slope: float
    """Value, or its logarithm to base 10, per point."""
    offset: float
    """Value, or its logarithm, at position 0."""
    ticks: tuple[float, ...]
    """Positions of the labelled ticks, growing."""
    ends: tuple[float, float]
    """Ends of the tick marks; the edge of the plot is at one of them, as they point out of it or into it."""
    outside: float
    """Where the labels end away from the plot."""

    @property
    def edge(self) -> float:
        """About where the edge of the plot is: the lower one of a horizontal axis, the left one of a vertical one."""
        return sum(self.ends) / 2

    @property
    def spacing(self) -> float:
        """The widest distance of neighbouring ticks."""
        return max(after - before for before, after in pairwise(self.ticks))

    def value(self, position: float) -> float:
        """What a position stands for, without digits that the drawing cannot hold."""
        exact = self.slope * position + self.offset
        if self.scale == "linear":
            return rounded(exact, abs(self.slope) * _MEASURED)
        found = 10.0**exact
        return float(f"{found:.4g}")

    @property
    def reach(self) -> float:
        """The range of values, or of their logarithms, between the outermost ticks."""
        return abs(self.slope) * (self.ticks[-1] - self.ticks[0])


def find_axes(paths: Sequence[DrawnPath], labels: Sequence[Label]) -> list[Axis]:
    """Every axis of a figure whose tick marks and labels fit a scale exactly."""
    numbered = [(label, value) for label in labels if (value := number_of(label.text)) is not None]
    found: list[Axis] = []
    for across in (True, False):
        for low, high, positions in _tick_rows(paths, across):
            for axis in _axes_along(low, high, positions, numbered, across):
                if not any(_same(axis, other) for other in found):
                    found.append(axis)
    return found


def _tick_rows(paths: Sequence[DrawnPath], across: bool) -> Iterator[tuple[float, float, list[float]]]:
    """Rows of parallel strokes of one length: tick marks or grid lines, with their two ends and their positions."""
    rows: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    along, beside = (0, 1) if across else (1, 0)
    for path in paths:
        if len(path.points) != 2 or not path.straight:
            continue
        (one, other) = path.points
        if abs(one[along] - other[along]) > 0.1 or one[beside] == other[beside]:
            continue
        low, high = sorted((one[beside], other[beside]))
        rows.setdefault((round(low / _SAME_ROW), round(high / _SAME_ROW)), []).append((low, high, one[along]))
    # short strokes first: tick marks tell where the edge of the plot is, grid lines only where it ends
    for strokes in sorted(rows.values(), key=lambda row: row[0][1] - row[0][0]):
        positions = sorted({round(position, 2) for _, _, position in strokes})
        if len(positions) >= _FEWEST:
            yield strokes[0][0], strokes[0][1], positions


def _axes_along(
    low: float, high: float, positions: Sequence[float], numbered: Sequence[tuple[Label, float]], across: bool
) -> Iterator[Axis]:
    """The axes of a row: panels side by side often have their tick marks in one."""
    pairs: dict[float, tuple[float, float, Label]] = {}
    for label, value in numbered:
        if not _beside(label, low, high, across):
            continue
        middle = label.middle[0 if across else 1]
        nearest = min(positions, key=lambda position: abs(position - middle))
        off = abs(nearest - middle)
        if off <= _slack(label, across) and (nearest not in pairs or off < pairs[nearest][0]):
            pairs[nearest] = (off, value, label)
    ends = (low, high) if high - low <= _LONGEST_TICK else ((high, high) if across else (low, low))
    for run in _growing([(position, value) for position, (_, value, _) in sorted(pairs.items())]):
        fitted = _fit(run, "linear") or (_fit(run, "log") if all(value > 0 for _, value in run) else None)
        if fitted is not None:
            scale, slope, offset = fitted
            boxes = [pairs[position][2].box for position, _ in run]
            outside = max(box[3] for box in boxes) if across else min(box[0] for box in boxes)
            yield Axis(across, scale, slope, offset, tuple(position for position, _ in run), ends, outside)


def _growing(points: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Runs of ticks whose values only grow, or only fall; a new panel starts anew."""
    run: list[tuple[float, float]] = []
    for point in points:
        if len(run) >= 2 and (point[1] - run[-1][1]) * (run[-1][1] - run[-2][1]) <= 0:
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(point)
    if len(run) >= _FEWEST and all(after[1] != before[1] for before, after in pairwise(run)):
        yield run


def _beside(label: Label, low: float, high: float, across: bool) -> bool:
    """Whether a label stands right below (or left of) the strokes of a row."""
    if across:
        return high - 3 <= label.box[1] <= high + _FAR
    return low - _FAR <= label.box[2] <= low + 3


def _slack(label: Label, across: bool) -> float:
    height = label.box[3] - label.box[1]
    return 2.5 if across else max(2.0, 0.35 * height)


def _fit(
    points: Sequence[tuple[float, float]], scale: Literal["linear", "log"]
) -> tuple[Literal["linear", "log"], float, float] | None:
    """The straight line through ticks, or None when one of them is off it."""
    ys = [value if scale == "linear" else math.log10(value) for _, value in points]
    xs = [position for position, _ in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    offset = mean_y - slope * mean_x
    reach = max(ys) - min(ys)
    off = max(abs(slope * x + offset - y) for x, y in zip(xs, ys, strict=True))
    return (scale, slope, offset) if reach > 0 and off < _RESIDUAL * reach else None


def _same(one: Axis, other: Axis) -> bool:
    return one.across == other.across and one.outside == other.outside and one.ticks[0] == other.ticks[0]
