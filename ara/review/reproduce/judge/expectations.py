"""What a sample says of an expectation: outcome, value, interval, and the points they rest on."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ara.review.reproduce.judge.bounds import Bound, bound_of
from ara.review.reproduce.judge.intervals import FEWEST, mean_interval, median_interval, rank_correlation
from ara.review.reproduce.judge.samples import NoSampleError, Row, Sample, one_value
from ara.review.reproduce.verdict import Measured, Outcome
from ara.schema.reproduce import Check
from ara.schema.reproduce.checks import Against, Trend

MOST_STEPS = 10_000
"""Most values of a parameter that a trend is followed over."""


@dataclass(frozen=True)
class Manner:
    """How a check is judged, beside its bound."""

    exact: bool = False
    """Whether one repeat says it all: the experiment is deterministic, or an exact computation."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """Numbers of the check as the file writes them; see `printed_numbers`."""


def measure(check: Check, sample: Sample, manner: Manner) -> Measured:
    """Hold a sample against what a check expects. Raises NoSampleError when the sample cannot be had."""
    expect = check.expect
    trend = expect.increases_with or expect.decreases_with
    against = expect.exceeds or expect.not_worse_than or expect.equivalent_to
    if expect.no_violations:
        return _violations(sample.rows(check.metric), manner)
    if trend is not None:
        return _trend(check, sample, trend, manner)
    if against is not None:
        return _against_a_bound(_differences(check, sample, against), check, manner)
    return _against_a_bound(sample.values(check.metric, check.reduce), check, manner)


def _against_a_bound(values: Mapping[int, float], check: Check, manner: Manner) -> Measured:
    points = tuple(values.values())
    value = statistics.median(points) if check.statistic == "median" else statistics.fmean(points)
    interval, why = _interval(points, check.statistic, manner.exact)
    found = Measured(outcome="inconclusive", reason=why, n=len(points), value=value, interval=interval, points=points)
    if interval is None:
        return found
    outcome, reason = _compared(interval, bound_of(check, manner.printed))
    return found.model_copy(update={"outcome": outcome, "reason": reason})


def _interval(points: Sequence[float], statistic: str, exact: bool) -> tuple[tuple[float, float] | None, str]:
    """Give the interval, or why there is none."""
    alike = min(points) == max(points)
    if exact and alike:
        return (points[0], points[0]), ""
    if len(points) < FEWEST:
        if exact:
            return None, f"the experiment is called deterministic, but its {len(points)} repeats differ"
        return None, f"{len(points)} of the {FEWEST} repeats that an interval needs"
    return (mean_interval if statistic == "mean" else median_interval)(points), ""


def _compared(interval: tuple[float, float], bound: Bound) -> tuple[Outcome, str]:
    answer = bound.answer(*interval)
    if answer == "satisfied":
        return "verified", "the whole interval satisfies the bound"
    if answer == "broken":
        return "contradicted", "the whole interval breaks the bound"
    return "inconclusive", "the interval neither satisfies the bound as a whole nor breaks it"


def _violations(rows: Mapping[int, Sequence[Row]], manner: Manner) -> Measured:
    """Every row has to be zero: one that is not disproves it, however few repeats there are."""
    points = tuple(max(abs(row.value) for row in held) for held in rows.values())
    broken = sum(row.value != 0 for held in rows.values() for row in held)
    every = sum(map(len, rows.values()))
    worst = max(points)
    found = Measured(outcome="verified", n=len(points), value=worst, interval=(min(points), worst), points=points)
    if broken:
        update = {"outcome": "contradicted", "reason": f"{broken} of {every} rows are not zero"}
    elif len(points) < FEWEST and not manner.exact:
        update = {"outcome": "inconclusive", "reason": f"{len(points)} of the {FEWEST} repeats that are needed"}
    else:
        update = {"reason": f"all {every} rows are zero"}
    return found.model_copy(update=update)


def _trend(check: Check, sample: Sample, trend: Trend, manner: Manner) -> Measured:
    """A trend holds when it holds in every repeat, and is refuted when it fails in every one or in the median one."""
    courses = {repeat: _course(rows, trend.param, check, repeat) for repeat, rows in sample.rows(check.metric).items()}
    places = {tuple(course) for course in courses.values()}
    if len(places) != 1:
        raise NoSampleError(f"the repeats have different values of `{trend.param}`", "artifact")
    steps = next(iter(places))
    if len(steps) < 2:
        raise NoSampleError(f"`{check.metric}` has one value of `{trend.param}`, which makes no trend", "artifact")
    sign = 1 if check.expect.increases_with is not None else -1
    ways = [[sign * value for value in course.values()] for course in courses.values()]
    if trend.by == "steps":
        points = tuple(min(later - earlier for earlier, later in pairwise(way)) for way in ways)
        bound = Bound(low=-trend.tolerance)
    else:
        points = tuple(rank_correlation(steps, way) for way in ways)
        bound = Bound(low=1 - trend.tolerance)
    # a metric that never changes goes neither way, though no step of it goes the wrong one
    held = [
        way[-1] > way[0] and bound.answer(point, point) == "satisfied" for way, point in zip(ways, points, strict=True)
    ]
    interval, why = _interval(points, "median", manner.exact)
    found = Measured(
        outcome="inconclusive",
        reason=why or f"the trend holds in {sum(held)} of {len(held)} repeats",
        n=len(points),
        value=statistics.median(points),
        interval=interval,
        points=points,
        series=tuple((step, tuple(course[step] for course in courses.values())) for step in steps),
    )
    if interval is None:
        return found
    if all(held):
        return found.model_copy(update={"outcome": "verified"})
    if not any(held) or bound.answer(*interval) == "broken":
        return found.model_copy(update={"outcome": "contradicted"})
    return found


def _course(rows: Sequence[Row], param: str, check: Check, repeat: int) -> dict[float, float]:
    """Give the metric at each value of the parameter, in the order of the parameter."""
    groups: dict[float, list[Row]] = {}
    for row in rows:
        place = row.params.get(param)
        if isinstance(place, bool) or not isinstance(place, int | float) or not math.isfinite(place):
            raise NoSampleError(f"repeat {repeat}: a row of `{check.metric}` has no number as `{param}`", "artifact")
        groups.setdefault(float(place), []).append(row)
    if len(groups) > MOST_STEPS:
        raise NoSampleError(f"`{param}` has more than {MOST_STEPS:,} values", "artifact")
    return {
        place: one_value(groups[place], check.reduce, f"repeat {repeat}: `{check.metric}` at {param}={place:g}")
        for place in sorted(groups)
    }


def _differences(check: Check, sample: Sample, against: Against) -> dict[int, float]:
    """Give by how much the metric exceeds the other, in each repeat; as a share of the other when the margin is one."""
    ours = sample.values(check.metric, check.reduce)
    theirs = sample.values(against.other, check.reduce)
    if set(ours) != set(theirs):
        raise NoSampleError(f"`{check.metric}` and `{against.other}` have different repeats", "artifact")
    found = {}
    for repeat, value in ours.items():
        other = theirs[repeat]
        if against.relative and other == 0:
            raise NoSampleError(f"repeat {repeat}: `{against.other}` is zero, of which there is no share", "artifact")
        found[repeat] = (value - other) / abs(other) if against.relative else value - other
    return found
