"""A cache cut into pages, and the few numbers kept for each page."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class PagedCache:
    """Keys and values by page; the last page may be partly empty."""

    keys: Tensor
    """[C, pages, p, d], zero where empty"""
    values: Tensor
    """[C, pages, p, d], zero where empty"""
    filled: Tensor
    """[pages, p], true where a token stands"""

    @property
    def pages(self) -> int:
        """Number of pages, the partly filled one included."""
        return self.keys.shape[1]

    @property
    def page_size(self) -> int:
        """Tokens that a page holds."""
        return self.keys.shape[2]


@dataclass(frozen=True)
class Summaries:
    """What a selector may read of each page without touching its keys."""

    mean: Tensor
    """[C, pages, d], mean of the keys"""
    low: Tensor
    """[C, pages, d], least value of each channel"""
    high: Tensor
    """[C, pages, d], greatest value of each channel"""
    radius: Tensor
    """[C, pages], largest distance of a key from the mean"""


def cut_into_pages(keys: Tensor, values: Tensor, page_size: int) -> PagedCache:
    """Cut [C, n, d] keys and values into pages of `page_size` tokens, padding the last one."""
    if page_size < 1:
        raise ValueError(f"page_size is {page_size}; a page holds at least one token")
    if keys.shape != values.shape:
        raise ValueError(f"keys are {tuple(keys.shape)} and values {tuple(values.shape)}; both must be [C, n, d]")
    count, length, width = keys.shape
    pages = -(-length // page_size)
    padding = (0, 0, 0, pages * page_size - length)
    shape = (count, pages, page_size, width)
    filled = (torch.arange(pages * page_size) < length).view(pages, page_size)
    return PagedCache(
        torch.nn.functional.pad(keys, padding).view(shape),
        torch.nn.functional.pad(values, padding).view(shape),
        filled,
    )


def summarise(paged: PagedCache) -> Summaries:
    """Mean, channel range and radius of each page; empty places count for nothing."""
    empty = ~paged.filled[None, :, :, None]
    mean = paged.keys.sum(2) / paged.filled.sum(1)[None, :, None]
    distance = (paged.keys - mean[:, :, None]).masked_fill(empty, 0.0).norm(dim=-1)
    return Summaries(
        mean=mean,
        low=paged.keys.masked_fill(empty, torch.inf).amin(2),
        high=paged.keys.masked_fill(empty, -torch.inf).amax(2),
        radius=distance.amax(2),
    )


def round_outward(summaries: Summaries, levels: int = 15) -> Summaries:
    """The channel range on a grid of `levels` steps, low rounded down and high rounded up, so that it stays a bound.

    The grid of a channel spans its least to its greatest value over all pages of the cache.
    """
    floor = summaries.low.amin(1, keepdim=True)
    step = (summaries.high.amax(1, keepdim=True) - floor).clamp_min(1e-12) / levels
    return Summaries(
        mean=summaries.mean,
        low=floor + step * ((summaries.low - floor) / step).floor(),
        high=floor + step * ((summaries.high - floor) / step).ceil(),
        radius=summaries.radius,
    )
