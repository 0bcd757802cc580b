"""Time of a step on a device, its inputs rotated so that no cache answers for memory.

A step is called on one input set after the other, a *round*; a round reads at least `ROTATION` times the device's last
cache, so that each set has left the cache before it comes again. On a GPU a round is captured as one CUDA graph, whose
launches cost what they cost in a serving engine, and CUDA events around its replay give the time. On a CPU the same
code runs without a graph, under the wall clock.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import torch

Inputs = TypeVar("Inputs")

ROTATION = 4
"""How many times the last cache a round of inputs has to cover."""
WARM_UP = 3
"""Calls before anything is timed or captured: they compile kernels and fill the allocator."""


def input_sets(bytes_of_one: int, cache: int) -> int:
    """Give how many input sets a round needs, so that it covers the cache `ROTATION` times; at least 2.

    `bytes_of_one` is what one step reads of its set, both in bytes.
    """
    if bytes_of_one < 1:
        raise ValueError(f"a step reads {bytes_of_one} bytes; there is nothing to rotate")
    return max(2, math.ceil(ROTATION * cache / bytes_of_one))


def seconds_of(work: Callable[[], object], device: torch.device) -> float:
    """Give the seconds that a call takes on the device, waiting for all of its kernels."""
    if device.type != "cuda":
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    torch.cuda.synchronize(device)
    begin.record()
    work()
    end.record()
    end.synchronize()
    return begin.elapsed_time(end) / 1000


def round_of(
    step: Callable[[Inputs], object], inputs: Sequence[Inputs], device: torch.device, *, graph: bool = True
) -> Callable[[], object]:
    """Give a call that makes one round of the step over all input sets, warmed up.

    On a GPU it replays a CUDA graph of the round; `graph=False` launches every kernel anew, for steps that wait for
    the device.
    """

    def once() -> None:
        for one in inputs:
            step(one)

    if device.type != "cuda":
        once()
        return once
    side = torch.cuda.Stream(device)
    side.wait_stream(torch.cuda.current_stream(device))
    with torch.cuda.stream(side):
        for _ in range(WARM_UP):
            once()
    torch.cuda.current_stream(device).wait_stream(side)
    torch.cuda.synchronize(device)
    if not graph:
        return once
    captured = torch.cuda.CUDAGraph()
    with torch.cuda.graph(captured):
        once()
    return captured.replay


def time_in_turn(
    steps: Mapping[str, Callable[[Inputs], object]],
    inputs: Sequence[Inputs],
    device: torch.device,
    *,
    rounds: int = 10,
    graph: bool = True,
) -> dict[str, float]:
    """Give the seconds of one call of each step: the median over rounds in which the steps take turns.

    Taking turns lets a change of clock or temperature meet all of them.
    """
    if not inputs:
        raise ValueError("there are no inputs to time a step on")
    ready = {name: round_of(step, inputs, device, graph=graph) for name, step in steps.items()}
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, work in ready.items():
            times[name].append(seconds_of(work, device) / len(inputs))
    return {name: statistics.median(found) for name, found in times.items()}
