"""Bytes that one decode step moves, counted from the tensors that it touches."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from block_topk.pages import PagedCache


@dataclass(frozen=True)
class Traffic:
    """Bytes read for one cache in one decode step, the mean over the caches of a batch."""

    summaries: float
    """Read to score the pages."""
    pages: float
    """Keys and values of the chosen pages; a page that several heads chose is read once."""
    dense: float
    """Keys and values of the whole cache, which dense attention reads."""

    def share(self, part: float) -> float:
        """`part` in per cent of what dense attention reads."""
        return 100 * part / self.dense


NUMBERS_PER_CHANNEL = {"random": 0.0, "recent": 0.0, "mean": 1.0, "ball": 1.0, "minmax": 2.0}
"""Summary numbers that a selector reads of each page, per channel, in the cache's own type."""


def count_traffic(paged: PagedCache, chosen: Tensor, summary_numbers: float) -> Traffic:
    """Count the bytes of one step.

    `chosen` is as in `attend_to_pages`; `summary_numbers` is how many numbers of the cache's own type are read of
    each cache to score its pages.
    """
    size = paged.keys.element_size()
    distinct = sum(row.unique().numel() for row in chosen.flatten(1)) / chosen.shape[0]
    page_bytes = 2 * paged.keys[0, 0].numel() * size
    tokens = int(paged.filled.sum())
    return Traffic(
        summaries=summary_numbers * size,
        pages=distinct * page_bytes,
        dense=2 * tokens * paged.keys.shape[-1] * size,
    )


def summary_numbers(selector: str, paged: PagedCache) -> float:
    """Numbers read of one cache to score its pages with full-precision summaries."""
    radii = paged.pages if selector == "ball" else 0
    return NUMBERS_PER_CHANNEL[selector] * paged.pages * paged.keys.shape[-1] + radii
