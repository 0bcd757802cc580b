"""What a report of execution shows: words and places, computed before any form is chosen.

Every text of an artifact is still raw here; the form that prints it makes it inert.
"""

from __future__ import annotations

from dataclasses import dataclass

from ara.review.findings import Finding
from ara.review.reproduce.judge import Headline
from ara.review.reproduce.report.plot import Plot
from ara.review.reproduce.verdict import Verdict
from ara.review.standing import Standing
from ara.schema.reproduce import RunRecord


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A judged check, in words."""

    verdict: Verdict
    """What the judge says."""
    subject: str
    """What is measured, and under which parameters: `mass, budget=64, selector=minmax`."""
    quantity: str
    """What the value is: `median`, `mean`, `median difference to dense.throughput`, …"""
    measured: str
    """Value and interval with unit: `67.9 % [66.9, 68.8]`; `—` without a value."""
    repeats: str
    """`n = 20`."""
    asked: str
    """The bound: `at least 94 %`."""
    paper: str
    """The printed value and where it stands; `—` when none is given."""
    control: str
    """What the control came to, in a clause."""
    strength: str
    """How much of the way from control to paper the bound stands; `—` when it cannot be said."""
    fidelity: str
    """Fidelity and tier: `scaled (tier gpu)`; `not run`."""
    where: str
    """Machines, isolation and origin: `NVIDIA H200; bubblewrap; run here`."""
    marks: tuple[str, ...]
    """What qualifies the verdict: shipped records, stale code, a bound fixed late, other hardware, earlier outcomes."""
    sentence: str
    """All of it in a line."""
    plot: Plot | None
    """Measured points, interval, bound, control and paper value; None when nothing was measured."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its standing and its checks."""

    standing: Standing
    """Where it stands."""
    title: str
    """The takeaway of the claim."""
    statement: str
    """The claim itself; empty when it says no more than the title."""
    label: str
    """Standing with its basis: `justified (re-executed, paper)`."""
    basis: str
    """The basis alone: `re-executed, paper`; empty when nothing supports it."""
    agreement: str
    """How the declared status compares: `declared supported: agrees`."""
    headline: bool
    """Whether the paper's abstract rests on it."""
    checks: tuple[CheckRow, ...]
    """Its checks, in the order of the judge."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A process that was run."""

    record: RunRecord
    """Its record."""
    origin: str
    """Where the record was made: `here` or `shipped`."""
    hardware: str
    """The machine, in a line."""
    result: str
    """How it ended: `exit 0`, or what went wrong."""

    @property
    def id(self) -> str:
        """Run and repeat: `E01-gpu-main-1a2b3c4d/repeat-0`."""
        return self.record.path.removeprefix("evidence/runs/").removesuffix(".json")


@dataclass(frozen=True, slots=True)
class Report:
    """A report of execution as a whole."""

    name: str
    """How the reader calls the artifact."""
    title: str
    """Title of the paper."""
    claims: tuple[ClaimRow, ...]
    """All claims that have a standing, in their order."""
    others: tuple[CheckRow, ...]
    """Checks whose claim the artifact does not hold."""
    outcomes: dict[str, int]
    """Number of checks by outcome; outcomes that did not occur are left out."""
    labels: dict[str, int]
    """Number of claims by standing."""
    headline: Headline
    """How far the headline claims were tested."""
    fidelities: dict[str, int]
    """Number of judged checks by fidelity."""
    warnings: tuple[str, ...]
    """What holds for the whole: runs without a sandbox, shipped records, results at a smaller scale."""
    runs: tuple[RunRow, ...]
    """Processes whose records lie in the artifact."""
    findings: tuple[Finding, ...]
    """What the probes of the harness noticed."""

    @property
    def checks(self) -> tuple[CheckRow, ...]:
        """All checks: those of the claims, then the others."""
        return (*(check for claim in self.claims for check in claim.checks), *self.others)

    @property
    def claims_that_disagree(self) -> tuple[str, ...]:
        """Claims that do not stand where they are declared to."""
        return tuple(claim.standing.claim for claim in self.claims if not claim.standing.agrees)
