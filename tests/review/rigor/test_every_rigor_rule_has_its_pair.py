"""Every rule has a folder with `bad`, which it finds and no other rigor rule does, and `good`, where none finds any."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ara.review import check_package
from ara.review.rigor import RigorFinding, RigorRule, apply_rules, rigor_rules
from ara.schema import read_package

HERE = Path(__file__).parent
RULES = rigor_rules()
SENTENCE_END = re.compile(r"[.!?]['\"»)]?$")

Compose = Callable[[str], Path]


def findings_in(folder: Path) -> tuple[RigorFinding, ...]:
    result = apply_rules(read_package(folder))
    assert result.crashes == ()
    return result.findings


def found_in(folder: Path) -> list[str]:
    return sorted({finding.rule for finding in findings_in(folder)})


def test_every_rule_has_both_fixtures_and_every_fixture_a_rule() -> None:
    folders = {f"{path.parent.name}/{path.name}" for path in HERE.glob("R*/*") if path.is_dir()}

    assert folders == {f"{rule.code}/{kind}" for rule in RULES for kind in ("bad", "good")}


def test_the_base_has_no_findings_of_either_level(compose: Compose) -> None:
    folder = compose("base")

    assert found_in(folder) == []
    assert check_package(read_package(folder), folder) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_fixture_is_found_by_its_rule_alone(rule: RigorRule, compose: Compose) -> None:
    assert found_in(compose(f"{rule.code}/bad")) == [rule.code]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_fixture_has_no_findings(rule: RigorRule, compose: Compose) -> None:
    assert found_in(compose(f"{rule.code}/good")) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_names_a_place_a_span_and_a_mend(rule: RigorRule, compose: Compose) -> None:
    folder = compose(f"{rule.code}/bad")
    texts = read_package(folder).texts
    for finding in findings_in(folder):
        text = texts[finding.location.file]

        assert finding.location.line <= text.count("\n") + 1
        assert SENTENCE_END.search(finding.message) and SENTENCE_END.search(finding.mend)
        assert finding.entity
        # a span is the artifact's own words; cells of one row may be joined by " | ", and folded lines by a space
        assert all(_holds(texts.values(), part) for part in finding.span.split(" | ")), finding.span


def _holds(texts: Iterable[str], part: str) -> bool:
    words = " ".join(part.split())
    return bool(words) and any(words in " ".join(text.split()) for text in texts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_explains_itself_beyond_its_headline(rule: RigorRule) -> None:
    assert rule.headline.endswith(".") and len(rule.headline) <= 110
    assert len(rule.explanation) >= 40
