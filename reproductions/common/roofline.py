"""The roofline: what a step has to move and compute, and which share of the device's ceiling it reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Work:
    """What a step cannot do without."""

    bytes_moved: float
    """Bytes that it must read from and write to memory, each counted once."""
    operations: float = 0.0
    """Arithmetic operations; a product and its sum are two."""

    def __add__(self, other: Work) -> Work:
        """Give the work of two steps, one after the other."""
        return Work(self.bytes_moved + other.bytes_moved, self.operations + other.operations)

    @property
    def intensity(self) -> float:
        """Operations per byte."""
        return self.operations / self.bytes_moved


@dataclass(frozen=True)
class Ceilings:
    """What a device can do at best."""

    device: str
    """Its name."""
    bytes_per_second: float
    """Memory bandwidth."""
    operations_per_second: float
    """Rate of arithmetic."""

    def seconds(self, work: Work) -> float:
        """Give the least time for the work: that of its scarcer resource, the other running alongside."""
        return max(work.bytes_moved / self.bytes_per_second, work.operations / self.operations_per_second)

    def bound_by(self, work: Work) -> str:
        """Say which of the two limits the work: `memory` or `arithmetic`."""
        by_memory = work.bytes_moved / self.bytes_per_second >= work.operations / self.operations_per_second
        return "memory" if by_memory else "arithmetic"

    def fraction(self, work: Work, seconds: float) -> float:
        """Give the share of the ceiling that a step of `seconds` reaches.

        Raises ValueError when a step is said to take no time. More than 1 means that bytes were counted that did not
        move, or that a cache answered for memory.
        """
        if seconds <= 0:
            raise ValueError(f"a step of {seconds} seconds was not measured")
        return self.seconds(work) / seconds


def bytes_of(tensors: Iterable[torch.Tensor]) -> int:
    """Give the bytes that the elements of tensors take."""
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


def matmul_work(rows: int, inner: int, columns: int, element_bytes: int, *, batch: int = 1) -> Work:
    """Count a product of matrices [batch, rows, inner] and [batch, inner, columns], each read or written once."""
    elements = rows * inner + inner * columns + rows * columns
    return Work(float(batch * elements * element_bytes), 2.0 * batch * rows * inner * columns)


def decode_attention_work(tokens: int, width: int, heads: int, element_bytes: int, *, batch: int = 1) -> Work:
    """Count one decode step: `heads` queries that share keys and values of `tokens` tokens, `width` channels each.

    Keys and values are read once; logits and the weighted sum are products. Queries and the output are counted too.
    """
    elements = 2 * tokens * width + 2 * heads * width
    return Work(float(batch * elements * element_bytes), 4.0 * batch * heads * tokens * width)
