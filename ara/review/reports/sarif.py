"""Findings as SARIF 2.1.0, the form that code hosts and editors import."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import ara
from ara.review.findings import Finding
from ara.review.registry import Rule, structure_rules
from ara.review.reports.github import path_below

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def as_sarif(findings: Iterable[Finding], base: str = "") -> str:
    """Give one SARIF run: the rules, and a result per finding with its edits as a fix, ended by a line feed.

    `base` is the path of the Ara in its repository; code hosts resolve the files against the repository's top.
    """
    rules = structure_rules()
    places = {rule.code: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "ara check",
                "semanticVersion": ara.__version__,
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places, base) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.headline},
        "fullDescription": {"text": rule.explanation or rule.headline},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, places: dict[str, int], base: str) -> dict[str, Any]:
    artifact = {"uri": quote(path_below(base, finding.location.file)), "uriBaseId": "%SRCROOT%"}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.mend}"},
        "locations": [
            {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": finding.location.line}}}
        ],
    }
    if finding.edits:
        replacements = [
            {
                "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
                "insertedContent": {"text": edit.text},
            }
            for edit in finding.edits
        ]
        change = {"artifactLocation": artifact, "replacements": replacements}
        result["fixes"] = [{"description": {"text": finding.mend}, "artifactChanges": [change]}]
    return result
