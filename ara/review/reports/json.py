"""The stable JSON document of `ara check`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from ara.review.findings import Finding, summarize
from ara.review.reports.untrusted import json_text


def as_json(findings: Iterable[Finding]) -> str:
    """Give `{"diagnostics": […], "summary": {…}}`, one diagnostic per finding, ended by a line feed."""
    return json_text(check_document(findings))


def check_document(findings: Iterable[Finding]) -> dict[str, object]:
    """Give that document as data."""
    held = tuple(findings)
    diagnostics = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "file": finding.location.file,
            "line": finding.location.line,
            "message": finding.message,
            "mend": finding.mend,
            "fixable": finding.fixable,
        }
        for finding in held
    ]
    return {"diagnostics": diagnostics, "summary": asdict(summarize(held))}
