"""Running one job: stage, prepare, start in a cell, take its numbers, write its record.

Whatever an artifact does, a record comes out; only the failure to write that record is raised.
"""

from __future__ import annotations

import errno
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from .canary import ask_canary
from .collect import Left, collect_rows
from .environments import Prepared, prepare
from .faults import ArtifactError, HarnessError, JobCancelledError, MissingError
from .hardware import describe, sampled
from .harness import NOTEBOOK, START, lay_programs
from .imported import imported_packages
from .inputs import bind_inputs, cache_folder, default_input_cache
from .job_cell import WORK, given_secrets, is_notebook, job_cell, work_folder
from .log import masked_log
from .masking import machine_masker
from .metrics import read_rows
from .needs import check_machine, check_packages
from .record import MOST_BYTES, Outcome, as_bytes, make_record
from .removal import remove_folder
from .sandbox.contract import Cell, Limits, Sandbox
from .staging import copy_tree, stage_tree
from .watch import Ended, run_cell
from .writing import write_whole

_NOTEBOOK_PACKAGES = ["nbclient", "nbformat", "ipykernel"]


def run_job(
    jobs_file: dict[str, Any],
    job: dict[str, Any],
    *,
    root: Path,
    out: Path,
    sandbox: Sandbox,
    work: Path,
    secrets: dict[str, str],
    gpus: tuple[int, ...] = (),
    input_cache: Path | None = None,
    environment_cache: Path | None = None,
    allow_build: bool = False,
    hidden: tuple[Path, ...] = (),
    cancelled: threading.Event | None = None,
) -> dict[str, Any]:
    """Run one job of a checked job file and give its record, as written to `out/<run>/repeat-<i>.json`.

    `jobs_file` and `job` come from `read_jobs_file` or `checked`, which fill in defaults. `work` is a folder of this
    worker's own, on the disk that scratch folders are to use; staged trees are kept there from job to job. `gpus` are
    the devices that the job has for itself. `hidden` are folders of the host that no job may see, beside `root` and
    `out`. `secrets` are all that the worker was given; all of them are masked.

    The log stands beside the record, with `.log` in place of `.json`. An existing record of the same repeat is
    replaced. Raises OSError when the record cannot be written, and never for what the artifact does. A caller that ends
    jobs, or takes `work` away from them, sets `cancelled` first: what ends after that is no result, no record of it is
    written, and JobCancelledError is raised.
    """
    folder = _own_folder(work, job)
    outcome = Outcome()
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    tree = jobs_file["trees"][job["tree"]]
    environment = jobs_file["environments"].get(job["environment"])
    try:
        try:
            check_machine(job["needs"], gpus)
            prepared = _prepared(job, environment, root, environment_cache, allow_build, outcome)
            cell = job_cell(
                job,
                prepared,
                tree=stage_tree(job["tree"], tree, root, work / "trees"),
                tree_bytes=copy_tree(tree, work / "trees" / job["tree"], folder / "scratch" / WORK),
                scratch=folder / "scratch",
                inputs=bind_inputs(job["inputs"], root, input_cache or default_input_cache()),
                secrets=given_secrets(job, secrets),
                gpus=gpus,
                hidden=(root, out, *hidden),
            )
            _check_folder(cell, job)
            if gpus:
                outcome.canary = ask_canary(sandbox, cell, prepared.python, folder)
            shipped = {f"{WORK}/{file['path']}": file["sha256"] for file in tree["files"]}
            began = time.time_ns()
            _run(sandbox, cell, folder, outcome)
            _take(cell, job, prepared, folder, shipped, began, outcome)
        except MissingError as error:
            outcome.missing = str(error)
        except ArtifactError as error:
            _blame(outcome, "artifact", str(error))
        except HarnessError as error:
            _blame(outcome, "infrastructure", str(error))
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            _blame(outcome, "infrastructure", "the disk is full" if full else f"the worker failed: {error}")
        if cancelled is not None and cancelled.is_set():
            raise JobCancelledError(job["run"])
        return _write(job, outcome, tree, folder, out, sandbox.name, started, secrets, gpus)
    finally:
        remove_folder(folder)


def _own_folder(work: Path, job: dict[str, Any]) -> Path:
    jobs = work / "jobs"
    jobs.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=jobs))
    (folder / "scratch").mkdir()
    lay_programs(folder / "scratch", START, *([NOTEBOOK] if is_notebook(job["argv"]) else []))
    return folder


