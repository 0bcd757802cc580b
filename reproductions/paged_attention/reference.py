"""The definitions, in plain torch and fp32: slow, and obviously right. Every kernel is held against them."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from reproductions.paged_attention.cache import PagedCache


def grouped(queries: Tensor, heads: int) -> Tensor:
    """Give queries [B, Hq, D] as [B, Hkv, G, D] in fp32: the G query heads that share a KV head."""
    batch, query_heads, dim = queries.shape
    if query_heads % heads:
        raise ValueError(f"{query_heads} query heads do not divide among {heads} KV heads")
    return queries.float().view(batch, heads, query_heads // heads, dim)


def attend(queries: Tensor, cache: PagedCache, kept: list[list[Tensor]] | None = None) -> Tensor:
    """Attention [B, Hq, D] of one new token per request over its cache.

    `kept[b][h]` are the positions of the pages that KV head h of request b reads; None: all pages.
    """
    grouped_queries = grouped(queries, cache.heads)
    out = torch.empty_like(grouped_queries)
    for request in range(len(cache.lengths)):
        keys, values = (part.float() for part in cache.tokens(request))
        for head in range(cache.heads):
            tokens = torch.arange(len(keys), device=keys.device)
            if kept is not None:
                tokens = tokens[torch.isin(tokens // cache.page, kept[request][head].to(tokens.device))]
            logits = grouped_queries[request, head] @ keys[tokens, head].T / math.sqrt(cache.dim)
            out[request, head] = logits.softmax(-1) @ values[tokens, head]
    return out.flatten(1, 2).to(queries.dtype)


def mean_scores(queries: Tensor, summaries: Tensor) -> Tensor:
    """Block top-k: mean over the group of <q_g, mean key>, [.., pages] from [.., G, D] and [.., pages, 1, D]."""
    return torch.einsum("...pd,...d->...p", summaries[..., 0, :].float(), queries.float().mean(-2))


def quest_scores(queries: Tensor, summaries: Tensor) -> Tensor:
    """Quest: max over the group of sum_d max(q_gd low_d, q_gd high_d), an upper bound on any logit of the page."""
    low, high = (part.unsqueeze(-3) for part in summaries.float().unbind(-2))
    query = queries.float().unsqueeze(-2)
    return torch.maximum(query * low, query * high).sum(-1).amax(-2)


def softmax_scores(queries: Tensor, summaries: Tensor, scale: float) -> Tensor:
    """GQA-softmax: softmax over pages of scale <q_g, mean key>, then max over the group."""
    logits = scale * queries.float() @ summaries[..., 0, :].float().transpose(-1, -2)
    return logits.softmax(-1).amax(-2)
