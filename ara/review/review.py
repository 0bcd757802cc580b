"""The review of an Ara: structure, rigor and verdicts in one value. Runs nothing that the Ara holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ara.review.check import check_package
from ara.review.entry import FAILING, FAILING_STRICT, LEVELS, Entry, Level, of_crash, of_rigor, of_structure, order
from ara.review.findings import Finding
from ara.review.registry import Rule
from ara.review.reproduce.verdict import Verdict
from ara.review.rigor import Reading, RigorRule, apply_to
from ara.review.rigor.scores import DimensionScore, Tier, dimension_scores, tier_of
from ara.review.standing import Standing
from ara.schema.package import Package


@dataclass(frozen=True, slots=True)
class Review:
    """What a review says of an Ara. It never says whether to accept it."""

    level: Level
    """How far it went."""
    title: str
    """Title of the work, as `PAPER.md` gives it; empty when it gives none."""
    entries: tuple[Entry, ...]
    """All findings, in the order of files, lines and rules."""
    dimensions: tuple[DimensionScore, ...] = ()
    """Scores of the six dimensions; none at level structure."""
    tier: Tier | None = None
    """Tier of the whole; None at level structure, and when a rigor rule failed: it might have found something."""
    claim_titles: Mapping[str, str] = field(default_factory=dict)
    """The claims in a line each, by identifier."""
    standings: tuple[Standing, ...] = ()
    """Where each claim stands; none at level structure."""

    @property
    def broken_rules(self) -> tuple[str, ...]:
        """Codes of the rules that failed on this Ara."""
        return tuple(entry.rule for entry in self.entries if entry.about_rule)


def review_package(
    package: Package,
    root: Path | None = None,
    level: Level = "rigor",
    *,
    structure: Sequence[Rule] | None = None,
    rigor: Sequence[RigorRule] | None = None,
    verdicts: Sequence[Verdict] = (),
    probes: Sequence[Finding] = (),
) -> Review:
    """Review an Ara up to a level; `root` is its folder. The same Ara gives the same review.

    `structure` and `rigor` default to all rules of their level. At level execution, `verdicts` are what the judge says
    of the checks, and `probes` what it noticed of the harness.
    """
    found = [of_structure(finding) for finding in check_package(package, root, structure)]
    if level == "structure":
        return Review(level, _title(package), tuple(found))
    reading = Reading(package, tuple(verdicts))
    result = apply_to(reading, rigor)
    found += [*map(of_rigor, result.findings), *map(of_crash, result.crashes)]
    found += [of_structure(finding, "execution") for finding in probes]
    held = reading.standings
    scores = dimension_scores(package, result.findings, held)
    entries = tuple(sorted(found, key=order))
    tier = None if result.crashes else tier_of(scores)
    titles = {claim.id: claim.title for claim in reversed(package.claims)}
    return Review(level, _title(package), entries, scores, tier, titles, held)


def _title(package: Package) -> str:
    return next((paper.title for paper in package.paper if paper.title), "")


def exit_code(review: Review, *, strict: bool = False) -> int:
    """Give 0 when the review passes, 1 when it does not, and 2 when a rule failed.

    It fails on a structure error and on a critical or major rigor finding. With `strict`, warnings and minor findings
    fail too.
    """
    if review.broken_rules:
        return 2
    failing = FAILING_STRICT if strict else FAILING
    return int(any(entry.severity in failing for entry in review.entries))


def reaches(level: Level, wanted: Level) -> bool:
    """Tell whether a level holds another."""
    return LEVELS.index(level) >= LEVELS.index(wanted)
