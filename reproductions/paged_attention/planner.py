"""The worklist of a ragged batch: (request, head, chunk) items without gaps, made on the device in one launch.

A grid over the longest request would start programs for pages that do not exist. The number of items stays on the
device too, so that lengths may change between replays of one CUDA graph.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor


@triton.jit
def plan_kernel(
    count_ptr, work_ptr, total_ptr, requests,
    HEADS: tl.constexpr, CHUNK: tl.constexpr, REQUESTS: tl.constexpr, CHUNKS: tl.constexpr,
):  # fmt: skip
    """One program a (request, head): its items begin behind those of the requests and heads before it."""
    request = tl.program_id(0)
    head = tl.program_id(1)
    at = tl.arange(0, REQUESTS)
    counts = tl.load(count_ptr + at, mask=at < requests, other=0)
    items = tl.cdiv(counts, CHUNK) * HEADS
    if request + head == 0:
        tl.store(total_ptr, tl.sum(items, axis=0))
    count = tl.load(count_ptr + request)
    chunks = tl.cdiv(count, CHUNK)
    begin = tl.sum(tl.where(at < request, items, 0), axis=0) + head * chunks
    chunk = tl.arange(0, CHUNKS)
    place = work_ptr + 4 * (begin + chunk)
    inside = chunk < chunks
    tl.store(place, request + 0 * chunk, mask=inside)
    tl.store(place + 1, head + 0 * chunk, mask=inside)
    tl.store(place + 2, chunk * CHUNK, mask=inside)
    tl.store(place + 3, count + 0 * chunk, mask=inside)


def worklist(batch: int, heads: int, most_pages: int, chunk: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Give room for the items of any such batch, work [most items, 4] int32 and total [1] int32."""
    most = batch * heads * -(-most_pages // chunk)
    return (
        torch.zeros(most, 4, dtype=torch.int32, device=device),
        torch.zeros(1, dtype=torch.int32, device=device),
    )


def plan_scoring(counts: Tensor, heads: int, chunk: int, work: Tensor, total: Tensor) -> None:
    """Fill work with (request, head, first page, pages of the request), and total with the number of items.

    `counts` [B] int32 are the pages of each request; items behind `total` are not to be done.
    """
    most_chunks = len(work) // (len(counts) * heads)
    plan_kernel[(len(counts), heads)](
        counts, work, total, len(counts),
        HEADS=heads, CHUNK=chunk, REQUESTS=triton.next_power_of_2(len(counts)),
        CHUNKS=triton.next_power_of_2(most_chunks), num_warps=1,
    )  # fmt: skip
