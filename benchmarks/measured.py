"""One command measured as a whole process: wall time, and peak memory of the largest process of its tree."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """What one process cost."""

    seconds: float
    """Wall-clock time."""
    peak_mb: float
    """Sum of the resident memory of the process tree at its highest sampled point, in MB."""
    exit_code: int
    """How it ended."""


def measure(words: list[str]) -> Run:
    """Run a command to its end and sample the memory of its whole process tree every 20 ms."""
    start = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, sum(map(_resident_mb, _tree(child.pid))))
        time.sleep(0.02)
    return Run(time.perf_counter() - start, peak, child.returncode)


def _tree(root: int) -> list[int]:
    """The process and its descendants, from Linux's /proc."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, pending = [], [root]
    while pending:
        process = pending.pop()
        found.append(process)
        pending += parents.get(process, [])
    return found


def _resident_mb(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def ara(*words: str) -> list[str]:
    """The command line of `ara` in this interpreter's environment."""
    return [sys.executable, "-c", "from ara.cli.main import main; main()", *words]
