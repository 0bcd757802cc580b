"""Scoring pages from their summaries: one number per (request, KV head, page), as an order-preserving key.

    score_p = rule(q_1..q_G, summary_p),   key_p = order(bf16(score_p)) in 0 .. 65535

A page's summary is 256 bytes a vector at D = 128, read once, from wherever the page lies; all else stays in registers.
The kernel moves bytes: R * D * 2 per page, against 2 * page * D * 2 for the page itself.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

CHUNK = 128
"""Pages of one work item: 32 KiB of mean summaries. Fewer leave too few loads in flight (64: 1.5 times as long on an
H200, 32: 2.7 times), more leave multiprocessors without work on ragged batches."""


@triton.jit
def mean_rule(q, q_mean, low, high, DOT: tl.constexpr):
    """Block top-k; `low` is the mean key [CHUNK, D], `q_mean` the mean query [D] in fp32."""
    return tl.sum(low.to(tl.float32) * q_mean[None, :], axis=1)


@triton.jit
def quest_rule(q, q_mean, low, high, DOT: tl.constexpr):
    """Quest; max(q l, q h) = relu(q) h + min(q, 0) l, so that two products replace a maximum [CHUNK, G, D].

    Nothing is rounded on the way: queries and summaries are in DOT already, and sums are in fp32.
    """
    up = tl.trans(tl.maximum(q, 0.0)).to(DOT)
    down = tl.trans(tl.minimum(q, 0.0)).to(DOT)
    logits = tl.dot(high.to(DOT), up, input_precision="ieee")
    return tl.max(tl.dot(low.to(DOT), down, logits, input_precision="ieee"), axis=1)


@triton.jit
def order_key(score):
    """Map fp32 to the rank of its bf16 rounding among all bf16 numbers: greater scores have greater keys.

    Rounding is to nearest, ties to even, on the bits; negative numbers are inverted, the others get the sign bit.
    """
    bits = score.to(tl.int32, bitcast=True)
    high = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16) & 0xFFFF
    return tl.where(high >= 0x8000, 0xFFFF - high, high + 0x8000)


@triton.jit
def page_score_kernel(
    q_ptr, summary_ptr, table_ptr, work_ptr, total_ptr, key_ptr,
    most_pages, summary_page_stride,
    HEADS: tl.constexpr, GROUP: tl.constexpr, GROUP_PAD: tl.constexpr, D: tl.constexpr, VECTORS: tl.constexpr,
    CHUNK: tl.constexpr, RULE: tl.constexpr, DOT: tl.constexpr,
):  # fmt: skip
    """Take work items (request, head, chunk) in turn until `total` of them are done."""
    total = tl.load(total_ptr)
    d = tl.arange(0, D)
    g = tl.arange(0, GROUP_PAD)
    for item in range(tl.program_id(0), total, tl.num_programs(0)):
        request = tl.load(work_ptr + 4 * item)
        head = tl.load(work_ptr + 4 * item + 1)
        first = tl.load(work_ptr + 4 * item + 2)
        count = tl.load(work_ptr + 4 * item + 3)
        slot = first + tl.arange(0, CHUNK)
        inside = slot < count
        page = tl.load(table_ptr + request * most_pages + slot, mask=inside, other=0).to(tl.int64)
        base = summary_ptr + page * summary_page_stride + head * (VECTORS * D)
        low = tl.load(base[:, None] + d[None, :], mask=inside[:, None], other=0.0)  # [CHUNK, D]
        high = low
        if VECTORS == 2:
            high = tl.load(base[:, None] + D + d[None, :], mask=inside[:, None], other=0.0)
        rows = (request * HEADS + head) * GROUP + g
        q = tl.load(q_ptr + rows[:, None] * D + d[None, :], mask=g[:, None] < GROUP, other=0.0).to(tl.float32)
        # absent query heads repeat the first, so that a maximum over the group does not see them
        first_row = tl.load(q_ptr + ((request * HEADS + head) * GROUP) * D + d).to(tl.float32)
        q_mean = tl.sum(q, axis=0) / GROUP
        q = tl.where(g[:, None] < GROUP, q, first_row[None, :])
        score = RULE(q, q_mean, low, high, DOT)
        tl.store(key_ptr + (request * HEADS + head) * most_pages + slot, order_key(score), mask=inside)


RULES = {"mean": (mean_rule, 1), "quest": (quest_rule, 2)}
"""Scoring rules by name, each with the number of vectors of its summaries."""


def score_pages(
    queries: Tensor,
    summaries: Tensor,
    table: Tensor,
    work: Tensor,
    total: Tensor,
    rule: str,
    keys: Tensor,
    *,
    chunk: int = CHUNK,
    warps: int = 4,
    per_processor: int = 16,
) -> Tensor:
    """Write the keys [B, Hkv, most pages] int32 of all pages in the worklist, and give them.

    queries [B, Hq, D]; summaries [pages, Hkv, R, D]; table [B, most pages]; work and total from the planner, with the
    same `chunk`. `per_processor` programs run at a time on each multiprocessor.
    """
    function, vectors = RULES[rule]
    heads, dim = summaries.shape[1], summaries.shape[3]
    if summaries.shape[2] != vectors:
        raise ValueError(f"the rule {rule!r} takes {vectors} vectors a page; the summaries hold {summaries.shape[2]}")
    group = queries.shape[1] // heads
    programs = per_processor * multiprocessors(queries.device)
    page_score_kernel[(programs,)](
        queries, summaries, table, work, total, keys, table.shape[1], summaries.stride(0),
        HEADS=heads, GROUP=group, GROUP_PAD=max(16, triton.next_power_of_2(group)), D=dim, VECTORS=vectors,
        CHUNK=chunk, RULE=function, DOT=dot_type(queries), num_warps=warps,
    )  # fmt: skip
    return keys


def multiprocessors(device: torch.device) -> int:
    """How many multiprocessors a GPU has; in the interpreter one."""
    return torch.cuda.get_device_properties(device).multi_processor_count if device.type == "cuda" else 1


def dot_type(stored: Tensor) -> tl.dtype:
    """The type in which products are made: that of the stored numbers on a GPU, fp32 in the interpreter.

    The interpreter computes with bf16 on its raw bits, which is wrong.
    """
    kinds = {torch.bfloat16: tl.bfloat16, torch.float16: tl.float16}
    return kinds.get(stored.dtype, tl.float32) if stored.is_cuda else tl.float32
