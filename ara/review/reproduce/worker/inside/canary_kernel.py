"""The canary's Triton kernel: it doubles whole numbers."""

from typing import Any

import torch
import triton
import triton.language as tl


@triton.jit  # type: ignore[untyped-decorator]
def _doubled_kernel(source, target, count, BLOCK: tl.constexpr):  # type: ignore[no-untyped-def]  # noqa: N803
    at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = at < count
    tl.store(target + at, tl.load(source + at, mask=inside) * 2, mask=inside)


def doubled(values: Any) -> Any:
    """Give twice the values, a one-dimensional tensor on a GPU."""
    target = torch.full_like(values, -1)
    _doubled_kernel[(triton.cdiv(values.numel(), 256),)](values, target, values.numel(), BLOCK=256)
    return target
