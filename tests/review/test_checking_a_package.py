"""`check_package`: the same findings for the same Ara, whatever a rule does."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ara.review import Problem, check_package, rule, structure_rules
from ara.schema import Location, Package, UnreadableError, read_package, read_texts

BASE = Path(__file__).parent / "structure" / "base"
SHARED = Path(__file__).parents[3] / "shared" / "aras"


@rule("T001", "always-crashes", "notice")
def always_crashes(package: Package) -> Iterator[Problem]:
    """A rule that cannot work."""
    yield Problem(Location(file="PAPER.md"), "first.", "Nothing.")
    raise ZeroDivisionError("by design")


@rule("T002", "says-it-backwards", "warning")
def says_it_backwards(package: Package) -> Iterator[Problem]:
    """A rule whose findings come in no order, and twice."""
    for line in (9, 2, 2):
        yield Problem(Location(file="b.md", line=line), "wrong.", "Mend it.")
    yield Problem(Location(file="a.md", line=30), "wrong.", "Mend it.", "error")


def test_a_rule_that_crashes_becomes_a_finding_about_that_rule() -> None:
    findings = check_package(Package(), rules=[always_crashes, says_it_backwards])

    crash = next(finding for finding in findings if finding.rule == "T001")
    assert (crash.severity, crash.name) == ("error", "always-crashes")
    assert "ZeroDivisionError: by design" in crash.message
    assert [finding.rule for finding in findings].count("T002") == 3


def test_findings_come_once_and_in_the_order_of_files_and_lines() -> None:
    findings = check_package(Package(), rules=[says_it_backwards])

    assert [str(finding.location) for finding in findings] == ["a.md:30", "b.md:2", "b.md:9"]
    assert [finding.severity for finding in findings] == ["error", "warning", "warning"]


def test_the_order_of_the_rules_does_not_matter() -> None:
    texts = dict(read_package(BASE).texts)
    texts["logic/claims.md"] = texts["logic/claims.md"].replace("- **Proof**", "- **Prof**").replace("[C01]", "[C09]")
    package = read_texts(texts)
    rules = list(structure_rules())

    random.Random(7).shuffle(rules)

    findings = check_package(package, rules=rules)
    assert findings == check_package(package)
    assert len({finding.rule for finding in findings}) > 2


def test_an_empty_package_lacks_the_three_mandatory_files() -> None:
    found = [finding.location.file for finding in check_package(Package()) if finding.severity == "error"]

    assert found == ["PAPER.md", "logic/claims.md", "trace/exploration_tree.yaml"]


@pytest.mark.parametrize("path", sorted(path for path in read_package(BASE).texts if path != "evidence/sources.jsonl"))
def test_no_rule_crashes_when_a_line_is_lost(path: str) -> None:
    texts = dict(read_package(BASE).texts)
    lines = texts[path].splitlines(keepends=True)
    for index in range(len(lines)):
        try:
            package = read_texts(texts | {path: "".join(lines[:index] + lines[index + 1 :])})
        except UnreadableError:
            continue  # a file that is no YAML any more is refused at the door
        crashed = [finding.message for finding in check_package(package) if " failed on this Ara" in finding.message]

        assert crashed == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public Aras are not beside the checkout")
@pytest.mark.parametrize("name", ["minimal", "resnet", "nanogpt", "ls20", "ara-of-ara"])
def test_the_public_aras_are_checked_without_a_crash(name: str) -> None:
    findings = check_package(read_package(SHARED / name), SHARED / name)

    assert findings
    assert not any(" failed on this Ara" in finding.message for finding in findings)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public Aras are not beside the checkout")
@pytest.mark.parametrize("name", ["minimal", "resnet"])
def test_public_aras_that_their_authors_call_clean_have_no_errors(name: str) -> None:
    findings = check_package(read_package(SHARED / name), SHARED / name)

    assert [finding for finding in findings if finding.severity == "error"] == []
