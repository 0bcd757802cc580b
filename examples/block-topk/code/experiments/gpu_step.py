"""Time of a decode step on a GPU, dense and block top-k in turn, in bf16; scoring and top-k are included.

Not in the paper, which timed a CPU: a rehearsal of its claim on another machine. `--device cpu` runs the kernel in
Triton's interpreter, to see that it is right; its times say nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from block_topk.attention import attend_to_pages
from block_topk.caches import CacheSpec, draw_caches
from block_topk.metrics import base_seed, write_metric
from block_topk.pages import PagedCache, Summaries, cut_into_pages, summarise
from block_topk.selectors import choose_pages, score_by_minmax
from block_topk.settings import read_settings
from torch import Tensor

Attend = Callable[[Tensor, PagedCache, Tensor], Tensor]
"""Attention over the chosen pages."""


@dataclass(frozen=True)
class Batch:
    """What a step reads, on the device in bf16; queries [C, G, d]."""

    queries: Tensor
    paged: PagedCache
    summaries: Summaries

    def first(self, count: int) -> Batch:
        """The first caches of the batch, as numbers of 32 bits on the CPU."""
        parts = (part[:count].float().cpu() for part in (self.queries, self.paged.keys, self.paged.values))
        queries, keys, values = parts
        return Batch(queries, replace(self.paged, keys=keys, values=values), self.summaries)


def draw_batch(settings: argparse.Namespace, repeat: int) -> Batch:
    """Draw `drawn` caches, and copy them until there are `batch`, each copy in memory of its own."""
    generator = torch.Generator().manual_seed(1000 * base_seed() + repeat)
    cache = draw_caches(CacheSpec(settings.context), settings.drawn, generator)
    paged = cut_into_pages(cache.keys, cache.values, settings.page_size)
    summaries = summarise(paged)

    def many(part: Tensor) -> Tensor:
        copies = settings.batch // settings.drawn
        return part.to(settings.device, torch.bfloat16).repeat(copies, *[1] * (part.dim() - 1))

    return Batch(
        many(cache.queries),
        replace(paged, keys=many(paged.keys), values=many(paged.values)),
        replace(summaries, low=many(summaries.low), high=many(summaries.high)),
    )


def choose(batch: Batch, settings: argparse.Namespace) -> Tensor:
    """Score every page and take the best: the part of a step that dense attention does not have."""
    pages = batch.paged.pages
    keep = pages if settings.keep_all else settings.budget // settings.page_size
    return choose_pages(score_by_minmax(batch.queries, batch.summaries), keep, 1, 1)


def captured(step: Callable[[], object], device: str) -> Callable[[], object]:
    """The step, warmed up; on a GPU as a CUDA graph, so that Python's launches are not timed."""
    if device != "cuda":
        step()
        return step
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step()
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def seconds(step: Callable[[], object], device: str) -> float:
    """Time of one call, by CUDA events on a GPU."""
    if device != "cuda":
        start = time.perf_counter()
        step()
        return time.perf_counter() - start
    begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    begin.record()
    step()
    end.record()
    end.synchronize()
    return begin.elapsed_time(end) / 1000


def difference(batch: Batch, settings: argparse.Namespace, attend: Attend) -> float:
    """Largest difference of the kernel from the definition in fp32, over the caches that were drawn."""
    chosen = choose(batch, settings)
    found = attend(batch.queries, batch.paged, chosen[..., : chosen.shape[-1] - settings.leave_out])
    exact = batch.first(settings.drawn)
    wanted = attend_to_pages(exact.queries, exact.paged, chosen[: settings.drawn].cpu())
    return (found[: settings.drawn].cpu() - wanted).abs().max().item()


def speedup(batch: Batch, settings: argparse.Namespace, attend: Attend) -> float:
    """Time of the faster of two dense steps, the library's and the kernel over all pages, over that of the sparse."""
    keys, values = (part.flatten(1, 2)[:, None, : settings.context] for part in (batch.paged.keys, batch.paged.values))
    everything = torch.arange(batch.paged.pages, device=settings.device).expand(len(batch.queries), 1, -1).contiguous()
    library = torch.nn.functional.scaled_dot_product_attention
    steps = {
        "library": captured(lambda: library(batch.queries[:, None], keys, values), settings.device),
        "all pages": captured(lambda: attend(batch.queries, batch.paged, everything), settings.device),
        "sparse": captured(lambda: attend(batch.queries, batch.paged, choose(batch, settings)), settings.device),
    }
    times = [{name: seconds(step, settings.device) for name, step in steps.items()} for _ in range(settings.timings)]
    median = {name: statistics.median(each[name] for each in times) for name in steps}
    return min(median["library"], median["all pages"]) / median["sparse"]


def main(argv: list[str] | None = None) -> None:
    settings = read_settings(__doc__, "configs/gpu_step.yaml", argv)
    if settings.device == "cpu":
        os.environ["TRITON_INTERPRET"] = "1"
    from block_topk.kernel import attend_to_pages_fused  # settles whether it is interpreted

    torch.set_num_threads(1)
    for repeat in range(settings.repeats):
        batch = draw_batch(settings, repeat)
        params = {"context": settings.context, "budget": settings.budget}
        write_metric("difference", difference(batch, settings, attend_to_pages_fused), "", params, repeat)
        write_metric("speedup", speedup(batch, settings, attend_to_pages_fused), "x", params, repeat)


if __name__ == "__main__":
    main()
