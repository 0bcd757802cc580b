"""Attention mass kept by page size at a fixed token budget (Figure 2b)."""

from __future__ import annotations

import argparse

import torch
from block_topk.caches import CacheSpec, draw_caches
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import cut_into_pages, summarise
from block_topk.quality import Quality, judge_choice, mean_quality, reference_of
from block_topk.selectors import choose_pages, scorer
from block_topk.settings import read_settings

Setting = tuple[str, int]
"""Selector and page size."""


def measure_batch(settings: argparse.Namespace, generator: torch.Generator) -> dict[Setting, Quality]:
    """Quality of every selector at every page size, on the same fresh caches."""
    cache = draw_caches(CacheSpec(settings.context), settings.batch, generator)
    found: dict[Setting, Quality] = {}
    for page_size in settings.page_sizes:
        paged = cut_into_pages(cache.keys, cache.values, page_size)
        summaries, reference = summarise(paged), reference_of(cache, paged)
        for selector in settings.selectors:
            scores = scorer(selector, paged, generator)(cache.queries, summaries)
            # The same tokens are forced at every page size: `forced` of them at either end, at least one page.
            ends = max(1, settings.forced // page_size)
            chosen = choose_pages(scores, settings.budget // page_size, ends, ends)
            found[selector, page_size] = judge_choice(reference, cache.queries, paged, chosen)
    return found


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/page_size.yaml", argv)
    # One thread adds in the same order on every machine.
    torch.set_num_threads(1)
    for repeat in range(settings.repeats):
        generator = torch.Generator().manual_seed(1000 * base_seed() + repeat)
        batches = [measure_batch(settings, generator) for _ in range(settings.batches)]
        found = {setting: mean_quality([batch[setting] for batch in batches]) for setting in batches[0]}
        for (selector, page_size), quality in found.items():
            params = {"selector": selector, "page_size": page_size}
            write_metric("mass", quality.mass, "%", params, repeat)
            write_metric("gap_to_mean", quality.mass - found["mean", page_size].mass, "points", params, repeat)
        smallest, largest = min(settings.page_sizes), max(settings.page_sizes)
        for selector in settings.selectors:
            lost = found[selector, smallest].mass - found[selector, largest].mass
            write_metric("lost_by_large_pages", lost, "points", {"selector": selector}, repeat)


if __name__ == "__main__":
    main()
