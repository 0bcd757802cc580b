"""Progress for people: a live line on a terminal, plain lines elsewhere; verdicts above it as they settle."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ara.review.reproduce.planning.planned import Plan
from ara.review.reproduce.planning.text import duration
from ara.review.reproduce.verdict import Verdict
from ara.schema.reproduce import Job

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status


class TerminalProgress:
    """Counts jobs, and tells what is left of the time that was planned for them."""

    def __init__(self, console: Console, status: Status | None) -> None:
        """Take where to write, and the live line if there is one."""
        self._console = console
        self._status = status
        self._seconds: dict[str, float] = {}
        self._left = 0.0
        self._planned = 0.0
        self._total = 0
        self._done = 0
        self._began = time.monotonic()

    def planned(self, plan: Plan) -> None:
        """Start counting."""
        self._seconds = {run.run: run.seconds for run in plan.runs}
        self._left = self._planned = plan.seconds
        self._total, self._done = len(plan.jobs_file.jobs), 0
        self._began = time.monotonic()
        reused = sum(len(run.reused) for run in plan.runs)
        kept = f", {reused} records of earlier calls are used again" if reused else ""
        self._say(f"{plan.artifact}: {self._total} jobs{kept}.")
        self._show()

    def ended(self, job: Job, reason: str | None) -> None:
        """Count a job, and say why it failed."""
        self._done += 1
        self._left -= self._seconds.get(job.run, 0.0)
        if reason is not None:
            self._say(f"{job.run} repeat {job.repeat}: {reason}")
        elif self._status is None and self._done % max(1, self._total // 20) == 0:
            self._say(self._line())
        self._show()

    def settled(self, verdict: Verdict) -> None:
        """Say what became of a check."""
        self._say(f"{verdict.check} {verdict.outcome}: {verdict.reason}")

    def _line(self) -> str:
        return f"{self._done} of {self._total} jobs, {self._time_left()}"

    def _time_left(self) -> str:
        """Scale what was planned for the rest by how the jobs so far kept to their plan."""
        planned = self._planned - self._left
        if self._done == 0 or planned <= 0:
            return f"at most {duration(max(0.0, self._left))} left"
        return f"about {duration(max(0.0, self._left) * (time.monotonic() - self._began) / planned)} left"

    def _show(self) -> None:
        if self._status is not None:
            self._status.update(self._line())

    def _say(self, text: str) -> None:
        # words of an artifact: no markup, nothing that a terminal would obey
        clean = "".join(sign if sign.isprintable() else " " for sign in text)
        self._console.print(clean, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def terminal_progress() -> Iterator[TerminalProgress]:
    """Show progress on standard error."""
    from rich.console import Console

    console = Console(stderr=True)
    if console.is_terminal:
        with console.status("") as status:
            yield TerminalProgress(console, status)
    else:
        yield TerminalProgress(console, None)
