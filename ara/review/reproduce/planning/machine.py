"""What this machine has, and what a job would lack on it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ara.schema.reproduce import Environment, Needs

GB = 1e9
"""Bytes of a gigabyte, as `needs` counts them."""


@dataclass(frozen=True)
class Gpu:
    """A GPU."""

    index: int
    """Its number, as CUDA_VISIBLE_DEVICES counts."""
    name: str
    """Its name, e.g. `NVIDIA H200`."""
    memory_gb: float
    """Its memory, in GB."""


@dataclass(frozen=True)
class Machine:
    """What a job may find."""

    cpus: int
    """CPU cores that this process may use."""
    memory_gb: float | None = None
    """Main memory, in GB; None when it cannot be told."""
    disk_gb: float | None = None
    """Free space for scratch, in GB; None when it cannot be told."""
    gpus: tuple[Gpu, ...] = ()
    """Its GPUs."""
    importable: Callable[[str], bool] = lambda name: find_spec(name.partition(".")[0]) is not None
    """Whether a Python package is there."""


def this_machine(scratch: Path) -> Machine:
    """Look at the machine; `scratch` is where jobs would work."""
    return Machine(
        cpus=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_gb=_memory_gb(),
        disk_gb=_disk_gb(scratch),
        gpus=_gpus(),
    )


def lacking(needs: Needs, environment: Environment, machine: Machine, *, any_hardware: bool = False) -> tuple[str, ...]:
    """Say what a job needs and this machine lacks, each as a phrase: `a GPU with 80 GB`, `package torch`.

    `any_hardware` lets go of the class of GPU only. A package that the experiment's environment brings is not asked of
    the machine.
    """
    found = list(_lacking_gpus(needs, machine, any_hardware))
    if needs.cpus is not None and needs.cpus > machine.cpus:
        found.append(f"{needs.cpus} CPU cores ({machine.cpus} here)")
    if needs.memory_gb is not None and machine.memory_gb is not None and needs.memory_gb > machine.memory_gb:
        found.append(f"{needs.memory_gb:g} GB of memory ({machine.memory_gb:.0f} GB here)")
    if needs.disk_gb is not None and machine.disk_gb is not None and needs.disk_gb > machine.disk_gb:
        found.append(f"{needs.disk_gb:g} GB of disk ({machine.disk_gb:.0f} GB free)")
    if environment == Environment():
        found += [f"package {name}" for name in needs.packages if not machine.importable(name)]
    return tuple(found)


def _lacking_gpus(needs: Needs, machine: Machine, any_hardware: bool) -> list[str]:
    if needs.gpus == 0:
        return []
    wanted = "a GPU" if needs.gpus == 1 else f"{needs.gpus} GPUs"
    large = [gpu for gpu in machine.gpus if needs.gpu_memory_gb is None or gpu.memory_gb >= needs.gpu_memory_gb]
    if len(large) < needs.gpus:
        return [wanted if needs.gpu_memory_gb is None else f"{wanted} with {needs.gpu_memory_gb:g} GB"]
    if needs.gpu_class is not None and not any_hardware:
        right = [gpu for gpu in large if re.search(needs.gpu_class, gpu.name)]
        if len(right) < needs.gpus:
            return [f"{wanted} of class {needs.gpu_class} ({large[0].name} here)"]
    return []


def fitting_gpus(needs: Needs, machine: Machine, *, any_hardware: bool = False) -> tuple[int, ...]:
    """Give the numbers of the GPUs that a job may be put on."""
    return tuple(
        gpu.index
        for gpu in machine.gpus
        if (needs.gpu_memory_gb is None or gpu.memory_gb >= needs.gpu_memory_gb)
        and (any_hardware or needs.gpu_class is None or re.search(needs.gpu_class, gpu.name))
    )


def _memory_gb() -> float | None:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return None
    try:
        bound = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except OSError:
        bound = "max"
    return min(total, int(bound) if bound.isdigit() else total) / GB


def _disk_gb(scratch: Path) -> float | None:
    for folder in (scratch, *scratch.parents):
        if folder.is_dir():
            return shutil.disk_usage(folder).free / GB
    return None


def _gpus() -> tuple[Gpu, ...]:
    query = ["nvidia-smi", "--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits"]
    try:
        run = subprocess.run(query, capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return ()
    found = []
    for line in run.stdout.splitlines():
        parts = [part.strip() for part in line.split(",")]
        if len(parts) == 3 and parts[0].isdigit() and parts[2].isdigit():
            found.append(Gpu(int(parts[0]), parts[1], int(parts[2]) * 2**20 / GB))
    return tuple(found)
