"""What a sandbox is: given a cell, it says which command starts it. Every kind passes the same contract test."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

TREE = "/ara/tree"
"""Where the staged code stands inside a cell, read-only."""
SCRATCH = "/ara/scratch"
"""The one folder of the host that a cell may write to; HOME, temporary files and ARA_METRICS are in it or private."""
INPUTS = "/ara/inputs"
"""Where the inputs stand inside a cell, read-only."""
ENVIRONMENT = "/ara/environment"
"""Where a built environment stands inside a cell, read-only."""

PRIVATE_HOME = ".home"
"""Folder below scratch that is the cell's HOME."""
PRIVATE_TMP = ".tmp"
"""Folder below scratch that is the cell's /tmp."""


@dataclass(frozen=True)
class Limits:
    """What a cell may use; going past one ends it, and the end says which."""

    time_s: float
    """Wall-clock seconds."""
    memory_bytes: int | None = None
    """Memory of the whole process tree, shared pages counted once."""
    processes: int = 1024 + 64 * (os.cpu_count() or 1)
    """Processes and threads at a time; honest programs start as many threads as the machine has processors."""
    open_files: int = 4096
    """Open files of one process."""
    file_bytes: int = 8 << 30
    """Size of one file, sparse or not. The kernel refuses a write beyond it."""
    scratch_bytes: int = 16 << 30
    """Bytes on disk below the scratch folder."""
    output_bytes: int = 16 << 20
    """Bytes kept of stdout and of stderr; the rest is counted and thrown away, and ten times as much ends the cell."""


@dataclass(frozen=True)
class Bind:
    """A file or folder of the host that a cell sees, read-only."""

    source: Path
    """Where it is on the host."""
    target: str
    """Where it is inside."""


@dataclass(frozen=True)
class Cell:
    """What is to be run, and all that it may see."""

    argv: tuple[str, ...]
    """The argument list; a first word `python` is the interpreter that runs the worker."""
    tree: Path
    """The staged code on the host."""
    scratch: Path
    """The scratch folder on the host; empty and private to this cell."""
    limits: Limits
    """What it may use."""
    cwd: str = ""
    """Working folder, below the tree's top."""
    env: dict[str, str] = field(default_factory=dict)
    """Its whole environment, beside HOME, TMPDIR, PATH, PWD and CUDA_VISIBLE_DEVICES, which the sandbox sets.

    A name given here wins over the sandbox's, except that no cell chooses its own GPUs.
    """
    binds: tuple[Bind, ...] = ()
    """Inputs, a built environment, an existing environment."""
    gpus: tuple[int, ...] = ()
    """Indices of the GPUs that it may use; empty: none is visible."""
    hidden: tuple[Path, ...] = ()
    """Folders of the host that stay out of sight even where they lie below a folder that a cell needs.

    An interpreter's own folder or `/usr` is shown to every cell; a project that happens to lie in one is covered.
    """


@dataclass(frozen=True)
class Start:
    """How a cell is started as a child of the caller."""

    argv: tuple[str, ...]
    """The argument list."""
    held: int
    """Writing end of a pipe that the child reads to its end before it does anything; the caller closes it to let it
    begin, its limits being set by then."""
    descriptors: tuple[int, ...] = ()
    """Open descriptors that the child inherits; the caller closes its own copies after the start."""
    env: dict[str, str] = field(default_factory=dict)
    """Environment of the sandbox's own program, never the cell's: a cell's LD_PRELOAD must not reach it."""


class Sandbox(Protocol):
    """A kind of isolation.

    The started program is a *guard*. It stays outside, and writes lines of JSON to the descriptor `status`: first
    `{"child-pid": N}`, the process below which the cell's processes will be; at the end `{"exit-code": N}`, 128 + the
    signal for a program that a signal ended, 126 or 127 for one that cannot be started, and missing when it did not
    come to that. A guard that does not confine processes says `{"group": N}` between them, the process group of the
    program. When all is prepared a line comes on its stdout, and the program begins when a line comes on its stdin; at
    the end of stdin it never begins. So no program runs whose caller is gone.
    """

    @property
    def name(self) -> str:
        """`bubblewrap`, `namespaces` or `none`."""

    @property
    def confines_processes(self) -> bool:
        """Whether the end of `child-pid` ends every process of the cell, as the first of a PID namespace does."""

    def start(self, cell: Cell, status: int) -> Start:
        """Say how the cell is started, with `status` inherited.

        Raises OSError when a program or folder that it needs is not there.
        """
