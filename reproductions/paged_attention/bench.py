"""Time of each part of a sparse decode step on one GPU, and of dense decode by the best that is there.

    python -m reproductions.paged_attention.bench [--context 32768] [--sweep]

One row a measurement: what, microseconds, and the share of the copy ceiling that the bytes it cannot avoid come to.
`--sweep` tries layouts of the kernels. Page order is random, query sets rotate, every step is a CUDA graph.
"""

from __future__ import annotations

import argparse
import itertools
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

from reproductions.common.ceilings import measure_ceilings
from reproductions.common.timing import time_in_turn
from reproductions.paged_attention.budgets import fixed
from reproductions.paged_attention.cache import PagedCache, draw_cache
from reproductions.paged_attention.decode_kernel import DENSE_LAUNCH, Launch, attend_to_pages
from reproductions.paged_attention.pipeline import SparseDecode
from reproductions.paged_attention.planner import plan_scoring, worklist
from reproductions.paged_attention.score_kernel import score_pages
from reproductions.paged_attention.summaries import mean_summaries, minmax_summaries
from reproductions.paged_attention.topk_kernel import choose_pages

Step = Callable[[Tensor], object]


@dataclass(frozen=True)
class Settings:
    """Shape of the decode step."""

    batch: int = 32
    context: int = 32_768
    heads: int = 8
    """KV heads."""
    group: int = 4
    """Query heads of a KV head."""
    dim: int = 128
    page: int = 16
    budget: int = 2_048
    """Tokens that are read."""
    query_sets: int = 4


def contiguous(cache: PagedCache) -> tuple[Tensor, Tensor]:
    """The cache as [B, Hkv, T, D], for baselines that know no pages."""
    pages = cache.table.long()
    return tuple(part[pages].transpose(1, 2).flatten(2, 3).contiguous() for part in (cache.keys, cache.values))  # type: ignore[return-value]


def dense_baselines(cache: PagedCache, settings: Settings) -> dict[str, Step]:
    """Attention over the whole cache by the library's kernels, each in the form that suits it best."""
    keys, values = contiguous(cache)
    shape = (settings.batch, settings.heads, settings.group, settings.dim)
    attention = torch.nn.functional.scaled_dot_product_attention

    def with_backend(backend: SDPBackend, folded: bool) -> Step:
        def step(q: Tensor) -> Tensor:
            with sdpa_kernel(backend):
                if folded:  # the group as query rows of one KV head: keys are read once
                    return attention(q.view(shape), keys, values)
                return attention(q[:, :, None], keys, values, enable_gqa=True)

        return step

    return {
        "dense: flash": with_backend(SDPBackend.FLASH_ATTENTION, folded=False),
        "dense: flash, group folded": with_backend(SDPBackend.FLASH_ATTENTION, folded=True),
        "dense: cuDNN": with_backend(SDPBackend.CUDNN_ATTENTION, folded=False),
        "dense: cuDNN, group folded": with_backend(SDPBackend.CUDNN_ATTENTION, folded=True),
    }


def parts(step: SparseDecode, queries: Tensor) -> dict[str, Step]:
    """The parts of a sparse step, one at a time, each on what the ones before it left."""
    cache, buffers = step.cache, step.prepare()
    step(queries, buffers)
    kept = step.budget(cache.counts)
    work, total = worklist(*cache.table.shape[:1], cache.heads, cache.table.shape[1], step.chunk, queries.device)
    plan_scoring(cache.counts, cache.heads, step.chunk, work, total)
    keys = buffers.keys.clone()
    chosen = buffers.chosen.clone()
    return {
        "plan": lambda q: plan_scoring(cache.counts, cache.heads, step.chunk, buffers.work, buffers.total),
        "scores": lambda q: score_pages(
            q, step.summaries, cache.table, work, total, step.rule, buffers.keys, chunk=step.chunk
        ),
        "choice": lambda q: choose_pages(keys, cache.table, cache.counts, kept, buffers.chosen, sinks=step.sinks),
        "plan, scores, choice": lambda q: step.choose(q, buffers),
        "attention over chosen pages": lambda q: attend_to_pages(q, cache, chosen, kept, step.launch),
        "whole step": lambda q: step(q, buffers),
    }


def timed(steps: dict[str, Step], queries: list[Tensor], rounds: int = 10) -> dict[str, float]:
    """Microseconds of each step that runs here; one that does not is told and left out."""
    device = queries[0].device
    ready = {}
    for name, step in steps.items():
        try:
            step(queries[0])
            torch.cuda.synchronize(device)
            ready[name] = step
        except Exception as error:  # a layout that needs too much shared memory, a backend that is not there
            print(f"{name}: not here ({type(error).__name__}: {str(error).splitlines()[0][:100]})")
    return {name: 1e6 * seconds for name, seconds in time_in_turn(ready, queries, device, rounds=rounds).items()}


