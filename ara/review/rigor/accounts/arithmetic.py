"""What two numbers give: ratio, change in percent, difference, share."""

from __future__ import annotations

from dataclasses import dataclass

from ara.review.rigor.accounts.mentions import Mention
from ara.review.rigor.quantities.interval import Interval

_TIMES = {
    "ns": 1e-9,
    "µs": 1e-6,
    "μs": 1e-6,
    "us": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "day": 86400.0,
}


@dataclass(frozen=True, slots=True)
class Operand:
    """One of the two numbers, wherever it stands."""

    text: str
    interval: Interval
    unit: str
    place: str = ""
    """Where it stands; empty when it stands in the sentence."""

    def words(self) -> str:
        """The number, with its place in parentheses."""
        return f"{self.text} ({self.place})" if self.place else self.text


def results(role: str, one: Operand, other: Operand, base: str = "") -> list[tuple[str, Interval]]:
    """Give what two numbers give for a role, in both directions and all customs, with the arithmetic in words.

    A change is taken relative to either number, or to the `larger` or the `smaller` when `base` says so.
    """
    a, b = _in_one_unit(one, other)
    swapped = (one, other, a, b), (other, one, b, a)
    found: list[tuple[str, Interval | None]] = []
    if role == "ratio":
        found = [(f"{x.words()} / {y.words()}", p.over(q)) for x, y, p, q in swapped]
    elif role == "change":
        for x, y, p, q in swapped:
            if base and (q.middle > p.middle) != (base == "larger"):
                continue
            ratio = p.over(q)
            change = None if ratio is None else Interval(ratio.low - 1, ratio.high - 1).scaled(100.0)
            found.append((f"({x.words()} − {y.words()}) / {y.text}", _absolute(change)))
    elif role in ("points", "delta"):
        found = [(f"{one.words()} − {other.words()}", _absolute(a - b))]
    elif role == "share":
        for x, y, p, q in swapped:
            share = p.over(q)
            if share is not None and share.middle <= 1:
                found.append((f"{x.words()} / {y.words()}", share.scaled(100.0)))
    return [(words, value) for words, value in found if value is not None]


def nearest(role: str, stated: Mention, pairs: list[tuple[Operand, Operand]]) -> tuple[str, Interval] | None:
    """Give of all that pairs give the result nearest to what is stated; None without a result."""
    best: tuple[float, str, Interval] | None = None
    for one, other in pairs:
        for words, value in results(role, one, other, stated.base):
            gap = value.distance(stated.interval)
            if best is None or gap < best[0]:
                best = gap, words, value
    return None if best is None else best[1:]


def agrees(stated: Mention, value: Interval) -> bool:
    """Tell whether a result is what is stated, with its hedge; up to truncated digits."""
    return value.meets(stated.interval.widened(stated.half if not stated.bound else 0.0))


def _absolute(interval: Interval | None) -> Interval | None:
    if interval is None or interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(0.0, max(-interval.low, interval.high))


def _in_one_unit(one: Operand, other: Operand) -> tuple[Interval, Interval]:
    if one.unit != other.unit and one.unit in _TIMES and other.unit in _TIMES:
        return one.interval.scaled(_TIMES[one.unit]), other.interval.scaled(_TIMES[other.unit])
    return one.interval, other.interval
