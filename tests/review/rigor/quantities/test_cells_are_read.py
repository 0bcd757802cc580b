"""A cell is read as a number with its rounding, whatever stands around it."""

import pytest

from ara.review.rigor.quantities.cells import read_cell


@pytest.mark.parametrize(
    ("text", "value", "half", "unit"),
    [
        ("27.94", 27.94, 0.005, ""),
        ("**25.03**", 25.03, 0.005, ""),
        ("2.21×", 2.21, 0.005, "×"),
        ("0.85x", 0.85, 0.005, "×"),
        ("1,234", 1234, 0.5, ""),
        ("0.27M", 270_000, 5_000, "M"),
        ("−1.8", -1.8, 0.05, ""),
        ("12.5 s", 12.5, 0.05, "s"),
        ("1.0 · 10²⁰", 1e20, 5e18, ""),
        ("3.2e-5", 3.2e-5, 5e-7, ""),
        ("24.19†", 24.19, 0.005, ""),
    ],
)
def test_a_number_has_value_rounding_and_unit(text: str, value: float, half: float, unit: str) -> None:
    cell = read_cell(text)

    assert cell is not None
    assert (cell.value, cell.half) == (pytest.approx(value), pytest.approx(half))
    assert cell.unit == unit


@pytest.mark.parametrize("text", ["", "—", "ResNet-34", "128-8", "22.85 / 6.71", "6.43 (6.61 ± 0.16)", "[0.1, 0.2]"])
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert read_cell(text) is None


def test_error_count_and_interval_stand_beside_the_number() -> None:
    error, count, interval = read_cell("61.2 ± 0.3%"), read_cell("45/54 (83.3%)"), read_cell("40.7 [28.7, 54.0]")

    assert error is not None and (error.value, error.error, error.unit) == (61.2, 0.3, "%")
    assert count is not None and (count.value, count.count) == (83.3, (45, 54))
    assert interval is not None and interval.bounds is not None and interval.bounds[1].middle == pytest.approx(54.0)


def test_a_limit_is_no_value() -> None:
    cell = read_cell("> 1 hour")

    assert cell is not None and cell.is_bound
