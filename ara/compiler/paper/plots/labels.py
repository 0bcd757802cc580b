"""Numbers printed along the axes of plots."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(
    r"(?P<sign>[-−–+])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<unit>[%kKMBG×x])?"
)
_POWER = re.compile(r"(?P<base>10|2)(?P<sign>[⁻])?(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_EXPONENT = re.compile(r"(?P<head>\d+(?:\.\d+)?)[eE](?P<tail>[-−+]?\d{1,3})")
_FRACTION = re.compile(r"(?P<upper>\d{1,4})/(?P<lower>[1-9]\d{0,4})")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNITS = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "G": 1e9}
_LONGEST = 24


def number_of(text: str) -> float | None:
    """The value of a printed number as `−0.5`, `1,000`, `10³`, `2e-4`, `1/16`, `64K` or `20%`; None for other words."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if match := _NUMBER.fullmatch(text):
        value = float(match["digits"].replace(",", "")) * _UNITS.get(match["unit"] or "", 1.0)
        return -value if match["sign"] in ("-", "−", "–") else value
    if match := _POWER.fullmatch(text):
        exponent = int(match["digits"].translate(_RAISED)) * (-1 if match["sign"] else 1)
        return float(match["base"]) ** exponent if abs(exponent) < 100 else None
    if match := _EXPONENT.fullmatch(text):
        return float(f"{match['head']}e{match['tail'].replace('−', '-')}")
    if match := _FRACTION.fullmatch(text):
        return int(match["upper"]) / int(match["lower"])
    return None


def rounded(value: float, resolution: float) -> float:
    """A measured value without the digits that the drawing cannot hold."""
    if resolution <= 0 or not math.isfinite(value):
        return value
    # adding zero turns a negative zero into one without a sign
    return round(value, max(0, math.ceil(-math.log10(resolution)))) + 0.0
