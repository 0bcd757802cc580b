"""Cells made by bubblewrap, a small program that Linux distributions ship."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess

from .contract import Cell, Start
from .feed import feed, open_feed
from .seccomp import seccomp_filter
from .surroundings import arguments, environment, working_folder
from .view import HOST_NAME, Step, view

# bwrap has a gate of its own, which opens when its caller is killed. This one stands behind the point from which on the
# end of the caller ends the cell
_GATE = 'echo ready; read -r go && exec "$@" < /dev/null'
_BINDS = {"ro": "--ro-bind", "rw": "--bind", "dev": "--dev-bind", "link": "--symlink"}
_FOLDERS = {"proc": "--proc", "devices": "--dev", "close": "--remount-ro"}


class Bubblewrap:
    """Isolation by `bwrap`: namespaces of every kind, a root folder of its own, no capability, a filter of calls.

    It does not stop: a fault of the kernel, or of a GPU's driver; code that finds out how busy the machine is, and how
    long things take; use of the disk beyond the limit between two readings of it, or of memory between two readings of
    that (every 10 to 50 ms); memory that no process has mapped; for root, more processes than allowed between two
    readings. What is below `/usr` and the interpreter's folders is seen, so nothing secret belongs there. A caller that
    is killed in the very microseconds between bwrap's own steps leaves an idle process of bwrap's, never the program.
    """

    name = "bubblewrap"
    confines_processes = True

    def start(self, cell: Cell, status: int) -> Start:
        """Say how the cell is started; see the contract."""
        program = bwrap_program()
        if program is None:
            raise FileNotFoundError("there is no program bwrap on PATH")
        feeds: list[int] = []
        options = [*_variables(cell), "--chdir", working_folder(cell)]
        for step in view(cell):
            options += _step_options(step, feeds, known_options(program))
        filter_ = seccomp_filter()
        if filter_ is not None:
            feeds.append(feed(filter_))
            options += ["--seccomp", str(feeds[-1])]
        # By a pipe: an argument list can be read by every user of the machine, and secrets stand in it
        listed, held = open_feed("\0".join((*options, "")).encode())
        # A reader of its own for what it reports: without one, when its caller is killed, it would end by that, and its
        # child would wait for it for ever
        reader = os.open(f"/proc/self/fd/{status}", os.O_RDONLY)
        pipes = ("--args", str(listed), "--json-status-fd", str(status), "--sync-fd", str(reader))
        gated = ("--", "/bin/sh", "-c", _GATE, "sh", *arguments(cell))
        return Start((program, *_isolation(known_options(program)), *pipes, *gated), held, (*feeds, listed, reader))


def bwrap_program() -> str | None:
    """Give the program's path: `$ARA_BWRAP`, else the one on PATH; None when there is none."""
    return os.environ.get("ARA_BWRAP") or shutil.which("bwrap")


@functools.lru_cache(maxsize=4)
def known_options(program: str) -> frozenset[str]:
    """Give the options that this version of the program has. Raises OSError when it does not answer."""
    try:
        run = subprocess.run([program, "--help"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20)
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{program} --help does not answer") from error
    return frozenset(word for word in run.stdout.decode(errors="replace").split() if word.startswith("--"))


def _isolation(known: frozenset[str]) -> list[str]:
    options = ["--unshare-all", "--unshare-user", "--hostname", HOST_NAME, "--cap-drop", "ALL"]
    options += ["--die-with-parent", "--new-session"]
    return options + ["--disable-userns"] * ("--disable-userns" in known)


def _variables(cell: Cell) -> list[str]:
    return [word for name, value in environment(cell).items() for word in ("--setenv", name, value)]


def _step_options(step: Step, feeds: list[int], known: frozenset[str]) -> list[str]:
    """Write a step as options; a file's text goes into a pipe that is added to `feeds`."""
    if step.kind in _BINDS:
        return [_BINDS[step.kind], step.source, step.target]
    if step.kind == "file":
        feeds.append(feed(step.source.encode()))
        return ["--file", str(feeds[-1]), step.target]
    if step.kind == "tmpfs":
        sized = ["--size", str(step.size)] if step.size and "--size" in known else []
        return [*sized, "--tmpfs", step.target]
    return [_FOLDERS[step.kind], step.target]
