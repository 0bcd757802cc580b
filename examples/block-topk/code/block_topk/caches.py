"""Synthetic key-value caches with the structure that page selection lives on.

A cache is a run of segments. A segment stays near one topic of a low-rank pool, so neighbouring keys are alike; a few
single tokens, the heavy hitters, match the query alone in their neighbourhood; the first tokens are attention sinks.
Shapes: caches C, tokens n, query heads G that share the cache, width d.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class CacheSpec:
    """What a cache is made of."""

    length: int
    """Tokens in the cache."""
    width: int = 64
    """Channels of a head."""
    heads: int = 4
    """Query heads that share the keys and values."""
    topics: int = 32
    """Topics in the pool."""
    rank: int = 16
    """Dimension of the space in which the topics lie."""
    segment: int = 24
    """Mean length of a segment in tokens."""
    noise: float = 1.0
    """Standard deviation of a key around its topic, per channel."""
    hitters: int = 16
    """Single tokens that match the query."""
    sinks: int = 4
    """First tokens, which match every query."""
    pull: float = 4.0
    """Length that a hitter or a sink gains in the direction of the query."""
    gain: float = 1.5
    """Scale of the queries: the larger, the sharper the attention."""


@dataclass(frozen=True)
class Cache:
    """Keys and values of C caches with the queries of one decode step."""

    queries: Tensor
    """[C, G, d]"""
    keys: Tensor
    """[C, n, d]"""
    values: Tensor
    """[C, n, d]"""


def draw_caches(spec: CacheSpec, count: int, generator: torch.Generator) -> Cache:
    """Draw `count` caches; the same generator state gives the same caches."""

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=generator)

    basis = torch.linalg.qr(normal(count, spec.width, spec.rank)).Q
    directions = torch.nn.functional.normalize(normal(count, spec.topics, spec.rank), dim=-1)
    topics = spec.width**0.5 * directions @ basis.transpose(1, 2)
    topic = _topic_of_each_token(spec, count, generator)
    drift = topics.gather(1, topic[..., None].expand(-1, -1, spec.width))
    keys = drift + spec.noise * normal(count, spec.length, spec.width)

    # The step continues the last segment and looks back at one other topic.
    sought = topics[:, :1] + drift[:, -1:]
    queries = sought + spec.noise * normal(count, spec.heads, spec.width)
    toward = torch.nn.functional.normalize(queries.mean(1, keepdim=True), dim=-1)
    keys = keys + spec.pull * toward * _marked(spec, count, generator)[..., None]

    meanings = normal(count, spec.topics, spec.width)
    values = meanings.gather(1, topic[..., None].expand(-1, -1, spec.width)) + normal(count, spec.length, spec.width)
    return Cache(spec.gain * queries, keys, values)


def _topic_of_each_token(spec: CacheSpec, count: int, generator: torch.Generator) -> Tensor:
    starts = torch.rand(count, spec.length, generator=generator) < 1 / spec.segment
    segment = starts.long().cumsum(1)
    drawn = torch.randint(spec.topics, (count, spec.length + 1), generator=generator)
    return drawn.gather(1, segment)


def _marked(spec: CacheSpec, count: int, generator: torch.Generator) -> Tensor:
    order = torch.rand(count, spec.length, generator=generator).argsort(1)
    marked = torch.zeros(count, spec.length).scatter(1, order[:, : spec.hitters], 1.0)
    marked[:, : spec.sinks] = 1.0
    return marked
