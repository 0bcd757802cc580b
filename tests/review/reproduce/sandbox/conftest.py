"""A cell to run small programs in, in every kind of sandbox that works here."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.worker.sandbox.bubblewrap import Bubblewrap
from ara.review.reproduce.worker.sandbox.contract import SCRATCH, TREE, Cell, Limits, Sandbox
from ara.review.reproduce.worker.sandbox.namespaces import Namespaces
from ara.review.reproduce.worker.sandbox.none import NoSandbox
from ara.review.reproduce.worker.sandbox.probe import try_out
from ara.review.reproduce.worker.watch import Ended, run_cell

KINDS = {"bubblewrap": Bubblewrap, "namespaces": Namespaces, "none": NoSandbox}


@dataclass
class Outcome:
    """How a program in a cell ended, and what it printed."""

    ended: Ended
    out: str
    err: str


class Box:
    """A cell's folders on the host, and the sandbox to run it in."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.tree = folder / "staged" / "tree"
        self.scratch = folder / "staged" / "scratch"
        for path in (self.tree, self.scratch):
            path.mkdir(parents=True)
        (self.tree / "code.py").write_text("print('staged')\n")
        self.confined = sandbox.name != "none"

    def inside(self, path: str) -> str:
        """Where a path of the cell is for the program in it."""
        if self.confined:
            return path
        return path.replace(TREE, str(self.tree)).replace(SCRATCH, str(self.scratch))

    def run(self, *argv: str, limits: dict[str, Any] | None = None, **cell: Any) -> Outcome:
        """Run a program."""
        wanted = Cell(argv, self.tree, self.scratch, replace(Limits(20.0), **(limits or {})))
        ended = run_cell(self.sandbox, replace(wanted, **cell), self.folder / "out", self.folder / "err")
        return Outcome(
            ended,
            (self.folder / "out").read_text(errors="replace"),
            (self.folder / "err").read_text(errors="replace"),
        )

    def python(self, script: str, *words: str, limits: dict[str, Any] | None = None, **cell: Any) -> Outcome:
        """Run a script with the interpreter alone."""
        return self.run("python", "-I", "-S", "-c", textwrap.dedent(script), *words, limits=limits, **cell)


@lru_cache
def _fault(kind: str) -> str | None:
    return try_out(KINDS[kind]()).fault


def _box(kind: str, folder: Path) -> Box:
    if kind != "none" and _fault(kind):
        pytest.skip(f"{kind} does not work here: {_fault(kind)}")
    return Box(KINDS[kind](), folder)


@pytest.fixture(params=tuple(KINDS))
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Box:
    """A cell in each kind, `none` included: what the limits and the contract ask of all."""
    return _box(request.param, tmp_path)


@pytest.fixture(params=("bubblewrap", "namespaces"))
def closed_box(request: pytest.FixtureRequest, tmp_path: Path) -> Box:
    """A cell in each kind that isolates."""
    return _box(request.param, tmp_path)
