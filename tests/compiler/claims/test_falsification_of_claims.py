from ara.compiler.claims.falsify import falsification
from ara.compiler.claims.model import Number


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
