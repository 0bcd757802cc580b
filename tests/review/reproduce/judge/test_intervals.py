"""Intervals of a median and of a mean, held against scipy and against simulated truth."""

import math
import random
from collections.abc import Callable

import pytest

from ara.review.reproduce.judge.intervals import (
    interpolation,
    mean_interval,
    median_interval,
    rank_correlation,
    t_quantile,
)


def test_of_five_repeats_the_ends_are_a_sixteenth_of_the_range_beyond_them() -> None:
    assert median_interval([5.0, 1.0, 3.0, 2.0, 4.0]) == (1 - 4 / 16, 5 + 4 / 16)


def test_equal_repeats_leave_no_doubt() -> None:
    assert median_interval([2.0] * 5) == (2.0, 2.0)
    assert median_interval([2.0] * 12) == (2.0, 2.0)


def test_fewer_than_five_repeats_have_no_interval() -> None:
    for interval in (median_interval, mean_interval):
        with pytest.raises(ValueError, match="needs 5 values, not 4"):
            interval([1.0, 2.0, 3.0, 4.0])


@pytest.mark.parametrize("count", [6, 7, 10, 11, 30, 101, 1000])
def test_the_ends_lie_between_the_exact_ranks_of_more_and_of_less_confidence(count: int) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy, of the extra `dev`, is not installed")
    values = [float(value) for value in range(count)]
    exact = stats.quantile_test(values, q=0.5, p=0.5).confidence_interval(confidence_level=0.957)

    low, high = median_interval(values)

    assert exact.low <= low <= exact.low + 1
    assert exact.high - 1 <= high <= exact.high
    assert low + high == pytest.approx(count - 1)


def test_for_many_repeats_the_normal_ranks_agree_with_the_exact_ones() -> None:
    assert interpolation(1001)[0] == pytest.approx(sum(interpolation(1000)), abs=1)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 29, 100])
def test_t_quantiles_agree_with_scipy(freedom: int) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy, of the extra `dev`, is not installed")

    for probability in (0.5, 0.9, 0.975, 0.999):
        assert t_quantile(probability, freedom) == pytest.approx(stats.t.ppf(probability, freedom), rel=1e-9, abs=1e-12)


def test_t_quantiles_agree_with_the_printed_table() -> None:
    assert [round(t_quantile(0.975, freedom), 3) for freedom in (4, 9, 29)] == [2.776, 2.262, 2.045]


def test_the_interval_of_a_mean_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy, of the extra `dev`, is not installed")
    values = [3.1, 2.9, 3.4, 3.0, 2.7, 3.3]

    assert mean_interval(values) == pytest.approx(
        stats.t.interval(0.95, len(values) - 1, loc=sum(values) / len(values), scale=stats.sem(values))
    )


def test_rank_correlation_agrees_with_scipy_ties_and_all() -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy, of the extra `dev`, is not installed")
    source = random.Random(5)
    for _ in range(50):
        one = [float(source.randint(0, 4)) for _ in range(8)]
        other = [source.random() for _ in range(8)]
        expected = stats.spearmanr(one, other).statistic if len(set(one)) > 1 else 0.0
        assert rank_correlation(one, other) == pytest.approx(expected)


def test_what_never_changes_correlates_with_nothing() -> None:
    assert rank_correlation([1.0, 2.0, 3.0], [7.0, 7.0, 7.0]) == 0.0


DISTRIBUTIONS: dict[str, tuple[Callable[[random.Random], float], float]] = {
    "normal": (lambda source: source.gauss(0, 1), 0.0),
    "exponential": (lambda source: source.expovariate(1), math.log(2)),
    "lognormal": (lambda source: source.lognormvariate(0, 1), 1.0),
    "uniform": (lambda source: source.random(), 0.5),
}


@pytest.mark.parametrize("count", [5, 7, 10])
@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_the_interval_holds_the_median_in_about_95_percent_and_misses_on_both_sides_alike(
    name: str, count: int
) -> None:
    draw, truth = DISTRIBUTIONS[name]
    source = random.Random(20260101)
    intervals = [median_interval([draw(source) for _ in range(count)]) for _ in range(4000)]

    above = sum(low > truth for low, _ in intervals) / len(intervals)
    below = sum(high < truth for _, high in intervals) / len(intervals)

    # a share of 0.03 is found with a standard deviation of 0.0027
    assert 0.92 <= 1 - above - below <= 0.97
    assert max(above, below) <= 0.03 + 2 * 0.0027


def test_the_interval_of_whole_numbers_holds_in_at_least_92_percent() -> None:
    source = random.Random(1)
    for count in (5, 10):
        samples = [[float(sum(source.random() < 0.4 for _ in range(20))) for _ in range(count)] for _ in range(2000)]
        held = sum(low <= 8.0 <= high for low, high in map(median_interval, samples))
        assert held / 2000 >= 0.92
