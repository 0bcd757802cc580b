"""Plots place points, interval, bound, control and paper value on one scale, inside their picture."""

from __future__ import annotations

import math

import pytest
from made_verdicts import TREND, verdict

from ara.review.reproduce.judge.bounds import Bound
from ara.review.reproduce.report.plot import LEFT, MOST_POINTS, RIGHT, WIDTH, Plot, plot_of
from ara.review.reproduce.verdict import Measured, Verdict

AT_LEAST = Bound(low=1.5)


def drawn(held: Verdict, bound: Bound | None = AT_LEAST) -> Plot:
    plot = plot_of(held, bound)
    assert plot is not None
    return plot


def at(plot: Plot, kind: str) -> list[tuple[float, float]]:
    return [point for shape in (*plot.boxes, *plot.lines, *plot.dots) if shape.kind == kind for point in shape.points]


def test_the_strip_keeps_the_order_of_its_numbers() -> None:
    plot = drawn(verdict("K01", "C01"))
    control, measured = at(plot, "value control")[0][0], at(plot, "value measured")[0][0]
    bound, paper = at(plot, "bound")[0][0], at(plot, "paper")[0][0]

    assert control < measured < bound < paper
    assert [x for x, _ in at(plot, "interval measured")] == sorted(x for x, _ in at(plot, "interval measured"))
    assert len(at(plot, "point measured")) == len(at(plot, "point control")) == 5


def test_distances_are_those_of_the_numbers() -> None:
    plot = drawn(verdict("K01", "C01"))
    control, measured = at(plot, "value control")[0][0], at(plot, "value measured")[0][0]
    paper = at(plot, "paper")[0][0]

    assert (measured - control) / (paper - control) == pytest.approx((1.12 - 1.0) / (3.46 - 1.0), abs=0.005)


@pytest.mark.parametrize(
    ("bound", "inside"),
    [(Bound(low=1.5), False), (Bound(high=1.5), True), (Bound(low=1.0, high=1.3), True), (Bound(low=2, high=3), False)],
)
def test_the_shaded_part_is_what_the_bound_allows(bound: Bound, inside: bool) -> None:
    plot = drawn(verdict("K01", "C01"), bound)
    (left, _), (right, _) = at(plot, "allowed")
    measured = at(plot, "value measured")[0][0]

    assert (left < measured < right) is inside


@pytest.mark.parametrize(
    "points",
    [(0.0,) * 5, (1e-9, 2e-9, 3e-9), (-1e12, 0.0, 1e12), (5.0,), tuple(float(n) for n in range(1000))],
    ids=["alike", "tiny", "huge", "one", "many"],
)
def test_everything_drawn_lies_inside_the_picture(points: tuple[float, ...]) -> None:
    side = Measured(
        outcome="verified", n=len(points), value=points[0], interval=(min(points), max(points)), points=points
    )
    plot = drawn(verdict("K01", "C01", measured=side, control=None, ratio_to_paper=None), Bound(low=-3.0))

    shapes = (*plot.boxes, *plot.lines, *plot.dots)
    assert all(LEFT - 4 <= x <= WIDTH - RIGHT and 0 <= y <= plot.height for shape in shapes for x, y in shape.points)
    assert all(math.isfinite(number) for shape in shapes for point in shape.points for number in point)
    assert len(at(plot, "point measured")) <= MOST_POINTS
    assert len(plot.labels) >= 2


def test_the_paper_is_drawn_only_where_the_metric_itself_is_judged() -> None:
    assert at(drawn(verdict("K01", "C01", ratio_to_paper=None)), "paper") == []


@pytest.mark.parametrize("spoilt", [(math.nan, math.nan), (math.inf, -math.inf), (1e308, -1e308)])
def test_numbers_that_no_scale_can_hold_draw_nothing_or_stay_finite(spoilt: tuple[float, ...]) -> None:
    side = Measured(outcome="error", n=2, points=spoilt)

    assert plot_of(verdict("K01", "C01", measured=side, control=None, ratio_to_paper=None), None) is None


def test_a_trend_shows_every_repeat_and_the_medians_of_both_sides() -> None:
    flat = TREND.model_copy(update={"series": tuple((step, (3.0,) * 5) for step, _ in TREND.series)})
    plot = drawn(verdict("K02", "C02", measured=TREND, control=flat), None)

    assert sum(line.kind == "repeat" for line in plot.lines) == 5
    falling, level = (at(plot, f"median {name}") for name in ("measured", "control"))
    assert [y for _, y in falling] == sorted(y for _, y in falling)  # pixels grow downwards
    assert len({y for _, y in level}) == 1
    assert [label.text for label in plot.labels[:3]] == ["1", "2", "4"]


def test_nothing_measured_is_no_plot() -> None:
    assert plot_of(verdict("K01", "C01", measured=None), None) is None
