import pytest
from pydantic import ValidationError

from ara.compiler.claims.model import TableRef
from ara.compiler.link import link
from ara.schema.links import Link

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
