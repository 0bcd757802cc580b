"""The report as one HTML file: nothing fetched, nothing scripted, light or dark as the reader's system is."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import ara
from ara.review.reports.untrusted import one_line
from ara.review.reproduce.report import words
from ara.review.reproduce.report.model import CheckRow, ClaimRow, Report

if TYPE_CHECKING:
    from jinja2 import Environment


def as_html(report: Report) -> str:
    """Give the whole file. Words of the artifact are escaped, and characters that reorder text are replaced."""
    return _environment().get_template("report.html.j2").render(report=report, words=words, version=ara.__version__)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ara.review.reproduce.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: one_line(value) if type(value) is str else value,
    )
    environment.filters |= {"many": many, "told": told, "shown": shown, "folded": folded}
    return environment


SHOWN = 3
"""Verified checks of a claim that are open; more of them are folded."""


def shown(claim: ClaimRow) -> list[CheckRow]:
    """Give the checks of a claim that are open: those that are not verified, headlines, and the first verified."""
    verified = [check for check in claim.checks if check.verdict.outcome == "verified"]
    hidden = {check.verdict.check for check in verified[SHOWN:] if not check.verdict.headline}
    return [check for check in claim.checks if check.verdict.check not in hidden]


def folded(claim: ClaimRow) -> list[CheckRow]:
    """Give the other checks."""
    opened = {check.verdict.check for check in shown(claim)}
    return [check for check in claim.checks if check.verdict.check not in opened]


def told(claim: ClaimRow) -> list[tuple[str, int]]:
    """Count the checks of a claim by outcome, the best outcome first."""
    counts = Counter[str](check.verdict.outcome for check in claim.checks)
    return [(outcome, counts[outcome]) for outcome in words.OUTCOMES if counts[outcome]]


def many(count: int, one: str, several: str | None = None) -> str:
    """Count things: `1 claim`, `3 claims`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"
