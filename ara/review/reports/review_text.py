"""A review for people at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ara.review.entry import Entry
from ara.review.reports.sections import counted, in_words
from ara.review.reports.untrusted import one_line
from ara.review.review import Review
from ara.review.standing import Standing

if TYPE_CHECKING:
    from ara.review.reproduce.report.model import Report

MAX_ALIKE = 3
"""Notices of one rule in one file that are printed; the others are counted."""
MAX_SPAN = 160
"""Characters of a quoted span that are printed."""

_COLOURS = {"error": "31;1", "critical": "31;1", "major": "31", "warning": "33", "minor": "33"}
_QUIET = "36"


def review_text(review: Review, name: str, execution: Report | None = None, *, colour: bool = False) -> str:
    """Give findings, scores, standings or the judged checks, and a line that sums them up.

    `name` is how the user calls the Ara.
    """
    parts = ["\n".join(_findings(review.entries, colour))]
    if review.dimensions:
        parts.append("\n".join(_scores(review)))
    if execution is not None:
        from ara.review.reproduce.report.text import as_text

        parts.append(as_text(execution, colour=colour).rstrip("\n"))
    elif review.standings:
        parts.append("\n".join(_claims(review.standings, colour)))
    parts.append(summary_line(review, name))
    return "\n\n".join(part for part in parts if part) + "\n"


def summary_line(review: Review, name: str) -> str:
    """Give tier and counts in a line."""
    tier = f"{review.tier}; " if review.tier else ""
    broken = f"; failed rules: {', '.join(review.broken_rules)}" if review.broken_rules else ""
    return f"{one_line(name)}: {tier}{in_words(counted(review))}{broken}."


def _findings(entries: tuple[Entry, ...], colour: bool) -> Iterator[str]:
    alike = Counter((entry.location.file, entry.rule) for entry in entries if entry.severity == "notice")
    shown: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        group = entry.location.file, entry.rule
        shown[group] += 1
        if entry.severity == "notice" and shown[group] > MAX_ALIKE:
            if shown[group] == alike[group]:
                yield f"{one_line(group[0])}: … and {alike[group] - MAX_ALIKE} more of {group[1]}; --json lists them"
            continue
        yield _finding(entry, colour)


def _finding(entry: Entry, colour: bool) -> str:
    severity = _coloured(entry.severity, _COLOURS.get(entry.severity, _QUIET), colour)
    about = f" [{entry.dimension}]" if entry.dimension else ""
    fix = " [--fix]" if entry.edits else ""
    words = one_line(f"{entry.message} {entry.mend}")
    line = f"{one_line(str(entry.location))}: {severity} {entry.rule} {entry.name}{about}: {words}{fix}"
    return f"{line}\n    «{_cut(one_line(entry.span))}»" if entry.span else line


def _scores(review: Review) -> Iterator[str]:
    yield "Scores"
    for score in review.dimensions:
        yield f"  {score.dimension} {score.name:<22}{score.score}  {one_line(score.why)}"


def _claims(standings: tuple[Standing, ...], colour: bool) -> Iterator[str]:
    yield "Claims"
    for held in standings:
        declared = one_line(held.declared or "nothing")
        against = "" if held.agrees else _coloured(f"  declared {_cut(declared, 40)}", "33", colour)
        yield f"  {one_line(held.claim):<5} {standing_words(held)}{against}"


def standing_words(held: Standing) -> str:
    """Give a standing with what it rests on, e.g. `justified (re-executed, paper)`."""
    basis = ", ".join(part for part in (held.basis, held.fidelity) if part)
    return f"{held.standing} ({basis})" if basis else held.standing


def _coloured(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _cut(text: str, limit: int = MAX_SPAN) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
