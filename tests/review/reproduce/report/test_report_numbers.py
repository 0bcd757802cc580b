"""Numbers have the digits that their interval carries."""

from __future__ import annotations

import math

import pytest

from ara.review.reproduce.report.numbers import number, plain_number, with_interval


@pytest.mark.parametrize(
    ("value", "interval", "unit", "written"),
    [
        (67.9312, (66.9, 68.84), "%", "67.9 % [66.9, 68.8]"),
        (1.12, (1.08, 1.15), "x", "1.120x [1.080, 1.150]"),
        (-3.1049, (-4.8, -1.5), "points", "−3.1 points [−4.8, −1.5]"),
        (12345.6, (12000.0, 13000.0), "", "12,346 [12,000, 13,000]"),
        (1.2e-6, (1.0e-6, 2.4e-6), None, "1.20e-6 [1.00e-6, 2.40e-6]"),
        (106.25, (106.25, 106.25), "%", "106.25 % [106.25, 106.25]"),
        (0.0, (0.0, 0.0), "pages", "0 pages [0, 0]"),
        (-0.001, (-0.5, 0.5), None, "0.0 [−0.5, 0.5]"),
        (3.14159, None, "s", "3.142 s"),
        (2.0, (-math.inf, math.inf), None, "2.000 [−∞, ∞]"),
    ],
)
def test_a_value_with_its_interval(
    value: float, interval: tuple[float, float] | None, unit: str | None, written: str
) -> None:
    assert with_interval(value, interval, unit) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(3.6, "3.6"), (32768, "32,768"), (0.00001, "1e-05"), (-3, "−3"), (1.5, "1.5"), (0.03, "0.03")],
)
def test_a_number_that_somebody_gave_keeps_its_form(value: float, written: str) -> None:
    assert plain_number(value) == written


def test_no_number_is_said_to_be_none() -> None:
    assert number(math.nan, 2) == "no number"
