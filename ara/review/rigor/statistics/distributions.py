"""Tail probabilities of the normal, t, F and chi-squared distributions."""

from __future__ import annotations

import math

_TINY = 1e-300
_STEPS = 500


def normal_two_sided(z: float) -> float:
    """Give the probability of a standard normal value at least as far from zero."""
    return math.erfc(abs(z) / math.sqrt(2))


def t_two_sided(t: float, df: float) -> float:
    """Give the probability of a Student t value at least as far from zero. `df` is positive."""
    return incomplete_beta(df / 2, 0.5, df / (df + t * t))


def f_upper(f: float, df1: float, df2: float) -> float:
    """Give the probability of an F value at least as large. Both degrees of freedom are positive."""
    return 1.0 if f <= 0 else incomplete_beta(df2 / 2, df1 / 2, df2 / (df2 + df1 * f))


def chi_squared_upper(x: float, df: float) -> float:
    """Give the probability of a chi-squared value at least as large. `df` is positive."""
    return 1.0 if x <= 0 else incomplete_gamma_upper(df / 2, x / 2)


def correlation_two_sided(r: float, n: float) -> float:
    """Give the probability of a correlation at least as far from zero among `n` > 2 uncorrelated normal pairs."""
    if abs(r) >= 1:
        return 0.0
    return t_two_sided(r * math.sqrt((n - 2) / (1 - r * r)), n - 2)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Give the regularised incomplete beta function I_x(a, b), by its continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    # the fraction converges quickly on this side of its turning point, and the function is symmetric about it
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1.0 - front * _beta_fraction(b, a, 1 - x) / b


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1.0 / (d if abs(d) > _TINY else _TINY)
    value = d
    for m in range(1, _STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + step * d
            d = 1.0 / (d if abs(d) > _TINY else _TINY)
            c = 1.0 + step / c
            c = c if abs(c) > _TINY else _TINY
            value *= d * c
        if abs(d * c - 1.0) < 1e-14:
            break
    return value


def incomplete_gamma_upper(a: float, x: float) -> float:
    """Give the regularised upper incomplete gamma function Q(a, x)."""
    if x <= 0:
        return 1.0
    front = math.exp(-x + a * math.log(x) - math.lgamma(a))
    if x < a + 1:
        term = value = 1.0 / a
        for n in range(1, 10 * _STEPS):
            term *= x / (a + n)
            value += term
            if term < value * 1e-16:
                break
        return 1.0 - front * value
    b = x + 1 - a
    c, d = 1.0 / _TINY, 1.0 / b
    value = d
    for i in range(1, 10 * _STEPS):
        step = -i * (i - a)
        b += 2
        d = step * d + b
        d = 1.0 / (d if abs(d) > _TINY else _TINY)
        c = b + step / c
        c = c if abs(c) > _TINY else _TINY
        value *= d * c
        if abs(d * c - 1.0) < 1e-15:
            break
    return front * value
