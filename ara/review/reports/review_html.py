"""A review as one self-contained HTML page: no script, nothing loaded, readable in the dark and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import ara
from ara.review.reports.review_text import standing_words
from ara.review.reports.sections import counted, in_words, sections
from ara.review.reports.untrusted import one_line
from ara.review.review import Review
from ara.review.standing import Standing

if TYPE_CHECKING:
    from jinja2 import Template

    from ara.review.reproduce.report.model import Report


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What the table of claims shows of one."""

    claim: str
    title: str
    standing: str
    label: str
    declared: str
    agrees: bool
    reasons: tuple[str, ...]
    missing: tuple[str, ...]


def review_html(review: Review, name: str, execution: Report | None = None) -> str:
    """Give the page; `name` is how the user calls the Ara, `execution` what the judge says of its checks."""
    return _template().render(
        title=review.title or name,
        name=name,
        level=review.level,
        tier=review.tier,
        counts=[(severity, in_words(((severity, count),))) for severity, count in counted(review)],
        scores=review.dimensions,
        claims=[_row(standing, review.claim_titles) for standing in review.standings],
        sections=sections(review),
        broken=review.broken_rules,
        checks=execution.checks if execution is not None else (),
        coverage=_coverage(execution),
        warnings=execution.warnings if execution is not None else (),
        version=ara.__version__,
    )


def _coverage(execution: Report | None) -> str:
    if execution is None:
        return ""
    from ara.review.reproduce.report.words import coverage

    return coverage(execution.headline)


def _row(held: Standing, titles: Mapping[str, str]) -> ClaimRow:
    return ClaimRow(
        held.claim,
        titles.get(held.claim, ""),
        held.standing,
        standing_words(held),
        held.declared or "",
        held.agrees,
        held.reasons,
        held.missing,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    # finalize: control characters are no more wanted in a page than on a terminal
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: one_line(value) if isinstance(value, str) else value,
    )
    source = files("ara.review.reports").joinpath("review.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
