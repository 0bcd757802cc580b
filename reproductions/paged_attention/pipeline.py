"""One step of sparse decode from queries to output: plan, score, choose, attend. A selector is a rule and its summary.

Every buffer is made once and nothing is asked of the device, so that a step can be captured as one CUDA graph.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from reproductions.paged_attention.budgets import Budget
from reproductions.paged_attention.cache import PagedCache
from reproductions.paged_attention.decode_kernel import CHOSEN_LAUNCH, Launch, attend_to_pages
from reproductions.paged_attention.planner import plan_scoring, worklist
from reproductions.paged_attention.score_kernel import CHUNK, score_pages
from reproductions.paged_attention.topk_kernel import choose_pages


@dataclass(frozen=True)
class SparseDecode:
    """A step over one cache."""

    cache: PagedCache
    summaries: Tensor
    """[pages, Hkv, R, D], of the rule's kind."""
    rule: str
    """A name in `score_kernel.RULES`."""
    budget: Budget
    sinks: int = 1
    """First pages that are always read."""
    tolerance: float = 0.0
    """Share of the choice that may miss the greatest scores."""
    launch: Launch = CHOSEN_LAUNCH
    chunk: int = CHUNK

    def prepare(self) -> StepBuffers:
        """Make room for the steps of this cache."""
        batch, most = self.cache.table.shape
        device = self.cache.keys.device
        most_kept = int(self.budget(self.cache.counts).max())
        work, total = worklist(batch, self.cache.heads, most, self.chunk, device)

        def room(width: int) -> Tensor:
            return torch.zeros(batch, self.cache.heads, width, dtype=torch.int32, device=device)

        return StepBuffers(work, total, room(most), room(most_kept))

    def choose(self, queries: Tensor, buffers: StepBuffers) -> tuple[Tensor, Tensor]:
        """Give the physical pages [B, Hkv, most kept] that each head reads, and how many of a row count, [B]."""
        counts = self.cache.counts
        kept = self.budget(counts)
        plan_scoring(counts, self.cache.heads, self.chunk, buffers.work, buffers.total)
        score_pages(
            queries,
            self.summaries,
            self.cache.table,
            buffers.work,
            buffers.total,
            self.rule,
            buffers.keys,
            chunk=self.chunk,
        )
        choose_pages(
            buffers.keys, self.cache.table, counts, kept, buffers.chosen, sinks=self.sinks, tolerance=self.tolerance
        )
        return buffers.chosen, kept

    def __call__(self, queries: Tensor, buffers: StepBuffers) -> Tensor:
        """Attention [B, Hq, D] of queries [B, Hq, D] over the pages they choose."""
        chosen, kept = self.choose(queries, buffers)
        return attend_to_pages(queries, self.cache, chosen, kept, self.launch)


@dataclass(frozen=True)
class StepBuffers:
    """What a step writes on its way; one step at a time may use it."""

    work: Tensor
    total: Tensor
    keys: Tensor
    chosen: Tensor
