"""Findings for people: one line each, safe to print on any terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ara.review.findings import Finding, Severity, summarize
from ara.review.registry import Rule
from ara.review.reports.untrusted import inert

if TYPE_CHECKING:
    from ara.review.rigor import RigorRule

MAX_ALIKE = 3
"""Notices of one rule in one file that are printed; the others are counted."""

_COLOURS: dict[Severity, str] = {"error": "31;1", "warning": "33", "notice": "36"}


def as_text(findings: Iterable[Finding], name: str, *, colour: bool = False) -> str:
    """Give all findings, then a line that sums them up; `name` is how the user calls the Ara.

    Of notices alike, same rule and same file, three are shown.
    """
    held = tuple(findings)
    alike = Counter(_group(finding) for finding in held if finding.severity == "notice")
    shown: Counter[tuple[str, str]] = Counter()
    lines = []
    for finding in held:
        group = _group(finding)
        shown[group] += 1
        if finding.severity == "notice" and shown[group] > MAX_ALIKE:
            if shown[group] == alike[group]:
                more = alike[group] - MAX_ALIKE
                lines.append(f"{inert(group[0])}: … and {more} more of {group[1]}; --format json lists them")
            continue
        lines.append(_line(finding, colour))
    return "\n".join([*lines, _sum(held, name)]) + "\n"


def _group(finding: Finding) -> tuple[str, str]:
    return finding.location.file, finding.rule


def _line(finding: Finding, colour: bool) -> str:
    severity: str = finding.severity
    if colour:
        severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
    fix = " [--fix]" if finding.fixable else ""
    words = inert(f"{finding.message} {finding.mend}")
    return f"{inert(str(finding.location))}: {severity} {finding.rule} {finding.name}: {words}{fix}"


def _sum(findings: tuple[Finding, ...], name: str) -> str:
    summary = summarize(findings)
    counts = (("error", summary.errors), ("warning", summary.warnings), ("notice", summary.notices))
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts if count]
    fix = f"; {summary.fixable} can be mended by --fix" if summary.fixable else ""
    return f"{inert(name)}: {', '.join(parts) or 'no findings'}{fix}."


def explain(rule: Rule | RigorRule) -> str:
    """Give what a rule asks for and why."""
    parts = [f"{rule.code} {rule.name} ({rule.severity})\n{rule.headline}", rule.explanation]
    if rule.fixable:
        parts.append("`ara check --fix` mends what it finds.")
    return "\n\n".join(part for part in parts if part) + "\n"
