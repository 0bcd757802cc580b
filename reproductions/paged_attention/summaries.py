"""What is remembered of a page so that it can be scored without being read: one or two vectors of a head's width."""

from __future__ import annotations

import torch
from torch import Tensor

from reproductions.paged_attention.cache import PagedCache


def valid_tokens(cache: PagedCache) -> Tensor:
    """Give [pages, page], bool: which token places of each physical page hold a token."""
    full = torch.ones(cache.keys.shape[0], cache.page, dtype=torch.bool, device=cache.keys.device)
    last = cache.table.gather(1, (cache.counts - 1).long()[:, None])[:, 0].long()
    inside = (cache.lengths - 1) % cache.page
    full[last] = torch.arange(cache.page, device=full.device) <= inside[:, None]
    return full


def mean_summaries(cache: PagedCache) -> Tensor:
    """Give the mean key of each page, [pages, Hkv, 1, D].

    By linearity its product with a query is the mean logit of the page's tokens.
    """
    valid = valid_tokens(cache)[:, None, :, None]
    keys = torch.where(valid, cache.keys.float(), 0.0)
    return (keys.sum(2, keepdim=True) / valid.sum(2, keepdim=True)).to(cache.keys.dtype)


def minmax_summaries(cache: PagedCache) -> Tensor:
    """Give the smallest and the largest key of each page by channel, [pages, Hkv, 2, D] (Quest)."""
    valid = valid_tokens(cache)[:, None, :, None]
    keys = cache.keys.float()
    low = torch.where(valid, keys, float("inf")).amin(2, keepdim=True)
    high = torch.where(valid, keys, float("-inf")).amax(2, keepdim=True)
    return torch.cat([low, high], 2).to(cache.keys.dtype)
