"""One finding of a review, of whichever level: the form that all its reports print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ara.review.findings import SEVERITIES, Finding, Severity
from ara.review.rigor.apply import Crash
from ara.review.rigor.rule import Dimension, RigorFinding, RigorSeverity
from ara.schema.edits import Edit
from ara.schema.location import Location

Level = Literal["structure", "rigor", "execution"]
LEVELS: tuple[Level, ...] = ("structure", "rigor", "execution")
"""Levels of a review; each holds those before it."""

FAILING = ("error", "critical", "major")
"""Severities that fail a review."""
FAILING_STRICT = (*FAILING, "warning", "minor")
"""Severities that fail a strict one; notices and suggestions never do."""

RANKS: tuple[Severity | RigorSeverity, ...] = (
    "error",
    "critical",
    "major",
    "warning",
    "minor",
    "notice",
    "suggestion",
)
"""All severities, the gravest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding."""

    rule: str
    """Code of the rule."""
    name: str
    """Spoken name of the rule."""
    level: Level
    """Level of the rule."""
    dimension: Dimension | None
    """Dimension of a rigor rule; None for the others."""
    severity: Severity | RigorSeverity
    """`error`, `warning` or `notice` at structure and execution; `critical` to `suggestion` at rigor."""
    location: Location
    """Where it is."""
    entity: str
    """Identifier of what it is about; empty when it is about a file."""
    span: str
    """The artifact's words that triggered it; empty when it is about what is not there."""
    message: str
    """What is wrong there, in one sentence."""
    mend: str
    """What to do about it."""
    edits: tuple[Edit, ...] = ()
    """Edits that mend it."""
    about_rule: bool = False
    """Whether the rule failed, so that this says nothing about the artifact."""


def of_structure(finding: Finding, level: Level = "structure") -> Entry:
    """Give a structure finding, or another without dimension, as an entry."""
    return Entry(
        finding.rule,
        finding.name,
        level,
        None,
        finding.severity,
        finding.location,
        "",
        "",
        finding.message,
        finding.mend,
        finding.edits,
        finding.about_rule,
    )


def as_finding(entry: Entry) -> Finding:
    """Give an entry of level structure as the finding it was made of; raises ValueError for a rigor severity."""
    if entry.severity not in SEVERITIES:
        raise ValueError(f"{entry.rule} is no structure rule")
    return Finding(
        entry.rule,
        entry.name,
        entry.severity,
        entry.location,
        entry.message,
        entry.mend,
        entry.edits,
        entry.about_rule,
    )


def of_rigor(finding: RigorFinding) -> Entry:
    """Give a rigor finding as an entry."""
    return Entry(
        finding.rule,
        finding.name,
        "rigor",
        finding.dimension,
        finding.severity,
        finding.location,
        finding.entity,
        finding.span,
        finding.message,
        finding.mend,
    )


def of_crash(crash: Crash) -> Entry:
    """Give the failure of a rigor rule as an entry about the rule."""
    return Entry(
        crash.rule,
        crash.name,
        "rigor",
        None,
        "error",
        Location(file="PAPER.md"),
        "",
        "",
        f"rule {crash.rule} ({crash.name}) failed on this Ara: {crash.error}.",
        "Report it with the file that causes it; the other rules were applied.",
        about_rule=True,
    )


def order(entry: Entry) -> tuple[str, int, str, str, str, str]:
    """Key by which entries are sorted: file, line and rule."""
    place = entry.location
    return place.file, place.line, entry.rule, place.pointer, entry.message, entry.span
