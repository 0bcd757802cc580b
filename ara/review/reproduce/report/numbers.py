"""Numbers as people read them: as many digits as their interval carries, with their unit."""

from __future__ import annotations

import math
from collections.abc import Sequence

MOST_DECIMALS = 6
"""Decimals beyond which a number is written with a power of ten."""


def decimals_for(spread: float) -> int:
    """Give the decimals at which a spread shows two digits: 1.9 has one, 19 has none."""
    if not math.isfinite(spread) or spread <= 0:
        return 3
    return max(0, 1 - math.floor(math.log10(spread)))


def number(value: float, decimals: int) -> str:
    """Write a number with so many decimals."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "no number"
    if value and (decimals > MOST_DECIMALS or not 10.0**-MOST_DECIMALS <= abs(value) < 1e9):
        return _signed(f"{value:.2e}".replace("e-0", "e-").replace("e+0", "e"))
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if not text.strip("-0.") else _signed(text)


def plain_number(value: float) -> str:
    """Write a number that somebody gave, in its shortest form."""
    if not math.isfinite(value):
        return number(value, 0)
    short = f"{value:.12g}"
    return _signed(short if "e" in short or abs(value) < 1_000 else f"{value:,.12g}")


def with_unit(text: str, unit: str | None) -> str:
    """Put the unit behind a number: `95.8 %`, `3.5x`, `12 s`."""
    if not unit:
        return text
    return f"{text}{unit}" if unit in ("x", "×") else f"{text} {unit}"


def with_interval(value: float, interval: Sequence[float] | None, unit: str | None) -> str:
    """Write a value with its interval: `67.9 % [66.9, 68.8]`."""
    if interval is None:
        return with_unit(number(value, decimals_for(abs(value) / 100)), unit)
    low, high = interval
    if low == high:
        exact = plain_number(float(f"{value:.6g}"))  # six digits tell it; the rest is how a computer holds it
        return f"{with_unit(exact, unit)} [{exact}, {exact}]"
    decimals = decimals_for(high - low if math.isfinite(high - low) else abs(value) / 100)
    ends = f"[{number(low, decimals)}, {number(high, decimals)}]"
    return f"{with_unit(number(value, decimals), unit)} {ends}"


def _signed(text: str) -> str:
    return text.replace("-", "−", 1) if text.startswith("-") else text
