"""A review as SARIF 2.1.0 and as the annotations of a code host."""

from __future__ import annotations

from typing import Any

from ara.review.registry import Rule, structure_rules
from ara.review.reports.github import annotation
from ara.review.reports.sarif import LEVELS, sarif_run
from ara.review.review import Review
from ara.review.rigor import RigorRule, rigor_rules

_ANNOTATIONS = {"error": "error", "warning": "warning", "note": "notice"}


def review_sarif_run(review: Review, base: str = "", tool: str = "ara review") -> dict[str, Any]:
    """Give one SARIF run of all levels of the review; `base` is the path of the Ara in its repository."""
    rules: tuple[Rule | RigorRule, ...] = (*structure_rules(), *(rigor_rules() if review.level != "structure" else ()))
    return sarif_run(tool, rules, [(entry, entry.span) for entry in review.entries], base)


def review_github(review: Review, base: str = "") -> str:
    """Give one `::error …` line per finding, the gravest severities being errors."""
    lines = (
        annotation(
            _ANNOTATIONS[LEVELS[entry.severity]],
            entry.location,
            f"{entry.rule} {entry.name}",
            f"{entry.message} {entry.mend}",
            base,
        )
        for entry in review.entries
    )
    return "".join(f"{line}\n" for line in lines)