def _prepared(
    job: dict[str, Any],
    environment: dict[str, Any] | None,
    root: Path,
    cache: Path | None,
    allow_build: bool,
    outcome: Outcome,
) -> Prepared:
    prepared = prepare(job["environment"], environment, root, cache or cache_folder() / "environments", allow_build)
    outcome.environment = {"kind": prepared.kind, "python": prepared.version, "key": job["environment"]}
    outcome.notes.extend(prepared.notes)
    check_packages(job["needs"]["packages"], prepared.folders)
    if is_notebook(job["argv"]):
        try:
            check_packages(_NOTEBOOK_PACKAGES, prepared.folders)
        except MissingError as error:
            raise MissingError(f"{error}, which runs notebooks; pin it in the environment's `requirements`") from None
    return prepared


def _check_folder(cell: Cell, job: dict[str, Any]) -> None:
    if not (cell.scratch / work_folder(job)).is_dir():
        raise ArtifactError(f"the working folder {job['cwd']!r} is not in the job's code tree")


def _run(sandbox: Sandbox, cell: Cell, folder: Path, outcome: Outcome) -> None:
    """Run the command, and put down how it ended."""
    with sampled(cell.gpus) as samples:
        ended = run_cell(sandbox, cell, folder / "stdout", folder / "stderr")
    outcome.exit_code, outcome.reason, outcome.fault = ended.exit_code, ended.reason, ended.fault
    outcome.seconds, outcome.cpu_seconds = ended.seconds, ended.cpu_seconds
    outcome.peak_memory_bytes = ended.peak_memory_bytes
    outcome.printed = (ended.stdout_bytes, ended.stderr_bytes)
    outcome.limit = _limit(ended, cell.limits)
    outcome.gpu_use = samples.summary(len(cell.gpus)) if cell.gpus else None


def _limit(ended: Ended, limits: Limits) -> str | None:
    """Name the limit that a cell was ended for, as far as its figures tell."""
    if ended.fault != "artifact" or ended.exit_code is not None:
        return None
    if limits.memory_bytes is not None and ended.peak_memory_bytes > limits.memory_bytes:
        return "memory"
    if max(ended.stdout_bytes, ended.stderr_bytes) > limits.output_bytes:
        return "output"
    return "time" if ended.seconds >= limits.time_s else None


def _take(
    cell: Cell,
    job: dict[str, Any],
    prepared: Prepared,
    folder: Path,
    shipped: dict[str, str],
    began: int,
    outcome: Outcome,
) -> None:
    """Take what a command measured. Of one that failed nothing is taken: its numbers would look like results."""
    outcome.packages = imported_packages(cell.scratch, prepared.folders)
    if outcome.reason is not None:
        return
    streams = {"stdout": folder / "stdout", "stderr": folder / "stderr"}
    kept = [path.stat().st_size for path in streams.values()]
    cut = tuple(name for name, size, printed in zip(streams, kept, outcome.printed) if printed > size)
    left = Left(streams, cut, cell.scratch, work_folder(job), began, shipped)
    rows = [*read_rows(cell.scratch, job), *collect_rows(job["collect"], left)]
    if not rows:
        raise ArtifactError("it measured nothing: no row in ARA_METRICS, and no rule that collects one")
    outcome.rows = rows


def _blame(outcome: Outcome, fault: str, reason: str) -> None:
    outcome.fault, outcome.reason, outcome.rows = fault, reason, []


def _write(
    job: dict[str, Any],
    outcome: Outcome,
    tree: dict[str, Any],
    folder: Path,
    out: Path,
    isolation: str,
    started: str,
    secrets: dict[str, str],
    gpus: tuple[int, ...],
) -> dict[str, Any]:
    """Write log and record; the record last, so that where there is one its log is there too."""
    masker = machine_masker(secrets)
    streams = {name: (folder / name, printed) for name, printed in zip(("stdout", "stderr"), outcome.printed)}
    log, truncated = masked_log(streams, masker)
    surroundings = {"started": started, "isolation": isolation, "hardware": describe(gpus, outcome.canary)}
    parts = {**surroundings, "files": tree["files"], "log": log, "truncated": truncated, "masker": masker}
    record = make_record(job, outcome, **parts)
    if len(as_bytes(record)) > MOST_BYTES:
        count = len(outcome.rows)
        _blame(outcome, "artifact", f"its {count} rows make a record of more than {MOST_BYTES >> 20} MiB; write fewer")
        record = make_record(job, outcome, **parts)
    place = out / job["run"]
    place.mkdir(parents=True, exist_ok=True)
    # a log that a failing machine tore is known by its hash in the record, which alone has to be on disk
    write_whole(place / f"repeat-{job['repeat']}.log", log, durable=False)
    write_whole(place / f"repeat-{job['repeat']}.json", as_bytes(record))
    return record
