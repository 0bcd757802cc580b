"""What counts as a number in a claim, and when two prints are equal."""

import time

import pytest

from ara.review.structure.printed_numbers import measured, value_of, values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("takes 12.5 s instead of 1,312 s", ("12.5", "1,312")),
        ("gains 40.7% and 2.2x over 53K tokens", ("40.7", "2.2", "53")),
        ("a 34-layer net on 8 GPUs", ("34", "8")),
        ("error below 1e-3 or .05", ("1e-3", ".05")),
        ("ResNet-34 beats GPT2 at pass@1 and top-5", ()),
        ("Table 3, Figures 4 and 5, Section 4.2, §3, p. 7 and Eq. 2 show it", ()),
        ("as C01 and E02 say [12, 13] in 2017, with 3×3 filters and `k=8`", ()),
        ("see https://example.org/v2/9.pdf and 10.1000/182", ()),
        ("the value 2017 % of", ("2017",)),
    ],
)
def test_numbers_that_measure_are_told_from_numbers_that_name(text: str, found: tuple[str, ...]) -> None:
    assert measured(text) == found


def test_prints_of_one_value_are_equal() -> None:
    assert value_of("1,312") == value_of("1312.0")
    assert value_of("3.60") == value_of("3.6")
    assert value_of("3.60") != value_of("3.61")


def test_values_are_taken_from_names_too_so_that_a_quote_holds_all_its_digits() -> None:
    assert {value_of("34"), value_of("25.03")} <= values("ResNet-34: 25.03%")


@pytest.mark.parametrize("piece", ["a", "1", "a-", "1,", "Table ", "1×", "1 ", "[", "`"])
def test_long_runs_take_no_more_than_linear_time(piece: str) -> None:
    started = time.perf_counter()

    measured(piece * (200_000 // len(piece)))

    assert time.perf_counter() - started < 5
