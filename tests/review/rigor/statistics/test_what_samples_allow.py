"""GRIM and GRIMMER call nothing impossible that a sample can give, and most of what none can."""

import random
import statistics

import pytest

from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.statistics.granularity import (
    deviation_is_possible,
    mean_is_possible,
    share_is_possible,
    telling_for,
    widest_deviation,
)


def rounded(value: float, places: int) -> Interval:
    half = 0.5 * 10**-places
    return Interval(round(value, places) - half, round(value, places) + half)


@pytest.mark.parametrize(
    ("percent", "n", "possible"), [(83.0, 54, False), (83.3, 54, True), (0.9, 71, False), (0.0, 71, True)]
)
def test_a_percentage_is_a_count_of_its_cases(percent: float, n: int, possible: bool) -> None:
    assert share_is_possible(rounded(percent, 1).scaled(0.01), n) is possible


def test_no_sample_has_an_impossible_mean_or_deviation() -> None:
    draw = random.Random(7)
    for _ in range(2000):
        answers = [draw.randint(1, 7) for _ in range(draw.randint(2, 60))]
        n, mean = len(answers), rounded(statistics.mean(answers), 2)

        assert mean_is_possible(mean, n)
        assert deviation_is_possible(mean, rounded(statistics.stdev(answers), 2), n)
        assert deviation_is_possible(mean, rounded(statistics.pstdev(answers), 2), n)
        assert statistics.stdev(answers) <= widest_deviation(statistics.mean(answers), n, 1, 7) + 1e-9


def test_most_means_that_no_sample_has_are_found_for_small_samples() -> None:
    draw = random.Random(8)
    impossible = sum(not mean_is_possible(rounded(draw.uniform(1, 7), 2), 17) for _ in range(2000))

    assert impossible / 2000 == pytest.approx(1 - 17 / 100, abs=0.04)


def test_a_coarse_print_tells_nothing_of_a_large_sample() -> None:
    assert telling_for(0.005, 99)
    assert not telling_for(0.005, 100)
