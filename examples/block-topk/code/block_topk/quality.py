"""How much a choice of pages keeps of dense attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from block_topk.attention import attend_to_all, attend_to_pages, mass_of_pages
from block_topk.caches import Cache
from block_topk.pages import PagedCache


@dataclass(frozen=True)
class Reference:
    """What dense attention does in one decode step."""

    output: Tensor
    """[C, G, d]"""
    mass: Tensor
    """[C, G, pages], weight on each page"""


@dataclass(frozen=True)
class Quality:
    """Means over the heads of all caches of a batch."""

    mass: float
    """Weight of dense attention that falls on the chosen pages, in per cent."""
    error: float
    """Distance of the output from that of dense attention, relative to the norm of the latter."""


def reference_of(cache: Cache, paged: PagedCache) -> Reference:
    """Run dense attention once for a batch of caches."""
    return Reference(
        output=attend_to_all(cache.queries, cache.keys, cache.values), mass=mass_of_pages(cache.queries, paged)
    )


def judge_choice(reference: Reference, queries: Tensor, paged: PagedCache, chosen: Tensor) -> Quality:
    """Compare attention over the pages `chosen` with dense attention; see `attend_to_pages`."""
    sparse = attend_to_pages(queries, paged, chosen)
    error = (sparse - reference.output).norm(dim=-1) / reference.output.norm(dim=-1)
    kept = reference.mass.gather(2, chosen.expand(-1, queries.shape[1], -1)).sum(-1)
    return Quality(mass=100 * kept.mean().item(), error=error.mean().item())


def mean_quality(batches: Sequence[Quality]) -> Quality:
    """The mean over batches of equal size."""
    return Quality(
        mass=sum(batch.mass for batch in batches) / len(batches),
        error=sum(batch.error for batch in batches) / len(batches),
    )
