"""The arithmetic of `derive`."""

import math
import time

import pytest

from ara.review.reproduce.derive import DerivationError, parse

VALUES = {"a": 6.0, "b": 2.0, "sparse.rate": 9.0, "dense.rate": 3.0, "zero": 0.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a / b", 3.0),
        ("a - b - 1", 3.0),
        ("a - (b - 1)", 5.0),
        ("a / b / 3", 1.0),
        ("1 + a * b", 13.0),
        ("(1 + a) * b", 14.0),
        ("-a + b", -4.0),
        ("- -a", 6.0),
        ("2 * -b", -4.0),
        ("sparse.rate / dense.rate", 3.0),
        ("1e3 * .5", 500.0),
        ("max(a, b, 10) - min(a, b)", 8.0),
        ("abs(b - a)", 4.0),
        ("mean(a, b)", 4.0),
        ("median(a, b, 100)", 6.0),
        ("log2(a + b)", 3.0),
        ("sqrt(dense.rate * 3)", 3.0),
        ("log(exp(b))", 2.0),
        ("100*(a-b)/a", 100 * 4 / 6),
    ],
)
def test_arithmetic_has_its_usual_meaning(text: str, value: float) -> None:
    assert parse(text).value(VALUES) == pytest.approx(value)


def test_the_metrics_that_are_used_are_named_once_and_functions_are_none() -> None:
    assert parse("max(a, b) / a + sparse.rate").names == ("a", "b", "sparse.rate")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a +", "ends where a number"),
        ("", "ends where a number"),
        ("(a", "its end where '\\)'"),
        ("a b", "'b' where it should end"),
        ("a ** b", r"'\*' where a number"),
        ("a; b", "';'"),
        ("__import__('os')", '"\'"'),
        ("open(a)", "calls 'open'"),
        ("abs(a, b)", "2 arguments instead of 1"),
        ("a.b.c", "'.'"),
        ("a[0]", r"'\['"),
        ("lambda: 1", "':'"),
        ("1e", "'e' where it should end"),
        ("(" * 500 + "a" + ")" * 300, "nested too deeply"),
        ("-" * 900 + "a", "nested too deeply"),
        ("a+" * 600 + "a", "longer than"),
    ],
)
def test_what_is_no_arithmetic_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(DerivationError, match=words):
        parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a / zero", "divides by zero"),
        ("log(zero)", "no value at 0"),
        ("sqrt(b - a)", "no value at -4"),
        ("exp(a * 1000)", "no value at 6000"),
        ("1e300 * 1e300", "not finite"),
    ],
)
def test_an_expression_without_a_value_says_why(text: str, words: str) -> None:
    with pytest.raises(DerivationError, match=words):
        parse(text).value(VALUES)


def test_a_literal_too_large_for_a_float_has_no_value() -> None:
    with pytest.raises(DerivationError):
        parse("1e999 * a").value(VALUES)


def test_the_longest_expression_is_read_at_once() -> None:
    started = time.perf_counter()

    assert math.isfinite(parse("a+" * 499 + "a").value(VALUES))

    assert time.perf_counter() - started < 1
