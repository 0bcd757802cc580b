"""A review as the stable JSON document of `ara review`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ara.review.entry import RANKS, Entry
from ara.review.review import Review
from ara.review.rigor.scores import DimensionScore, Remark
from ara.review.standing.document import standing_data

if TYPE_CHECKING:
    from ara.review.reproduce.report.model import Report


def review_document(review: Review, execution: Report | None = None) -> dict[str, Any]:
    """Give the document; keys are there at every level, null or empty where the level does not reach.

    `execution` is the report of the judge, and holds the document of `ara judge`.
    """
    executed = None
    if execution is not None:
        from ara.review.reproduce.report.json import as_data

        executed = as_data(execution)
    counts = Counter(entry.severity for entry in review.entries)
    return {
        "level": review.level,
        "findings": [_finding(entry) for entry in review.entries],
        "summary": {severity: counts[severity] for severity in RANKS},
        "dimensions": {score.dimension: _dimension(score) for score in review.dimensions},
        "tier": review.tier,
        "claims": [standing_data(standing) for standing in review.standings],
        "execution": executed,
        "broken_rules": list(review.broken_rules),
    }


def _finding(entry: Entry) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "level": entry.level,
        "dimension": entry.dimension,
        "severity": entry.severity,
        "file": entry.location.file,
        "line": entry.location.line,
        "entity": entry.entity or None,
        "span": entry.span or None,
        "message": entry.message,
        "mend": entry.mend,
        "fixable": bool(entry.edits),
    }


def _dimension(score: DimensionScore) -> dict[str, Any]:
    return {
        "name": score.name,
        "score": score.score,
        "why": score.why,
        "strengths": [_remark(remark) for remark in score.strengths],
        "weaknesses": [_remark(remark) for remark in score.weaknesses],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    place = remark.location
    return {"text": remark.text, "file": place.file, "line": place.line, "span": remark.span or None}
