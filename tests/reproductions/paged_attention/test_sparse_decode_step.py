"""A whole step against its parts written out."""

from __future__ import annotations

import pytest
import torch


@pytest.mark.parametrize("rule", ["mean", "quest"])
@pytest.mark.parametrize("lengths, pages", [((130, 9, 64), 6), ((70,), 100)])
def test_a_step_attends_to_the_pages_with_the_greatest_scores(draw, rule, lengths, pages) -> None:
    from reproductions.paged_attention.budgets import fixed
    from reproductions.paged_attention.pipeline import SparseDecode
    from reproductions.paged_attention.reference import attend, grouped, mean_scores, quest_scores
    from reproductions.paged_attention.summaries import mean_summaries, minmax_summaries

    queries, cache = draw(lengths, group=4, page=8)
    summaries = mean_summaries(cache) if rule == "mean" else minmax_summaries(cache)
    score = mean_scores if rule == "mean" else quest_scores
    step = SparseDecode(cache, summaries, rule, fixed(pages))

    found = step(queries, step.prepare())

    kept = []
    for request, count in enumerate(cache.counts.tolist()):
        scores = score(
            grouped(queries, cache.heads)[request], summaries[cache.table[request, :count].long()].transpose(0, 1)
        )
        scores[:, 0] = torch.inf
        scores[:, -1] = torch.inf
        kept.append(list(scores.topk(min(pages, count), dim=-1).indices))
    assert torch.allclose(found, attend(queries, cache, kept), atol=2e-5)
