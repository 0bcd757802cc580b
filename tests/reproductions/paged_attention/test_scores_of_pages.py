"""Scores from summaries against their definitions, over ragged batches."""

from __future__ import annotations

import pytest
import torch


def scored(queries, cache, rule: str) -> torch.Tensor:
    from reproductions.paged_attention.planner import plan_scoring, worklist
    from reproductions.paged_attention.score_kernel import score_pages
    from reproductions.paged_attention.summaries import mean_summaries, minmax_summaries

    summaries = mean_summaries(cache) if rule == "mean" else minmax_summaries(cache)
    most = cache.table.shape[1]
    work, total = worklist(len(cache.lengths), cache.heads, most, 64, queries.device)
    plan_scoring(cache.counts, cache.heads, 64, work, total)
    keys = torch.full((len(cache.lengths), cache.heads, most), -7, dtype=torch.int32, device=queries.device)
    return score_pages(queries, summaries, cache.table, work, total, rule, keys, chunk=64)


def ranks(scores: torch.Tensor) -> torch.Tensor:
    """The rank of each score's bf16 rounding among all bf16 numbers, by way of torch's own rounding."""
    bits = scores.to(torch.bfloat16).view(torch.int16).int() & 0xFFFF
    return torch.where(bits >= 0x8000, 0xFFFF - bits, bits + 0x8000)


@pytest.mark.parametrize("rule", ["mean", "quest"])
@pytest.mark.parametrize("lengths, group", [((1, 63), 1), ((1000, 8, 129), 4), ((600,), 8)])
def test_keys_rank_pages_as_their_scores_do(draw, rule, lengths, group) -> None:
    from reproductions.paged_attention.reference import grouped, mean_scores, quest_scores
    from reproductions.paged_attention.summaries import mean_summaries, minmax_summaries

    queries, cache = draw(lengths, group=group, page=8)
    summaries = mean_summaries(cache) if rule == "mean" else minmax_summaries(cache)
    score = mean_scores if rule == "mean" else quest_scores

    keys = scored(queries, cache, rule)

    for request, count in enumerate(cache.counts.tolist()):
        pages = cache.table[request, :count].long()
        for head in range(cache.heads):
            wanted = ranks(score(grouped(queries, cache.heads)[request, head], summaries[pages, head]))
            # sums in another order may round to the neighbour
            assert (keys[request, head, :count] - wanted).abs().max() <= 1
        assert (keys[request, :, count:] == -7).all()


def test_the_mean_score_is_the_mean_logit_of_the_tokens_of_a_page(draw) -> None:
    from reproductions.paged_attention.reference import grouped, mean_scores
    from reproductions.paged_attention.summaries import mean_summaries

    queries, cache = draw((21,), heads=1, group=2, page=8)
    keys, _ = cache.tokens(0)
    found = mean_scores(grouped(queries, 1)[0, 0], mean_summaries(cache)[cache.table[0].long(), 0])

    logits = (grouped(queries, 1)[0, 0] @ keys[:, 0].T).mean(0)
    wanted = torch.stack([part.mean() for part in logits.split(8)])
    assert torch.allclose(found, wanted, atol=1e-5)


def test_the_quest_score_is_never_below_a_logit_of_its_page(draw) -> None:
    from reproductions.paged_attention.reference import grouped, quest_scores
    from reproductions.paged_attention.summaries import minmax_summaries

    queries, cache = draw((61,), heads=1, group=4, page=8)
    keys, _ = cache.tokens(0)
    bound = quest_scores(grouped(queries, 1)[0, 0], minmax_summaries(cache)[cache.table[0].long(), 0])

    logits = (grouped(queries, 1)[0, 0] @ keys[:, 0].T).amax(0)
    assert all((part <= bound[page] + 1e-5).all() for page, part in enumerate(logits.split(8)))


def test_the_worklist_holds_each_chunk_of_each_request_once_and_nothing_else(generator) -> None:
    from reproductions.paged_attention.planner import plan_scoring, worklist

    counts = torch.tensor([1, 64, 65, 130], dtype=torch.int32, device=generator.device)
    work, total = worklist(4, 2, 130, 64, generator.device)
    plan_scoring(counts, 2, 64, work, total)

    items = [tuple(item) for item in work[: int(total)].tolist()]
    wanted = {(b, h, c, n) for b, n in enumerate(counts.tolist()) for h in range(2) for c in range(0, n, 64)}
    assert len(items) == len(wanted) and set(items) == wanted
