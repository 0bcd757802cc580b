import pytest

from ara.compiler.claims.falsify import falsification
from ara.compiler.claims.model import Number
from ara.compiler.claims.titles import subject_of


def number(text: str, value: float, role: str = "value", unit: str = "") -> Number:
    return Number(text=text, value=value, unit=unit, role=role)


def test_a_falsification_names_the_side_on_which_the_claim_breaks() -> None:
    higher = falsification("accuracy", "higher", (number("71.1", 71.1),), "BLEU")
    lower = falsification("memory", "lower", (number("12", 12.0, unit="GB"),))
    ratio = falsification("speed", "higher", (number("2.7×", 2.7, "ratio", "×"),))

    assert higher == "A rerun whose BLEU stays below 71.1, beyond run-to-run spread."
    assert lower == "A rerun whose memory stays above 12 GB, beyond run-to-run spread."
    assert ratio == "A rerun in which the change is smaller than 2.7×, beyond run-to-run spread."


def test_a_comparison_breaks_when_the_order_does() -> None:
    pair = (number("93.5%", 93.5, unit="%"), number("81.2%", 81.2, "baseline", "%"))

    assert falsification("accuracy", "higher", pair) == (
        "A rerun in which the result printed as 93.5% is not higher than the one printed as 81.2%, "
        "beyond run-to-run spread."
    )
    assert falsification("accuracy", "equal", pair) == (
        "A rerun in which 93.5% and 81.2% lie further apart than printed, beyond run-to-run spread."
    )


def test_only_numbers_of_the_first_results_unit_are_compared() -> None:
    mixed = (number("41.8", 41.8), number("40.1", 40.1), number("3.5", 3.5, unit="days"))

    assert falsification("accuracy", "higher", mixed, "BLEU") == (
        "A rerun in which the BLEU falls below any of 41.8 and 40.1, beyond run-to-run spread."
    )


def test_a_claim_without_results_breaks_by_its_direction() -> None:
    assert falsification("speed", "higher", (), "throughput") == (
        "A measurement of the throughput under the stated conditions that does not come out higher."
    )
    assert falsification("theory", "none", ()) == ("A case that meets the stated premises and breaks the statement.")


def test_a_claim_that_names_no_quantity_says_of_what_the_result_is() -> None:
    results = (number("0.85", 0.85), number("0.90", 0.9))

    assert falsification("qualitative", "higher", results, subject="the optimal threshold") == (
        "A rerun of the optimal threshold in which the result falls below any of 0.85 and 0.90, "
        "beyond run-to-run spread."
    )
    assert falsification("qualitative", "none", (), subject="larger models") == (
        "A comparison for larger models under the stated conditions that contradicts the statement."
    )
    assert "larger models" not in falsification("accuracy", "higher", results, "BLEU", "larger models")


def test_a_change_is_that_of_the_named_quantity() -> None:
    twice = (number("2.1×", 2.1, "ratio", "×"),)

    assert falsification("speed", "higher", twice, "throughput").startswith(
        "A rerun in which the change of the throughput is smaller than 2.1×"
    )
    assert falsification("speed", "higher", twice, "speedup").startswith(
        "A rerun in which the speedup is smaller than 2.1×"
    )


@pytest.mark.parametrize(
    "statement, subject",
    [
        ("The 5-percentile cutoff achieves -0.55 Pearson's r.", "the 5-percentile cutoff"),
        ("We find that a KV budget of 4096 succeeds and remains stable.", "a KV budget of 4096"),
        ("Larger models generally favor larger KV budgets.", "larger models"),
        ("Across all sizes, PageSort outperforms the baseline by 3 points.", "PageSort"),
        ("It improves the score.", ""),
        ("Results that we report here are higher.", ""),
        ("Faster and better.", ""),
    ],
)
def test_the_subject_of_a_statement_is_what_stands_before_its_verb(statement: str, subject: str) -> None:
    assert subject_of(statement) == subject
