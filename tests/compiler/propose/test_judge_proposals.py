"""The judge of proposals: grounded ones that fit are taken, and only those."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ara.compiler.propose.apply import Outcome
from ara.compiler.propose.find import find_tasks
from ara.schema import Package, read_texts

Judge = Callable[..., Outcome]
FIELD = {"op": "set_field", "target": "C01", "field": "conditions", "value": "on two benchmarks"}
CLAIM = {
    "op": "add_claim",
    "title": "Widgets take 12 epochs",
    "statement": "The widget reaches 93.5 points with 12 epochs.",
    "conditions": "on two benchmarks",
    "falsification": "A score below 93.5.",
    "proof": ["E01"],
}
SETTING = {"op": "add_setting", "title": "epochs", "value": "12", "context": "the widget"}
DEAD_END = {
    "op": "add_node", "type": "dead_end", "title": "Tape", "parent": "N01",
    "hypothesis": "a < b: tape", "failure_mode": "no", "lesson": "glue",
}  # fmt: skip
CELL = {"op": "set_cell", "target": "evidence/tables/table1.md", "row": 2, "column": 2, "value": "93.5"}
TABLE = {
    "op": "add_table", "target": "evidence/figures/figure1.md", "rows": [["size", "y"], ["small", "10.5"]],
    "quote": "Figure 1 shows small: 10.5, large: 20.5", "source": {"page": 2},
}  # fmt: skip
ALL = [FIELD, CLAIM, SETTING, DEAD_END, CELL, TABLE]


def reason(outcome: Outcome) -> str:
    """Why the only proposal was refused."""
    (verdict,) = outcome.verdicts
    assert not verdict.accepted
    return str(verdict.reason)


def test_a_field_is_filled_marked_and_bound_to_its_words(judge: Judge) -> None:
    done = judge(FIELD | {"quote": "93.5 points on two benchmarks"})

    claim = done.package.claims[0]
    assert claim.conditions == "on two benchmarks" and claim.provenance == "ai-suggested"
    assert any("Conditions by someone" in extra.text for extra in claim.extra)
    span = done.package.spans[-1]
    assert (span.id, span.page, span.holds) == ("S0004", 1, "C01")
    assert (span.quote, span.box) == ("93.5 points on two benchmarks", (1, 2, 3, 4))


def test_only_lines_of_the_field_and_its_mark_change(judge: Judge, texts: dict[str, str]) -> None:
    after = judge(FIELD).package.texts

    assert {path for path in after if after[path] != texts[path]} == {"logic/claims.md"}
    new, old = (set(text.splitlines()) for text in (after["logic/claims.md"], texts["logic/claims.md"]))
    assert old - new == {"- **Conditions**: not stated"} and len(new - old) == 3


@pytest.mark.parametrize("proposal", ALL, ids=lambda proposal: proposal["op"])
def test_the_second_time_nothing_changes(judge: Judge, proposal: dict[str, Any]) -> None:
    once = judge(proposal)
    twice = judge(proposal, on=once.package)

    assert once.verdicts[0].accepted and not once.verdicts[0].already, once.verdicts
    assert twice.verdicts[0].accepted and twice.verdicts[0].already, twice.verdicts
    assert twice.package.texts == once.package.texts


@pytest.mark.parametrize("proposal", ALL, ids=lambda proposal: proposal["op"])
def test_a_quote_that_is_not_printed_is_refused(judge: Judge, package: Package, proposal: dict[str, Any]) -> None:
    done = judge(proposal | {"quote": "The widget reaches 94.5 points", "source": {"page": 1}})

    assert "no Span of the Ara holds the quote" in reason(done)
    assert done.package == package


def test_the_right_words_on_the_wrong_page_are_refused(judge: Judge) -> None:
    assert "at that place" in reason(judge(FIELD | {"source": {"page": 2}}))


def test_a_quote_of_a_few_letters_is_refused(judge: Judge) -> None:
    assert "fewer than" in reason(judge(FIELD | {"quote": "widget"}))


def test_every_one_of_several_quotes_must_be_found(judge: Judge) -> None:
    also = [{"quote": "words that nobody printed", "source": {"page": 1}}]

    assert "holds the quote" in reason(judge(FIELD | {"also": also}))


def test_words_of_the_repository_are_found_by_line(judge: Judge) -> None:
    proposal = SETTING | {"quote": "epochs = 12", "source": {"path": "run.py", "line": 4}}

    assert judge(proposal).verdicts[0].accepted
    assert "at that place" in reason(judge(proposal | {"source": {"path": "run.py", "line": 9}}))


def test_a_number_that_no_quote_holds_is_refused(judge: Judge) -> None:
    assert "number 99.9" in reason(judge(FIELD | {"value": "on 99.9 benchmarks"}))
    assert "number 97" in reason(judge(CLAIM | {"statement": "The widget reaches 97 points."}))


def test_digits_that_only_touch_in_the_source_are_no_number(judge: Judge, texts: dict[str, str]) -> None:
    spans = texts["evidence/sources.jsonl"].replace("small: 10.5, large: 20.5", "small and 10 20 and large")
    joined = read_texts(texts | {"evidence/sources.jsonl": spans})
    proposal = FIELD | {"value": "at 1020", "quote": "small and 1020 and large", "source": {"page": 2}}

    assert "number 1020" in reason(judge(proposal, on=joined))


def test_what_somebody_said_is_never_overwritten(judge: Judge) -> None:
    assert "says something already" in reason(judge(FIELD | {"target": "C02"}))


def test_of_two_answers_to_one_gap_the_first_stands(judge: Judge) -> None:
    done = judge(FIELD, FIELD | {"value": "on both"})

    assert [verdict.accepted for verdict in done.verdicts] == [True, False]
    assert done.package.claims[0].conditions == "on two benchmarks"


@pytest.mark.parametrize("field", ["status", "provenance", "id", "sources", "title", "location"])
def test_fields_that_are_not_for_proposals_are_refused(judge: Judge, field: str) -> None:
    assert "no field" in reason(judge(FIELD | {"field": field}))


@pytest.mark.parametrize("target", ["../../etc/passwd", "/etc/passwd", "C99", "logic/claims.md", "", "PAPER.md/../x"])
def test_a_target_that_is_no_address_of_the_ara_is_refused(judge: Judge, target: str) -> None:
    assert not judge(FIELD | {"target": target}).verdicts[0].accepted


@pytest.mark.parametrize(
    "file", ["../x.md", "src/configs/../../x.md", "/x.md", "src/configs/a/b.md", "logic/claims.md"]
)
def test_a_setting_goes_nowhere_but_among_the_settings(judge: Judge, file: str, package: Package) -> None:
    done = judge(SETTING | {"file": file})

    assert "no Markdown file right in src/configs/" in reason(done)
    assert done.package.files == package.files


def test_an_identifier_that_is_taken_is_refused(judge: Judge) -> None:
    assert "C02 is the identifier of something else" in reason(judge(CLAIM | {"id": "C02"}))
    assert "N02 is the identifier of something else" in reason(judge(DEAD_END | {"id": "N02"}))


def test_a_reference_to_nothing_is_refused(judge: Judge) -> None:
    assert "'E77', which the Ara does not have" in reason(judge(CLAIM | {"proof": ["E77"]}))
    assert "C88" in reason(judge(DEAD_END | {"evidence": ["C88"]}))


def test_a_claim_comes_as_a_hypothesis_with_the_next_identifier(judge: Judge) -> None:
    claim = judge(CLAIM).package.claims[-1]

    assert (claim.id, claim.status, claim.provenance) == ("C03", "hypothesis", "ai-suggested")
    assert "«The widget reaches 93.5 points" in claim.sources[0]


def test_a_claim_in_the_words_of_another_must_agree_with_it(judge: Judge) -> None:
    done = judge(CLAIM, CLAIM | {"falsification": "A score below 12."})

    assert [verdict.accepted for verdict in done.verdicts] == [True, False]
    assert "differs in Falsification criteria" in str(done.verdicts[1].reason)


def test_a_node_says_what_its_kind_must_say(judge: Judge) -> None:
    bare = {key: value for key, value in DEAD_END.items() if key != "lesson"}

    assert "needs lesson" in reason(judge(bare))
    node = judge(DEAD_END).package.nodes[0].children[-1]
    assert (node.id, node.provenance, node.support_level) == ("N03", "ai-suggested", "inferred")
    assert node.hypothesis == "a < b: tape"


def test_the_value_of_a_setting_is_printed(judge: Judge) -> None:
    assert "word for word" in reason(judge(SETTING | {"value": "thirteen"}))


def test_a_cell_is_settled_only_where_two_readings_differ(judge: Judge) -> None:
    done = judge(CELL, CELL | {"row": 3, "value": "93.5"})

    assert [verdict.accepted for verdict in done.verdicts] == [True, False]
    assert done.package.evidence[-1].grids[0].rows[1] == ("widget", "93.5")
    assert "do not differ" in str(done.verdicts[1].reason)


def test_a_settled_cell_is_asked_for_no_more_and_stays(judge: Judge) -> None:
    settled = judge(CELL).package

    assert not [task for task in find_tasks(settled) if task.kind == "table-readings-differ"]
    assert "do not differ" in reason(judge(CELL | {"value": "12"}, on=settled))


def test_a_cell_that_no_quote_holds_is_refused(judge: Judge) -> None:
    assert "word for word" in reason(judge(CELL | {"value": "935.1"}))


def test_data_of_a_figure_becomes_a_table_that_is_indexed(judge: Judge) -> None:
    package = judge(TABLE).package

    table = next(entity for entity in package.evidence if entity.location.file == "evidence/tables/figure1_data.md")
    assert table.grids[0].rows == (("size", "y"), ("small", "10.5"))
    assert table.derived_from == "evidence/figures/figure1.md"
    assert package.index[-1].path == "tables/figure1_data.md"


def test_evidence_bears_out_a_proposal_but_doubtful_and_suggested_rows_do_not(judge: Judge) -> None:
    proposal = FIELD | {"quote": "| gadget | 81.2 |", "source": {"evidence": "evidence/tables/table1.md"}}
    settled = judge(CELL).package

    for package in (None, settled):
        assert judge(proposal, on=package).verdicts[0].accepted
        assert "doubtful" in reason(judge(proposal | {"quote": "| widget | 93.5 |"}, on=package))
    assert "as a suggestion" in reason(judge(proposal | {"quote": "row 2, column 2 by someone"}, on=settled))


def test_a_suggested_table_bears_out_nothing(judge: Judge) -> None:
    proposal = FIELD | {"quote": "| small | 10.5 |", "source": {"evidence": "evidence/tables/figure1_data.md"}}

    assert "as a suggestion" in reason(judge(proposal, on=judge(TABLE).package))


FORGERY = "true\n\n## C66: forged\n- **Statement**: forged «never printed» <!-- x -->\n---\n```"


@pytest.mark.parametrize(
    "proposal",
    [
        FIELD | {"value": FORGERY},
        CLAIM | {"title": FORGERY, "statement": FORGERY},
        SETTING | {"title": FORGERY, "context": FORGERY},
        DEAD_END | {"title": FORGERY, "lesson": FORGERY},
        {"op": "add_concept", "title": "The widget", "definition": FORGERY},
        {"op": "set_field", "target": "src/environment.md#hardware", "field": "text", "value": FORGERY},
        FIELD | {"author": FORGERY},
    ],
    ids=["field", "claim", "setting", "node", "concept", "environment", "author"],
)
def test_words_of_a_proposal_forge_nothing(judge: Judge, package: Package, proposal: dict[str, Any]) -> None:
    done = judge(proposal)

    assert done.verdicts[0].accepted, done.verdicts
    found = done.package
    grown = sum(len(getattr(found, part)) - len(getattr(package, part)) for part in ("claims", "settings", "concepts"))
    assert grown == (1 if proposal["op"] in ("add_claim", "add_setting", "add_concept") else 0)
    assert "C66" not in {claim.id for claim in found.claims}
    assert "«never" not in "".join(found.texts.values()) and not any("\n<!--" in text for text in found.texts.values())


def test_a_value_that_would_read_back_otherwise_is_refused(judge: Judge, package: Package) -> None:
    proof = {"op": "set_field", "target": "C02", "field": "proof"}
    done = judge(proof | {"value": ["E01."]})

    assert "as it was meant" in reason(done) and done.package.texts == package.texts


def test_identifiers_are_written_in_their_published_spelling(judge: Judge) -> None:
    proof = {"op": "set_field", "target": "C02", "field": "proof"}

    assert judge(proof | {"value": ["E1"]}).package.claims[1].proof == ("E01",)


def test_whoever_asserted_an_entity_stays_named(judge: Judge) -> None:
    claim = judge(
        {"op": "set_field", "target": "C02", "field": "falsification", "value": "One tall one."}
    ).package.claims[1]

    assert claim.provenance == "user" and "Falsification criteria by someone" in claim.extra[0].text


def test_the_manifest_takes_only_printed_words(judge: Judge) -> None:
    venue = {"op": "set_field", "target": "PAPER.md", "field": "venue"}

    assert "word for word" in reason(judge(venue | {"value": "Journal of Widgets"}))
    assert judge(venue | {"value": "two benchmarks"}).package.paper[0].venue == "two benchmarks"


def test_a_source_is_added_to_those_of_a_claim(judge: Judge) -> None:
    done = judge({"op": "add_source", "target": "C02", "value": "93.5"})

    assert done.package.claims[1].sources[0].startswith("93.5 ← paper.pdf (p. 1) «The widget reaches 93.5")
    assert "word for word" in reason(judge({"op": "add_source", "target": "C02", "value": "17"}))
