"""Attention over chosen pages as one Triton kernel: the pages are read where they lie, none is gathered first."""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from block_topk.pages import PagedCache

BLOCK = 64
"""Tokens read at a time."""
LEAST_ROWS = 16
"""Rows of the smallest product that tensor cores make; fewer heads are padded."""


@triton.jit
def _attend_kernel(
    queries,  # [pairs, HEADS, WIDTH]; a pair is a cache with a group of heads that share their pages
    keys,  # [C, pages, PAGE, WIDTH]
    values,  # [C, pages, PAGE, WIDTH]
    chosen,  # [pairs, keep]
    output,  # [pairs, HEADS, WIDTH], fp32
    groups,
    pages,
    tokens,
    keep,
    scale,
    HEADS: tl.constexpr,  # noqa: N803
    ROWS: tl.constexpr,  # noqa: N803
    PAGE: tl.constexpr,  # noqa: N803
    WIDTH: tl.constexpr,  # noqa: N803
    BLOCK: tl.constexpr,  # noqa: N803
    DOT: tl.constexpr,  # noqa: N803
):
    """One program a pair: a softmax over the tokens of its pages, carried from block to block."""
    pair = tl.program_id(0).to(tl.int64)
    row, channel = tl.arange(0, ROWS), tl.arange(0, WIDTH)
    rows_at = (pair * HEADS + row[:, None]) * WIDTH + channel[None, :]
    query = tl.load(queries + rows_at, mask=row[:, None] < HEADS, other=0.0).to(tl.float32).to(DOT)
    first_token = (pair // groups) * pages * PAGE
    peak = tl.full([ROWS], float("-inf"), tl.float32)
    total = tl.zeros([ROWS], tl.float32)
    summed = tl.zeros([ROWS, WIDTH], tl.float32)
    for start in range(0, keep * PAGE, BLOCK):
        slot = start + tl.arange(0, BLOCK)
        page = tl.load(chosen + pair * keep + slot // PAGE, mask=slot < keep * PAGE, other=0)
        token = page * PAGE + slot % PAGE
        filled = (slot < keep * PAGE) & (token < tokens)
        tokens_at = (first_token + token)[:, None] * WIDTH + channel[None, :]
        key = tl.load(keys + tokens_at, mask=filled[:, None], other=0.0).to(tl.float32).to(DOT)
        logits = tl.dot(query, tl.trans(key), input_precision="ieee") * scale
        logits = tl.where(filled[None, :], logits, float("-inf"))
        # The first page of a block holds a token, so the peak is finite from the first block on.
        higher = tl.maximum(peak, tl.max(logits, 1))
        weight, fade = tl.exp(logits - higher[:, None]), tl.exp(peak - higher)
        value = tl.load(values + tokens_at, mask=filled[:, None], other=0.0).to(tl.float32).to(DOT)
        summed = summed * fade[:, None] + tl.dot(weight.to(DOT), value, input_precision="ieee")
        total = total * fade + tl.sum(weight, 1)
        peak = higher
    tl.store(output + rows_at, summed / total[:, None], mask=row[:, None] < HEADS)


def attend_to_pages_fused(queries: Tensor, paged: PagedCache, chosen: Tensor) -> Tensor:
    """Do what `attend_to_pages` does, in one kernel; the output is fp32 whatever the cache's type.

    Shapes are those of `attend_to_pages`; the width is a power of two of at least 16.
    """
    count, heads, width = queries.shape
    groups, keep = chosen.shape[1:]
    if groups not in (1, heads):
        raise ValueError(f"pages are chosen for {groups} heads, the queries have {heads}; choose for 1 or {heads}")
    if width < LEAST_ROWS or width & (width - 1):
        raise ValueError(f"the width is {width}; the kernel takes powers of two from {LEAST_ROWS}")
    together = heads // groups
    output = torch.full_like(queries, torch.nan, dtype=torch.float32)
    # The interpreter multiplies bf16 by its bits; tensor cores want it.
    half = queries.is_cuda and queries.dtype == torch.bfloat16
    _attend_kernel[(count * groups,)](
        queries.contiguous(),
        paged.keys.contiguous(),
        paged.values.contiguous(),
        chosen.contiguous(),
        output,
        groups,
        paged.pages,
        int(paged.filled.sum()),
        keep,
        width**-0.5,
        HEADS=together,
        ROWS=max(LEAST_ROWS, triton.next_power_of_2(together)),
        PAGE=paged.page_size,
        WIDTH=width,
        BLOCK=BLOCK,
        DOT=tl.bfloat16 if half else tl.float32,
    )
    return output
