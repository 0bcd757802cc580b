"""Choosing the k greatest of up to a few thousand 16-bit keys in each row, in at most two passes over their digits.

Pass 1 counts the high bytes in 256 bins; the sum from above tells the bin in which the k-th greatest lies, and all keys
above that bin have won. With `tolerance` t the row is done when they are at least ceil((1 - t) k): the rest is
filled from the bin as it comes. Pass 2 counts the low bytes within the bin and makes the choice exact. Ties are taken
from a start that changes from row to row, so that no page is preferred for its place.

A row is one program: 2,048 keys are 8 KiB, they stay in registers, and the two histograms in shared memory.
"""

from __future__ import annotations

import triton
import triton.language as tl
from torch import Tensor


@triton.jit
def suffix_threshold(counts, bins, k):
    """Give the greatest bin from which on at least k are counted, and how many lie above it."""
    from_here = tl.cumsum(counts, axis=0, reverse=True)
    bin_ = tl.sum((from_here >= k).to(tl.int32), axis=0) - 1
    above = tl.sum(tl.where(bins == bin_, from_here - counts, 0), axis=0)
    return bin_, above


@triton.jit
def choose_pages_kernel(
    key_ptr, table_ptr, count_ptr, kept_ptr, chosen_ptr, position_ptr,
    most_pages, most_kept, tolerance, seed,
    HEADS: tl.constexpr, SINKS: tl.constexpr, BLOCK: tl.constexpr, POSITIONS: tl.constexpr,
):  # fmt: skip
    """One row (request, head): physical pages of its k winners, the newest page last."""
    row = tl.program_id(0)
    request = row // HEADS
    count = tl.load(count_ptr + request)
    kept = tl.load(kept_ptr + request)
    at = tl.arange(0, BLOCK)
    # the newest page is always read and stands last; the others compete for the remaining places
    rivals = count - 1
    k = kept - 1
    valid = at < rivals
    key = tl.load(key_ptr + row * most_pages + at, mask=valid, other=0)
    key = tl.where(valid & (at < SINKS), 65535, key)
    bins = tl.arange(0, 256)
    # keys of absent pages are 0 and fall into the last bin, from which only valid ones are taken
    high, above = suffix_threshold(tl.histogram(key >> 8, 256), bins, k)
    enough = tl.ceil((1.0 - tolerance) * k).to(tl.int32)
    exact = above < enough
    digit = tl.where((key >> 8) == high, key & 255, 0)
    inside = tl.histogram(digit, 256) - tl.where(bins == 0, tl.sum(((key >> 8) != high).to(tl.int32), axis=0), 0)
    low, _within = suffix_threshold(inside, bins, k - above)
    threshold = tl.where(exact, high * 256 + low, high * 256)
    won = tl.where(exact, key > threshold, (key >> 8) > high) & valid
    tied = tl.where(exact, key == threshold, (key >> 8) == high) & valid
    winners = tl.sum(won.to(tl.int32), axis=0)
    start = ((row * 40503 + seed) % tl.maximum(rivals, 1)).to(tl.int32)
    order = tl.cumsum(tied.to(tl.int32), axis=0) - 1
    before = tl.sum((tied & (at < start)).to(tl.int32), axis=0)
    ties = tl.sum(tied.to(tl.int32), axis=0)
    order = tl.where(at >= start, order - before, order + ties - before)
    place = tl.where(won, tl.cumsum(won.to(tl.int32), axis=0) - 1, winners + order)
    taken = (won | tied) & (place < k)
    page = tl.load(table_ptr + request * most_pages + at, mask=taken, other=0)
    tl.store(chosen_ptr + row * most_kept + place, page, mask=taken)
    newest = tl.load(table_ptr + request * most_pages + rivals)
    tl.store(chosen_ptr + row * most_kept + k, newest)
    if POSITIONS:
        tl.store(position_ptr + row * most_kept + place, at, mask=taken)
        tl.store(position_ptr + row * most_kept + k, rivals)


def choose_pages(
    keys: Tensor,
    table: Tensor,
    counts: Tensor,
    kept: Tensor,
    chosen: Tensor,
    positions: Tensor | None = None,
    *,
    sinks: int = 1,
    tolerance: float = 0.0,
    seed: int = 0,
    warps: int = 4,
) -> Tensor:
    """Write the physical pages that each (request, KV head) reads into `chosen` [B, Hkv, most kept], and give it.

    keys [B, Hkv, most pages] int32 in 0..65535; counts and kept [B] int32, 1 <= kept <= counts; the first `sinks` pages
    and the newest are always kept. `positions`, of the same form as `chosen`, gets the pages' places in the request.
    A row that keeps all its pages keeps each once. What stands behind `kept` is left as it was.
    """
    if not 0 <= tolerance <= 1:
        raise ValueError(f"a tolerance of {tolerance} is none; give one from 0 to 1")
    rows = keys.shape[0] * keys.shape[1]
    choose_pages_kernel[(rows,)](
        keys, table, counts, kept, chosen, chosen if positions is None else positions,
        keys.shape[2], chosen.shape[2], tolerance, seed,
        HEADS=keys.shape[1], SINKS=sinks, BLOCK=max(256, triton.next_power_of_2(keys.shape[2])),
        POSITIONS=positions is not None, num_warps=warps,
    )  # fmt: skip
    return chosen
