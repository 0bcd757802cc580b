"""Each part of block top-k taken out or changed in turn (Table 4)."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import torch
from block_topk.caches import Cache, CacheSpec, draw_caches
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import PagedCache, Summaries, cut_into_pages, round_outward, summarise
from block_topk.quality import Quality, Reference, judge_choice, mean_quality, reference_of
from block_topk.selectors import choose_pages, scorer
from block_topk.settings import read_settings
from block_topk.traffic import Traffic, count_traffic, summary_numbers


@dataclass(frozen=True)
class Variant:
    """One way to choose pages; the defaults are the method of the paper."""

    selector: str = "minmax"
    page_size: int = 16
    sink_pages: int = 1
    recent_pages: int = 1
    by_head: bool = False
    four_bit: bool = False
    keep_all: bool = False


@dataclass(frozen=True)
class View:
    """A batch of caches cut into pages of one size."""

    paged: PagedCache
    summaries: Summaries
    reference: Reference


VARIANTS = {
    "full": Variant(),
    "mean": Variant(selector="mean"),
    "ball": Variant(selector="ball"),
    "no-sink": Variant(sink_pages=0),
    "no-recent": Variant(recent_pages=0),
    "by-head": Variant(by_head=True),
    "four-bit": Variant(four_bit=True),
    "pages-of-32": Variant(page_size=32),
    "random": Variant(selector="random"),
    "all": Variant(keep_all=True),
}


def measure(
    variant: Variant, cache: Cache, view: View, budget: int, generator: torch.Generator
) -> tuple[Quality, Traffic]:
    """What one variant keeps and reads on a batch of caches."""
    paged, summaries = view.paged, view.summaries
    numbers = summary_numbers(variant.selector, paged)
    if variant.four_bit:
        # Four bits against the sixteen of the cache's own type, and the grid's two numbers per channel.
        summaries, numbers = round_outward(summaries), numbers / 4 + 2 * cache.keys.shape[-1]
    scores = scorer(variant.selector, paged, generator)(cache.queries, summaries)
    keep = paged.pages if variant.keep_all else budget // variant.page_size
    chosen = choose_pages(scores, keep, variant.sink_pages, variant.recent_pages, by_head=variant.by_head)
    return judge_choice(view.reference, cache.queries, paged, chosen), count_traffic(paged, chosen, numbers)


def measure_batch(settings: argparse.Namespace, generator: torch.Generator) -> dict[str, tuple[Quality, Traffic]]:
    """Every variant on the same batch of fresh caches."""
    cache = draw_caches(CacheSpec(settings.context), settings.batch, generator)
    views: dict[int, View] = {}
    for size in {variant.page_size for variant in VARIANTS.values()}:
        paged = cut_into_pages(cache.keys, cache.values, size)
        views[size] = View(paged, summarise(paged), reference_of(cache, paged))
    return {
        name: measure(variant, cache, views[variant.page_size], settings.budget, generator)
        for name, variant in VARIANTS.items()
    }


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/ablation.yaml", argv)
    # One thread adds in the same order on every machine.
    torch.set_num_threads(1)
    for repeat in range(settings.repeats):
        generator = torch.Generator().manual_seed(1000 * base_seed() + repeat)
        batches = [measure_batch(settings, generator) for _ in range(settings.batches)]
        qualities = {name: mean_quality([batch[name][0] for batch in batches]) for name in VARIANTS}
        for name, quality in qualities.items():
            traffic = [batch[name][1] for batch in batches]
            summaries = sum(t.share(t.summaries) for t in traffic) / len(traffic)
            pages = sum(t.share(t.pages) for t in traffic) / len(traffic)
            params = {"variant": name}
            write_metric("mass", quality.mass, "%", params, repeat)
            write_metric("error", quality.error, "", params, repeat)
            write_metric("lost_to_full", qualities["full"].mass - quality.mass, "points", params, repeat)
            write_metric("summary_bytes", summaries, "% of dense", params, repeat)
            write_metric("total_bytes", summaries + pages, "% of dense", params, repeat)


if __name__ == "__main__":
    main()
