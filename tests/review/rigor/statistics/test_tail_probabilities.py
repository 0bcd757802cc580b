"""The distribution functions agree with closed forms, with one another, and with printed tables."""

import math
import random
from itertools import pairwise

import pytest

from ara.review.rigor.statistics.distributions import (
    chi_squared_upper,
    correlation_two_sided,
    f_upper,
    normal_two_sided,
    t_two_sided,
)


@pytest.mark.parametrize("t", [0.0, 0.3, 1.0, 2.5, 12.7, 636.6])
def test_t_with_one_and_two_degrees_has_closed_forms(t: float) -> None:
    cauchy = 1 - 2 / math.pi * math.atan(t)
    two = 1 - t / math.sqrt(2 + t * t)

    assert t_two_sided(t, 1) == pytest.approx(cauchy, abs=1e-12)
    assert t_two_sided(-t, 2) == pytest.approx(two, abs=1e-12)


@pytest.mark.parametrize(
    ("t", "df", "p"), [(2.228, 10, 0.05), (2.763, 28, 0.01), (1.96, 1e7, 0.05), (4.587, 10, 0.001)]
)
def test_t_gives_the_levels_of_printed_tables(t: float, df: float, p: float) -> None:
    assert t_two_sided(t, df) == pytest.approx(p, rel=2e-3)


@pytest.mark.parametrize(("f", "df1", "df2", "p"), [(4.10, 2, 10, 0.05), (3.16, 2, 57, 0.05), (2.71, 5, 20, 0.05)])
def test_f_gives_the_levels_of_printed_tables(f: float, df1: float, df2: float, p: float) -> None:
    assert f_upper(f, df1, df2) == pytest.approx(p, rel=1e-2)


def test_f_with_one_degree_is_the_square_of_t() -> None:
    draw = random.Random(4)
    for _ in range(200):
        t, df = draw.uniform(0, 9), draw.choice([1, 2, 3, 8, 40, 700])

        assert f_upper(t * t, 1, df) == pytest.approx(t_two_sided(t, df), abs=1e-11)


def test_chi_squared_with_one_and_two_degrees_has_closed_forms() -> None:
    for x in (0.1, 1.0, 3.84, 10.0, 60.0):
        assert chi_squared_upper(x, 1) == pytest.approx(normal_two_sided(math.sqrt(x)), abs=1e-13)
        assert chi_squared_upper(x, 2) == pytest.approx(math.exp(-x / 2), abs=1e-13)


@pytest.mark.parametrize("df", [3, 7, 24])
def test_chi_squared_is_the_integral_of_its_density(df: int) -> None:
    def density(x: float) -> float:
        return x ** (df / 2 - 1) * math.exp(-x / 2) / (2 ** (df / 2) * math.gamma(df / 2))

    steps, at = 20_000, 1.3 * df
    width = at / steps
    inside = sum(density((k + 0.5) * width) for k in range(steps)) * width

    assert chi_squared_upper(at, df) == pytest.approx(1 - inside, abs=1e-6)


def test_a_correlation_is_tested_by_its_t() -> None:
    assert correlation_two_sided(0.33, 10) == pytest.approx(0.3517, abs=1e-4)
    assert correlation_two_sided(1.0, 10) == 0.0


def test_probabilities_fall_as_the_statistic_grows() -> None:
    for function in (lambda x: t_two_sided(x, 5), lambda x: f_upper(x, 3, 17), lambda x: chi_squared_upper(x, 6)):
        values = [function(x / 4) for x in range(120)]

        assert all(a >= b for a, b in pairwise(values))
        assert 0 <= values[-1] < values[0] <= 1
