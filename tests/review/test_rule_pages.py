"""The pages in `docs/rules/` are made from the rules and their fixtures."""

from pathlib import Path

import pytest

from ara.review.page_examples import example
from ara.review.pages import THEMES, rule_pages, write_pages
from ara.review.rules import all_rules

TOP = Path(__file__).parents[2]
DOCS = TOP / "docs" / "rules"
FIXTURES = TOP / "tests" / "review"


def test_the_pages_are_up_to_date() -> None:
    """When this fails, run `python -m ara.review.pages`."""
    on_disk = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}

    assert on_disk == rule_pages(all_rules(), FIXTURES)


def test_every_rule_stands_in_the_index_once() -> None:
    index = rule_pages(all_rules(), FIXTURES)["README.md"]

    assert all(index.count(f"[{rule.code} {rule.name}]") == 1 for rule in all_rules())
    assert {rule.code[:2] for rule in all_rules()} == set(THEMES)


def test_every_page_shows_what_is_found_and_what_is_not() -> None:
    pages = rule_pages(all_rules(), FIXTURES)
    del pages["README.md"]

    assert [name for name, text in pages.items() if text.count("Found: ") != 1 or text.count("Not found: ") != 1] == []
    assert [name for name, text in pages.items() if text.count("~~~") % 2] == []


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "S000-gone.md").write_text("old")

    write_pages(tmp_path, FIXTURES)

    assert not (tmp_path / "S000-gone.md").exists()
    assert len(list(tmp_path.glob("*.md"))) == len(all_rules()) + 1


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    (tmp_path / "S999" / "bad" / "src").mkdir(parents=True)
    (tmp_path / "S999" / "bad" / "src" / "new.md").write_text("# New\n" + "line\n" * 40, encoding="utf-8")
    (tmp_path / "S999" / "bad" / "change.yaml").write_text(
        "# One word\n# is wrong.\nreplace:\n  a.md:\n    - {old: right, new: wrong}\nremove: [b.md]\n", encoding="utf-8"
    )
    return tmp_path


def test_an_example_is_a_diff_with_its_reason(fixtures: Path) -> None:
    lines = example(fixtures, "S999").splitlines()

    assert lines[:8] == [
        "Found: One word is wrong.",
        "",
        "~~~diff",
        "# a.md",
        "- right",
        "+ wrong",
        "# b.md is removed",
        "# src/new.md is put there",
    ]
    assert lines[8] == "+ # New" and lines[-2:] == ["# and 11 lines more", "~~~"]


def test_a_rule_without_fixtures_has_no_example(tmp_path: Path) -> None:
    assert example(tmp_path, "S999") == ""
