"""The machine a job runs on, without its name; and what its GPUs do meanwhile."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_QUERY_S = 30
_EVERY_S = 1


@dataclass(frozen=True)
class Gpu:
    """A GPU of this machine."""

    name: str
    """Its name."""
    driver: str | None
    """Version of the driver."""
    memory_gb: float | None
    """Its memory, in GB."""


@functools.lru_cache(maxsize=1)
def gpus() -> tuple[Gpu, ...]:
    """Give the machine's GPUs, in the driver's order; asked once."""
    said = _ask("name,driver_version,memory.total")
    if said is None:
        return _by_files()
    found = []
    for line in said.splitlines():
        cells = [cell.strip() for cell in line.split(",")]
        if len(cells) == 3:
            memory = round(int(cells[2]) * 2**20 / 1e9, 1) if cells[2].isdecimal() else None
            found.append(Gpu(cells[0], cells[1], memory))
    return tuple(found)


def _ask(what: str, *options: str) -> str | None:
    command = ["nvidia-smi", f"--query-gpu={what}", "--format=csv,noheader,nounits", *options]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_QUERY_S)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _by_files() -> tuple[Gpu, ...]:
    """Ask the driver's own files where nvidia-smi is not installed; they do not tell the memory."""
    version = re.search(r"Module\s+(\d[\d.]+)", _read("/proc/driver/nvidia/version"))
    found = []
    for path in sorted(Path("/proc/driver/nvidia/gpus").glob("*/information")):
        name = re.search(r"^Model:\s*(.+?)\s*$", _read(str(path)), re.MULTILINE)
        found.append(Gpu(name[1] if name else "unknown", version[1] if version else None, None))
    return tuple(found)


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@functools.lru_cache(maxsize=1)
def cpu_model() -> str | None:
    """Give the model of the processor."""
    found = re.search(r"^(?:model name|Model|cpu model|Hardware)\s*:\s*(.+?)\s*$", _read("/proc/cpuinfo"), re.MULTILINE)
    return found[1] if found else None


def cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0))


@functools.lru_cache(maxsize=1)
def memory_gb() -> float | None:
    """Give the machine's memory in GB, or less where a control group allows less."""
    found = re.search(r"^MemTotal:\s*(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    limits = [int(found[1]) * 1024] if found else []
    allowed = _read("/sys/fs/cgroup/memory.max").strip()
    limits += [int(allowed)] if allowed.isdecimal() else []
    return round(min(limits) / 1e9, 1) if limits else None


def describe(indices: tuple[int, ...], canary: dict[str, Any]) -> dict[str, Any]:
    """Give the record's `hardware` for a job on these GPUs."""
    used = [gpus()[index] for index in indices if index < len(gpus())]
    return {
        "cpu": cpu_model(),
        "cores": cores(),
        "memory_gb": memory_gb(),
        "gpus": [gpu.name for gpu in used],
        "gpu_driver": used[0].driver if used else None,
        "gpu_memory_gb": min((gpu.memory_gb for gpu in used if gpu.memory_gb is not None), default=None),
        "canary": canary,
    }


@dataclass
class GpuSamples:
    """What was seen of the GPUs while a job ran."""

    lines: list[str] = field(default_factory=list)
    """What nvidia-smi said: utilisation and memory in MiB, a GPU a line."""

    def summary(self, count: int) -> dict[str, Any]:
        """Give the record's `gpu_use` for a job on so many GPUs."""
        pairs = [line.split(",") for line in self.lines]
        numbers = [[int(cell) for cell in pair] for pair in pairs if all(cell.strip().isdecimal() for cell in pair)]
        seen = [pair for pair in numbers if len(pair) == 2]
        return {
            "samples": len(seen) // max(count, 1),
            "busy_percent": round(sum(pair[0] for pair in seen) / len(seen), 1) if seen else None,
            "peak_memory_mb": round(max(pair[1] for pair in seen) * 2**20 / 1e6, 1) if seen else None,
        }


@contextlib.contextmanager
def sampled(indices: tuple[int, ...]) -> Iterator[GpuSamples]:
    """Look at GPUs every second, from outside the sandbox, for as long as the block runs."""
    samples = GpuSamples()
    if not indices:
        yield samples
        return
    with tempfile.TemporaryFile("w+") as said:
        process = _sampling(indices, said.fileno())
        try:
            yield samples
        finally:
            if process is not None:
                process.kill()
                process.wait()
            said.seek(0)
            samples.lines.extend(said.read().splitlines())


def _sampling(indices: tuple[int, ...], target: int) -> subprocess.Popen[bytes] | None:
    command = ["nvidia-smi", "--query-gpu=utilization.gpu,memory.used", "--format=csv,noheader,nounits"]
    command += ["-i", ",".join(map(str, indices)), "-l", str(_EVERY_S)]
    try:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=target, stderr=subprocess.DEVNULL)
    except OSError:
        return None
