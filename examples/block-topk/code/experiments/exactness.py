"""What must hold exactly: all pages give dense attention, and a bound is never below a logit."""

from __future__ import annotations

import torch
from block_topk.attention import attend_to_all, attend_to_pages
from block_topk.caches import CacheSpec, draw_caches
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import cut_into_pages, round_outward, summarise
from block_topk.selectors import choose_pages, score_by_ball, score_by_mean, score_by_minmax
from block_topk.settings import read_settings


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/exactness.yaml", argv)
    # One thread adds in the same order on every machine.
    torch.set_num_threads(1)
    for repeat in range(settings.repeats):
        generator = torch.Generator().manual_seed(1000 * base_seed() + repeat)
        cache = draw_caches(CacheSpec(settings.context), settings.batch, generator)
        dense = attend_to_all(cache.queries, cache.keys, cache.values)
        for page_size in settings.page_sizes:
            paged = cut_into_pages(cache.keys, cache.values, page_size)
            summaries = summarise(paged)
            bounds = {
                "mean": score_by_mean(cache.queries, summaries),
                "ball": score_by_ball(cache.queries, summaries),
                "minmax": score_by_minmax(cache.queries, summaries),
                "minmax-4-bit": score_by_minmax(cache.queries, round_outward(summaries)),
            }
            keep = paged.pages - settings.leave_out
            sparse = attend_to_pages(cache.queries, paged, choose_pages(bounds["minmax"], keep))
            difference = (sparse - dense).abs().max().item()
            write_metric("difference", difference, "", {"page_size": page_size}, repeat)

            logits = torch.einsum("cgd,cmpd->cgmp", cache.queries, paged.keys)
            highest = logits.masked_fill(~paged.filled, -torch.inf).amax(-1)
            # Rounding errors of a product grow with the lengths of its factors, not with the product.
            longest = paged.keys.norm(dim=-1).amax(-1)[:, None]
            slack = settings.rounding * cache.queries.norm(dim=-1, keepdim=True) * longest
            for name, bound in bounds.items():
                broken = (bound < highest - slack).sum().item()
                write_metric("broken_bounds", broken, "pages", {"page_size": page_size, "score": name}, repeat)


if __name__ == "__main__":
    main()
