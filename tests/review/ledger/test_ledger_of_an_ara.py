import json

import pytest

from ara.review.ledger import as_json, as_text, number_ledger
from ara.review.ledger.holders import Holdings
from ara.review.ledger.model import Entry
from ara.review.ledger.quantities import printed_in


def entry(package, printed: str, field: str | None = None) -> Entry:
    found = [e for e in number_ledger(package).entries if e.printed == printed and field in (None, e.field)]
    assert len(found) == 1, found
    return found[0]


def test_a_number_in_the_claims_own_quote_is_held_by_it(package_of) -> None:
    package = package_of(
        statement="It sorts 93.5% of all words.", sources="93.5% ← p. 3 «it sorts 93.5% of words» [result]"
    )

    found = entry(package, "93.5%", "statement")

    assert (found.status, found.agreement, found.named) == ("agrees", "equal", True)
    assert found.holder is not None and found.holder.kind == "quote"


def test_a_number_is_held_by_the_cell_of_the_table_that_is_named(package_of) -> None:
    found = entry(package_of(statement="It is right in 71.7% of cases.", evidence_basis="Table 2"), "71.7%")

    assert (found.status, found.agreement, found.named) == ("agrees", "percent", True)
    assert found.holder is not None
    assert (found.holder.kind, found.holder.place, found.holder.printed) == ("cell", "BlockSort / Accuracy", "0.7167")
    assert str(found.holder.location) == "evidence/tables/table2.md:9"


@pytest.mark.parametrize("sign", ["≈", "≈ ", "~"])
def test_an_estimated_cell_is_no_exact_holder(package_of, sign: str) -> None:
    table = (
        f"# Table 3: Times\n\n- **Source**: Table 3\n\n| Method | Seconds |\n| --- | --- |\n| Dense | {sign}12.5 |\n"
    )
    exact = table.replace(sign, "").replace("Table 3", "Table 4")
    one = package_of({"evidence/tables/table3.md": table}, statement="It takes 12.5 s.", evidence_basis="Table 3")
    both = package_of(
        {"evidence/tables/table3.md": table, "evidence/tables/table4.md": exact},
        statement="It takes 12.5 s.",
        evidence_basis="Tables 3 and Table 4",
    )

    assert (entry(one, "12.5 s").status, entry(one, "12.5 s").agreement) == ("agrees", "estimated")
    found = entry(both, "12.5 s")
    assert found.agreement == "equal" and found.holder is not None
    assert found.holder.location.file == "evidence/tables/table4.md"


def test_a_number_that_the_named_table_does_not_print_disagrees(package_of) -> None:
    found = entry(package_of(statement="It sorts.", evidence_basis="Dense / Accuracy = 74.3 (Table 2)"), "74.3")

    assert found.status == "disagrees"
    assert found.holder is not None and found.holder.location.file == "evidence/tables/table2.md"


def test_a_source_that_does_not_hold_its_value_disagrees(package_of) -> None:
    package = package_of(statement="It sorts.", sources="94.5% ← p. 3 «it sorts 93.5% of words» [result]")

    assert entry(package, "94.5%").status == "disagrees"


def test_a_number_nobody_holds_is_unheld_and_one_that_waits_is_pending(package_of) -> None:
    assert entry(package_of(statement="It sorts 88.8% of words."), "88.8%").status == "unheld"
    waiting = package_of(statement="It sorts 88.8% of words.", sources="88.8% ← [pending: run 3]")
    assert entry(waiting, "88.8%", "statement").status == "pending"


def test_a_number_found_elsewhere_agrees_but_is_not_named(package_of) -> None:
    found = entry(package_of(statement="It reaches 3877 words a second."), "3877")

    assert (found.status, found.named) == ("agrees", False)


def test_a_difference_of_held_numbers_is_derived(package_of) -> None:
    package = package_of(statement="It gains 2465 over 1,412.", evidence_basis="Table 2: 1412 and 3877")

    found = entry(package, "2465")

    assert (found.status, found.agreement) == ("agrees", "derived")
    assert found.holder is not None and found.holder.place == "3877 − 1,412"


