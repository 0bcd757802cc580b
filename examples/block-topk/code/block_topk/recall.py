"""Associative recall: one token of a long cache answers the query, all others distract."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from block_topk.caches import Cache, CacheSpec, draw_caches


@dataclass(frozen=True)
class Task:
    """A batch of questions, one to a query head."""

    cache: Cache
    """Queries are noisy copies of the needle's key; every value is a symbol of the codebook."""
    codebook: Tensor
    """[symbols, d], unit length"""
    answer: Tensor
    """[C], the symbol that the needle holds"""


def draw_task(
    spec: CacheSpec, count: int, symbols: int, needle_length: float, cue: float, generator: torch.Generator
) -> Task:
    """Plant one needle in each of `count` caches.

    `needle_length` is its standard deviation per channel, `cue` the scale of the queries that ask for it.
    """
    cache = draw_caches(replace(spec, hitters=0), count, generator)
    place = torch.randint(spec.length, (count,), generator=generator)
    rows = torch.arange(count)
    needle = needle_length * torch.randn(count, spec.width, generator=generator)
    keys = cache.keys.clone()
    keys[rows, place] = needle

    codebook = torch.nn.functional.normalize(torch.randn(symbols, spec.width, generator=generator), dim=-1)
    symbol = torch.randint(symbols, (count, spec.length), generator=generator)
    noise = torch.randn(count, spec.heads, spec.width, generator=generator)
    queries = cue * (needle[:, None] + noise)
    return Task(Cache(queries, keys, codebook[symbol]), codebook, symbol[rows, place])


def accuracy(task: Task, output: Tensor) -> float:
    """Share of questions, in per cent, for which the symbol nearest to the output [C, G, d] is the needle's."""
    said = (output @ task.codebook.T).argmax(-1)
    return 100 * (said == task.answer[:, None]).float().mean().item()
