"""Numbers that texts and cells hold, ordered so that one that agrees with a statement is found at once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from ara.review.rigor.accounts.mentions import Mention
from ara.review.rigor.quantities.cells import NUMBER, SCALES

_NUMBER = re.compile(rf"(?<![\d.,]){NUMBER}(?:[eE][-+]?\d{{1,3}})?")
_SCALED = re.compile(rf"({NUMBER})\s?([KMBkT]|thousand|million|billion)\b")
_FACTORS = {**SCALES, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_EXACT = 1e-9


class Holdings:
    """All numbers of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read the numbers once."""
        found: set[float] = set()
        for text in texts:
            found.update(_numbers(text))
        self._values = sorted(found)

    def __bool__(self) -> bool:
        """Whether there is any number."""
        return bool(self._values)

    def hold(self, stated: Mention) -> bool:
        """Tell whether a number is held: as printed, within its rounding, as percent or fraction, or scaled."""
        value, half = abs(stated.value), stated.half if stated.digits > 1 else 0.0
        if stated.bound == "~":
            half = max(half, 0.12 * value)
        ways = [(value, half)]
        if stated.unit == "%" or value > 1:
            ways.append((value / 100, half / 100))
        elif not stated.unit:
            ways.append((value * 100, half * 100))
        if stated.unit in SCALES:
            ways.append((value / SCALES[stated.unit], half / SCALES[stated.unit]))
        ways += [(value * factor, half * factor) for factor in (1e-3, 1e3, 1e-6, 1e6, 1024.0, 1 / 1024)]
        if stated.unit == "%":
            ways.append((100 - value, half))
        return any(self._within(middle, around) for middle, around in ways)

    def _within(self, value: float, half: float) -> bool:
        slack = max(half * (1 + 1e-6), abs(value) * _EXACT)
        at = bisect_left(self._values, value - slack)
        return at < len(self._values) and self._values[at] <= value + slack


def _numbers(text: str) -> Iterable[float]:
    for match in _NUMBER.finditer(text):
        yield float(match.group().replace(",", ""))
    for match in _SCALED.finditer(text):
        yield float(match.group(1).replace(",", "")) * _FACTORS[match.group(2)]
