"""What a running cell uses, held against its limits."""

from __future__ import annotations

import os
import time

from .background import Background
from .contract import Limits
from .processes import Process, ProcessTree, proportional_bytes
from .untrusted import UntrustedFileError, bytes_below

_FIRST_S = 0.005
_USUAL_S = 0.05
_NEAR_S = 0.01
_GROWTH = 1.6
_PATIENCE_S = 5.0
"""A process that forks or maps without pause is not read before it lets go; then its pages are not sorted out."""


class Gauge:
    """Looks at a cell's processes and scratch folder from time to time."""

    def __init__(self, limits: Limits, scratch: str, tree: ProcessTree) -> None:
        """Watch the processes of a tree, and the folder `scratch` of the host."""
        self.peak_memory_bytes = 0
        """Most memory seen at a time."""
        self._limits = limits
        self._scratch = scratch
        self._tree = tree
        self._pause = _FIRST_S
        self.due = time.monotonic() + _FIRST_S
        """When to look next, on the monotonic clock."""
        self._exact: Background[int] = Background()
        self._disk: Background[str | None] = Background()

    def look(self) -> str | None:
        """Take a reading. A sentence when it is past a limit, else None."""
        processes = self._tree.look()
        self.due = time.monotonic() + self._pause
        count = sum(process.threads for process in processes.values())
        if count > self._limits.processes:
            return f"had {count} processes and threads at a time, with a limit of {self._limits.processes}"
        memory = self._memory(processes)
        self.peak_memory_bytes = max(self.peak_memory_bytes, memory)
        self._pause = self._next_pause(count, memory)
        return past_memory(memory, self._limits) or self._disk.take(lambda: past_scratch(self._scratch, self._limits))

    def _next_pause(self, count: int, memory: int) -> float:
        limit = self._limits.memory_bytes
        if count > self._limits.processes / 4 or (limit is not None and memory > limit / 2):
            return _NEAR_S
        return min(_USUAL_S, self._pause * _GROWTH)

    def _memory(self, processes: dict[int, Process]) -> int:
        """Memory of the tree. Pages that forked processes share are sorted out only when that can matter."""
        resident = sum(process.resident_bytes for process in processes.values())
        if len(processes) < 2 or resident <= self.peak_memory_bytes:
            return resident
        exact = self._exact.take(
            lambda: sum(proportional_bytes(pid, one.resident_bytes) for pid, one in processes.items())
        )
        if exact is not None:
            return min(resident, exact)
        return resident if self._exact.waiting_s > _PATIENCE_S else self.peak_memory_bytes


def past_memory(used: int, limits: Limits) -> str | None:
    """Say that the memory is past its limit; None when it is not."""
    if limits.memory_bytes is None or used <= limits.memory_bytes:
        return None
    return f"used {as_size(used)} of memory, with a limit of {as_size(limits.memory_bytes)}"


def past_scratch(scratch: str, limits: Limits) -> str | None:
    """Say that the scratch folder is past its limit; None when it is not."""
    try:
        used = bytes_below(scratch, enough=limits.scratch_bytes)
    except UntrustedFileError as error:
        return f"left its use of the disk unknown: {error}"
    if used <= limits.scratch_bytes:
        return None
    return f"wrote more than {as_size(limits.scratch_bytes)} to its scratch folder"


def disk_is_full(folder: str) -> bool:
    """Whether the host's disk below a folder has no room left, which is no fault of a cell within its limits."""
    room = os.statvfs(folder)
    return room.f_bavail * room.f_frsize < 1 << 20 or (room.f_files > 0 and room.f_favail == 0)


def as_size(count: int) -> str:
    """Write a number of bytes for people, e.g. `1.5 GiB`."""
    size = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024:
            return f"{size:.4g} {unit}"
        size /= 1024
    return f"{size:.4g} TiB"
