"""Runs in a cell before a GPU job: does the GPU answer in here, and does it count right? One line of JSON says so."""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any


def answer() -> dict[str, Any]:
    """Give what was found out; `matmul` and `kernel` are true only for results that are right to the last bit."""
    try:
        import torch
    except ImportError:
        return {"torch": None, "device": _name_by_driver(), "matmul": None, "kernel": None}
    found: dict[str, Any] = {
        "torch": torch.__version__,
        "cuda": torch.version.cuda,
        "device": None,
        "matmul": None,
        "kernel": None,
    }
    if not torch.cuda.is_available():
        return found
    found["device"] = torch.cuda.get_device_name(0)
    found["devices"] = torch.cuda.device_count()
    # small whole numbers: every product and sum is exact in every number format a GPU multiplies in
    numbers = (torch.arange(256 * 256) % 7).reshape(256, 256)
    product = numbers.float().cuda() @ numbers.float().cuda()
    found["matmul"] = bool((product.cpu().long() == numbers @ numbers).all())
    try:
        import triton
    except ImportError:
        return found
    found["triton"] = triton.__version__
    from canary_kernel import doubled

    values = torch.arange(1000, device="cuda", dtype=torch.int32)
    found["kernel"] = bool((doubled(values).cpu() == torch.arange(0, 2000, 2, dtype=torch.int32)).all())
    return found


def _name_by_driver() -> str | None:
    """Ask the driver itself for the name of the first GPU; None when it answers nothing."""
    try:
        driver = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return None
    device, name = ctypes.c_int(), ctypes.create_string_buffer(100)
    if driver.cuInit(0) or driver.cuDeviceGet(ctypes.byref(device), 0) or driver.cuDeviceGetName(name, 100, device):
        return None
    return name.value.decode("utf-8", "replace")


if __name__ == "__main__":
    json.dump(answer(), sys.stdout)
