"""What the scores promise, and what the choice of pages keeps to."""

from __future__ import annotations

import pytest
import torch


def draw(length: int, page_size: int, seed: int = 0):
    from block_topk.caches import CacheSpec, draw_caches
    from block_topk.pages import cut_into_pages

    cache = draw_caches(CacheSpec(length, width=16, rank=4), 3, torch.Generator().manual_seed(seed))
    return cache, cut_into_pages(cache.keys, cache.values, page_size)


def largest_logits(cache, paged) -> torch.Tensor:
    logits = torch.einsum("cgd,cmpd->cgmp", cache.queries, paged.keys)
    return logits.masked_fill(~paged.filled, -torch.inf).amax(-1)


@pytest.mark.parametrize(("length", "page_size"), [(1, 1), (17, 16), (1000, 48), (333, 7)])
@pytest.mark.parametrize("score", ["score_by_minmax", "score_by_ball"])
def test_a_bound_is_never_below_the_largest_logit_of_its_page(length: int, page_size: int, score: str) -> None:
    from block_topk import selectors
    from block_topk.pages import summarise

    cache, paged = draw(length, page_size)
    bound = getattr(selectors, score)(cache.queries, summarise(paged))

    assert (bound >= largest_logits(cache, paged) - 1e-3).all()


def test_the_mean_score_is_no_such_bound() -> None:
    from block_topk.pages import summarise
    from block_topk.selectors import score_by_mean

    cache, paged = draw(333, 7)

    assert (score_by_mean(cache.queries, summarise(paged)) < largest_logits(cache, paged) - 1e-3).any()


def test_ranges_rounded_outward_contain_the_exact_ranges() -> None:
    from block_topk.pages import round_outward, summarise

    _, paged = draw(333, 7)
    exact, rounded = summarise(paged), round_outward(summarise(paged))

    assert (rounded.low <= exact.low + 1e-5).all()
    assert (rounded.high >= exact.high - 1e-5).all()
    assert rounded.low.unique(dim=1).shape[1] <= exact.low.shape[1]
    assert max(channel.unique().numel() for cache in rounded.low for channel in cache.T) <= 16


def test_on_pages_of_one_token_every_score_is_the_logit() -> None:
    from block_topk.pages import summarise
    from block_topk.selectors import score_by_ball, score_by_mean, score_by_minmax

    cache, paged = draw(50, 1)
    logits = cache.queries @ cache.keys.transpose(1, 2)

    for score in (score_by_mean, score_by_ball, score_by_minmax):
        torch.testing.assert_close(score(cache.queries, summarise(paged)), logits, atol=1e-3, rtol=1e-4)


def test_empty_places_of_the_last_page_do_not_reach_its_summary() -> None:
    from block_topk.pages import cut_into_pages, summarise

    keys = torch.full((1, 5, 2), 3.0)
    summaries = summarise(cut_into_pages(keys, keys, 4))

    for part in (summaries.mean, summaries.low, summaries.high):
        torch.testing.assert_close(part, torch.full((1, 2, 2), 3.0))
    torch.testing.assert_close(summaries.radius, torch.zeros(1, 2))


def test_first_and_last_pages_are_kept_and_count_towards_the_budget() -> None:
    from block_topk.selectors import choose_pages

    scores = torch.arange(10.0).roll(5).expand(2, 3, 10)

    chosen = choose_pages(scores, keep=4, sink_pages=1, recent_pages=1)

    assert chosen.tolist() == [[[0, 3, 4, 9]]] * 2


def test_without_forced_pages_the_best_scores_win() -> None:
    from block_topk.selectors import choose_pages

    scores = torch.tensor([[[0.0, 5.0, 1.0, 2.0], [4.0, 0.0, 0.0, 1.0]]])

    assert choose_pages(scores, keep=2).tolist() == [[[0, 1]]]
    assert choose_pages(scores, keep=2, by_head=True).tolist() == [[[1, 3], [0, 3]]]
    assert choose_pages(scores, keep=9).tolist() == [[[0, 1, 2, 3]]]


def test_the_choice_leaves_the_scores_as_they_were() -> None:
    from block_topk.selectors import choose_pages

    scores = torch.rand(1, 1, 6)
    before = scores.clone()
    choose_pages(scores, keep=3, sink_pages=1, recent_pages=1, by_head=True)

    assert torch.equal(scores, before)


def test_a_budget_below_one_page_and_an_unknown_selector_are_refused() -> None:
    from block_topk.selectors import choose_pages, scorer

    _, paged = draw(20, 5)
    with pytest.raises(ValueError, match="at least one page"):
        choose_pages(torch.zeros(1, 1, 4), keep=0)
    with pytest.raises(ValueError, match="no selector is called 'best'; choose one of random"):
        scorer("best", paged, torch.Generator())


def test_no_selector_keeps_more_mass_than_the_oracle() -> None:
    from block_topk.pages import summarise
    from block_topk.quality import judge_choice, reference_of
    from block_topk.selectors import SELECTORS, choose_pages, scorer

    cache, paged = draw(400, 16)
    reference, summaries = reference_of(cache, paged), summarise(paged)
    generator = torch.Generator().manual_seed(1)
    mass = {}
    for name in SELECTORS:
        chosen = choose_pages(scorer(name, paged, generator)(cache.queries, summaries), keep=5)
        mass[name] = judge_choice(reference, cache.queries, paged, chosen).mass

    assert max(mass.values()) == mass["oracle"]
    assert mass["minmax"] > mass["random"]


def test_the_same_generator_state_draws_the_same_caches() -> None:
    one, _ = draw(100, 16, seed=4)
    two, _ = draw(100, 16, seed=4)
    other, _ = draw(100, 16, seed=5)

    assert torch.equal(one.keys, two.keys)
    assert not torch.equal(one.keys, other.keys)
