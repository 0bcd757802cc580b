"""Bytes that a decode step reads, by context (Section 5.3): counted, not timed."""

from __future__ import annotations

import torch
from block_topk.caches import CacheSpec, draw_caches
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import cut_into_pages, summarise
from block_topk.selectors import choose_pages, scorer
from block_topk.settings import read_settings
from block_topk.traffic import count_traffic, summary_numbers


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/traffic.yaml", argv)
    # One thread adds in the same order on every machine.
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(base_seed())
    for context in settings.contexts:
        cache = draw_caches(CacheSpec(context), 1, generator)
        paged = cut_into_pages(cache.keys, cache.values, settings.page_size)
        scores = scorer(settings.selector, paged, generator)(cache.queries, summarise(paged))
        keep = paged.pages if settings.keep_all else settings.budget // settings.page_size
        traffic = count_traffic(paged, choose_pages(scores, keep), summary_numbers(settings.selector, paged))
        read = traffic.share(traffic.summaries + traffic.pages)
        write_metric("bytes_read", read, "% of dense", {"context": context}, 0)


if __name__ == "__main__":
    main()
