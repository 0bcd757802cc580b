"""The device that an experiment runs on: its name, and the size of the cache that a timing has to outgrow."""

from __future__ import annotations

import re
from pathlib import Path

import torch

CACHES = Path("/sys/devices/system/cpu/cpu0/cache")
"""Where Linux describes the caches of a processor."""


def describe_device(device: torch.device) -> str:
    """Give the device's name, e.g. `NVIDIA H200`, or `cpu`."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else device.type


def cache_bytes(device: torch.device, caches: Path = CACHES) -> int:
    """Give the size of the last cache before main memory, read off the device: L2 of a GPU, L3 of most processors.

    Raises RuntimeError when the machine does not tell; a timing needs the number, and a guess could be too small.
    """
    if device.type == "cuda":
        return int(torch.cuda.get_device_properties(device).L2_cache_size)
    sizes = [_size(path.read_text(encoding="ascii")) for path in caches.glob("index*/size")]
    if not sizes:
        raise RuntimeError(f"{caches} does not tell the size of a cache; give the number of input sets yourself")
    return max(sizes)


def _size(text: str) -> int:
    """Read `32768K`."""
    found = re.fullmatch(r"(\d+)([KMG]?)", text.strip())
    if found is None:
        raise RuntimeError(f"{text.strip()!r} is no size of a cache")
    return int(found[1]) * {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}[found[2]]
