"""Before a GPU job: a small program in a cell of the same kind says whether the GPU answers there, and counts right.

Without it a job whose cell lost its GPU would quietly run on the CPU.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from .faults import HarnessError, MissingError
from .harness import CANARY, HARNESS, lay_programs
from .sandbox.contract import Cell, Limits, Sandbox
from .watch import run_cell

CANARY_S = 300

_MOST_BYTES = 1 << 16


def ask_canary(sandbox: Sandbox, cell: Cell, python: str, folder: Path) -> dict[str, Any]:
    """Run the canary in a cell like this one, with a scratch folder of its own below `folder`; give its answer.

    Raises HarnessError when the GPU cannot be used in the cell or counts wrongly, and MissingError for a torch that
    was built without CUDA.
    """
    scratch = folder / "canary"
    scratch.mkdir()
    lay_programs(scratch, *CANARY)
    asked = dataclasses.replace(
        cell,
        argv=(python, f"{HARNESS}/{CANARY[0]}"),
        cwd="",
        scratch=scratch,
        limits=Limits(time_s=CANARY_S, memory_bytes=cell.limits.memory_bytes),
    )
    stdout, stderr = folder / "canary.stdout", folder / "canary.stderr"
    ended = run_cell(sandbox, asked, stdout, stderr)
    if ended.reason is not None:
        said = " ".join(stderr.read_bytes()[-2000:].decode("utf-8", "replace").split())
        raise HarnessError(f"the GPU canary failed in the sandbox: {ended.reason}; {said[-300:]}")
    return judged_answer(stdout.read_bytes()[:_MOST_BYTES], len(cell.gpus))


def judged_answer(data: bytes, count: int) -> dict[str, Any]:
    """Read a canary's answer for so many GPUs and hold it against what must be so."""
    try:
        answer = json.loads(data)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise HarnessError("the GPU canary gave no answer")
    if not answer.get("device"):
        if answer.get("torch") and not answer.get("cuda"):
            raise MissingError(f"a torch built for CUDA (this one, {answer['torch']}, is for the CPU alone)")
        raise HarnessError("the GPU is not visible inside the sandbox")
    if answer.get("torch") and answer.get("devices") != count:
        raise HarnessError(f"{answer.get('devices')} GPUs are visible inside the sandbox, and the job has {count}")
    for name, what in (("matmul", "a matrix product"), ("kernel", "a Triton kernel")):
        if answer.get(name) is False:
            raise HarnessError(f"the GPU computes {what} wrongly")
    return answer
