"""Accuracy of associative recall, by selector, context and token budget (Table 3)."""

from __future__ import annotations

import argparse

import torch
from block_topk.attention import attend_to_all, attend_to_pages
from block_topk.caches import CacheSpec
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import cut_into_pages, summarise
from block_topk.recall import accuracy, draw_task
from block_topk.selectors import choose_pages, scorer
from block_topk.settings import read_settings

Setting = tuple[str, int, int]
"""Selector, context and token budget."""


def measure_batch(settings: argparse.Namespace, context: int, generator: torch.Generator) -> dict[Setting, float]:
    """Accuracy of every selector at every budget on one batch of fresh caches."""
    spec = CacheSpec(context)
    task = draw_task(spec, settings.batch, settings.symbols, settings.needle_length, settings.cue, generator)
    cache = task.cache
    paged = cut_into_pages(cache.keys, cache.values, settings.page_size)
    summaries = summarise(paged)
    dense = accuracy(task, attend_to_all(cache.queries, cache.keys, cache.values))
    found: dict[Setting, float] = {("dense", context, budget): dense for budget in settings.budgets}
    for selector in settings.selectors:
        scores = scorer(selector, paged, generator)(cache.queries, summaries)
        for budget in settings.budgets:
            keep = budget // settings.page_size
            chosen = choose_pages(scores, keep, settings.sink_pages, settings.recent_pages)
            found[selector, context, budget] = accuracy(task, attend_to_pages(cache.queries, paged, chosen))
    return found


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/recall.yaml", argv)
    # One thread adds in the same order on every machine.
    torch.set_num_threads(1)
    for repeat in range(settings.repeats):
        generator = torch.Generator().manual_seed(1000 * base_seed() + repeat)
        for context in settings.contexts:
            batches = [measure_batch(settings, context, generator) for _ in range(settings.batches)]
            for selector, _, budget in batches[0]:
                mean = sum(batch[selector, context, budget] for batch in batches) / len(batches)
                params = {"selector": selector, "context": context, "budget": budget}
                write_metric("accuracy", mean, "%", params, repeat)


if __name__ == "__main__":
    main()
