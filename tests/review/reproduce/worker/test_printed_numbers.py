"""Numbers as programs print them."""

from __future__ import annotations

import pytest

from ara.review.reproduce.worker.faults import ArtifactError
from ara.review.reproduce.worker.printed import read_printed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3.0),
        ("-0.25", -0.25),
        ("−0.25", -0.25),
        ("+7", 7.0),
        (".5", 0.5),
        ("12.", 12.0),
        ("1,234", 1234.0),
        ("1,234,567.5", 1234567.5),
        ("3.6e-05", 3.6e-05),
        ("1E+3", 1000.0),
        ("2.5e−3", 0.0025),
        ("  42 ", 42.0),
    ],
)
def test_a_number_is_read(text: str, value: float) -> None:
    printed = read_printed(text)

    assert printed.value == value
    assert not printed.percent


@pytest.mark.parametrize("text", ["12.5%", "12.5 %", "1,250%"])
def test_percent_is_kept_as_printed(text: str) -> None:
    printed = read_printed(text)

    assert printed.value == (1250.0 if "," in text else 12.5)
    assert printed.percent


@pytest.mark.parametrize(
    "text", ["", "abc", "1,23", "1,2345", "12,34,567", "1.2.3", "1_000", "0x1F", "1e", "--1", "1 2", "five", "1,234,5"]
)
def test_what_is_ambiguous_is_no_number(text: str) -> None:
    with pytest.raises(ArtifactError, match="without doubt"):
        read_printed(text)


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-inf", "Infinity", "1e999"])
def test_what_is_not_finite_is_a_fault(text: str) -> None:
    with pytest.raises(ArtifactError, match="not finite"):
        read_printed(text)
