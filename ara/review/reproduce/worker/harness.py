"""The worker's own small programs for the inside of a cell: what Python does at its start, the canary, notebooks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .sandbox.contract import SCRATCH

_FOLDER = ".worker"
_PROGRAMS = Path(os.path.abspath(__file__)).parent / "inside"

HARNESS = f"{SCRATCH}/{_FOLDER}"
"""Where the programs stand inside a cell."""


def lay_programs(scratch: Path) -> None:
    """Copy the programs into a scratch folder: a cell has no other place that is the same for every kind of sandbox."""
    (scratch / _FOLDER).mkdir()
    for program in _PROGRAMS.glob("*.py"):
        shutil.copyfile(program, scratch / _FOLDER / program.name)
