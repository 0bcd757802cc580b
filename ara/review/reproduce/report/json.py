"""The stable JSON document of `ara reproduce` and `ara judge`."""

from __future__ import annotations

import math
from typing import Any

from ara.review.reports.untrusted import json_text
from ara.review.reproduce.report.model import Report, RunRow
from ara.review.reproduce.verdict import Measured, Verdict
from ara.review.standing.document import standing_data


def as_json(report: Report) -> str:
    """Give the document on one line, ended by a line feed."""
    return json_text(as_data(report))


def as_data(report: Report) -> dict[str, Any]:
    """Give the document as data. A number that is not finite is null."""
    return {
        "checks": [_check(row.verdict) for row in report.checks],
        "claims": [standing_data(row.standing) for row in report.claims],
        "headline": {
            "claims": report.headline.claims,
            "bound": report.headline.bound,
            "run": report.headline.run,
            "verified": report.headline.verified,
            "verified_at": dict(report.headline.verified_at),
            "marked": report.headline.marked,
        },
        "runs": [_run(run) for run in report.runs],
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "file": finding.location.file,
                "line": finding.location.line,
                "message": finding.message,
                "mend": finding.mend,
            }
            for finding in report.findings
        ],
    }


def _check(verdict: Verdict) -> dict[str, Any]:
    measured = verdict.measured or Measured(outcome="not-run")
    return {
        "id": verdict.check,
        "claim": verdict.claim,
        "experiment": verdict.experiment,
        "metric": verdict.metric,
        "tier": verdict.tier,
        "fidelity": verdict.fidelity,
        "verdict": verdict.outcome,
        "reason": verdict.reason,
        "fault": verdict.fault,
        "n": measured.n,
        "statistic": verdict.statistic,
        "median": _finite(measured.value),
        "interval": _interval(measured),
        "unit": verdict.unit,
        "expect": verdict.expect.model_dump(mode="json", exclude_none=True) if verdict.expect is not None else None,
        "paper_value": verdict.paper_value.value if verdict.paper_value is not None else None,
        "ratio_to_paper": _finite(verdict.ratio_to_paper),
        "strength": _finite(verdict.strength),
        "control": _control(verdict.control),
        "origin": verdict.origin,
        "isolation": list(verdict.isolation),
        "hardware": list(verdict.hardware),
        "off_spec": verdict.off_spec,
        "stale": list(verdict.stale),
        "cosmetic": list(verdict.cosmetic),
        "post_hoc": verdict.post_hoc,
        "missing": verdict.missing,
        "headline": verdict.headline,
        "earlier": dict(verdict.earlier),
        "runs": list(measured.runs),
    }


def _control(side: Measured | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "verdict": side.outcome,
        "reason": side.reason,
        "n": side.n,
        "median": _finite(side.value),
        "interval": _interval(side),
        "runs": list(side.runs),
    }


def _run(run: RunRow) -> dict[str, Any]:
    record = run.record
    return {
        "id": run.id,
        "experiment": record.experiment,
        "tier": record.tier,
        "arm": record.arm,
        "repeat": record.repeat,
        "exit_code": record.exit_code,
        "seconds": _finite(record.seconds),
        "isolation": record.isolation,
        "hardware": record.hardware.model_dump(mode="json"),
        "origin": run.origin,
    }


def _interval(side: Measured) -> list[float | None] | None:
    return [_finite(end) for end in side.interval] if side.interval is not None else None


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
