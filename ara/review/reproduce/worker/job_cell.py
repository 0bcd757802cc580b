"""The cell of a job: what it starts, sees and gets in its environment. Nothing else of the host reaches it.

A job finds, beside `/ara/tree`, the code as it was staged:

- its working folder, a copy of the tree in its own scratch (`/ara/scratch/work`, and `cwd` below it): programs write
  next to their code, and here they may;
- `ARA_METRICS`, the file for its rows; `ARA_INPUTS`, the folder of its inputs, read-only; `ARA_SEED`, its seed;
  `ARA_SCRATCH`, a folder for whatever else it writes.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from .environments import Prepared
from .faults import MissingError
from .harness import HARNESS, NOTEBOOK
from .metrics import METRICS_FILE
from .needs import limits
from .sandbox.contract import INPUTS, SCRATCH, Bind, Cell

WORK = "work"
"""Folder below scratch that holds the job's copy of the code."""


def job_cell(
    job: dict[str, Any],
    prepared: Prepared,
    *,
    tree: Path,
    tree_bytes: int,
    scratch: Path,
    inputs: tuple[Bind, ...],
    secrets: dict[str, str],
    gpus: tuple[int, ...],
    hidden: tuple[Path, ...],
) -> Cell:
    """Give the cell of a job whose tree is staged and whose scratch folder holds its copy."""
    return Cell(
        argv=_arguments(job, prepared),
        tree=tree,
        scratch=scratch,
        limits=limits(job["needs"], tree_bytes),
        cwd=posixpath.join(SCRATCH, work_folder(job)),
        env={**_environment(job, prepared), **secrets},
        binds=(*prepared.binds, *inputs),
        gpus=gpus,
        hidden=hidden,
    )


def work_folder(job: dict[str, Any]) -> str:
    """Give the working folder of a job, below its scratch folder."""
    return posixpath.join(WORK, job["cwd"]) if job["cwd"] else WORK


def is_notebook(argv: list[str]) -> bool:
    """Tell whether a command names a notebook instead of a program: `notebook x.ipynb …` or `x.ipynb …`."""
    return argv[0].endswith(".ipynb") or (argv[0] == "notebook" and len(argv) > 1 and argv[1].endswith(".ipynb"))


def given_secrets(job: dict[str, Any], secrets: dict[str, str]) -> dict[str, str]:
    """Give the secrets that a job asks for. Raises MissingError for one that was not handed to the worker."""
    for name in job["secrets"]:
        if name not in secrets:
            raise MissingError(f"the secret {name}; set it in the environment and pass --secret {name}")
    return {name: secrets[name] for name in job["secrets"]}


def _arguments(job: dict[str, Any], prepared: Prepared) -> tuple[str, ...]:
    argv = list(job["argv"])
    if is_notebook(argv):
        return (prepared.python, f"{HARNESS}/{NOTEBOOK}", *argv[argv[0] == "notebook" :])
    return (prepared.python, *argv[1:]) if argv[0] == "python" else tuple(argv)


def _environment(job: dict[str, Any], prepared: Prepared) -> dict[str, str]:
    asked = dict(job["env"])
    search = [HARNESS, *prepared.import_path, *filter(None, [asked.pop("PYTHONPATH", "")])]
    env = {
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": ":".join(search),
        "ARA_SEED": str(job["seed"]),
        "ARA_METRICS": f"{SCRATCH}/{METRICS_FILE}",
        "ARA_INPUTS": INPUTS,
        "ARA_SCRATCH": SCRATCH,
    }
    if prepared.programs:
        env["PATH"] = ":".join((*prepared.programs, "/usr/local/bin", "/usr/bin", "/bin"))
    if job["needs"]["cpus"] is not None:
        env["OMP_NUM_THREADS"] = str(job["needs"]["cpus"])
    return {**env, **asked}
