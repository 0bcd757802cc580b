"""What runs on a node of a cluster: the worker, on the few jobs of a file that both sides can see."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def run_on_node(jobs_file: str, out: str, options: dict[str, Any]) -> list[str | None]:
    """Run the jobs of a file one after another; records and logs come into `out`.

    Gives for each job why the machine was at fault, or None when its record is to be relied on. `options` are those of
    `node_options`. Called on the node by Parsl, which brings it there by its name: ara is installed there too.
    """
    # a node imports this before anything of ara is known to be needed
    from ara.review.reproduce.worker import read_jobs_file, run_job
    from ara.review.reproduce.worker.sandbox.probe import NoSandboxError, choose

    read = read_jobs_file(Path(jobs_file))
    try:
        sandbox = choose(bool(options["no_sandbox"]))
    except NoSandboxError as error:
        return [str(error)] * len(read["jobs"])
    faults: list[str | None] = []
    for job in read["jobs"]:
        record = run_job(
            read,
            job,
            root=Path(options["root"]),
            out=Path(out),
            sandbox=sandbox,
            work=Path(options["work"]) / f"node-{os.uname().nodename}-{os.getpid()}",
            secrets={name: os.environ.get(name, value) for name, value in options["secrets"].items()},
            gpus=_own_gpus(job["needs"]["gpus"]),
            input_cache=Path(options["input_cache"]),
            environment_cache=Path(options["environment_cache"]),
            allow_build=bool(options["allow_build"]),
            hidden=tuple(map(Path, options["hidden"])),
        )
        faults.append(record["reason"] if record["fault"] == "infrastructure" else None)
    return faults


def _own_gpus(wanted: int) -> tuple[int, ...]:
    """Give the GPUs that Parsl has pinned to this process, or the node's first ones when it has pinned none."""
    pinned = os.environ.get("CUDA_VISIBLE_DEVICES", "")
    indices = [int(word) for word in pinned.split(",") if word.strip().isdigit()]
    return tuple((indices or range(wanted))[:wanted])
