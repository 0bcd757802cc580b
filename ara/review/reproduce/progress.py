"""What a call tells while it runs: jobs that ended, time that is left, verdicts as they settle."""

from __future__ import annotations

from typing import Protocol

from ara.review.reproduce.planning.planned import Plan
from ara.review.reproduce.verdict import Verdict
from ara.schema.reproduce import Job


class Progress(Protocol):
    """Something that is told how it goes."""

    def planned(self, plan: Plan) -> None:
        """The jobs of this plan will be run."""

    def ended(self, job: Job, reason: str | None) -> None:
        """A job ended; `reason` says why it failed or was not run."""

    def settled(self, verdict: Verdict) -> None:
        """All runs of a check are there."""


class Silent:
    """Tells nobody."""

    def planned(self, plan: Plan) -> None:
        """Say nothing."""

    def ended(self, job: Job, reason: str | None) -> None:
        """Say nothing."""

    def settled(self, verdict: Verdict) -> None:
        """Say nothing."""
