"""What the author's word for a status amounts to, and which standings it fits."""

import pytest

from ara.review.standing import agrees, stance


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("supported", "supported"),
        ("Supported (foundational; reused later). Provenance: user", "supported"),
        ("**Confirmed**", "supported"),
        ("partially supported", "open"),
        ("unsupported", "open"),
        ("untested", "open"),
        ("weakened", "open"),
        ("hypothesis", "open"),
        ("Refuted-as-submittable / quarantined", "refuted"),
        ("withdrawn", "withdrawn"),
        ("something new", "open"),
        (None, "open"),
        ("", "open"),
    ],
)
def test_the_first_word_of_a_status_decides(status: str | None, expected: str) -> None:
    assert stance(status) == expected


@pytest.mark.parametrize(
    ("status", "fits"),
    [
        ("supported", {"justified"}),
        ("refuted", {"defeated"}),
        ("hypothesis", {"justified", "gap", "contested"}),
        ("untested", {"justified", "gap", "contested"}),
        (None, {"justified", "gap", "contested"}),
        ("withdrawn", {"justified", "gap", "contested", "defeated"}),
    ],
)
def test_a_status_fits_these_standings(status: str | None, fits: set[str]) -> None:
    assert {label for label in ("justified", "gap", "contested", "defeated") if agrees(status, label)} == fits
