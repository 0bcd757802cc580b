"""Records that say nothing of the artifact: the judge hears of them, the Ara does not keep them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ara.review.reproduce.runs_ledger import RunsLedger, run_entry
from ara.schema.package import Package
from ara.schema.reproduce import Job, RunRecord


def failed_record(job: Job, reason: str, now: datetime) -> RunRecord:
    """Give the record of a job that the machine never let end; it is nobody's result."""
    return RunRecord(
        run=job.run,
        experiment=job.experiment,
        tier=job.tier,
        arm=job.arm,
        repeat=job.repeat,
        seed=job.seed,
        fidelity=job.fidelity,
        job=job.job,
        check_hashes=job.check_hashes,
        purpose=job.purpose,
        repeats=job.repeats,
        command=job.argv,
        cwd=job.cwd,
        exit_code=None,
        fault="infrastructure",
        reason=reason,
        started=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=0.0,
        isolation="none",
    )


def with_unfiled(package: Package, ledger: RunsLedger, records: Iterable[RunRecord]) -> tuple[Package, RunsLedger]:
    """Give a package and a ledger in which such records stand as if they had been filed, for the judge alone.

    Only what the machine is to blame for is added, behind what is there; a run that lacked something is told by what it
    lacks.
    """
    takes: dict[tuple[str, int], int] = {}
    for record in package.runs:
        takes[record.run, record.repeat] = max(record.take, takes.get((record.run, record.repeat), 0))
    behind = (
        record.model_copy(update={"take": takes.get((record.run, record.repeat), 0) + 1})
        for record in records
        if record.missing is None
    )
    blamed = {record.path: record for record in behind}
    texts = {path: record.model_dump_json() for path, record in blamed.items()}
    entries = {run_entry(record, texts[path].encode()) for path, record in blamed.items()}
    added = package.model_copy(update={"runs": (*package.runs, *blamed.values()), "texts": {**package.texts, **texts}})
    return added, RunsLedger(ledger.runs | entries, ledger.plans, ledger.unread)
