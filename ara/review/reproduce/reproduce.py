"""Run what an Ara says: plan, run, file the records, judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ara.review.reproduce.code.source import find_code
from ara.review.reproduce.evidence import index_runs
from ara.review.reproduce.executors.contract import Ended, Executor, Site
from ara.review.reproduce.filing import file_record, left_over, read_record
from ara.review.reproduce.judge import Judgement, judge_package
from ara.review.reproduce.planning import Machine, Plan, Request, plan
from ara.review.reproduce.planning.inputs import input_cache
from ara.review.reproduce.progress import Progress, Silent
from ara.review.reproduce.runs_ledger import RunsLedger, ledger_path, read_ledger
from ara.review.reproduce.settling import Settling
from ara.review.reproduce.unfiled import failed_record, with_unfiled
from ara.review.reproduce.worker.inputs import cache_folder
from ara.review.reproduce.worker.removal import remove_folder
from ara.review.reproduce.workplace import Workplace, workplace
from ara.schema import Package, read_package
from ara.schema.errors import AraError
from ara.schema.reproduce import RunRecord


@dataclass(frozen=True)
class Means:
    """With what jobs are run."""

    executor: Executor
    """Where they are run."""
    machine: Machine | None
    """This machine, when they run on it; None when they run elsewhere."""
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    """Values of the secrets that are given, by name."""
    no_sandbox: bool = False
    """Whether they run without isolation."""
    allow_build: bool = False
    """Whether packages may be built from source."""


@dataclass(frozen=True)
class Reproduction:
    """What came of it."""

    ara: Path
    """The Ara."""
    package: Package
    """The Ara as it is now."""
    plan: Plan
    """What was planned."""
    records: tuple[RunRecord, ...]
    """Records that this call made, and those that an earlier call had left to be filed."""
    judgement: Judgement
    """What the judge says of the checks that were asked for."""

    @property
    def planned_records(self) -> tuple[RunRecord, ...]:
        """The records of the runs that were planned, also those that were there before, in the order of their files."""
        planned = {run.run for run in self.plan.runs}
        return tuple(record for record in self.package.runs if record.run in planned)


def reproduce(ara: Path, request: Request, means: Means, progress: Progress | None = None) -> Reproduction:
    """Run the experiments of the Ara in the folder `ara` as far as its checks need them, and judge the checks.

    Records are filed under `evidence/runs/` as they come, so whatever ends this call, the next one does the rest.
    Raises AraError when the Ara or its code cannot be read, when the request names what is not there, or when another
    call runs this Ara.
    """
    told = progress or Silent()
    # before anything is written: what cannot be read, a link that leaves the Ara among it, is refused
    read_package(ara)
    with workplace(ara) as place:
        recovered = [record for folder in left_over(place.out) for record in _recovered(folder, ara)]
        index_runs(ara)
        package, ledger = read_package(ara), read_ledger(ledger_path())
        planned = plan(package, ara, request, machine=means.machine, ledger=ledger)
        told.planned(planned)
        made: list[RunRecord] = []
        unfiled: list[RunRecord] = []
        if planned.jobs_file.jobs:
            settling = Settling(package, planned, request, ledger)
            try:
                for ended in means.executor.run(planned.jobs_file, _site(ara, package, request, means, place)):
                    record = _record(ended, ara)
                    (made if _is_filed(record) else unfiled).append(record)
                    told.ended(ended.job, record.missing or record.reason)
                    for verdict in settling.after(record):
                        told.settled(verdict)
            finally:
                index_runs(ara)
    now, ledger = with_unfiled(read_package(ara), read_ledger(ledger_path()), unfiled)
    judgement = judged(now, ara, request, planned, ledger, unfiled)
    return Reproduction(ara, now, planned, (*recovered, *made, *unfiled), judgement)


def judged(
    package: Package, ara: Path, request: Request, planned: Plan, ledger: RunsLedger, unfiled: list[RunRecord]
) -> Judgement:
    """Judge the checks that a plan is about; those that could not be run say what they lack."""
    missing = {item.check: item.why for item in planned.checks if item.why}
    for record in unfiled:
        if record.missing is not None:
            missing |= {item.check: record.missing for item in planned.checks if record.run in item.runs}
    return judge_package(
        package,
        root=ara,
        ledger=ledger,
        accept_shipped=request.accept_shipped,
        any_hardware=request.any_hardware,
        with_control=not request.no_control,
        tier=request.tier,
        only=[item.check for item in planned.checks] if request.only else None,
        missing=missing,
    )


def _site(ara: Path, package: Package, request: Request, means: Means, place: Workplace) -> Site:
    root = find_code(package, ara).folder
    return Site(
        # code at an address comes with the jobs file; nothing is taken from the folder then
        root=root or place.work,
        out=place.out,
        work=place.work,
        input_cache=input_cache(),
        environment_cache=cache_folder() / "environments",
        no_sandbox=means.no_sandbox,
        allow_build=means.allow_build,
        any_hardware=request.any_hardware,
        hidden=(ara.resolve(),),
        secrets=means.secrets,
    )


def _record(ended: Ended, ara: Path) -> RunRecord:
    """File the record of a job that ended, unless it says nothing of the artifact; give it."""
    if ended.folder is None:
        return failed_record(ended.job, ended.fault or "the machine failed", datetime.now(UTC))
    try:
        record = read_record(ended.folder, ended.job)
    except AraError as error:
        return failed_record(ended.job, str(error), datetime.now(UTC))
    if record.missing is not None:
        remove_folder(ended.folder)
        return record
    try:
        filed = file_record(record, ended.folder, ara, ledger_path())
    except OSError as error:
        mend = "Make room, or let the Ara be written to; the same command goes on from there."
        raise AraError(f"a record cannot be filed: {error.strerror}.", file=str(ara), mend=mend) from error
    remove_folder(ended.folder)
    return filed


def _is_filed(record: RunRecord) -> bool:
    return record.missing is None and record.fault != "infrastructure"


def _recovered(folder: Path, ara: Path) -> list[RunRecord]:
    """File what an earlier call left, if it is a whole record."""
    try:
        record = read_record(folder)
        found = [file_record(record, folder, ara, ledger_path())] if _is_filed(record) else []
    except AraError:
        found = []  # torn by the crash: that run had not ended
    remove_folder(folder)
    return found
