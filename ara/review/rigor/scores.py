"""Scores of the six dimensions from stated rules, and the tier of the whole; `docs/review.md` tells them to users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ara.review.rigor.merits import Merit, merits
from ara.review.rigor.rule import Dimension, RigorFinding
from ara.review.standing import Standing
from ara.schema.location import Location
from ara.schema.package import Package

DIMENSIONS: dict[Dimension, str] = {
    "D1": "Evidence relevance",
    "D2": "Falsifiability",
    "D3": "Scope",
    "D4": "Coherence",
    "D5": "Exploration integrity",
    "D6": "Methodology",
}
"""The published dimensions and their names."""

Tier = Literal["Exemplary", "Sound", "Adequate", "Weak", "Unsound"]
"""The published tiers, the best first. A tier is no verdict on publication."""

FEW, SOME, MOST = 0.1, 1 / 3, 2 / 3
"""Shares of claims, gaps, nodes or experiments with a major finding above which the score drops by one."""
FEW_CRITICAL = 0.25
"""Share of them with a critical finding above which the score is 1."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A strength or a weakness, in words."""

    text: str
    """What it is, in a sentence."""
    location: Location
    """Where it shows."""
    span: str = ""
    """The artifact's own words; empty for what is not there."""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension of an artifact."""

    dimension: Dimension
    """Its code."""
    name: str
    """Its name."""
    score: int
    """From 1 to 5."""
    why: str
    """Which rules gave the score, in a sentence."""
    strengths: tuple[Remark, ...]
    """What the artifact does well there."""
    weaknesses: tuple[Remark, ...]
    """What it leaves out, and the findings from minor upwards."""


def dimension_scores(
    package: Package, findings: Sequence[RigorFinding], standings: Sequence[Standing]
) -> tuple[DimensionScore, ...]:
    """Score all dimensions, in their order, from the findings and merits of an artifact."""
    held = merits(package, standings)
    return tuple(
        _score(
            dimension,
            [finding for finding in findings if finding.dimension == dimension],
            [merit for merit in held if merit.dimension == dimension],
            _judged(package, dimension),
        )
        for dimension in DIMENSIONS
    )


def tier_of(scores: Iterable[DimensionScore]) -> Tier:
    """Give the tier of some scores. A dimension at 1 makes it Unsound, as does a mean below 2."""
    points = [score.score for score in scores]
    mean = sum(points) / len(points)
    if min(points) == 1 or mean < 2:
        return "Unsound"
    if mean >= 4.5 and min(points) >= 3:
        return "Exemplary"
    if mean >= 3.8:
        return "Sound"
    return "Adequate" if mean >= 3 else "Weak"


def _judged(package: Package, dimension: Dimension) -> int:
    """How many things a dimension is about: claims, claims and gaps, steps that were decided or given up, or tests."""
    if dimension == "D4":
        return len(package.claims) + len(package.gaps)
    if dimension == "D5":
        return sum(node.kind in ("dead_end", "decision", "pivot") for node in package.all_nodes())
    return len(package.experiments if dimension == "D6" else package.claims)


def _score(dimension: Dimension, findings: Sequence[RigorFinding], held: Sequence[Merit], total: int) -> DimensionScore:
    ceiling, shown = _ceiling(held)
    score, found = _by_findings(findings, total)
    if not total:
        score, found = (3 if dimension == "D5" else 1), "there is nothing to judge"
    serious = [finding for finding in findings if finding.severity != "suggestion"]
    return DimensionScore(
        dimension,
        DIMENSIONS[dimension],
        min(score, ceiling),
        f"{found[0].upper()}{found[1:]}; {shown}.",
        tuple(Remark(merit.text, merit.location, merit.span) for merit in held if merit.held),
        (
            *(Remark(finding.message, finding.location, finding.span) for finding in _gravest_first(serious)),
            *(Remark(merit.text, merit.location, merit.span) for merit in held if not merit.held),
        ),
    )


def _ceiling(held: Sequence[Merit]) -> tuple[int, str]:
    """No finding is not enough for a 5: the artifact must do all that the dimension asks of it."""
    count = sum(merit.held for merit in held)
    if count == len(held):
        return 5, "all that it asks for is there"
    return (
        4 if count else 3
    ), f"{len(held) - count} of the {len(held)} things it asks for {'is' if len(held) - count == 1 else 'are'} missing"


def _by_findings(findings: Sequence[RigorFinding], total: int) -> tuple[int, str]:
    """What the findings alone allow, by the share of the things judged that they touch."""
    critical = {finding.entity for finding in findings if finding.severity == "critical"}
    major = {finding.entity for finding in findings if finding.severity in ("critical", "major")}
    total = max(total, len(major))
    if critical:
        few = len(critical) <= FEW_CRITICAL * total or (len(critical) == 1 and total > 1)
        return (2 if few else 1), f"{len(critical)} of {total} with a critical finding"
    if not major:
        minor = any(finding.severity == "minor" for finding in findings)
        return (4, "minor findings only") if minor else (5, "no finding")
    share, words = len(major) / total, f"{len(major)} of {total} with a major finding"
    if share <= FEW:
        return 4, words
    if share <= SOME or (len(major) == 1 and total > 1):
        return 3, words
    return (2 if share <= MOST else 1), words


def _gravest_first(findings: Iterable[RigorFinding]) -> list[RigorFinding]:
    return sorted(findings, key=lambda finding: ("critical", "major", "minor").index(finding.severity))
