import pytest

from ara.review.ledger.quantities import agreement, derivation, printed_in, stated_in


@pytest.mark.parametrize(
    ("stated", "held", "how"),
    [
        ("93.5%", "93.5", "equal"),
        ("1,312", "1312", "equal"),
        ("3.6", "3.60", "equal"),
        ("71.7", "71.67", "rounded"),
        ("71.7", "71.75", "rounded"),
        ("93.5%", "0.935", "percent"),
        ("0.935", "93.5%", "percent"),
        ("71.7%", "0.7167", "percent"),
        ("53K", "53,000", "scaled"),
        ("53K", "52,871", "scaled"),
        ("3.60", "3.6049", "rounded"),
        ("71.7", "71.8", None),
        ("3.60", "3.61", None),
        ("71.67", "71.7", None),
        ("93.5", "0.935", None),
        ("5", "5.2", None),
    ],
)
def test_prints_agree_within_the_rounding_that_is_stated(stated: str, held: str, how: str | None) -> None:
    (one,), (other,) = tuple(printed_in(stated)), tuple(printed_in(held))

    assert agreement(one, other) == how


def test_names_labels_years_and_variants_are_no_numbers() -> None:
    text = "In 2019, ResNet-{50,101,152} of Table 3 (p. 4) has 57.9 mAP@[.5, .95] at `x=3`."

    assert [quantity.text for quantity in stated_in(text)] == ["57.9"]


def test_differences_ratios_and_relative_changes_are_derived() -> None:
    known = tuple(printed_in("27.88 and 25.03"))

    assert derivation(next(printed_in("2.85 points")), known) == "27.88 − 25.03"
    assert derivation(next(printed_in("1.11×")), known) == "27.88 / 25.03"
    assert derivation(next(printed_in("11.4%")), known) == "(27.88 − 25.03) / 25.03"
    assert derivation(next(printed_in("2.86")), known) is None
    assert derivation(next(printed_in("3")), known) is None
