"""How much of what the paper's abstract rests on is bound, run and verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ara.review.reproduce.judge.check import FIDELITIES
from ara.review.reproduce.verdict import Verdict
from ara.schema.package import Package

TAG = "headline"
"""Tag of a claim that the abstract rests on; a check's `headline: true` says the same of its claim."""


@dataclass(frozen=True, slots=True)
class Headline:
    """Counts of headline claims."""

    claims: int
    """How many there are; all claims, when none is marked."""
    bound: int
    """How many have a check."""
    run: int
    """How many have a check that was run to a verdict."""
    verified: int
    """How many have checks that were all verified."""
    verified_at: dict[str, int] = field(default_factory=dict)
    """The verified ones by the lowest fidelity among their checks."""
    marked: bool = True
    """Whether any claim is marked; otherwise all are counted."""


def headline(package: Package, verdicts: Sequence[Verdict]) -> Headline:
    """Count the headline claims of an artifact. A claim is verified when each of its headline checks is."""
    tagged = {claim.id for claim in package.claims if TAG in {tag.strip().lower() for tag in claim.tags}}
    bounds = package.reproduce.checks.values() if package.reproduce is not None else ()
    checks = [verdict for verdict in verdicts if verdict.expect is not None]
    marked = tagged | {bound.claim for bound in bounds if bound.headline and isinstance(bound.claim, str)}
    counted = marked or {claim.id for claim in package.claims}
    found = Counter[str]()
    at = Counter[str]()
    for claim in sorted(counted):
        own = [verdict for verdict in checks if verdict.claim == claim]
        asked = [verdict for verdict in own if verdict.headline] or own
        found["bound"] += bool(asked)
        found["run"] += any(verdict.outcome not in ("not-run", "error") for verdict in asked)
        if asked and all(verdict.outcome == "verified" for verdict in asked):
            found["verified"] += 1
            at[min((verdict.fidelity or "smoke" for verdict in asked), key=FIDELITIES.index)] += 1
    by_fidelity = {name: at[name] for name in FIDELITIES if at[name]}
    return Headline(len(counted), found["bound"], found["run"], found["verified"], by_fidelity, bool(marked))
