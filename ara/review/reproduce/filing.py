"""From a worker's record to a file of the Ara: held against its job, entered into the ledger, then put in its place.

A crash may come between any two steps. The worker's record stays where it is until its copy lies in the Ara, so that
the next call files it; what lies there already is known by its bytes and is not filed twice.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from ara.review.reproduce import record_faults
from ara.review.reproduce.exclusive import alone
from ara.review.reproduce.executors.contract import RUNNING
from ara.review.reproduce.record_faults import NoRecordError
from ara.review.reproduce.runs_ledger import append_entries, run_entry
from ara.review.reproduce.worker.removal import remove_folder
from ara.review.reproduce.worker.writing import write_whole
from ara.schema.errors import AraError
from ara.schema.reproduce import Job, RunRecord

MOST_BYTES = 16 << 20
"""Largest record; what reads an Ara reads no larger text."""


def read_record(folder: Path, job: Job | None = None) -> RunRecord:
    """Read the one record that a worker left in a folder of ours.

    Raises AraError when there is none, when it cannot be read, or when it is another job's than `job`.
    """
    found = sorted(folder.glob("*/repeat-*.json"))
    if len(found) != 1 or found[0].is_symlink() or found[0].stat().st_size > MOST_BYTES:
        raise _spoilt(folder, f"holds {len(found)} records, or one that is too large")
    try:
        record = record_faults.read_record(found[0].read_bytes())
    except NoRecordError as error:
        raise _spoilt(folder, f"holds a record that {error}") from error
    if record.take != 1 or found[0].relative_to(folder).as_posix() != f"{record.run}/repeat-{record.repeat}.json":
        raise _spoilt(folder, "holds a record under another name")
    if job is not None:
        same = ("run", "job", "experiment", "tier", "arm", "repeat", "seed", "purpose", "repeats", "check_hashes")
        for name in same:
            if getattr(record, name) != getattr(job, name):
                raise _spoilt(folder, f"holds a record of another {name} than was asked for")
    return record


def _spoilt(folder: Path, message: str) -> AraError:
    return AraError(f"{message}.", file=str(folder), mend="Remove the folder and run again.")


def file_record(record: RunRecord, folder: Path, ara: Path, ledger: Path) -> RunRecord:
    """Put a record and its log into the Ara, beside those of earlier calls, and give it as it stands there.

    The ledger knows of it before the Ara does. Nothing that is there is written over, by this process or another.
    Raises OSError when the disk refuses, and AraError when a link stands where records belong.
    """
    place = ara / "evidence" / "runs"
    for folder_of_ours in (place.parent, place, place / record.run):
        if folder_of_ours.is_symlink():
            raise AraError(
                "is a link.", file=str(folder_of_ours), mend="Put a folder there: records are not sent away."
            )
    place.mkdir(parents=True, exist_ok=True)
    with alone(place):
        return _file(record, folder, ara, ledger)


def _file(record: RunRecord, folder: Path, ara: Path, ledger: Path) -> RunRecord:
    runs = ara / "evidence" / "runs" / record.run
    data, taken = _bytes(record, folder), 0
    for number in _takes(runs, record.repeat):
        filed = record.model_copy(update={"take": number})
        if (ara / filed.path).read_bytes() == _as(filed, data):
            append_entries(ledger, [run_entry(filed, _as(filed, data))])
            return filed
        taken = max(taken, number)
    filed = record.model_copy(update={"take": taken + 1})
    append_entries(ledger, [run_entry(filed, _as(filed, data))])
    runs.mkdir(exist_ok=True)
    log = folder / record.run / f"repeat-{record.repeat}.log"
    # the record last: where there is one, its log is there too
    if log.is_file() and not log.is_symlink():
        _move(log, (ara / filed.path).with_suffix(".log"), log.read_bytes())
    _move(log.with_suffix(".json"), ara / filed.path, _as(filed, data))
    return filed


def _move(source: Path, target: Path, data: bytes) -> None:
    """Put a file that is safe on the disk into its place; it is written anew when its bytes differ, or on another disk.

    The worker has seen to it that its bytes are on the disk, so moving it needs no second wait.
    """
    if source.read_bytes() == data:
        with contextlib.suppress(OSError):
            source.rename(target)
            return
    write_whole(target, data)


def _bytes(record: RunRecord, folder: Path) -> bytes:
    return (folder / record.run / f"repeat-{record.repeat}.json").read_bytes()


def _as(record: RunRecord, data: bytes) -> bytes:
    """Give the worker's bytes with the record's take in them; the first take keeps them as they are."""
    if record.take == 1:
        return data
    return (json.dumps(json.loads(data) | {"take": record.take}, ensure_ascii=False, indent=1) + "\n").encode()


def _takes(runs: Path, repeat: int) -> Iterator[int]:
    """Give the takes of a repeat that lie in a run's folder, the lowest first."""
    form = re.compile(rf"repeat-{repeat}(?:\.take-(\d{{1,6}}))?\.json")
    try:
        names = [file.name for file in runs.iterdir()]
    except FileNotFoundError:
        return
    yield from sorted(int(match[1] or 1) for match in map(form.fullmatch, names) if match)


def left_over(out: Path) -> Iterator[Path]:
    """Give the folders in which an earlier call that was ended left a record; what it was still running is removed."""
    for folder in sorted(out.iterdir()) if out.is_dir() else ():
        if folder.name.endswith(RUNNING):
            remove_folder(folder)
        else:
            yield folder
