"""Whether a record that comes back is one: its form, its name, its log, and the job that it says it was."""

from __future__ import annotations

import hashlib
import json
import math
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from ara.schema.reproduce import Job, JobsFile, RunRecord


class NoRecordError(ValueError):
    """Bytes that are no record of a run; the message says why, as a sentence without its subject."""


def read_record(data: bytes) -> RunRecord:
    """Read a record. Raises NoRecordError when it is torn, is not of the form, or cannot be true."""
    try:
        # pydantic takes the last of two equal keys and lets NaN pass
        json.loads(data.decode("utf-8"), object_pairs_hook=_without_twins, parse_constant=_no_constant)
        record = RunRecord.model_validate_json(data, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the record"
        raise NoRecordError(f"is not of the form `ara-run/1`: {where}: {first['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise NoRecordError(f"is torn or no JSON: {' '.join(str(error).split())[:120]}") from None
    problem = _problem(record)
    if problem is not None:
        raise NoRecordError(problem)
    return record


def _problem(record: RunRecord) -> str | None:
    """Say what in a record contradicts the rest of it."""
    if record.run != f"{record.experiment}-{record.tier}-{record.arm}-{record.job[:8]}":
        return f"names its run {record.run!r:.80}, which is not made of its experiment, tier, arm and job"
    if record.run.startswith(".") or "/" in record.run or not record.run.isprintable() or len(record.run) > 200:
        return f"has the run {record.run!r:.80}, which can be no folder's name"
    if not (math.isfinite(record.seconds) and record.seconds >= 0):
        return f"says that it took {record.seconds} seconds"
    try:
        datetime.fromisoformat(record.started)
    except ValueError:
        return f"says that it started at {record.started!r:.60}, which is no time"
    for row in record.rows:
        if not math.isfinite(row.value):
            return f"holds {row.value} for {row.metric!r:.60}"
    ended_well = record.fault is None and record.missing is None
    if ended_well and record.exit_code != 0:
        return f"names no fault, and exit code {record.exit_code}"
    if not ended_well and record.rows:
        return "holds rows of a run that failed"
    return None


def log_problem(record: RunRecord, log: bytes | None) -> str | None:
    """Say why a log is not the record's; None when it is."""
    if log is None:
        return "has no log beside it"
    if record.output is None:
        return "does not say the hash of its log"
    if hashlib.sha256(log).hexdigest() != record.output.log_sha256:
        return "has another log beside it than the one it was written with"
    return None


def plan_problem(record: RunRecord, jobs_file: JobsFile) -> str | None:
    """Say in what a record differs from the job that was planned; None when it is that job's."""
    job = next((job for job in jobs_file.jobs if (job.run, job.repeat) == (record.run, record.repeat)), None)
    if job is None:
        return "is of no job in the job file"
    differing = [name for name, (planned, found) in _both(record, job, jobs_file).items() if planned != found]
    return f"differs from what was planned in its {', '.join(differing)}" if differing else None


def _both(record: RunRecord, job: Job, jobs_file: JobsFile) -> dict[str, tuple[Any, Any]]:
    same = ("job", "experiment", "tier", "arm", "seed", "fidelity", "purpose", "repeats", "cwd", "check_hashes")
    files = {file.path: file.sha256 for file in jobs_file.trees[job.tree].files}
    inputs = {file.name: file.sha256 for file in job.inputs}
    return {
        **{name: (getattr(job, name), getattr(record, name)) for name in same},
        "code_files": (files, record.code_files),
        "inputs": (inputs, record.inputs),
    }


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return table


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON number")
