"""Choosing a sandbox by trying each: a program that is installed, or a kernel that has namespaces, may still refuse."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..watch import run_cell
from .bubblewrap import Bubblewrap
from .contract import TREE, Cell, Limits, Sandbox
from .namespaces import Namespaces
from .none import NoSandbox

_SECONDS = 20.0
_MEND = (
    "Install bubblewrap 0.5 or later (for a copy elsewhere set ARA_BWRAP), let the kernel have user namespaces, "
    "or accept to run foreign code without isolation with --no-sandbox."
)
_LOOK_AROUND = """
import os, sys
tree, secret = sys.argv[1:]
interfaces = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
faults = []
if not os.path.exists(tree + "/shown"): faults.append("the code is not shown")
if os.access(tree, os.W_OK): faults.append("the code can be written to")
if os.path.lexists(secret): faults.append("the host's files are seen")
if interfaces != ["lo"]: faults.append("the network is reached")
open(os.environ["HOME"] + "/mine", "w").close()
print(", ".join(faults) or "confined")
"""


class NoSandboxError(RuntimeError):
    """No kind of sandbox works here; the message says why of each, and what to do."""


class Trial(NamedTuple):
    """What became of trying a kind."""

    sandbox: Sandbox
    """The kind."""
    fault: str | None
    """Why it does not work here; None when it does."""


def choose(no_sandbox: bool = False) -> Sandbox:
    """Give the first kind that works here, or none at all when that was asked for. Raises NoSandboxError."""
    if no_sandbox:
        return NoSandbox()
    failed = []
    for kind in _kinds():
        trial = try_out(kind())
        if trial.fault is None:
            return trial.sandbox
        failed.append(f"{trial.sandbox.name}: {trial.fault}")
    raise NoSandboxError(f"No sandbox works here ({'; '.join(failed)}). {_MEND}")


def survey() -> tuple[Trial, ...]:
    """Try every kind that isolates, in the order in which they are chosen."""
    return tuple(try_out(kind()) for kind in _kinds())


def try_out(sandbox: Sandbox) -> Trial:
    """Start a small program in a sandbox that looks around in there, and hear what it has found."""
    with tempfile.TemporaryDirectory(prefix="ara-probe-") as name:
        folder = Path(name)
        for part in ("tree", "scratch"):
            (folder / part).mkdir()
        (folder / "tree" / "shown").touch()
        (folder / "secret").touch()
        argv = ("python", "-I", "-S", "-c", _LOOK_AROUND, TREE, str(folder / "secret"))
        cell = Cell(argv, folder / "tree", folder / "scratch", Limits(_SECONDS))
        ended = run_cell(sandbox, cell, folder / "stdout", folder / "stderr")
        found = (folder / "stdout").read_text(errors="replace").strip()
        said = " ".join((folder / "stderr").read_text(errors="replace").split())[-200:]
    if ended.reason is not None:
        return Trial(sandbox, ended.reason if said in ended.reason else f"{ended.reason}: {said}")
    return Trial(sandbox, None if found == "confined" else found or "the program in it said nothing")


def _kinds() -> tuple[Callable[[], Sandbox], ...]:
    return (Bubblewrap, Namespaces)
