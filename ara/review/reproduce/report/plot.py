"""Small plots, computed: what is drawn, where, and of which kind; a template only places it.

A *strip* shows the measured points, their interval, the bound, the control and the paper's value on one scale. A
*trend* shows the metric over a parameter, every repeat and their median, and the control's median.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ara.review.reproduce.judge.bounds import Bound
from ara.review.reproduce.report.numbers import decimals_for, number, plain_number
from ara.review.reproduce.verdict import Measured, Verdict

WIDTH, LEFT, RIGHT = 520, 64, 12
"""Width of a plot, and what is left free beside the scale, in pixels."""
ROW, AXIS, TREND_HEIGHT = 24, 20, 150
"""Height of a row of a strip, of the scale's labels, and of a trend."""
MOST_POINTS, MOST_REPEATS = 200, 30
"""Points of a strip and repeats of a trend that are drawn; the rest would hide each other."""
JITTER = (0.0, -4.0, 4.0, -2.0, 2.0)
"""Pixels by which points that follow each other are moved up or down."""
TICKS = 5
"""Round numbers on a scale, about."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn: a polyline, a box between its two points, or dots."""

    kind: str
    """What it stands for, which is its class in the style sheet."""
    points: tuple[tuple[float, float], ...]
    """Its points, in pixels."""

    @property
    def path(self) -> str:
        """The points as a polyline has them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a plot."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    """`start`, `middle` or `end`."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot, ready to be placed."""

    height: int
    boxes: tuple[Shape, ...]
    lines: tuple[Shape, ...]
    dots: tuple[Shape, ...]
    labels: tuple[Label, ...]
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class _Scale:
    """A linear scale from numbers to pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Round numbers on the scale, with their names."""
        step = _round_step((self.high - self.low) / TICKS)
        first = math.ceil(self.low / step - 1e-9)
        values = [number_of * step for number_of in range(first, first + 3 * TICKS) if number_of * step <= self.high]
        decimals = decimals_for(step * 10)
        return tuple((value, number(value, decimals)) for value in values)


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next((factor * power for factor in (1, 2, 5) if rough <= factor * power), 10 * power)


def _scale(values: Iterable[float], start: float, end: float) -> _Scale | None:
    held = [value for value in values if math.isfinite(value)]
    if not held or max(map(abs, held)) > 1e300:
        return None
    low, high = min(held), max(held)
    pad = 0.06 * (high - low) or 0.05 * abs(low) or 1.0
    return _Scale(low - pad, high + pad, start, end)


def plot_of(verdict: Verdict, bound: Bound | None) -> Plot | None:
    """Draw a verdict; None when nothing was measured."""
    measured = verdict.measured
    if measured is None or not measured.points:
        return None
    if measured.series:
        return _trend(measured, verdict.control)
    return _strip(verdict, measured, bound)


