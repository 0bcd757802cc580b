"""The report for a terminal: a line a claim, a line a check, and what holds for the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ara.review.reports.untrusted import one_line
from ara.review.reproduce.report import words
from ara.review.reproduce.report.model import CheckRow, ClaimRow, Report

MOST_ALIKE = 2
"""Checks of one claim that are verified, or were not run, that are printed; the others are counted."""
FOLDED = ("verified", "not-run")

_COLOURS = {
    "verified": "32",
    "justified": "32",
    "contradicted": "31;1",
    "defeated": "31;1",
    "error": "31;1",
    "void": "35;1",
    "inconclusive": "33",
    "contested": "33",
    "gap": "36",
    "not-run": "36",
}


def as_text(report: Report, *, full: bool = False, colour: bool = False) -> str:
    """Give the report as lines of text, safe to print on any terminal.

    Of the checks of one claim that are verified, or were not run, two are shown, and claims without a check are named
    together; `full` shows all.
    """
    title = f"{one_line(report.title)} ({one_line(report.name)})" if report.title else one_line(report.name)
    lines = [title]
    for claim in report.claims:
        if claim.checks or not claim.standing.agrees or full:
            lines += ["", *_claim(claim, full, colour)]
    lines += _without_checks(report, full)
    for number, check in enumerate(report.others):
        lines += ["", "Checks of claims that the artifact does not hold"] if number == 0 else []
        lines.append(_check(check, colour))
    if report.findings:
        lines += ["", "What the harness noticed"]
        for rule, messages in words.grouped(report.findings):
            lines += [f"  {rule} {one_line(message)}" for message in messages]
    lines += ["", "What a verdict does not prove"]
    lines += [f"  - {sentence}" for sentence in words.DOES_NOT_PROVE]
    return "\n".join([*lines, "", *_sums(report)]) + "\n"


def _claim(claim: ClaimRow, full: bool, colour: bool) -> Iterator[str]:
    headline = " [headline]" if claim.headline else ""
    yield f"{one_line(claim.standing.claim)}{headline} {one_line(claim.title)}"
    label = _painted(claim.standing.standing, claim.label, colour)
    agreement = one_line(claim.agreement)
    yield f"  {label}; {agreement if claim.standing.agrees else _painted('contradicted', agreement, colour)}"
    if not claim.standing.agrees:
        yield from (f"  because {one_line(reason)}" for reason in claim.standing.reasons)
    seen = Counter[str]()
    for check in claim.checks:
        seen[check.verdict.outcome] += 1
        if full or check.verdict.outcome not in FOLDED or seen[check.verdict.outcome] <= MOST_ALIKE:
            yield _check(check, colour)
    if not full:
        yield from (f"  … and {seen[kind] - MOST_ALIKE} more {kind}" for kind in FOLDED if seen[kind] > MOST_ALIKE)


def _without_checks(report: Report, full: bool) -> list[str]:
    """Name the claims that nothing was judged for; those that disagree are told with the others."""
    untested = [claim for claim in report.claims if not claim.checks and claim.standing.agrees]
    if full or not untested:
        return []
    labels = Counter[str](claim.standing.standing for claim in untested)
    names = words.listed([claim.standing.claim for claim in untested], 20)
    return ["", f"No check was judged for {one_line(names)}: {words.counted(labels)}"]


def _check(check: CheckRow, colour: bool) -> str:
    verdict = check.verdict
    rest = one_line(check.sentence.removeprefix(f"{verdict.check} {verdict.outcome}"))
    gap = "" if rest.startswith(":") else " "
    return f"  {one_line(verdict.check)} {_painted(verdict.outcome, verdict.outcome, colour)}{gap}{rest}"


def _painted(kind: str, text: str, colour: bool) -> str:
    return f"\x1b[{_COLOURS[kind]}m{one_line(text)}\x1b[0m" if colour else one_line(text)


def _sums(report: Report) -> Iterator[str]:
    yield from (f"Note: {warning}" for warning in report.warnings)
    yield f"Headline: {words.coverage(report.headline)}"
    checks = words.counted(report.outcomes) or "none"
    at = words.at_fidelity(report.fidelities)
    yield f"Checks:   {checks}{f'; judged: {at}' if at else ''}."
    claims = words.counted(report.labels) or "none"
    yield f"Claims:   {claims}; {words.disagreements(report.claims_that_disagree)}."
