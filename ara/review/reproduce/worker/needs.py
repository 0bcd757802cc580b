"""What a job needs of the machine, held against what is here before anything is started."""

from __future__ import annotations

import importlib.machinery
import sys
import sysconfig
from pathlib import Path
from typing import Any

from .faults import MissingError
from .hardware import cores, gpus, memory_gb
from .sandbox.contract import Limits

_SCRATCH_BYTES = 16 << 30
_GB = 10**9


def check_machine(needs: dict[str, Any], indices: tuple[int, ...]) -> None:
    """Raise MissingError when this machine, or the GPUs the job was given, are smaller than it needs."""
    if needs["cpus"] is not None and needs["cpus"] > cores():
        raise MissingError(f"{needs['cpus']} CPU cores ({cores()} are here)")
    here = memory_gb()
    if needs["memory_gb"] is not None and here is not None and needs["memory_gb"] > here:
        raise MissingError(f"{needs['memory_gb']:g} GB of memory ({here:g} GB are here)")
    found = gpus()
    if needs["gpus"] > len(indices) or any(index >= len(found) for index in indices):
        raise MissingError(f"{_gpus(needs)} ({len(found)} are here)")
    for index in indices[: needs["gpus"]]:
        memory = found[index].memory_gb
        if needs["gpu_memory_gb"] is not None and memory is not None and memory < needs["gpu_memory_gb"]:
            raise MissingError(f"{_gpus(needs)} (the {found[index].name} here has {memory:g} GB)")


def _gpus(needs: dict[str, Any]) -> str:
    size = f" with {needs['gpu_memory_gb']:g} GB" if needs["gpu_memory_gb"] is not None else ""
    return f"{needs['gpus']} GPU{'s' if needs['gpus'] != 1 else ''}{size}"


def check_packages(names: list[str], folders: tuple[Path, ...]) -> None:
    """Raise MissingError when a package can be imported neither from these folders nor from the standard library.

    Folders are looked at, nothing is imported: what an environment holds must not run outside a sandbox.
    """
    paths = sysconfig.get_paths()
    places = [*map(str, folders), paths["stdlib"], paths["platstdlib"], f"{paths['platstdlib']}/lib-dynload"]
    for name in names:
        top = name.partition(".")[0]
        if top not in sys.builtin_module_names and importlib.machinery.PathFinder.find_spec(top, places) is None:
            raise MissingError(f"the Python package {top}")


def limits(needs: dict[str, Any], tree_bytes: int) -> Limits:
    """Give the limits of a job's cell; its copy of the code does not count as what it wrote."""
    scratch = int(needs["disk_gb"] * _GB) if needs["disk_gb"] is not None else _SCRATCH_BYTES
    return Limits(
        time_s=float(needs["time_s"]),
        memory_bytes=int(needs["memory_gb"] * _GB) if needs["memory_gb"] is not None else None,
        file_bytes=max(scratch, 1 << 20),
        scratch_bytes=scratch + tree_bytes,
    )
