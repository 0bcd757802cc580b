"""Every rule has a folder with `bad`, which it finds and no other rule does, and `good`, in which nothing is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ara.review import Rule, check_package, fix_package, structure_rules
from ara.review.fix import write_fixes
from ara.schema import read_package

HERE = Path(__file__).parent
RULES = structure_rules()
FIXABLE = [rule for rule in RULES if rule.fixable]

Compose = Callable[[str], Path]


def found_in(folder: Path) -> list[str]:
    return sorted({finding.rule for finding in check_package(read_package(folder), folder)})


def test_every_rule_has_both_fixtures_and_every_fixture_a_rule() -> None:
    folders = {f"{path.parent.name}/{path.name}" for path in HERE.glob("S*/*") if path.is_dir()}

    assert folders == {f"{rule.code}/{kind}" for rule in RULES for kind in ("bad", "good")}


def test_the_base_has_no_findings(compose: Compose) -> None:
    assert found_in(compose("base")) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_fixture_is_found_by_its_rule_alone(rule: Rule, compose: Compose) -> None:
    assert found_in(compose(f"{rule.code}/bad")) == [rule.code]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_fixture_has_no_findings(rule: Rule, compose: Compose) -> None:
    assert found_in(compose(f"{rule.code}/good")) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_names_a_place_and_a_mend(rule: Rule, compose: Compose) -> None:
    folder = compose(f"{rule.code}/bad")
    package = read_package(folder)
    for finding in check_package(package, folder):
        text = package.texts.get(finding.location.file, "\n")

        assert finding.location.line <= text.count("\n") + 1
        assert finding.message.endswith(".") and finding.mend.endswith(".")


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_fixing_mends_the_finding_and_does_nothing_twice(rule: Rule, compose: Compose) -> None:
    folder = compose(f"{rule.code}/bad")

    write_fixes(fix_package(read_package(folder), folder), folder)

    assert found_in(folder) == []
    again = fix_package(read_package(folder), folder)
    assert (again.changed, again.mended) == ((), 0)


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.fixable], ids=lambda rule: rule.code)
def test_a_rule_without_fixes_offers_none(rule: Rule, compose: Compose) -> None:
    folder = compose(f"{rule.code}/bad")

    assert not any(finding.fixable for finding in check_package(read_package(folder), folder))


def test_a_rule_explains_itself_beyond_its_headline() -> None:
    terse = [rule.code for rule in RULES if len(rule.explanation) < 40 or not rule.headline.endswith(".")]

    assert terse == []
