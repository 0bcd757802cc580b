"""What a call of `ara reproduce` asks for."""

from __future__ import annotations

from dataclasses import dataclass

from ara.review.reproduce.planning.budget import UNLIMITED, Budget
from ara.schema.reproduce.records import Purpose


@dataclass(frozen=True)
class Request:
    """What is to be run, and how much of it."""

    tier: str | None = None
    """The tier; None: for each check the highest fidelity that this machine can run."""
    only: tuple[str, ...] = ()
    """Experiments, checks, claims and candidates; empty: every check."""
    fresh: bool = False
    """Whether runs whose records are there are made again, beside them."""
    no_control: bool = False
    """Whether controls are left out; then nothing is verified."""
    budget: Budget = UNLIMITED
    """How much may be spent."""
    secrets: frozenset[str] = frozenset()
    """Names of the secrets that are given."""
    accept_shipped: bool = False
    """Whether records that were not made here count as if they were."""
    any_hardware: bool = False
    """Whether another class of GPU than the one asked for will do; the verdict is then off-spec."""
    purpose: Purpose = "judge"
    """Whether the runs count, or only serve to choose a bound."""
