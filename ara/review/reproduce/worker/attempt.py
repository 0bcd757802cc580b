"""From a job to what became of it: made ready, run in a cell, its numbers taken. No fault of the artifact gets out."""

from __future__ import annotations

import errno
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .canary import ask_canary
from .collect import Left, collect_rows
from .environments import Prepared, prepare
from .faults import ArtifactError, HarnessError, MissingError
from .hardware import sampled
from .harness import NOTEBOOK, START, lay_programs
from .imported import imported_packages
from .inputs import bind_inputs
from .job_cell import WORK, given_secrets, is_notebook, job_cell, work_folder
from .metrics import read_rows
from .needs import check_machine, check_packages
from .record import Outcome
from .sandbox.contract import Cell, Limits, Sandbox
from .staging import copy_tree, stage_tree
from .watch import Ended, run_cell

_NOTEBOOK_PACKAGES = ["nbclient", "nbformat", "ipykernel"]


@dataclass(frozen=True)
class Site:
    """Where a job finds what it needs, and what it is given."""

    root: Path
    """The code's root."""
    sandbox: Sandbox
    """The isolation."""
    trees: Path
    """Folder of the trees that were staged."""
    inputs: Path
    """The cache of inputs."""
    environments: Path
    """The cache of environments."""
    secrets: dict[str, str]
    """Secrets by name."""
    gpus: tuple[int, ...]
    """GPUs that are the job's own."""
    allow_build: bool
    """Whether packages without a wheel may be built."""
    hidden: tuple[Path, ...]
    """Folders of the host that the job may not see."""


@dataclass(frozen=True)
class _Ready:
    """A job that can be started."""

    cell: Cell
    """Its cell."""
    prepared: Prepared
    """Its environment."""
    canary: dict[str, Any]
    """What the canary answered."""


def attempt(jobs_file: dict[str, Any], job: dict[str, Any], site: Site, folder: Path) -> Outcome:
    """Run a job in a fresh folder of its own, and say what became of it; what it printed is left in that folder."""
    outcome = Outcome()
    try:
        ready = _make_ready(jobs_file, job, site, folder)
        outcome = replace(outcome, canary=ready.canary, notes=ready.prepared.notes, environment=_used(job, ready))
        began = time.time_ns()
        with sampled(site.gpus) as samples:
            ended = run_cell(site.sandbox, ready.cell, folder / "stdout", folder / "stderr")
        outcome = replace(outcome, **_ended(ended, ready.cell.limits))
        if site.gpus:
            outcome = replace(outcome, gpu_use=samples.summary(len(site.gpus)))
        outcome = replace(outcome, packages=imported_packages(ready.cell.scratch, ready.prepared.folders))
        # of a command that failed nothing is taken: its numbers would look like results
        return outcome if outcome.reason else replace(outcome, rows=_rows(jobs_file, job, folder, ended, began))
    except (MissingError, ArtifactError, HarnessError, OSError) as error:
        return blamed(outcome, error)


def blamed(outcome: Outcome, error: Exception) -> Outcome:
    """Give an outcome without rows, with the word for whose fault it was; what was missing is nobody's."""
    if isinstance(error, MissingError):
        return replace(outcome, missing=str(error), rows=[])
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = "the disk is full" if full else f"the worker failed: {error}"
    else:
        reason = str(error)
    fault = "artifact" if isinstance(error, ArtifactError) else "infrastructure"
    return replace(outcome, fault=fault, reason=reason, rows=[])


def _make_ready(jobs_file: dict[str, Any], job: dict[str, Any], site: Site, folder: Path) -> _Ready:
    """Hold the machine against the job's needs, and put in place all that it is to see."""
    check_machine(job["needs"], site.gpus)
    environment = jobs_file["environments"].get(job["environment"])
    prepared = prepare(job["environment"], environment, site.root, site.environments, site.allow_build)
    _check_imports(job, prepared)
    scratch = folder / "scratch"
    scratch.mkdir()
    lay_programs(scratch, START, *([NOTEBOOK] if is_notebook(job["argv"]) else []))
    tree = jobs_file["trees"][job["tree"]]
    staged = stage_tree(job["tree"], tree, site.root, site.trees)
    cell = job_cell(
        job,
        prepared,
        tree=staged,
        tree_bytes=copy_tree(tree, staged, scratch / WORK),
        scratch=scratch,
        inputs=bind_inputs(job["inputs"], site.root, site.inputs),
        secrets=given_secrets(job, site.secrets),
        gpus=site.gpus,
        hidden=site.hidden,
    )
    if not (scratch / work_folder(job)).is_dir():
        raise ArtifactError(f"the working folder {job['cwd']!r} is not in the job's code tree")
    canary = ask_canary(site.sandbox, cell, prepared.python, folder) if site.gpus else {}
    return _Ready(cell, prepared, canary)


def _check_imports(job: dict[str, Any], prepared: Prepared) -> None:
    check_packages(job["needs"]["packages"], prepared.folders)
    if is_notebook(job["argv"]):
        try:
            check_packages(_NOTEBOOK_PACKAGES, prepared.folders)
        except MissingError as error:
            raise MissingError(f"{error}, which runs notebooks; pin it in the environment's `requirements`") from None


def _used(job: dict[str, Any], ready: _Ready) -> dict[str, Any]:
    return {"kind": ready.prepared.kind, "python": ready.prepared.version, "key": job["environment"]}


def _ended(ended: Ended, limits: Limits) -> dict[str, Any]:
    """Give the parts of an outcome that how a cell ended settles."""
    return {
        "exit_code": ended.exit_code,
        "fault": ended.fault,
        "reason": ended.reason,
        "limit": _limit(ended, limits),
        "seconds": ended.seconds,
        "cpu_seconds": ended.cpu_seconds,
        "peak_memory_bytes": ended.peak_memory_bytes,
        "printed": (ended.stdout_bytes, ended.stderr_bytes),
    }


def _limit(ended: Ended, limits: Limits) -> str | None:
    """Name the limit that a cell was ended for, as far as its figures tell."""
    if ended.fault != "artifact" or ended.exit_code is not None:
        return None
    if limits.memory_bytes is not None and ended.peak_memory_bytes > limits.memory_bytes:
        return "memory"
    if max(ended.stdout_bytes, ended.stderr_bytes) > limits.output_bytes:
        return "output"
    return "time" if ended.seconds >= limits.time_s else None


def _rows(
    jobs_file: dict[str, Any], job: dict[str, Any], folder: Path, ended: Ended, began: int
) -> list[dict[str, Any]]:
    """Give what a command measured. Raises ArtifactError when that is nothing."""
    streams = {"stdout": folder / "stdout", "stderr": folder / "stderr"}
    printed = {"stdout": ended.stdout_bytes, "stderr": ended.stderr_bytes}
    files = jobs_file["trees"][job["tree"]]["files"]
    left = Left(
        streams=streams,
        cut=tuple(name for name, path in streams.items() if printed[name] > path.stat().st_size),
        scratch=folder / "scratch",
        folder=work_folder(job),
        began=began,
        shipped={f"{WORK}/{file['path']}": file["sha256"] for file in files},
    )
    rows = [*read_rows(left.scratch, job), *collect_rows(job["collect"], left)]
    if not rows:
        raise ArtifactError("it measured nothing: no row in ARA_METRICS, and no rule that collects one")
    return rows
