"""Bytes and operations are counted by hand; fractions compare a time with the ceiling of the scarcer resource."""

from __future__ import annotations

import pytest
import torch

from reproductions.common.roofline import Ceilings, Work, bytes_of, decode_attention_work, matmul_work

MACHINE = Ceilings(device="made up", bytes_per_second=1e12, operations_per_second=1e14)


def test_a_product_reads_both_factors_and_writes_the_result() -> None:
    work = matmul_work(2, 3, 5, element_bytes=2, batch=7)

    assert work.bytes_moved == 7 * 2 * (2 * 3 + 3 * 5 + 2 * 5)
    assert work.operations == 7 * 2 * 2 * 3 * 5


def test_counts_agree_with_the_tensors_of_a_decode_step() -> None:
    batch, tokens, width, heads = 3, 40, 8, 4
    keys, values = (torch.zeros(batch, tokens, width, dtype=torch.bfloat16) for _ in range(2))
    queries = torch.zeros(batch, heads, width, dtype=torch.bfloat16)
    output = (queries @ keys.transpose(1, 2)).softmax(-1) @ values

    work = decode_attention_work(tokens, width, heads, element_bytes=2, batch=batch)

    assert work.bytes_moved == bytes_of([queries, keys, values, output])
    products = matmul_work(heads, width, tokens, 2, batch=batch) + matmul_work(heads, tokens, width, 2, batch=batch)
    assert work.operations == products.operations


@pytest.mark.parametrize(
    ("work", "seconds", "limit"),
    [
        (Work(bytes_moved=2e12, operations=1e10), 2.0, "memory"),
        (Work(bytes_moved=1e9, operations=3e14), 3.0, "arithmetic"),
    ],
)
def test_the_scarcer_resource_sets_the_least_time(work: Work, seconds: float, limit: str) -> None:
    assert MACHINE.seconds(work) == pytest.approx(seconds)
    assert MACHINE.bound_by(work) == limit
    assert MACHINE.fraction(work, 2 * seconds) == pytest.approx(0.5)


def test_intensity_is_operations_per_byte() -> None:
    assert Work(bytes_moved=10, operations=25).intensity == 2.5


def test_a_step_that_takes_no_time_was_not_measured() -> None:
    with pytest.raises(ValueError, match="not measured"):
        MACHINE.fraction(Work(bytes_moved=1.0), 0.0)
