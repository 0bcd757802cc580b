"""What a sandbox is: given a cell, it says which command starts it. Every kind passes the same contract test."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Limits:
    """What a cell may use; going past one ends it, and the end says which."""

    time_s: float
    """Wall-clock seconds."""
    memory_bytes: int | None = None
    """Resident memory of the whole process tree."""
    processes: int = 1024
    """Processes and threads at a time."""
    open_files: int = 4096
    """Open files of one process."""
    file_bytes: int = 8 << 30
    """Size of one file, sparse or not."""
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
    """Its whole environment, beside HOME, TMPDIR and PATH, which the sandbox sets."""
    binds: tuple[Bind, ...] = ()
    """Inputs, a built environment, an existing environment."""
    gpus: tuple[int, ...] = ()
    """Indices of the GPUs that it may use; empty: none is visible."""


class Sandbox(Protocol):
    """A kind of isolation."""

    name: str
    """`bubblewrap`, `namespaces` or `none`."""

    def fault(self) -> str | None:
        """Say why this kind does not work here, found out by trying; None when it works."""

    def command(self, cell: Cell) -> tuple[str, ...]:
        """Give the argument list that starts the cell as a child of the caller."""

    def environment(self, cell: Cell) -> dict[str, str]:
        """Give the environment of that child."""
