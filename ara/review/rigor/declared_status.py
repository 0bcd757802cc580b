"""A rule on the status that an artifact declares for its claims."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, RigorSeverity, rigor_rule
from ara.review.standing import Standing
from ara.schema.logic import Claim


@rigor_rule("R400", "status-follows", "D4", "major")
def status_follows(reading: Reading) -> Iterator[RigorProblem]:
    """A claim is declared as what follows from its support, from what attacks it, and from what it rests on.

    Claims, evidence, refutations and dead ends form a graph. Followed through, it leaves a claim justified, without
    support, contested or defeated; a reader takes the declared status for the outcome of just that. Supported asks for
    justified, refuted for defeated. Change the status, file the evidence that is missing, or settle the attack.
    """
    claims = {claim.id: claim for claim in reversed(reading.package.claims)}
    for standing in reading.standings:
        if not standing.agrees:
            yield _problem(claims[standing.claim], standing)


def _problem(claim: Claim, standing: Standing) -> RigorProblem:
    reasons = " ".join(standing.reasons)
    return RigorProblem(
        claim.line_of("status"),
        claim.id,
        claim.status or "",
        f"{claim.id} is declared {(claim.status or '').strip()!r} and comes out {standing.standing}. {reasons}",
        _MENDS[standing.standing],
        _severity(standing),
    )


_MENDS = {
    "justified": "Declare it supported, or say in a claim, a dead end or a check what speaks against it.",
    "gap": "File a table, figure or record for it and name its experiment in `Proof`, or declare it a hypothesis.",
    "contested": "Settle what attacks it, or what it rests on, or declare it a hypothesis.",
    "defeated": "Declare it refuted, or settle what refutes it.",
}


def _severity(standing: Standing) -> RigorSeverity:
    """A missing file is no contradiction, and what is inherited is told once, where it comes from."""
    return "major" if standing.attacked and standing.standing != "justified" else "minor"
