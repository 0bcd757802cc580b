"""95 % intervals of a median and of a mean, on the standard library. `docs/execution.md` tells how often they hold.

The interval of the median rests on order statistics: of n repeats, each lies above the median with probability 1/2,
whatever their distribution, so the number that do is binomial. Between the two pairs of order statistics that come
nearest, the ends are interpolated as Hettmansperger and Sheather do (Statistics & Probability Letters 4, 1986).
There is no resampling and no seed: equal repeats give equal intervals.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from functools import lru_cache

FEWEST = 5
"""Fewest repeats of which an interval is given. All four of four repeats lie on one side of the median in 1/8 of all
cases; no interval that stays near the repeats holds in 95 %."""

_AIM = 0.957
"""Coverage that the interpolation aims at. Interpolation is exact for one distribution only; aiming a little above
95 % keeps each side from missing in more than 3 % for skewed ones too."""

_MANY = 1000
"""Repeats beyond which the binomial is as good as normal."""

_BEYOND_FIVE = 1 / 16
"""How far the interval of five repeats goes beyond the smallest and the largest, as a share of their distance.

From smallest to largest holds in 93.75 % and misses by 3.125 % on each side, for every distribution."""


def median_interval(values: Sequence[float]) -> tuple[float, float]:
    """Give the 95 % interval of the median. Raises ValueError for fewer than five values."""
    count = len(values)
    if count < FEWEST:
        raise ValueError(f"an interval needs {FEWEST} values, not {count}")
    ordered = sorted(values)
    if count == FEWEST:
        beyond = _BEYOND_FIVE * (ordered[-1] - ordered[0])
        return ordered[0] - beyond, ordered[-1] + beyond
    depth, inward = interpolation(count)
    return (
        _between(ordered[depth - 1], ordered[depth], inward),
        _between(ordered[count - depth], ordered[count - depth - 1], inward),
    )


def _between(outer: float, inner: float, inward: float) -> float:
    return outer if outer == inner else (1 - inward) * outer + inward * inner


@lru_cache(maxsize=64)
def interpolation(count: int) -> tuple[int, float]:
    """Tell where the ends of the interval of `count` > 5 ordered values lie.

    The lower one lies between the value of rank `depth` and the next, at the share `inward` of the way.
    """
    if count > _MANY:
        beyond = statistics.NormalDist().inv_cdf((1 + _AIM) / 2)
        return math.floor((count - beyond * math.sqrt(count)) / 2), 0.0
    # the ways in which fewer than `depth` values can lie above the median, of 2**count ways in all
    depth, ways, tail = 0, 1, 0
    wide = narrow = 1.0
    while narrow >= _AIM:
        tail += ways
        ways = ways * (count - depth) // (depth + 1)
        depth += 1
        wide, narrow = narrow, 1 - 2 * tail / (1 << count)
    depth -= 1
    share = (wide - _AIM) / (wide - narrow)
    return depth, (count - depth) * share / (depth + (count - 2 * depth) * share)


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """Give the 95 % t interval of the mean; it holds for values that are near normal.

    Raises ValueError for fewer than five values.
    """
    count = len(values)
    if count < FEWEST:
        raise ValueError(f"an interval needs {FEWEST} values, not {count}")
    middle = statistics.fmean(values)
    half = t_quantile(0.975, count - 1) * statistics.stdev(values) / math.sqrt(count)
    return middle - half, middle + half


def t_quantile(probability: float, freedom: int) -> float:
    """Give the value that Student's t with `freedom` degrees stays below with a probability of at least 1/2."""
    low, high = 0.0, 1.0
    while _t_distribution(high, freedom) < probability:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        if _t_distribution(middle, freedom) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _t_distribution(value: float, freedom: int) -> float:
    """The distribution function for a value of 0 or more: for whole degrees it is a finite sum in the angle."""
    angle = math.atan(value / math.sqrt(freedom))
    square = math.cos(angle) ** 2
    even = freedom % 2 == 0
    term = math.sin(angle) * (1.0 if even else math.cos(angle))
    inside = 0.0
    for degree in range(2 if even else 3, freedom + 1, 2):
        inside += term
        term *= square * (degree - 1) / degree
    return 0.5 + (inside / 2 if even else (angle + inside) / math.pi)


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Give Spearman's coefficient; ties share their mean rank, and a side that never changes gives 0."""
    left, right = _ranks(first), _ranks(second)
    if len(set(left)) == 1 or len(set(right)) == 1:
        return 0.0
    return statistics.correlation(left, right)


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values), start=1):
        places.setdefault(value, []).append(place)
    return [statistics.fmean(places[value]) for value in values]
