"""Steps are timed over rounds of inputs that outgrow the cache, in turn; on a CPU by the wall clock."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import torch

from reproductions.common.ceilings import copy_bandwidth, matmul_rate, measure_ceilings
from reproductions.common.device import cache_bytes, describe_device
from reproductions.common.timing import ROTATION, input_sets, round_of, seconds_of, time_in_turn

CPU = torch.device("cpu")
needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU here")


@pytest.mark.parametrize(("one", "cache", "sets"), [(100, 1000, 40), (300, 1000, 14), (10**6, 1000, 2)])
def test_a_round_covers_the_cache_four_times(one: int, cache: int, sets: int) -> None:
    assert input_sets(one, cache) == sets
    assert sets * one >= ROTATION * cache


def test_a_step_that_reads_nothing_cannot_be_rotated() -> None:
    with pytest.raises(ValueError, match="nothing to rotate"):
        input_sets(0, 1000)


def test_a_round_calls_the_step_once_on_each_input_in_order() -> None:
    seen: list[int] = []
    work = round_of(seen.append, [1, 2, 3], CPU)
    seen.clear()

    work()

    assert seen == [1, 2, 3]


def test_steps_take_turns_and_a_slower_one_takes_longer() -> None:
    order: list[str] = []

    def step(name: str, pause: float, _: int) -> None:
        order.append(name)
        time.sleep(pause)

    times = time_in_turn(
        {"quick": lambda one: step("quick", 0.0, one), "slow": lambda one: step("slow", 0.004, one)},
        [0, 1],
        CPU,
        rounds=3,
    )

    assert order[4:] == ["quick", "quick", "slow", "slow"] * 3
    assert 0.004 <= times["slow"] < 0.1
    assert times["quick"] < times["slow"]


def test_a_timing_without_inputs_is_refused() -> None:
    with pytest.raises(ValueError, match="no inputs"):
        time_in_turn({"step": lambda one: one}, [], CPU)


def test_seconds_of_a_call_are_those_of_the_wall() -> None:
    assert 0.005 <= seconds_of(lambda: time.sleep(0.005), CPU) < 0.5


def test_the_largest_cache_of_a_processor_is_the_one_to_outgrow(tmp_path: Path) -> None:
    for number, size in enumerate(("32K", "2048K", "33M")):
        (tmp_path / f"index{number}").mkdir()
        (tmp_path / f"index{number}" / "size").write_text(f"{size}\n")

    assert cache_bytes(CPU, tmp_path) == 33 * 2**20


def test_a_machine_that_does_not_tell_its_cache_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="does not tell"):
        cache_bytes(CPU, tmp_path)


def test_ceilings_are_of_a_size_that_a_processor_can_have() -> None:
    assert 1e7 < copy_bandwidth(CPU, size=2**22, rounds=3) < 1e13
    assert 1e6 < matmul_rate(CPU, size=64, dtype=torch.float32, rounds=3) < 1e15


@needs_gpu
def test_ceilings_of_a_gpu_are_those_of_its_memory_and_its_tensor_cores() -> None:
    gpu = torch.device("cuda")

    ceilings = measure_ceilings(gpu, rounds=3)

    assert ceilings.device == describe_device(gpu) != "cpu"
    assert 1e11 < ceilings.bytes_per_second < 1e14
    assert 1e12 < ceilings.operations_per_second < 1e16


@needs_gpu
def test_a_captured_round_gives_what_the_step_gives() -> None:
    gpu = torch.device("cuda")
    inputs = [torch.full((8,), float(number), device=gpu) for number in range(4)]
    outputs = [torch.full((8,), torch.nan, device=gpu) for _ in inputs]
    work = round_of(lambda pair: torch.mul(pair[0], 2, out=pair[1]), list(zip(inputs, outputs, strict=True)), gpu)
    for one in inputs:
        one += 1  # a replay reads the tensors as they are now
    work()

    assert [output[0].item() for output in outputs] == [2.0, 4.0, 6.0, 8.0]
