"""Filing what a worker wrote: each record is looked at, and put below `evidence/runs/` beside what is there.

A record is never replaced. A further one of the same repeat gets the next `take`: `repeat-0.json`, then
`repeat-0.take-2.json`. One that is there already, byte for byte but for its take, is not filed a second time.

What was never run, for want of a GPU or an input, or failed by the machine's fault, says nothing about the artifact.
It is named and not filed, lest it stand as the latest take for a run that went well.

A record counts as made here when two things hold: its caller vouches for it by naming the job file that the worker was
given, and the ledger knows that this very job was planned here. All others are filed as shipped.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ara.review.reproduce.collected_files import Found, found_files
from ara.review.reproduce.evidence import index_runs
from ara.review.reproduce.record_faults import NoRecordError, log_problem, plan_problem, read_record
from ara.review.reproduce.runs_ledger import RunsLedger, append_entries, read_ledger, run_entry
from ara.review.reproduce.worker.writing import write_whole
from ara.schema import AraError, UnreadableError, read_package
from ara.schema.reproduce import JobsFile, RunRecord

RUNS = "evidence/runs"
_NAME = re.compile(r"repeat-\d{1,6}(?:\.take-\d{1,6})?\.json")


@dataclass(frozen=True)
class FiledRecord:
    """A record that is in the Ara now."""

    source: str
    """Where it was found."""
    path: str
    """Where it is in the Ara."""
    origin: Literal["here", "shipped"]
    """Whether it counts as made here."""
    present: bool
    """Whether it had been filed before."""


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not filed."""

    source: str
    """Where it was found."""
    reason: str
    """Why, as a sentence without its subject."""


@dataclass(frozen=True)
class Collection:
    """What became of the files."""

    records: tuple[FiledRecord, ...]
    """Records that are in the Ara now."""
    refused: tuple[RefusedFile, ...]
    """Files that are not, and why."""


def collect_runs(folder: Path, out: Path, *, ledger: Path, jobs_file: JobsFile | None = None) -> Collection:
    """File the records of a worker's `out`, a folder or a tar archive, in the Ara in `folder`.

    One that cannot be filed does not keep the others from it. Manifest and index of evidence are brought up to date.
    Raises AraError when the Ara or `out` cannot be read, or a place in the Ara where records belong is a link.
    """
    package = read_package(folder)
    known = set(package.reproduce.experiments) if package.reproduce is not None else set()
    files = {file.path: file for file in found_files(out)}
    entered = read_ledger(ledger)
    records: list[FiledRecord] = []
    refused = [RefusedFile(file.path, file.problem) for file in files.values() if file.problem is not None]
    with _alone(_plain_folder(folder, RUNS)):
        for path in sorted(files):
            if files[path].problem is None and path.endswith(".json"):
                try:
                    record, log = _valid(files, path, known, jobs_file)
                    records.append(_file(folder, files[path], record, log, ledger, entered, jobs_file is not None))
                except NoRecordError as error:
                    refused.append(RefusedFile(path, str(error)))
    index_runs(folder)
    return Collection(tuple(records), tuple(sorted(refused, key=lambda file: file.source)))


def read_jobs(path: Path) -> JobsFile:
    """Read a job file. Raises UnreadableError when it is none."""
    try:
        return JobsFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}.", file=str(path)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "it"
        message = f"is no job file: {where}: {first['msg']}."
        raise UnreadableError(message, file=str(path), mend="Name the file that `--plan` wrote.") from error


def _valid(files: dict[str, Found], path: str, known: set[str], jobs_file: JobsFile | None) -> tuple[RunRecord, bytes]:
    """Give a record and its log. Raises NoRecordError when one of them is not what it should be."""
    record = read_record(files[path].data)
    folder, _, name = path.rpartition("/")
    if folder.rpartition("/")[2] != record.run or name != Path(record.path).name or not _NAME.fullmatch(name):
        raise NoRecordError(f"holds repeat {record.repeat} of run {record.run:.100}, which belongs elsewhere")
    if record.experiment not in known:
        raise NoRecordError(f"is of {record.experiment:.40}, which this Ara's `src/reproduce.yaml` does not hold")
    if record.missing is not None:
        raise NoRecordError(f"was not run there; missing: {record.missing}")
    if record.fault == "infrastructure":
        raise NoRecordError(f"failed there by no fault of the artifact: {record.reason}")
    beside = files.get(path.removesuffix(".json") + ".log")
    log = beside.data if beside is not None and beside.problem is None else None
    problem = log_problem(record, log)
    if problem is None and jobs_file is not None:
        problem = plan_problem(record, jobs_file)
    if problem is not None or log is None:
        raise NoRecordError(problem or "has no log beside it")
    return record, log


def _file(
    folder: Path, found: Found, record: RunRecord, log: bytes, ledger: Path, entered: RunsLedger, vouched: bool
) -> FiledRecord:
    """Put a record where it belongs, and into the ledger when it was made here."""
    place = _plain_folder(folder, f"{RUNS}/{record.run}")
    there = _takes(place, record)
    same = next((take for take, data in there.items() if _equal(data, record)), None)
    take = same if same is not None else max(there, default=0) + 1
    filed = record.model_copy(update={"take": take})
    if same is None:
        data = found.data if record.take == take else _rendered(filed)
        # the record last: where there is one, its log is there too
        write_whole((folder / filed.path).with_suffix(".log"), log)
        write_whole(folder / filed.path, data)
    else:
        data = there[same]
    here = entered.made_here(filed, data)
    if not here and vouched and entered.planned_here(filed):
        append_entries(ledger, [run_entry(filed, data)])
        here = True
    return FiledRecord(found.path, filed.path, "here" if here else "shipped", same is not None)


def _plain_folder(folder: Path, path: str) -> Path:
    """Make a folder of an Ara, no part of which is a link. Raises AraError when one is."""
    place = folder
    for part in path.split("/"):
        place = place / part
        if not place.is_symlink():
            place.mkdir(exist_ok=True)
        if place.is_symlink() or not place.is_dir():
            raise AraError("is a link or no folder.", file=str(place), mend="Remove it; records belong there.")
    return place


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Let one process at a time number the takes of an Ara."""
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _takes(place: Path, record: RunRecord) -> dict[int, bytes]:
    """Give the bytes of the records of a repeat by their take; a torn one keeps its number."""
    found = {}
    for path in place.iterdir():
        match = re.fullmatch(rf"repeat-{record.repeat}(?:\.take-(\d{{1,6}}))?\.json", path.name)
        if match is not None:
            found[int(match[1] or 1)] = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    return dict(sorted(found.items()))


def _equal(data: bytes, record: RunRecord) -> bool:
    try:
        return RunRecord.model_validate_json(data).model_copy(update={"take": record.take}) == record
    except ValidationError:
        return False


def _rendered(record: RunRecord) -> bytes:
    data = record.model_dump(mode="json", by_alias=True)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
