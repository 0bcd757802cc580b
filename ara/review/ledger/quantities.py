"""Numbers with their rounding: what a printed number says, and which other prints say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ara.review.ledger.model import Agreement
from ara.review.structure.printed_numbers import measured, value_of

_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?(?![\d]|[.,]\d)"
)
_LISTS = re.compile(r"\{[^{}\n]*\}|@\[[^\]\n]*\]")
"""Variants of a name, `ResNet-{50,101,152}`, and thresholds of a metric, `mAP@[.5, .95]`."""
_UNIT = re.compile(
    r"\s?(?P<sign>[%‰×])|\s?(?P<cross>[xX])(?![A-Za-z\d])|(?P<scale>[KMBkT])(?![A-Za-z])"
    r"|\s(?P<word>percent|thousand|million|billion|[µμmn]?s|[KMGT]i?B|hours?|days?|minutes?|seconds?|points?|pts?)\b"
)
_SCALES = {
    "K": 3, "k": 3, "thousand": 3, "M": 6, "million": 6, "B": 9, "billion": 9, "T": 12,
}  # fmt: skip
_PERCENT = ("%", "percent")
_LEAST_DIGITS = 2
"""Digits from which a number is sure enough to be matched by its rounding, or by arithmetic."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number."""

    text: str
    """As printed, with its unit."""
    value: Decimal
    """Its magnitude as printed, without sign; `53K` is 53."""
    half: Decimal
    """Half a unit of its last printed place: what rounding may have taken or given."""
    digits: int
    """How many significant digits are printed."""
    unit: str
    """The unit; empty when none follows."""
    start: int
    """Where it starts in its text."""

    @property
    def scaled(self) -> Decimal:
        """Its magnitude with thousands, millions and billions multiplied in."""
        return self.value.scaleb(_SCALES.get(self.unit, 0))

    @property
    def is_percent(self) -> bool:
        """Whether it is a share of a hundred."""
        return self.unit in _PERCENT

    @property
    def is_telling(self) -> bool:
        """Whether it looks measured: it has a unit, decimals, or three digits."""
        return bool(self.unit) or self.half < Decimal("0.5") or self.digits > 2


def stated_in(text: str) -> tuple[Quantity, ...]:
    """Give the numbers of a text that measure something, each once; names, labels, years and code are none."""
    text = _LISTS.sub(lambda match: " " * len(match.group()), text)
    wanted = set(measured(text))
    found: dict[str, Quantity] = {}
    for quantity in printed_in(text):
        digits = _NUMBER.match(quantity.text)
        if digits is not None and digits.group() in wanted:
            found.setdefault(quantity.text, quantity)
    return tuple(found.values())


def printed_in(text: str) -> Iterator[Quantity]:
    """Give all numbers of a text that are not part of a word, in order."""
    for match in _NUMBER.finditer(text):
        value = value_of(match.group())
        if value is None:
            continue
        after = _UNIT.match(text, match.end())
        unit = next((part for part in after.groups() if part), "") if after else ""
        printed = text[match.start() : after.end() if after else match.end()]
        plain = match.group().replace(",", "").lower().partition("e")[0]
        half = Decimal("0.5").scaleb(-len(plain.partition(".")[2]))
        digits = len(plain.replace(".", "").lstrip("0")) or 1
        yield Quantity(printed, value, half, digits, "×" if unit in ("x", "X") else unit, match.start())


def agreement(stated: Quantity, held: Quantity) -> Agreement | None:
    """Say how two prints agree; None when they do not."""
    if stated.value == held.value:
        return "equal"
    if stated.scaled == held.scaled:
        return "scaled"
    if _same_rounded(stated, held.value):
        return "rounded"
    if stated.is_percent and not held.is_percent and _same_share(stated, held.value * 100):
        return "percent"
    if held.is_percent and not stated.is_percent and not stated.unit and stated.value <= 1:
        share = held.value / 100
        return "percent" if stated.value == share or _same_rounded(stated, share) else None
    scale = _SCALES.get(stated.unit)
    if scale and not held.unit and _same_rounded(stated, held.value.scaleb(-scale)):
        return "scaled"
    return None


def _same_rounded(stated: Quantity, value: Decimal) -> bool:
    """Tell whether a number, rounded to the places that are stated, is the stated one."""
    return stated.digits >= _LEAST_DIGITS and abs(stated.value - value) <= stated.half


def _same_share(stated: Quantity, percent: Decimal) -> bool:
    return percent <= 100 and (stated.value == percent or _same_rounded(stated, percent))


def derivation(stated: Quantity, known: tuple[Quantity, ...]) -> str | None:
    """Give the arithmetic over two numbers that yields a stated one: a difference, a ratio, or a change in percent.

    Only numbers of two digits and more are derived, since small ones follow from almost anything.
    """
    if stated.digits < _LEAST_DIGITS:
        return None
    for larger in known:
        for smaller in known:
            if larger.value <= smaller.value or smaller.value == 0:
                continue
            ways = [(f"{larger.text} − {smaller.text}", larger.value - smaller.value)]
            if stated.unit == "×":
                ways = [(f"{larger.text} / {smaller.text}", larger.value / smaller.value)]
            elif stated.is_percent:
                difference = larger.value - smaller.value
                ways += [
                    (f"({larger.text} − {smaller.text}) / {smaller.text}", 100 * difference / smaller.value),
                    (f"({larger.text} − {smaller.text}) / {larger.text}", 100 * difference / larger.value),
                ]
            for words, value in ways:
                if abs(value - stated.value) <= stated.half:
                    return words
    return None
