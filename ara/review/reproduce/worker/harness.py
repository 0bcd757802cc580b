"""The worker's own small programs for the inside of a cell: what Python does at its start, the canary, notebooks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .sandbox.contract import SCRATCH

HARNESS_FOLDER = ".worker"
"""Folder below scratch that holds them."""
HARNESS = f"{SCRATCH}/{HARNESS_FOLDER}"
"""Where they stand inside a cell."""

START = "sitecustomize.py"
CANARY = ("canary.py", "canary_kernel.py")
NOTEBOOK = "notebook.py"
PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "inside")


def lay_programs(scratch: Path, *names: str) -> None:
    """Copy programs into a scratch folder: a cell has no other place that is the same for every kind of sandbox."""
    folder = os.path.join(scratch, HARNESS_FOLDER)
    os.mkdir(folder)
    for name in names:
        shutil.copyfile(os.path.join(PROGRAMS, name), os.path.join(folder, name))
