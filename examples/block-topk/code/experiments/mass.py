"""Attention mass kept and output error, by selector and token budget (Table 2, Figure 2a)."""

from __future__ import annotations

import argparse

import torch
from block_topk.caches import CacheSpec, draw_caches
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import cut_into_pages, summarise
from block_topk.quality import Quality, judge_choice, mean_quality, reference_of
from block_topk.selectors import SELECTORS, choose_pages, scorer
from block_topk.settings import read_settings

Setting = tuple[str, int]
"""Selector and token budget."""


def measure_batch(settings: argparse.Namespace, generator: torch.Generator) -> dict[Setting, Quality]:
    """Quality of every selector at every budget on one batch of fresh caches."""
    cache = draw_caches(CacheSpec(settings.context), settings.batch, generator)
    paged = cut_into_pages(cache.keys, cache.values, settings.page_size)
    summaries, reference = summarise(paged), reference_of(cache, paged)
    found: dict[Setting, Quality] = {}
    for selector in SELECTORS:
        scores = scorer(selector, paged, generator)(cache.queries, summaries)
        for budget in settings.budgets:
            keep = budget // settings.page_size
            chosen = choose_pages(scores, keep, settings.sink_pages, settings.recent_pages)
            found[selector, budget] = judge_choice(reference, cache.queries, paged, chosen)
    return found


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/mass.yaml", argv)
    # One thread adds in the same order on every machine.
    torch.set_num_threads(1)
    for repeat in range(settings.repeats):
        generator = torch.Generator().manual_seed(1000 * base_seed() + repeat)
        batches = [measure_batch(settings, generator) for _ in range(settings.batches)]
        found = {setting: mean_quality([batch[setting] for batch in batches]) for setting in batches[0]}
        for (selector, budget), quality in found.items():
            params = {"selector": selector, "budget": budget}
            write_metric("mass", quality.mass, "%", params, repeat)
            write_metric("error", quality.error, "", params, repeat)
            gap = quality.mass - found["mean", budget].mass
            write_metric("gap_to_mean", gap, "points", params, repeat)
        for selector in SELECTORS:
            gaps = [found[selector, budget].mass - found["mean", budget].mass for budget in settings.budgets]
            write_metric("least_gap_to_mean", min(gaps), "points", {"selector": selector}, repeat)


if __name__ == "__main__":
    main()
