"""Findings as SARIF 2.1.0, the form that code hosts and editors import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import ara
from ara.review.findings import Finding
from ara.review.registry import Rule, structure_rules
from ara.review.reports.github import path_below
from ara.review.reports.untrusted import json_text
from ara.schema.edits import Edit

if TYPE_CHECKING:
    # not loaded for a check, which needs no rigor rules
    from ara.review.entry import Entry
    from ara.review.rigor import RigorRule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    "error": "error",
    "critical": "error",
    "major": "error",
    "warning": "warning",
    "minor": "warning",
    "notice": "note",
    "suggestion": "note",
}
"""Level of SARIF by severity."""


def as_sarif(findings: Iterable[Finding], base: str = "") -> str:
    """Give one SARIF run of `ara check`: the rules, and a result per finding with its edits as a fix.

    `base` is the path of the Ara in its repository; code hosts resolve the files against the repository's top.
    """
    held = tuple(findings)
    return sarif_text([sarif_run("ara check", structure_rules(), [(finding, "") for finding in held], base)])


def sarif_text(runs: list[dict[str, Any]]) -> str:
    """Give a document of some runs, ended by a line feed."""
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, indent=1)


def sarif_run(
    tool: str, rules: Sequence[Rule | RigorRule], findings: Sequence[tuple[Finding | Entry, str]], base: str
) -> dict[str, Any]:
    """Give one run: its tool and rules, whether all of them could be applied, and each finding with its span."""
    places = {rule.code: index for index, rule in enumerate(rules)}
    return {
        "tool": {
            "driver": {
                "name": tool,
                "semanticVersion": ara.__version__,
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "invocations": [{"executionSuccessful": not any(finding.about_rule for finding, _ in findings)}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, span, places, base) for finding, span in findings],
    }


def _descriptor(rule: Rule | RigorRule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.headline},
        "fullDescription": {"text": rule.explanation or rule.headline},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding | Entry, span: str, places: dict[str, int], base: str) -> dict[str, Any]:
    artifact = {"uri": quote(path_below(base, finding.location.file)), "uriBaseId": "%SRCROOT%"}
    region: dict[str, Any] = {"startLine": finding.location.line}
    if span:
        region["snippet"] = {"text": span}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.mend}"},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.rule in places:
        result["ruleIndex"] = places[finding.rule]
    if finding.edits:
        result["fixes"] = [
            {
                "description": {"text": finding.mend},
                "artifactChanges": [{"artifactLocation": artifact, "replacements": _replacements(finding.edits)}],
            }
        ]
    return result


def _replacements(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in edits
    ]
