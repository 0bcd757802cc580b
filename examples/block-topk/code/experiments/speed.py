"""Time of a decode step on the CPU, dense and block top-k in turn; scoring, top-k and gathering are included."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import torch
from block_topk.attention import attend_to_all, attend_to_pages
from block_topk.caches import CacheSpec, draw_caches
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import cut_into_pages, summarise
from block_topk.selectors import choose_pages, score_by_minmax
from block_topk.settings import read_settings


def seconds(step: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/speed.yaml", argv)
    torch.set_num_threads(settings.threads)
    for repeat in range(settings.repeats):
        generator = torch.Generator().manual_seed(1000 * base_seed() + repeat)
        cache = draw_caches(CacheSpec(settings.context), settings.batch, generator)
        paged = cut_into_pages(cache.keys, cache.values, settings.page_size)
        summaries = summarise(paged)
        keep = paged.pages if settings.keep_all else settings.budget // settings.page_size

        def dense(cache=cache) -> None:
            attend_to_all(cache.queries, cache.keys, cache.values)

        def sparse(cache=cache, paged=paged, summaries=summaries, keep=keep) -> None:
            attend_to_pages(cache.queries, paged, choose_pages(score_by_minmax(cache.queries, summaries), keep, 1, 1))

        dense(), sparse()
        times = [(seconds(dense), seconds(sparse)) for _ in range(settings.timings)]
        ratio = statistics.median(d for d, _ in times) / statistics.median(s for _, s in times)
        write_metric("speedup", ratio, "x", {"context": settings.context, "budget": settings.budget}, repeat)


if __name__ == "__main__":
    main()
