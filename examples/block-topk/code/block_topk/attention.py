"""Attention of one decode step: over the whole cache, and over chosen pages."""

from __future__ import annotations

import torch
from torch import Tensor

from block_topk.pages import PagedCache


def attend_to_all(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Dense attention, the reference: queries [C, G, d] over keys and values [C, n, d], giving [C, G, d]."""
    logits = queries @ keys.transpose(1, 2) / queries.shape[-1] ** 0.5
    return logits.softmax(-1) @ values


def attend_to_pages(queries: Tensor, paged: PagedCache, chosen: Tensor) -> Tensor:
    """Attention over the pages `chosen` only; all other pages weigh nothing.

    `chosen` is [C, 1, k] when the heads of a group share their pages, [C, G, k] when each head has its own.
    """
    count, heads, width = queries.shape
    groups = chosen.shape[1]
    if groups not in (1, heads):
        raise ValueError(f"pages are chosen for {groups} heads, the queries have {heads}; choose for 1 or {heads}")
    # A batch of (cache, group) pairs: all heads in one group, or every head in its own.
    grouped = queries.reshape(count * groups, heads // groups, width)
    keys, values, filled = (part.flatten(0, 1) for part in _gather(paged, chosen))
    logits = grouped @ keys.transpose(1, 2) / width**0.5
    output = logits.masked_fill(~filled[:, None], -torch.inf).softmax(-1) @ values
    return output.view(count, heads, width)


def mass_of_pages(queries: Tensor, paged: PagedCache) -> Tensor:
    """Share [C, G, pages] of dense attention's weights that falls on each page."""
    logits = queries @ paged.keys.flatten(1, 2).transpose(1, 2) / queries.shape[-1] ** 0.5
    weights = logits.masked_fill(~paged.filled.flatten(), -torch.inf).softmax(-1)
    return weights.unflatten(-1, paged.filled.shape).sum(-1)


def _gather(paged: PagedCache, chosen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    count, _, size, width = paged.keys.shape
    rows = torch.arange(count)[:, None, None]
    tokens = (*chosen.shape[:2], chosen.shape[2] * size)
    return (
        paged.keys[rows, chosen].view(*tokens, width),
        paged.values[rows, chosen].view(*tokens, width),
        paged.filled[chosen].view(tokens),
    )