def _strip(verdict: Verdict, measured: Measured, bound: Bound | None) -> Plot | None:
    control = verdict.control if verdict.control is not None and verdict.control.points else None
    # the printed value is that of the metric; where a difference or a count is judged there is none to draw
    paper = verdict.paper_value if verdict.ratio_to_paper is not None else None
    ends = [end for end in (bound.low, bound.high) if math.isfinite(end)] if bound is not None else []
    numbers = [*_numbers(measured), *(_numbers(control) if control else ()), *ends, *([paper.value] if paper else ())]
    scale = _scale(numbers, LEFT, WIDTH - RIGHT)
    if scale is None:
        return None
    rows = [("measured", measured), *([("control", control)] if control else [])]
    height = ROW * (len(rows) + (paper is not None))
    lines, dots, labels = [], [], []
    for place, (name, side) in enumerate(rows):
        y = ROW * (place + 0.5)
        labels.append(Label(LEFT - 8, y + 4, name, "end"))
        dots.append(Shape(f"point {name}", _jittered(side.points, scale, y)))
        if side.interval is not None:
            ends_at = tuple((scale.at(end), y) for end in side.interval)
            lines.append(Shape(f"interval {name}", ends_at))
        if side.value is not None:
            x = scale.at(side.value)
            lines.append(Shape(f"value {name}", ((x, y - 8), (x, y + 8))))
    if paper is not None:
        x, y = scale.at(paper.value), height - ROW / 2
        labels.append(Label(LEFT - 8, y + 4, "paper", "end"))
        dots.append(Shape("paper", ((x, y),)))
    boxes = _allowed(bound, scale, height) if bound is not None else []
    lines = [*(Shape("bound", ((scale.at(end), 0), (scale.at(end), height))) for end in ends), *lines]
    lines.append(Shape("axis", ((LEFT, height), (WIDTH - RIGHT, height))))
    for value, name in scale.ticks():
        lines.append(Shape("tick", ((scale.at(value), height), (scale.at(value), height + 4))))
        labels.append(Label(scale.at(value), height + 15, name))
    return Plot(height + AXIS, tuple(boxes), tuple(lines), tuple(dots), tuple(labels))


def _numbers(side: Measured) -> list[float]:
    return [*side.points, *(side.interval or ()), *([side.value] if side.value is not None else [])]


def _jittered(points: Sequence[float], scale: _Scale, y: float) -> tuple[tuple[float, float], ...]:
    step = max(1, math.ceil(len(points) / MOST_POINTS))
    drawn = sorted(points)[::step]
    return tuple((scale.at(value), y + JITTER[place % len(JITTER)]) for place, value in enumerate(drawn))


def _allowed(bound: Bound, scale: _Scale, height: float) -> list[Shape]:
    """The part of the scale that satisfies the bound."""
    if bound.low > scale.high or bound.high < scale.low:
        return []
    return [Shape("allowed", ((scale.at(bound.low), 0), (scale.at(bound.high), height)))]


def _trend(measured: Measured, control: Measured | None) -> Plot | None:
    steps = [step for step, _ in measured.series]
    held = [(measured, "measured")]
    if control is not None and [step for step, _ in control.series] == steps:
        held.append((control, "control"))
    values = [value for side, _ in held for _, repeats in side.series for value in repeats]
    across = _scale(range(len(steps)), LEFT, WIDTH - RIGHT)
    up = _scale(values, TREND_HEIGHT - AXIS, 6)
    if across is None or up is None:
        return None
    lines, dots = [], []
    for side, name in held:
        if name == "measured":
            for repeat in range(min(MOST_REPEATS, *(len(repeats) for _, repeats in side.series))):
                course = [repeats[repeat] for _, repeats in side.series]
                lines.append(Shape("repeat", _course(course, across, up)))
        middle = _course([statistics.median(repeats) for _, repeats in side.series], across, up)
        lines.append(Shape(f"median {name}", middle))
        dots.append(Shape(f"point {name}", middle))
    base = TREND_HEIGHT - AXIS
    lines.append(Shape("axis", ((LEFT, base), (WIDTH - RIGHT, base))))
    labels = [Label(across.at(place), base + 15, plain_number(step)) for place, step in _spread(steps)]
    for value, name in up.ticks():
        lines.append(Shape("tick", ((LEFT - 4, up.at(value)), (LEFT, up.at(value)))))
        labels.append(Label(LEFT - 8, up.at(value) + 4, name, "end"))
    return Plot(TREND_HEIGHT, (), tuple(lines), tuple(dots), tuple(labels))


def _course(values: Sequence[float], across: _Scale, up: _Scale) -> tuple[tuple[float, float], ...]:
    return tuple((across.at(place), up.at(value)) for place, value in enumerate(values))


def _spread(steps: Sequence[float]) -> list[tuple[int, float]]:
    """At most eight of the steps, evenly."""
    return list(enumerate(steps))[:: max(1, math.ceil(len(steps) / 8))]