def report(title: str, times: dict[str, float], byte_counts: dict[str, float], ceiling: float) -> None:
    """Print a table, the fastest first."""
    print(f"\n{title}")
    for name, micros in sorted(times.items(), key=lambda item: item[1]):
        floor = byte_counts.get(name)
        share = f"{floor / (micros * 1e-6) / ceiling:6.2f} of the copy ceiling" if floor else ""
        print(f"{name:44} {micros:9.1f} us  {share}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in vars(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=value)
    parser.add_argument("--sweep", action="store_true", help="try layouts of the kernels")
    given = vars(parser.parse_args())
    sweep = given.pop("sweep")
    settings = Settings(**given)
    warnings.filterwarnings("ignore")
    device = torch.device("cuda")
    generator = torch.Generator(device=device).manual_seed(int(os.environ.get("ARA_SEED", "0")))
    cache = draw_cache(
        [settings.context] * settings.batch, settings.heads, settings.dim, settings.page, generator, torch.bfloat16
    )
    shape = (settings.batch, settings.heads * settings.group, settings.dim)
    queries = [
        torch.randn(shape, generator=generator, device=device, dtype=torch.bfloat16) for _ in range(settings.query_sets)
    ]
    ceiling = measure_ceilings(device).bytes_per_second
    print(f"copy ceiling {ceiling / 1e12:.2f} TB/s; {settings}")
    row = 2 * settings.heads * settings.dim * settings.batch
    dense_bytes, chosen_bytes = 2.0 * row * settings.context, 2.0 * row * settings.budget
    summary_bytes = float(row * settings.context / settings.page)

    steps = dense_baselines(cache, settings)
    steps["dense: our kernel"] = lambda q: attend_to_pages(q, cache, cache.table, cache.counts, DENSE_LAUNCH)
    report("dense decode", timed(steps, queries), dict.fromkeys(steps, dense_bytes), ceiling)
    del steps
    torch.cuda.empty_cache()
    budget = fixed(settings.budget // settings.page)
    for rule, summaries, vectors in (("mean", mean_summaries(cache), 1), ("quest", minmax_summaries(cache), 2)):
        step = SparseDecode(cache, summaries, rule, budget)
        floors = {
            "scores": vectors * summary_bytes,
            "attention over chosen pages": chosen_bytes,
            "plan, scores, choice": vectors * summary_bytes,
            "whole step": vectors * summary_bytes + chosen_bytes,
        }
        report(f"sparse decode, {rule}", timed(parts(step, queries[0]), queries), floors, ceiling)
        if sweep and rule == "quest":
            sweep_selection(step, queries)
        if sweep and rule == "mean":
            sweep_layouts(step, queries, chosen_bytes, dense_bytes, ceiling)


def sweep_layouts(
    step: SparseDecode, queries: list[Tensor], chosen_bytes: float, dense_bytes: float, ceiling: float
) -> None:
    """Time the attention kernel in many layouts, over chosen pages and over all of them."""
    cache, buffers = step.cache, step.prepare()
    chosen, kept = step.choose(queries[0], buffers)

    def sparse(launch: Launch) -> Step:
        return lambda q: attend_to_pages(q, cache, chosen, kept, launch)

    def dense(launch: Launch) -> Step:
        return lambda q: attend_to_pages(q, cache, cache.table, cache.counts, launch)

    layouts = [Launch(*sizes) for sizes in itertools.product((32, 64), (1, 2, 4), (2, 4), (3, 4))]
    found = timed({str(one): sparse(one) for one in layouts}, queries, rounds=5)
    report("attention over chosen pages, by layout", found, dict.fromkeys(found, chosen_bytes), ceiling)
    layouts = [Launch(*sizes) for sizes in itertools.product((64, 128), (4, 8, 16), (4,), (3, 4))]
    found = timed({str(one): dense(one) for one in layouts}, queries, rounds=3)
    report("dense decode, by layout", found, dict.fromkeys(found, dense_bytes), ceiling)
    sweep_selection(step, queries)


def sweep_selection(step: SparseDecode, queries: list[Tensor]) -> None:
    """Time scoring and choosing in several layouts."""
    cache, buffers = step.cache, step.prepare()
    step.choose(queries[0], buffers)
    keys, kept = buffers.keys.clone(), step.budget(cache.counts)
    batch, most = cache.table.shape
    steps: dict[str, Step] = {}
    for chunk, warps, per_processor in itertools.product((128, 256), (4, 8), (2, 4, 8, 16)):
        work, total = worklist(batch, cache.heads, most, chunk, keys.device)
        plan_scoring(cache.counts, cache.heads, chunk, work, total)

        def score(q: Tensor, made=(work, total), sizes=(chunk, warps, per_processor)) -> Tensor:
            chunk, warps, programs = sizes
            return score_pages(
                q, step.summaries, cache.table, *made, step.rule, buffers.keys,
                chunk=chunk, warps=warps, per_processor=programs,
            )  # fmt: skip

        steps[f"scores, chunk {chunk}, {warps} warps, {per_processor} a processor"] = score
    for warps in (2, 4, 8, 16):
        steps[f"choice, {warps} warps"] = lambda q, warps=warps: choose_pages(
            keys, cache.table, cache.counts, kept, buffers.chosen, sinks=step.sinks, warps=warps
        )
    report(f"selection, {step.rule}, by layout", timed(steps, queries), {}, 1.0)


if __name__ == "__main__":
    main()
