"""The pages in `docs/rules/` are made from the rules."""

from pathlib import Path

from ara.review import structure_rules
from ara.review.pages import THEMES, rule_pages, write_pages

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_the_pages_are_up_to_date() -> None:
    """When this fails, run `python -m ara.review.pages`."""
    on_disk = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}

    assert on_disk == rule_pages(structure_rules())


def test_every_rule_stands_in_the_index() -> None:
    index = rule_pages(structure_rules())["README.md"]

    assert all(f"[{rule.code} {rule.name}]" in index for rule in structure_rules())
    assert {rule.code[:2] for rule in structure_rules()} == set(THEMES)


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "S000-gone.md").write_text("old")

    write_pages(tmp_path)

    assert not (tmp_path / "S000-gone.md").exists()
    assert len(list(tmp_path.glob("*.md"))) == len(structure_rules()) + 1
