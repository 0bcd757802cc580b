"""Forms of `expect` beside a bound on a value: trends, comparisons, violations."""

from collections.abc import Sequence
from typing import Any

import pytest

from ara.review.reproduce.judge.expectations import Manner, measure
from ara.review.reproduce.judge.samples import NoSampleError, Sample
from ara.review.reproduce.verdict import Measured
from ara.schema import Check, MetricRow, RunnableExperiment

EXPERIMENT = RunnableExperiment.model_validate(
    {"command": ["python", "x.py"], "tiers": {"paper": {"fidelity": "paper"}}}
)


def judged(
    expect: dict[str, Any], repeats: Sequence[Sequence[MetricRow]], *, exact: bool = False, **more: Any
) -> Measured:
    check = Check.model_validate({"claim": "C01", "experiment": "E01", "metric": "m", "expect": expect, **more})
    return measure(check, Sample(EXPERIMENT, {"main": dict(enumerate(map(tuple, repeats)))}), Manner(exact=exact))


def course(*values: float) -> list[MetricRow]:
    return [MetricRow(metric="m", value=value, params={"k": 2**place}) for place, value in enumerate(values)]


def pair(ours: float, theirs: float) -> list[MetricRow]:
    return [MetricRow(metric="m", value=ours), MetricRow(metric="n", value=theirs)]


RISING = {"increases_with": {"param": "k"}}
FALLING = {"decreases_with": {"param": "k"}}
LOOSE = {"increases_with": {"param": "k", "tolerance": 0.5}}
RANKED = {"increases_with": {"param": "k", "by": "spearman", "tolerance": 0.2}}


@pytest.mark.parametrize(
    ("expect", "repeats", "outcome"),
    [
        (RISING, [course(1, 2, 3)] * 5, "verified"),
        (RISING, [course(1, 1, 3)] * 5, "verified"),
        (RISING, [course(1, 1, 1)] * 5, "contradicted"),
        (RISING, [course(3, 2, 1)] * 5, "contradicted"),
        (RISING, [course(1, 2, 3)] * 4 + [course(1, 3, 2)], "inconclusive"),
        (RISING, [course(1, 2, 3)] * 4, "inconclusive"),
        (RISING, [course(1, 3, 2)] * 9 + [course(1, 2, 3)], "contradicted"),
        (FALLING, [course(3, 2, 1)] * 5, "verified"),
        (FALLING, [course(1, 2, 3)] * 5, "contradicted"),
        (LOOSE, [course(1, 3, 2.6)] * 5, "verified"),
        (LOOSE, [course(1, 3, 2.4)] * 5, "contradicted"),
        (LOOSE, [course(3, 2.8, 2.7)] * 5, "contradicted"),
        (RANKED, [course(1, 2, 4, 3)] * 5, "verified"),
        (RANKED, [course(2, 1, 4, 3)] * 5, "contradicted"),
        (RANKED, [course(7, 7, 7, 7)] * 5, "contradicted"),
    ],
)
def test_a_trend_holds_in_every_repeat_or_it_does_not_hold(
    expect: dict[str, Any], repeats: list[list[MetricRow]], outcome: str
) -> None:
    assert judged(expect, repeats).outcome == outcome


def test_a_trend_tells_the_worst_step_and_the_whole_course() -> None:
    found = judged(RISING, [course(1, 3, 4), course(1, 5, 5.5)] + [course(1, 2, 3)] * 3)

    assert found.points == (1.0, 0.5, 1.0, 1.0, 1.0)
    assert found.value == 1.0
    assert found.series[1] == (2.0, (3.0, 5.0, 2.0, 2.0, 2.0))


def test_the_parameter_counts_as_a_number_in_whatever_order_rows_come() -> None:
    rows = [MetricRow(metric="m", value=float(k), params={"k": k}) for k in (1024, 64, 512)]

    assert judged(RISING, [rows] * 5).outcome == "verified"


@pytest.mark.parametrize(
    ("repeats", "words"),
    [
        ([course(1)] * 5, "one value of `k`"),
        ([course(1, 2)] * 4 + [course(1, 2, 3)], "different values of `k`"),
        ([[MetricRow(metric="m", value=1.0, params={"k": "8"})]] * 5, "no number as `k`"),
        ([[MetricRow(metric="m", value=1.0, params={"k": True})]] * 5, "no number as `k`"),
        ([course(1, 2) + course(5)] * 5, "at k=1 has 2 rows"),
    ],
)
def test_a_trend_without_its_rows_cannot_be_judged(repeats: list[list[MetricRow]], words: str) -> None:
    with pytest.raises(NoSampleError, match=words):
        judged(RISING, repeats)


NOISY = [pair(5 + base, 4 + base) for base in (0.0, 10.0, 20.0, 30.0, 40.0)]


@pytest.mark.parametrize(
    ("expect", "outcome"),
    [
        ({"exceeds": {"other": "n", "margin": 0.5}}, "verified"),
        ({"exceeds": {"other": "n", "margin": 1.5}}, "contradicted"),
        ({"exceeds": {"other": "n", "margin": 0.1, "relative": True}}, "inconclusive"),
        ({"not_worse_than": {"other": "n", "margin": 0}}, "verified"),
        ({"equivalent_to": {"other": "n", "margin": 1}}, "verified"),
        ({"equivalent_to": {"other": "n", "margin": 0.9}}, "contradicted"),
    ],
)
def test_comparisons_are_paired_so_that_what_repeats_share_cancels(expect: dict[str, Any], outcome: str) -> None:
    assert judged(expect, NOISY).outcome == outcome


def test_a_comparison_tells_the_differences() -> None:
    assert judged({"exceeds": {"other": "n", "margin": 0.5}}, NOISY).points == (1.0,) * 5


def test_there_is_no_share_of_zero() -> None:
    with pytest.raises(NoSampleError, match="is zero"):
        judged({"exceeds": {"other": "n", "margin": 0.1, "relative": True}}, [pair(1, 0)] * 5)


@pytest.mark.parametrize(
    ("repeats", "exact", "outcome"),
    [
        ([[0, 0]] * 5, False, "verified"),
        ([[0, 0]] * 4, False, "inconclusive"),
        ([[0, 0]], True, "verified"),
        ([[0, 0]] * 4 + [[0, -2]], False, "contradicted"),
        ([[0, 1]], False, "contradicted"),
    ],
)
def test_one_violation_is_one_too_many(repeats: list[list[float]], exact: bool, outcome: str) -> None:
    rows = [[MetricRow(metric="m", value=value) for value in repeat] for repeat in repeats]

    assert judged({"no_violations": True}, rows, exact=exact).outcome == outcome


def test_the_mean_is_judged_when_it_is_asked_for() -> None:
    rows = [[MetricRow(metric="m", value=value)] for value in (1.0, 1.0, 1.0, 1.0, 11.0)]

    mean, median = (judged({"at_least": 0.9}, rows, statistic=name) for name in ("mean", "median"))

    assert (mean.value, mean.outcome) == (3.0, "inconclusive")
    assert (median.value, median.outcome) == (1.0, "inconclusive")
    assert mean.interval != median.interval
