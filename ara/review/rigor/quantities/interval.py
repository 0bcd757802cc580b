"""Intervals of what a rounded print can stand for, and arithmetic over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_SLACK = 1e-9
"""Relative slack for binary fractions, far below any printed place."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two bounds, both included."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        corners = (self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high)
        return Interval(min(corners), max(corners))

    def over(self, other: Interval) -> Interval | None:
        """Give the quotient; None when the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        corners = (self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high)
        return Interval(min(corners), max(corners))

    def scaled(self, factor: float) -> Interval:
        """Give the interval times a number."""
        low, high = self.low * factor, self.high * factor
        return Interval(min(low, high), max(low, high))

    def widened(self, by: float) -> Interval:
        """Give the interval with so much more on both sides."""
        return Interval(self.low - by, self.high + by)

    def meets(self, other: Interval) -> bool:
        """Tell whether the two share a value."""
        slack = _SLACK * max(abs(self.low), abs(self.high), abs(other.low), abs(other.high))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def distance(self, other: Interval) -> float:
        """Give the gap between the two; zero when they meet."""
        return 0.0 if self.meets(other) else max(self.low - other.high, other.low - self.high)

    @property
    def middle(self) -> float:
        """The value halfway."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """How far the bounds are apart."""
        return self.high - self.low


def total(parts: Iterable[Interval]) -> Interval:
    """Give the sum of intervals; of none, zero."""
    low = high = 0.0
    for part in parts:
        low, high = low + part.low, high + part.high
    return Interval(low, high)
