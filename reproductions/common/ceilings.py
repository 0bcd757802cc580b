"""What a device can do at best, measured: bytes a second by copying, operations a second by multiplying matrices."""

from __future__ import annotations

import torch

from reproductions.common.device import cache_bytes, describe_device
from reproductions.common.roofline import Ceilings
from reproductions.common.timing import ROTATION, time_in_turn

COPY_BYTES = 2**30
"""Bytes of a copied tensor on a GPU; on a CPU a few times its cache must do."""
MATMUL_SIZE = {"cuda": 8192, "cpu": 1024}
"""Rows and columns of the multiplied matrices."""


def measure_ceilings(device: torch.device, *, rounds: int = 10) -> Ceilings:
    """Measure the device's ceilings: the best of what a copy and a bf16 product of square matrices reach."""
    return Ceilings(
        device=describe_device(device),
        bytes_per_second=copy_bandwidth(device, rounds=rounds),
        operations_per_second=matmul_rate(device, rounds=rounds),
    )


def copy_bandwidth(device: torch.device, *, size: int | None = None, rounds: int = 10) -> float:
    """Give bytes per second, read and written, of a copy between two tensors of `size` bytes."""
    if size is None:
        size = max(COPY_BYTES if device.type == "cuda" else 0, ROTATION * cache_bytes(device))
    source = torch.zeros(size // 4, dtype=torch.float32, device=device)
    target = torch.empty_like(source)
    # a GPU's copy engine can be slower than its multiprocessors, and the other way round
    ways = {"copy": target.copy_, "product": lambda one: torch.mul(one, 1.0, out=target)}
    found = time_in_turn(ways, [source], device, rounds=rounds)
    return 2 * (size // 4) * 4 / min(found.values())


def matmul_rate(
    device: torch.device, *, size: int | None = None, dtype: torch.dtype = torch.bfloat16, rounds: int = 10
) -> float:
    """Give operations per second of a product of two square matrices; a product and its sum are two operations."""
    size = size or MATMUL_SIZE.get(device.type, MATMUL_SIZE["cpu"])
    # Normal numbers: on a GPU zeros draw less power, and a product of them runs faster than real ones do.
    left, right = (torch.randn(size, size, device=device).to(dtype) for _ in range(2))
    found = time_in_turn({"product": lambda other: left @ other}, [right], device, rounds=rounds)
    return 2 * size**3 / found["product"]
