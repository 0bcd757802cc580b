"""The numbers that a bound asks for, and what an interval of measurements says about them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from ara.schema.package import Package
from ara.schema.references import REPRODUCE_FILE
from ara.schema.reproduce import Check, Expect
from ara.schema.yaml.nodes import ScalarNode, YamlNode, node_at
from ara.schema.yaml.parse import parse_yaml

Answer = Literal["satisfied", "broken", "unclear"]

_EQUAL = 1e-12
"""Share by which two numbers may differ and count as equal: the rounding of a few floating-point operations."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What satisfies a bound, and what breaks it. Between the two lies what the paper's rounding leaves open."""

    low: float = -math.inf
    """The smallest number that satisfies it."""
    high: float = math.inf
    """The largest number that satisfies it."""
    excludes_low: bool = False
    """Whether `low` itself breaks it."""
    excludes_high: bool = False
    """Whether `high` itself breaks it."""
    broken_below: float | None = None
    """Numbers below this break it; None: those below `low`."""
    broken_above: float | None = None
    """Numbers above this break it; None: those above `high`."""

    def answer(self, low: float, high: float) -> Answer:
        """Say what the numbers from `low` to `high` mean together: all satisfy it, all break it on one side, none."""
        if self._reaches(low) and self._stays(high):
            return "satisfied"
        below = not self._reaches(high) if self.broken_below is None else _under(high, self.broken_below)
        above = not self._stays(low) if self.broken_above is None else _under(self.broken_above, low)
        return "broken" if below or above else "unclear"

    def _reaches(self, number: float) -> bool:
        return _under(self.low, number) if self.excludes_low else not _under(number, self.low)

    def _stays(self, number: float) -> bool:
        return _under(number, self.high) if self.excludes_high else not _under(self.high, number)

    def edge_towards(self, control: float) -> float | None:
        """Give the end of the bound on the side of the control; None when the control lies inside."""
        if control < self.low and math.isfinite(self.low):
            return self.low
        if control > self.high and math.isfinite(self.high):
            return self.high
        finite = [end for end in (self.low, self.high) if math.isfinite(end)]
        return finite[0] if len(finite) == 1 else None


def _under(left: float, right: float) -> bool:
    """Tell whether a number is truly smaller than another."""
    if math.isinf(left) or math.isinf(right):
        return left < right
    return left < right and not math.isclose(left, right, rel_tol=_EQUAL, abs_tol=0.0)


def printed_numbers(package: Package, check: str) -> dict[str, str]:
    """Give the numbers of a check as the file writes them, by their place in it, e.g. `expect.equals.value: "3.60"`.

    The model holds numbers; how many digits were written is in the text alone.
    """
    text = package.texts.get(REPRODUCE_FILE)
    if text is None:
        return {}
    found = {}
    tree = _tree(text)
    for place in ("expect.equals.value", "expect.at_least", "expect.at_most", "paper_value.value"):
        steps = place.split(".")
        node = node_at(tree, ("checks", check, *steps))
        if isinstance(node, ScalarNode):
            found[place] = node.text
    return found


@lru_cache(maxsize=2)
def _tree(text: str) -> YamlNode:
    return parse_yaml(text, REPRODUCE_FILE)


def bound_of(check: Check, printed: Mapping[str, str]) -> Bound:
    """Give the bound of a check whose form compares a value with numbers; for other forms, the bound on differences.

    A printed number stands for all that round to it: 3.60 for 3.595 up to, but without, 3.605. So `equals` without a
    tolerance asks for just these. An inequality is taken as written; but where its number is the one that the paper
    prints, only what lies beyond that print's rounding breaks it.
    """
    expect = check.expect
    if expect.at_least is not None:
        half = _rounding_of_the_paper(check, expect.at_least, printed)
        return Bound(low=expect.at_least, broken_below=None if half is None else _minus(expect.at_least, half))
    if expect.at_most is not None:
        half = _rounding_of_the_paper(check, expect.at_most, printed)
        return Bound(high=expect.at_most, broken_above=None if half is None else _minus(expect.at_most, -half))
    if expect.between is not None:
        return Bound(*expect.between)
    if expect.equals is not None:
        return _equality(expect, printed)
    return _difference(expect)


def _equality(expect: Expect, printed: Mapping[str, str]) -> Bound:
    asked = expect.equals
    assert asked is not None
    if asked.absolute is None and asked.relative is None:
        half = half_of_last_digit(printed.get("expect.equals.value"), asked.value)
        return Bound(_minus(asked.value, half), _minus(asked.value, -half), excludes_high=True)
    value = _exact(asked.value)
    slack = max(_exact(asked.absolute or 0.0), _exact(asked.relative or 0.0) * abs(value))
    return Bound(float(value - slack), float(value + slack))


def _difference(expect: Expect) -> Bound:
    if expect.exceeds is not None:
        margin = expect.exceeds.margin
        return Bound(low=margin, excludes_low=margin == 0)
    if expect.not_worse_than is not None:
        return Bound(low=-expect.not_worse_than.margin)
    assert expect.equivalent_to is not None
    return Bound(-expect.equivalent_to.margin, expect.equivalent_to.margin)


def _rounding_of_the_paper(check: Check, bound: float, printed: Mapping[str, str]) -> Decimal | None:
    paper = check.paper_value
    if paper is None or paper.value != bound:
        return None
    return half_of_last_digit(printed.get("paper_value.value"), paper.value)


def half_of_last_digit(text: str | None, value: float) -> Decimal:
    """Give half a unit of the last digit of a number as it is written; without its text, of its shortest form."""
    for written in (text, repr(value)):
        try:
            number = Decimal(written) if written is not None else None
        except InvalidOperation:
            continue
        if number is not None and number.is_finite() and float(number) == value:
            return Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    return Decimal(0)


def _exact(value: float) -> Decimal:
    """The decimal number that people wrote: 0.1 is a tenth."""
    return Decimal(repr(value))


def _minus(value: float, slack: Decimal) -> float:
    return float(_exact(value) - slack)
