"""What a plan says: which checks are run, by which jobs, at what cost, and what cannot be run and why."""

from __future__ import annotations

from typing import Literal

from ara.schema.frozen import Frozen
from ara.schema.reproduce import JobsFile, Needs

State = Literal["run", "reused", "missing", "left-out"]
"""What becomes of a check: jobs are to be run; all records are there; it cannot run here; the budget leaves it out."""


class PlannedRun(Frozen):
    """One arm of one experiment at one tier: its repeats."""

    run: str
    """Name of the run's folder."""
    job: str
    """Hash of the job's declared inputs."""
    experiment: str
    """The experiment."""
    tier: str
    """The tier."""
    arm: str
    """The arm."""
    reused: tuple[int, ...] = ()
    """Repeats whose records are there and were made here."""
    jobs: tuple[int, ...] = ()
    """Repeats that are to be run."""
    seconds: float
    """Expected seconds of one job."""
    measured: bool
    """Whether these come from earlier records; otherwise they are the limit `needs.time_s`."""
    needs: Needs = Needs()
    """What one job needs of the machine."""
    missing: tuple[str, ...] = ()
    """What it lacks on this machine."""


class PlannedCheck(Frozen):
    """A check, and what is planned for it."""

    check: str
    """The check, or the stub of one."""
    claim: str
    """The claim that it tests."""
    experiment: str = ""
    """Its experiment; empty for a stub."""
    tier: str | None = None
    """The tier at which it will be judged; None when there is none."""
    fidelity: str | None = None
    """How near that tier comes to the paper's own."""
    headline: bool = False
    """Whether the paper's abstract rests on it."""
    state: State
    """What becomes of it."""
    why: str = ""
    """What is missing, or why it is left out."""
    runs: tuple[str, ...] = ()
    """The runs that it needs."""


class Plan(Frozen):
    """All that is planned for one Ara."""

    artifact: str
    """Its name."""
    jobs_file: JobsFile
    """The jobs that are to be run, in their order."""
    runs: tuple[PlannedRun, ...] = ()
    """The runs that checks need, also those whose records are all there."""
    checks: tuple[PlannedCheck, ...] = ()
    """The checks that were asked for, in the order of the file; stubs behind them."""
    seconds: float = 0.0
    """Expected seconds of all jobs, one after another."""
    gpu_hours: float = 0.0
    """Expected GPU-hours of all jobs."""
    upper_bound: bool = False
    """Whether the two rest on limits too, since some run has no earlier record."""
