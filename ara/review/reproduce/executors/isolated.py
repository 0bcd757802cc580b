"""How a job is run on this machine: by the worker, in the sandbox that works here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ara.review.reproduce.executors.contract import Site
from ara.review.reproduce.executors.local import RunJob
from ara.review.reproduce.worker import run_job
from ara.review.reproduce.worker.sandbox.probe import NoSandboxError, choose
from ara.schema.errors import AraError


def isolated(*, no_sandbox: bool = False) -> RunJob:
    """Choose the sandbox by trying, and give what runs a job in it.

    Raises AraError when none works here and isolation was not waived.
    """
    try:
        sandbox = choose(no_sandbox)
    except NoSandboxError as error:
        raise AraError(str(error)) from error

    def run(
        jobs_file: dict[str, Any], job: dict[str, Any], site: Site, out: Path, *, gpus: tuple[int, ...]
    ) -> dict[str, Any]:
        return run_job(
            jobs_file,
            job,
            root=site.root,
            out=out,
            sandbox=sandbox,
            work=site.work,
            secrets=site.secrets,
            gpus=gpus,
            input_cache=site.input_cache,
            environment_cache=site.environment_cache,
            allow_build=site.allow_build,
            hidden=site.hidden,
        )

    return run
