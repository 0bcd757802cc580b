"""What a mean, a percentage or a standard deviation can be for a sample of whole numbers of a given size.

The tests are known as GRIM (Brown and Heathers, 2017) and GRIMMER (Anaya, 2016; Allard, 2018).
"""

from __future__ import annotations

import math

from ara.review.rigor.quantities.interval import Interval

_EDGE = 1e-9


def whole_in(interval: Interval) -> range:
    """Give the whole numbers in an interval; a bound that misses one by binary rounding counts as reaching it."""
    slack = _EDGE * max(1.0, abs(interval.low), abs(interval.high))
    return range(math.ceil(interval.low - slack), math.floor(interval.high + slack) + 1)


def share_is_possible(share: Interval, n: int) -> bool:
    """Tell whether some count out of `n` is this share of 0 to 1."""
    return any(0 <= count <= n for count in whole_in(share.scaled(n)))


def mean_is_possible(mean: Interval, n: int) -> bool:
    """Tell whether `n` whole numbers can have this mean."""
    return len(whole_in(mean.scaled(n))) > 0


def telling_for(half: float, n: int) -> bool:
    """Tell whether a print with this rounding leaves out some values for a sample of `n`: else every value passes."""
    return 2 * half * n < 1 - _EDGE


def deviation_is_possible(mean: Interval, deviation: Interval, n: int) -> bool:
    """Tell whether `n` whole numbers can have this mean and standard deviation, of the sample or the population.

    The sum of the numbers and the sum of their squares are whole, and both are even or both are odd.
    """
    if n < 2:
        return True
    return any(_squares_exist(total, deviation, n) for total in whole_in(mean.scaled(n)))


def _squares_exist(total: int, deviation: Interval, n: int) -> bool:
    least = total * total / n
    low, high = max(deviation.low, 0.0) ** 2, deviation.high**2
    for divisor in (n - 1, n):
        squares = Interval(least + low * divisor, least + high * divisor)
        if any((count - total) % 2 == 0 and count >= least - _EDGE for count in _bounded(whole_in(squares))):
            return True
    return False


def _bounded(numbers: range) -> range:
    """Two neighbours decide, since one of them has the right parity."""
    return numbers[:2]


def widest_deviation(mean: float, n: int, low: float, high: float) -> float:
    """Give the largest sample standard deviation that `n` numbers between two bounds can have around a mean."""
    return math.sqrt(max(0.0, (high - mean) * (mean - low)) * n / (n - 1))
