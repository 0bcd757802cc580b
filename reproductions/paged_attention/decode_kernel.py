"""Attention of one new token per request over listed pages, split over programs and put together again.

    out_g = sum_t exp(q_g k_t / sqrt(D)) v_t / sum_t exp(q_g k_t / sqrt(D)),   t over the tokens of the listed pages

The G query heads of a KV head share every load, as rows of one tile (padded to 16, the least of the tensor cores). A
program takes a part of a row's pages, keeps a running maximum m and sum l, and leaves (acc / l, m + log l); a second
kernel weighs the parts. With the page table itself as the list this is dense decode.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import triton
import triton.language as tl
from torch import Tensor

from reproductions.paged_attention.cache import PagedCache
from reproductions.paged_attention.score_kernel import dot_type


@dataclass(frozen=True)
class Launch:
    """How the kernel is laid out. `bench.py` tries them; those below were the fastest on an H200."""

    tokens: int
    """Tokens of a step: 64 are 16 KiB of keys at D = 128, one tile of the tensor cores."""
    splits: int
    """Programs that share a row."""
    warps: int
    stages: int
    """Steps whose loads are in flight."""


CHOSEN_LAUNCH = Launch(tokens=64, splits=2, warps=2, stages=3)
"""For a few thousand tokens a row, in many rows: few splits, since each costs a part to write and to read."""
DENSE_LAUNCH = Launch(tokens=128, splits=8, warps=4, stages=3)
"""For rows of tens of thousands of tokens."""


@triton.jit
def paged_decode_kernel(
    q_ptr, key_ptr, value_ptr, list_ptr, listed_ptr, length_ptr, part_ptr, lse_ptr,
    scale, list_stride, page_stride, head_stride,
    HEADS: tl.constexpr, GROUP: tl.constexpr, GROUP_PAD: tl.constexpr, D: tl.constexpr, PAGE: tl.constexpr,
    TOKENS: tl.constexpr, SPLITS: tl.constexpr, LIST_PER_HEAD: tl.constexpr, DOT: tl.constexpr,
):  # fmt: skip
    """One (row, split): row = (request, KV head)."""
    row = tl.program_id(0)
    split = tl.program_id(1)
    request = row // HEADS
    head = row % HEADS
    listed = tl.load(listed_ptr + request)
    # the last listed page is the newest of the request; the others are full
    tokens = (listed - 1) * PAGE + (tl.load(length_ptr + request) - 1) % PAGE + 1
    steps = tl.cdiv(tl.cdiv(tokens, TOKENS), SPLITS)
    begin = split * steps * TOKENS
    end = tl.minimum(tokens, begin + steps * TOKENS)
    g = tl.arange(0, GROUP_PAD)
    d = tl.arange(0, D)
    q = tl.load(q_ptr + (row * GROUP + g)[:, None] * D + d[None, :], mask=g[:, None] < GROUP, other=0.0)
    q = (q.to(tl.float32) * scale).to(DOT)  # [GROUP_PAD, D]; scale holds log2(e), for exp2
    list_ptr += (row if LIST_PER_HEAD else request) * list_stride
    m = tl.full([GROUP_PAD], float("-inf"), tl.float32)
    total = tl.zeros([GROUP_PAD], tl.float32)
    acc = tl.zeros([GROUP_PAD, D], tl.float32)
    for start in range(begin, end, TOKENS):
        t = start + tl.arange(0, TOKENS)
        inside = t < end
        page = tl.load(list_ptr + t // PAGE, mask=inside, other=0).to(tl.int64)
        place = page * page_stride + head * head_stride + (t % PAGE) * D
        k = tl.load(key_ptr + place[:, None] + d[None, :], mask=inside[:, None], other=0.0)  # [TOKENS, D]
        logits = tl.dot(q, tl.trans(k.to(tl.float32).to(DOT)), input_precision="ieee")
        logits = tl.where(inside[None, :], logits, float("-inf"))
        m_new = tl.maximum(m, tl.max(logits, axis=1))
        weight = tl.exp2(logits - m_new[:, None])
        shrink = tl.exp2(m - m_new)
        total = total * shrink + tl.sum(weight, axis=1)
        v = tl.load(value_ptr + place[:, None] + d[None, :], mask=inside[:, None], other=0.0)
        acc = acc * shrink[:, None] + tl.dot(weight.to(DOT), v.to(tl.float32).to(DOT), input_precision="ieee")
        m = m_new
    # a split without tokens has lse = -inf and weighs nothing
    safe = tl.where(total > 0, total, 1.0)
    out = (row * SPLITS + split) * GROUP + g
    tl.store(part_ptr + out[:, None] * D + d[None, :], acc / safe[:, None], mask=g[:, None] < GROUP)
    tl.store(lse_ptr + out, tl.where(total > 0, m + tl.log2(safe), float("-inf")), mask=g < GROUP)


@triton.jit
def combine_kernel(part_ptr, lse_ptr, out_ptr, GROUP: tl.constexpr, D: tl.constexpr, SPLITS: tl.constexpr):
    """One (row, g): the weighted mean of its parts."""
    row = tl.program_id(0)
    g = tl.program_id(1)
    d = tl.arange(0, D)
    s = tl.arange(0, SPLITS)
    at = (row * SPLITS + s) * GROUP + g
    lse = tl.load(lse_ptr + at)
    weight = tl.exp2(lse - tl.max(lse, axis=0))
    part = tl.load(part_ptr + at[:, None] * D + d[None, :])
    mean = tl.sum(part * weight[:, None], axis=0) / tl.sum(weight, axis=0)
    tl.store(out_ptr + (row * GROUP + g) * D + d, mean.to(out_ptr.dtype.element_ty))


def attend_to_pages(
    queries: Tensor, cache: PagedCache, pages: Tensor, listed: Tensor, launch: Launch = CHOSEN_LAUNCH
) -> Tensor:
    """Attention [B, Hq, D] of `queries` [B, Hq, D] over listed pages.

    `pages` int32 are physical pages, [B, most] for all KV heads or [B, Hkv, most] for each; `listed` [B] int32 says how
    many of a row count, at least 1. The last of them is the request's newest page, whose tokens beyond the length are
    left out; the others are full. Dense decode: `attend_to_pages(q, cache, cache.table, cache.counts, DENSE_LAUNCH)`.
    """
    batch, query_heads, dim = queries.shape
    if dim != cache.dim or query_heads % cache.heads:
        raise ValueError(f"queries {tuple(queries.shape)} do not fit {cache.heads} KV heads of width {cache.dim}")
    group = query_heads // cache.heads
    rows = batch * cache.heads
    part = torch.empty(rows, launch.splits, group, dim, dtype=torch.float32, device=queries.device)
    lse = torch.empty(rows, launch.splits, group, dtype=torch.float32, device=queries.device)
    out = torch.empty_like(queries)
    paged_decode_kernel[(rows, launch.splits)](
        queries, cache.keys, cache.values, pages, listed, cache.lengths, part, lse,
        dim**-0.5 * 1.4426950408889634, pages.stride(-2), cache.keys.stride(0), cache.keys.stride(1),
        HEADS=cache.heads, GROUP=group, GROUP_PAD=max(16, triton.next_power_of_2(group)), D=dim, PAGE=cache.page,
        TOKENS=launch.tokens, SPLITS=launch.splits, LIST_PER_HEAD=pages.dim() == 3, DOT=dot_type(cache.keys),
        num_warps=launch.warps, num_stages=launch.stages,
    )  # fmt: skip
    combine_kernel[(rows, group)](part, lse, out, GROUP=group, D=dim, SPLITS=launch.splits, num_warps=1)
    return out
