import pytest
from pydantic import ValidationError

from ara.compiler.claims.model import TableRef
from ara.compiler.emit.logic import experiments
from ara.compiler.link import link, written_links
from ara.compiler.spans import SpanBook
from ara.schema.links import Link
from ara.schema.location import Location
from ara.schema.logic import Claim
from ara.schema.span import Span

CELL = TableRef(label="2", row=1, column=1, row_name="PageSort", column_name="Recall", printed="71.3")


def test_cells_and_named_objects_are_linked_with_their_reason(claim_of, identified_of, reported) -> None:
    claims = (
        claim_of("C01", "PageSort reaches a recall of 71.3.", cells=(CELL,), evidence=("Table 2",)),
        claim_of("C02", "PageSort is best in Table 2.", evidence=("Table 2", "Table 9")),
    )

    links = link(identified_of(claims, (), reported), None, None)

    assert [(found.source, found.target, found.kind, found.score) for found in links] == [
        ("C01", "evidence/tables/table2.md#r1c1", "cell", 0.8),
        ("C02", "evidence/tables/table2.md", "figure", 1.0),
    ]
    assert links[0].reason == "prints 71.3, with words of its row and column"


def test_links_come_by_source_and_then_the_surest_first_each_once(
    claim_of, identified_of, repo_of, setting_of, reported
) -> None:
    claims = (claim_of("C01", "PageSort gives 71.3 in Table 2.", cells=(CELL, CELL), evidence=("Table 2",)),)
    repo = repo_of((("sort/page_sort.py", 8, "PageSort"),), (("lr", "0.0001", "a.yaml", 3),))

    found = link(identified_of(claims, (), reported), None, repo, (setting_of("learning rate", "1e-4"),))

    assert [item.kind for item in found] == ["cell", "symbol", "setting"]
    assert found == link(identified_of(claims, (), reported), None, repo, (setting_of("learning rate", "1e-4"),))


def test_a_score_is_above_zero_and_at_most_one() -> None:
    for score in (0.0, 1.1):
        with pytest.raises(ValidationError):
            Link(source="C01", target="E01", kind="command", reason="none", score=score)


def test_only_links_of_what_is_written_are_kept() -> None:
    sources = ("C01", "C02", "src/configs/paper.md#lr", "src/configs/paper.md#size", "PAPER.md")
    links = [Link(source=source, target="a.py:1", kind="symbol", reason="same name", score=0.9) for source in sources]
    span = Span(id="S0001", source="paper.pdf", page=1, quote="a rate of 0.1", holds="src/configs/paper.md#lr")
    claim = Claim(location=Location(file="logic/claims.md"), id="C02")

    kept = [found.source for found in written_links(links, [claim], [span])]

    assert kept == ["C02", "src/configs/paper.md#lr", "PAPER.md"]


def test_a_linked_command_is_told_on_both_sides_as_a_proposal(claim_of, command_of, identified_of, reported) -> None:
    identified = identified_of((claim_of("C01", "It wins."),), (command_of("E09", "python a.py"),), reported)
    near = Link(source="C01", target="E09", kind="command", reason="its heading or name says Table 2", score=0.95)

    linked = experiments(identified, None, (near,), SpanBook(None, None))
    plain = experiments(identified, None, (), SpanBook(None, None))

    assert linked[0].run.endswith("perhaps E09 (its heading or name says Table 2).")
    assert linked[1].setup.endswith("Perhaps for C01 (its heading or name says Table 2).") and linked[1].verifies == ()
    assert plain[0].run.startswith("Not linked") and "Perhaps" not in plain[1].setup
