"""Bounds: what satisfies them, what breaks them, and what printed rounding leaves open."""

from typing import Any

import pytest

from ara.review.reproduce.judge.bounds import Bound, bound_of, half_of_last_digit, printed_numbers
from ara.schema import Check, read_texts


def check(expect: dict[str, Any], paper: float | None = None) -> Check:
    value = {"paper_value": {"value": paper, "source": "Table 1"}} if paper is not None else {}
    return Check.model_validate({"claim": "C01", "experiment": "E01", "metric": "m", "expect": expect, **value})


@pytest.mark.parametrize(
    ("expect", "interval", "answer"),
    [
        ({"at_least": 3.0}, (3.0, 4.0), "satisfied"),
        ({"at_least": 3.0}, (2.9, 4.0), "unclear"),
        ({"at_least": 3.0}, (2.0, 3.0), "unclear"),
        ({"at_least": 3.0}, (2.0, 2.99), "broken"),
        ({"at_most": 3.0}, (2.0, 3.0), "satisfied"),
        ({"at_most": 3.0}, (2.0, 3.1), "unclear"),
        ({"at_most": 3.0}, (3.1, 3.2), "broken"),
        ({"at_most": 0.0}, (1e-300, 1e-300), "broken"),
        ({"between": [1, 2]}, (1.0, 2.0), "satisfied"),
        ({"between": [1, 2]}, (0.0, 3.0), "unclear"),
        ({"between": [1, 2]}, (0.0, 0.9), "broken"),
        ({"between": [1, 2]}, (2.1, 9.0), "broken"),
        ({"equals": {"value": 7.81, "absolute": 0.005}}, (7.805, 7.815), "satisfied"),
        ({"equals": {"value": 7.81, "absolute": 0.005}}, (7.8151, 7.8152), "broken"),
        ({"equals": {"value": -10, "relative": 0.1}}, (-11.0, -9.0), "satisfied"),
        ({"equals": {"value": 10, "relative": 0.1, "absolute": 2}}, (8.0, 12.0), "satisfied"),
        ({"equals": {"value": 1, "absolute": 0}}, (1.0, 1.0), "satisfied"),
        ({"equals": {"value": 1, "absolute": 0}}, (1.0001, 1.0001), "broken"),
        ({"exceeds": {"other": "b", "margin": 0}}, (0.0, 0.0), "broken"),
        ({"exceeds": {"other": "b", "margin": 0}}, (0.0, 0.1), "unclear"),
        ({"exceeds": {"other": "b", "margin": 0}}, (0.01, 0.1), "satisfied"),
        ({"exceeds": {"other": "b", "margin": 1}}, (1.0, 2.0), "satisfied"),
        ({"not_worse_than": {"other": "b", "margin": 1}}, (-1.0, 5.0), "satisfied"),
        ({"not_worse_than": {"other": "b", "margin": 1}}, (-3.0, -1.1), "broken"),
        ({"equivalent_to": {"other": "b", "margin": 1}}, (-1.0, 1.0), "satisfied"),
        ({"equivalent_to": {"other": "b", "margin": 1}}, (1.1, 1.2), "broken"),
    ],
)
def test_an_interval_satisfies_a_bound_breaks_it_or_neither(
    expect: dict[str, Any], interval: tuple[float, float], answer: str
) -> None:
    assert bound_of(check(expect), {}).answer(*interval) == answer


def test_numbers_that_differ_by_rounding_errors_are_equal() -> None:
    assert bound_of(check({"at_least": 0.3}), {}).answer(0.1 + 0.2, 0.1 + 0.2) == "satisfied"
    assert bound_of(check({"at_most": 0.3}), {}).answer(0.1 + 0.2, 0.1 + 0.2) == "satisfied"
    assert bound_of(check({"at_least": 0.3}), {}).answer(0.3 - 1e-9, 0.3 - 1e-9) == "broken"


@pytest.mark.parametrize(
    ("written", "low", "high"), [("3.60", 3.595, 3.605), ("3.6", 3.55, 3.65), ("4", 3.5, 4.5), ("1e-5", 5e-6, 1.5e-5)]
)
def test_a_printed_number_without_a_tolerance_stands_for_all_that_round_to_it(
    written: str, low: float, high: float
) -> None:
    bound = bound_of(check({"equals": {"value": float(written)}}), {"expect.equals.value": written})

    assert (bound.low, bound.high) == pytest.approx((low, high))
    assert bound.answer(low, low) == "satisfied"
    assert bound.answer(high, high) == "broken"


def test_the_digits_are_read_from_the_file() -> None:
    text = (
        "format: ara-reproduce/1\nchecks:\n  K01:\n    claim: C01\n    experiment: E01\n    metric: m\n"
        "    expect: {equals: {value: 3.60}}\n    paper_value: {value: 3.600, source: Table 1}\n"
    )
    package = read_texts({"src/reproduce.yaml": text})

    assert printed_numbers(package, "K01") == {"expect.equals.value": "3.60", "paper_value.value": "3.600"}
    assert printed_numbers(package, "K02") == {}


def test_without_the_file_the_shortest_form_of_a_number_counts() -> None:
    assert float(half_of_last_digit(None, 3.6)) == pytest.approx(0.05)


def test_text_that_is_another_number_is_not_believed() -> None:
    assert float(half_of_last_digit("9.9999", 3.6)) == pytest.approx(0.05)
    assert float(half_of_last_digit("0x10", 16.0)) == pytest.approx(0.05)


@pytest.mark.parametrize("form", ["at_least", "at_most"])
def test_an_inequality_at_the_printed_number_leaves_its_rounding_open(form: str) -> None:
    printed = {"paper_value.value": "3.60"}
    outside = -1 if form == "at_least" else 1

    at_paper = bound_of(check({form: 3.6}, paper=3.6), printed)
    elsewhere = bound_of(check({form: 3.6}, paper=4.0), printed)

    assert at_paper.answer(3.6 + outside * 0.004, 3.6 + outside * 0.004) == "unclear"
    assert at_paper.answer(3.6 + outside * 0.006, 3.6 + outside * 0.006) == "broken"
    assert elsewhere.answer(3.6 + outside * 0.004, 3.6 + outside * 0.004) == "broken"


def test_the_edge_of_a_bound_is_the_one_on_the_controls_side() -> None:
    assert Bound(low=3.0).edge_towards(1.0) == 3.0
    assert Bound(low=3.0).edge_towards(9.0) == 3.0
    assert Bound(1.0, 2.0).edge_towards(0.0) == 1.0
    assert Bound(1.0, 2.0).edge_towards(5.0) == 2.0
    assert Bound(1.0, 2.0).edge_towards(1.5) is None
