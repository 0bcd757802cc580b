"""Which executor a call uses, and on which machine its jobs will run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ara.review.reproduce.executors.contract import Executor
from ara.review.reproduce.planning.machine import Machine
from ara.schema.errors import AraError


def choose_executor(
    name: str, machine: Machine, *, jobs: int | None, no_sandbox: bool, cluster: Path | None
) -> Executor:
    """Give the executor called `local` or `parsl`; `jobs` is how many run at a time, `cluster` Parsl's configuration.

    Raises AraError when no sandbox works here, when Parsl is not installed, or when its configuration cannot be read.
    """
    # each brings what only it needs
    if name == "parsl":
        from ara.review.reproduce.executors.parsl import ParslExecutor, read_cluster

        return ParslExecutor(read_cluster(cluster, jobs))
    from ara.review.reproduce.executors.isolated import isolated
    from ara.review.reproduce.executors.local import LocalExecutor

    return LocalExecutor(machine, jobs=jobs, run_job=isolated(no_sandbox=no_sandbox))


def given_secrets(names: Iterable[str]) -> dict[str, str]:
    """Give the values of secrets from the environment. Raises AraError for one that is not set there."""
    found = {name: os.environ.get(name, "") for name in names}
    for name, value in found.items():
        if not value:
            raise AraError(f"--secret {name}: there is no such environment variable.", mend=f"Set {name}, or leave it.")
    return found
