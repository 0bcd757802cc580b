"""Handing jobs to another machine: the jobs file, and a note in the ledger that they were planned here."""

from __future__ import annotations

from pathlib import Path

from ara.review.reproduce.planning.planned import Plan
from ara.review.reproduce.runs_ledger import PlanEntry, append_entries
from ara.review.reproduce.worker.writing import write_whole


def hand_out(plan: Plan, path: Path, ledger: Path) -> None:
    """Write the jobs of a plan into a file for a worker elsewhere.

    The ledger notes their repeats, so that `ara collect` can tell records of ours from others when they come back.
    Raises OSError when the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (plan.jobs_file.model_dump_json(by_alias=True) + "\n").encode())
    append_entries(ledger, {PlanEntry(job.job, job.run, job.repeat): None for job in plan.jobs_file.jobs})
