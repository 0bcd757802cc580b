"""How many pages a request keeps: a function from its number of pages to the number that is read."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

Budget = Callable[[Tensor], Tensor]
"""From the pages of each request, [B] int32, to how many of them are kept, [B] int32."""


def fixed(pages: int) -> Budget:
    """Keep so many pages, or all when there are fewer."""
    if pages < 1:
        raise ValueError(f"a budget of {pages} pages keeps nothing; keep at least 1")
    return lambda counts: counts.clamp(max=pages)


def ratio(share: float, least: int = 1) -> Budget:
    """Keep a share of the pages, rounded down, but at least `least`."""
    if not 0 < share <= 1:
        raise ValueError(f"a share of {share} is none; give one above 0 and at most 1")
    return lambda counts: torch.minimum((counts * share).int().clamp(min=least), counts)


def by_position(starts: tuple[int, ...], kept: tuple[int, ...]) -> Budget:
    """Keep `kept[i]` pages once a request has `starts[i]` pages or more; all of them before `starts[0]`."""
    if len(starts) != len(kept) or list(starts) != sorted(starts):
        raise ValueError("give one number of kept pages for each start, and the starts in growing order")

    def budget(counts: Tensor) -> Tensor:
        found = counts.clone()
        for start, pages in zip(starts, kept, strict=True):
            found = torch.where(counts >= start, counts.clamp(max=pages), found)
        return found

    return budget