def test_settings_and_runs_hold_numbers_too(package_of) -> None:
    files = {"src/configs/training.md": "# Training\n\n## Learning rate\n- **Value**: 0.0003\n"}
    found = entry(package_of(files, statement="It learns at a rate of 0.0003."), "0.0003")

    assert found.holder is not None and (found.holder.kind, found.holder.place) == ("setting", "Learning rate")


def test_pages_state_telling_numbers_only_outside_code_quotes_and_numbering(package_of) -> None:
    page = (
        "# Method 3.77\n\n- 4.1 Overview of 3 parts\n  - 4.1.2 Details\n\n"
        "It keeps 45.6 percent «of 12.34 parts» and `7.77`.\n\n"
        "```\nx = 9.99\n```\n\nWe saw 1412.\n"
    )
    package = package_of({"logic/solution/method.md": page}, statement="It sorts.")

    found = [(e.printed, e.status, e.location.line) for e in number_ledger(package).entries]

    assert found == [("45.6 percent", "unheld", 6), ("1412", "agrees", 12)]


def test_a_ledger_balances_when_nothing_disagrees_or_lacks_a_holder(package_of) -> None:
    held = number_ledger(package_of(statement="It is right in 71.3% of cases.", evidence_basis="Table 2"))
    open_ = number_ledger(package_of(statement="It is right in 99.3% of cases."))

    assert held.balanced and held.counts["agrees"] == 1
    assert not open_.balanced and open_.counts["unheld"] == 1


def test_the_report_names_place_state_and_holder(package_of) -> None:
    ledger = number_ledger(package_of(statement="It is right in 71.7% of 999 cases.", evidence_basis="Table 2"))

    assert as_text(ledger) == (
        "logic/claims.md:4  C01 statement  71.7%  agrees, percent  "
        "cell evidence/tables/table2.md:9 BlockSort / Accuracy = 0.7167\n"
        "logic/claims.md:4  C01 statement  999    unheld\n"
        "1 of 2 numbers are held; 0 disagree, 1 have no holder, 0 pending.\n"
    )
    assert "71.7%" not in as_text(ledger, everything=False)


def test_the_json_document_has_a_stable_form(package_of) -> None:
    ledger = number_ledger(package_of(statement="It is right in 71.7% of cases.", evidence_basis="Table 2"))

    assert json.loads(as_json(ledger)) == {
        "entries": [
            {
                "file": "logic/claims.md", "line": 4, "entity": "C01", "field": "statement", "printed": "71.7%",
                "status": "agrees", "agreement": "percent", "named": True,
                "holder": {
                    "kind": "cell", "file": "evidence/tables/table2.md", "line": 9, "place": "BlockSort / Accuracy",
                    "printed": "0.7167",
                },
            }
        ],
        "summary": {"agrees": 1, "disagrees": 0, "unheld": 0, "pending": 0, "balanced": True},
    }  # fmt: skip


def test_of_many_equal_numbers_only_some_are_looked_at(package_of) -> None:
    rows = "".join(f"| row {i} | 12.{i % 10} |\n" for i in range(3_000))
    table = f"# Table 3: Much\n\n- **Source**: Table 3\n\n| Name | Score |\n| --- | --- |\n{rows}"
    shelf = Holdings(package_of({"evidence/tables/table3.md": table}, statement="It sorts.")).all

    near = list(shelf.near(next(printed_in("12.5"))))

    assert near[0].quantity.text == "12.5"
    assert len(near) < 1_000


def test_a_plain_number_is_held_by_a_scaled_print(package_of) -> None:
    files = {"src/configs/data.md": "# Data\n\n## Examples\n- **Value**: 53K\n"}

    found = entry(package_of(files, statement="It sees 53,000 examples."), "53,000")

    assert (found.status, found.agreement) == ("agrees", "scaled")
