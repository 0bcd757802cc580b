"""Faults that careful readers found in published tables are found by the rules, and what only looks like one is not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ara.review.rigor.apply import rigor_rules
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorFinding
from ara.schema import read_package

HERE = Path(__file__).parent
FAULTS = sorted(path.parent for path in HERE.glob("*/expected.yaml"))
NUMBERS = tuple(
    rule
    for rule in rigor_rules()
    if rule.function.__module__.rpartition(".")[2].startswith(("numbers_", "statistics_", "tables_"))
    or rule.code in ("R450", "R451", "R452", "R453", "R454", "R455")
)


def expected_in(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))["found"]
    return found


def findings_in(folder: Path) -> list[RigorFinding]:
    reading = Reading(read_package(folder))
    return [finding for rule in NUMBERS for finding in rule.findings(reading)]


def test_there_are_a_dozen_faults_and_some_tables_without_one() -> None:
    faulty = [folder for folder in FAULTS if expected_in(folder)]

    assert len(faulty) >= 12
    assert len(FAULTS) - len(faulty) >= 5


@pytest.mark.parametrize("folder", FAULTS, ids=lambda folder: folder.name)
def test_a_known_fault_is_found_where_it_is_and_nothing_else(folder: Path) -> None:
    findings = findings_in(folder)
    expected = expected_in(folder)

    for fault in expected:
        assert any(_is(finding, fault) for finding in findings), fault
    assert [finding for finding in findings if not any(_is(finding, fault) for fault in expected)] == []


def _is(finding: RigorFinding, fault: dict[str, Any]) -> bool:
    return finding.rule == fault["rule"] and finding.entity == fault["entity"] and str(fault["span"]) in finding.span
