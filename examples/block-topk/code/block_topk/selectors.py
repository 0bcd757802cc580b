"""Scores of pages, and the choice that follows from them.

A score takes queries [C, G, d] and what is known of the pages, and returns [C, G, pages]; higher is read first.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from block_topk.attention import mass_of_pages
from block_topk.pages import PagedCache, Summaries

Score = Callable[[Tensor, Summaries], Tensor]


def score_by_mean(queries: Tensor, summaries: Summaries) -> Tensor:
    """The query's product with the mean key: the mean logit of the page."""
    return queries @ summaries.mean.transpose(1, 2)


def score_by_ball(queries: Tensor, summaries: Summaries) -> Tensor:
    """Upper bound on every logit of the page from its mean and radius (Cauchy-Schwarz)."""
    reach = queries.norm(dim=-1, keepdim=True) * summaries.radius[:, None]
    return score_by_mean(queries, summaries) + reach


def score_by_minmax(queries: Tensor, summaries: Summaries) -> Tensor:
    """Upper bound on every logit of the page: the best corner of the box of its channel ranges."""
    at_high = queries.clamp_min(0) @ summaries.high.transpose(1, 2)
    at_low = queries.clamp_max(0) @ summaries.low.transpose(1, 2)
    return at_high + at_low


def score_at_random(generator: torch.Generator) -> Score:
    """A selector that knows nothing: the control of every comparison."""

    def score(queries: Tensor, summaries: Summaries) -> Tensor:
        count, _, _ = queries.shape
        return torch.rand(count, 1, summaries.mean.shape[1], generator=generator)

    return score


def score_by_age(queries: Tensor, summaries: Summaries) -> Tensor:
    """The later the page, the higher: a sliding window."""
    pages = summaries.mean.shape[1]
    return torch.arange(pages, dtype=queries.dtype).expand(queries.shape[0], 1, pages)


def score_by_true_mass(paged: PagedCache) -> Score:
    """The attention mass of the page itself, which no selector can know before reading it."""

    def score(queries: Tensor, summaries: Summaries) -> Tensor:
        # Every head counts alike in what the group keeps, hence the sum over heads, not the largest.
        return mass_of_pages(queries, paged).sum(1, keepdim=True)

    return score


SELECTORS = ("random", "recent", "mean", "ball", "minmax", "oracle")


def scorer(name: str, paged: PagedCache, generator: torch.Generator) -> Score:
    """The score called `name`, one of `SELECTORS`."""
    scores: dict[str, Score] = {
        "random": score_at_random(generator),
        "recent": score_by_age,
        "mean": score_by_mean,
        "ball": score_by_ball,
        "minmax": score_by_minmax,
        "oracle": score_by_true_mass(paged),
    }
    if name not in scores:
        raise ValueError(f"no selector is called {name!r}; choose one of {', '.join(SELECTORS)}")
    return scores[name]


def choose_pages(
    scores: Tensor, keep: int, sink_pages: int = 0, recent_pages: int = 0, *, by_head: bool = False
) -> Tensor:
    """The `keep` best pages in ascending order: [C, 1, keep] for the group, or [C, G, keep] with `by_head`.

    A group ranks a page by its highest score over the heads. The first `sink_pages` and the last `recent_pages` are
    taken whatever their score, and count towards `keep`.
    """
    pages = scores.shape[-1]
    if keep < 1:
        raise ValueError(f"keep is {keep}; at least one page must be read")
    ranked = scores.clone() if by_head else scores.amax(1, keepdim=True)
    ranked[..., :sink_pages] = torch.inf
    ranked[..., pages - recent_pages :] = torch.inf
    return ranked.topk(min(keep, pages), dim=-1).indices.sort(-1).values
