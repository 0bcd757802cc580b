"""Test statistics with degrees of freedom and p-value, as they are reported in running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ara.review.rigor.quantities.cells import NUMBER, magnitude, signed
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.statistics.distributions import (
    chi_squared_upper,
    correlation_two_sided,
    f_upper,
    normal_two_sided,
    t_two_sided,
)

_SIGNED = rf"[+−–-]?\s?{NUMBER}"
_IS = r"\s*(?:=|of|is|was|:|equals)\s*"
_SIZE = r"(?:,?\s*[nN]\s*=\s*(?P<{0}>\d[\d,]*))?"
_POWER_OF_TEN = r"\s?[×·]\s?10\s?\^?\s?[-−⁻]\s?[\d⁰¹²³⁴-⁹]+"
_RELATION = r"(?:(?P<relation>=|\\?<|\\?>|≤|≥|of|is|was|below|under|above|less than|greater than)\s*){1,2}"
_P = rf"\b[pP](?:[\s-]?values?)?\s*{_RELATION}(?P<p>{NUMBER}(?:[eE][-−]?\d+|{_POWER_OF_TEN})?)"
_STATISTICS = {
    "t": re.compile(
        rf"(?<![\w])t(?:[\s-](?:test|value|statistic))?\s*(?:\(\s*(?:df\s*=\s*)?(?P<df>{NUMBER})\s*\))?{_IS}"
        rf"(?P<value>{_SIGNED})"
        rf"(?:\s*,?\s*(?:with\s*)?(?:df|d\.f\.|dof)\s*=?\s*(?P<late>{NUMBER}))?"
    ),
    "F": re.compile(
        rf"(?<![\w])F\s*\(\s*(?:df\s*=\s*)?(?P<df>{NUMBER})\s*[,;]\s*(?P<df2>{NUMBER})\s*\){_IS}(?P<value>{NUMBER})"
    ),
    "χ²": re.compile(
        rf"(?:χ\s?(?:²|\^?2)|\bchi[\s-]?(?:squared?|2)|\bX(?:²|\^2))(?:\s?(?:test"
        rf"|statistic))?\s*(?:\(\s*(?:df\s*=\s*)?(?P<df>{NUMBER})"
        rf"{_SIZE.format('n')}\s*\))?{_IS}(?P<value>{NUMBER})(?:\s*,?\s*(?:with\s*)?(?:df|d\.f\."
        rf"|dof)\s*=?\s*(?P<late>{NUMBER}))?"
    ),
    "r": re.compile(
        rf"(?<![\w])(?:Pearson(?:['’]s)?\s)?r\s*(?:\(\s*(?:df\s*=\s*)?(?P<df>\d+)\s*\))?{_IS}(?P<value>{_SIGNED})"
        rf"(?:\s*[,;(]?\s*(?:with\s*)?[nN]\s*=\s*(?P<n>\d[\d,]*))?"
    ),
    "z": re.compile(rf"(?<![\w])[zZ](?:[\s-](?:test|value|score|statistic))?{_IS}(?P<value>{_SIGNED})"),
}
_PROBABILITY = re.compile(_P)
_ONE_SIDED = re.compile(r"(?i)\bone[\s-]?(?:tailed|sided)|\bdirectional (?:test|hypothesis)|\b1[\s-](?:tailed|sided)")
_CORRECTED = re.compile(
    r"(?i)\b(?:bonferroni|holm|fdr|benjamini|tukey|corrected|adjusted|adj\.|permutation|bootstrap\w*"
    r"|exact test|q[\s-]value)"
)
_PAIRS = re.compile(r"\b[nN]\s?=\s?(\d[\d,]*)")
_REACH = 60
"""Characters after a statistic within which its p-value stands."""


@dataclass(frozen=True, slots=True)
class ReportedTest:
    """A test statistic and the p-value reported with it."""

    text: str
    """Statistic and p-value, verbatim."""
    kind: str
    """`t`, `F`, `χ²`, `r` or `z`."""
    expected: Interval
    """Two-sided p-values that the rounded statistic allows."""
    relation: str
    """`=`, `<` or `>`."""
    stated: Interval
    """The p-value as printed."""
    printed: str
    """The p-value's digits."""
    one_sided: bool
    """Whether the text speaks of a one-sided test."""

    @property
    def agrees(self) -> bool:
        """Whether the two-sided p-value, or the one-sided one where the text says so, is what is stated."""
        return self._agrees(self.expected) or (self.one_sided and self._agrees(self.expected.scaled(0.5)))

    @property
    def agrees_one_sided(self) -> bool:
        """Whether half of the two-sided p-value is what is stated."""
        return self._agrees(self.expected.scaled(0.5))

    def _agrees(self, expected: Interval) -> bool:
        if self.relation == "<":
            return expected.low <= self.stated.middle
        if self.relation == ">":
            return expected.high >= self.stated.middle
        # p = .000 is how programs print what is below half of .001
        return expected.meets(self.stated)

    @property
    def flips(self) -> bool:
        """Whether the result is significant at .05 by one of the two, and not by the other."""
        stated = (
            self.stated.middle < 0.05 if self.relation == "=" else self.relation == "<" and self.stated.middle <= 0.05
        )
        if self.relation == "<" and self.stated.middle > 0.05:
            return False
        return stated != (self.expected.middle < 0.05)


def tests_in(text: str) -> Iterator[ReportedTest]:
    """Give the reported tests of a text whose p-value follows its statistic, or stands shortly before."""
    probabilities = list(_PROBABILITY.finditer(text))
    if not probabilities or _CORRECTED.search(text):
        return
    one_sided = _ONE_SIDED.search(text) is not None
    for kind, pattern in _STATISTICS.items():
        for match in pattern.finditer(text):
            near = next((p for p in probabilities if 0 <= p.start() - match.end() <= _REACH), None)
            expected = _expected(kind, match, text)
            if near is None or expected is None or ";" in text[match.end() : near.start()].strip(" ;,"):
                continue
            stated, relation = _stated(near)
            words = text[match.start() : near.end()]
            yield ReportedTest(words, kind, expected, relation, stated, near["p"], one_sided)


def _stated(match: re.Match[str]) -> tuple[Interval, str]:
    number = match["p"]
    power = re.search(r"[×·]\s?10\s?\^?\s?[-−⁻]\s?([\d⁰¹²³⁴-⁹]+)", number)
    if power:
        digits = power.group(1).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        value, half = magnitude(number[: power.start()].strip(), f"e-{digits}")
    else:
        base, _, exponent = number.replace("−", "-").lower().partition("e")
        value, half = magnitude(base, f"e{exponent}" if exponent else None)
    relation = match["relation"].strip("\\ ")
    if relation in ("<", "≤", "below", "under", "less than"):
        return Interval(value, value), "<"
    if relation in (">", "≥", "above", "greater than"):
        return Interval(value, value), ">"
    return Interval(max(0.0, value - half), value + half), "="


def _expected(kind: str, match: re.Match[str], text: str) -> Interval | None:
    """Give the two-sided p-values of the values that the printed statistic may stand for; None without df."""
    found = match.groupdict()
    printed = signed(match["value"].replace(" ", ""))
    df = found.get("df") or found.get("late")
    tail: Callable[[float], float]
    if kind == "z":
        tail = normal_two_sided
    elif kind == "r":
        said = found.get("n") or next(iter(_PAIRS.findall(text)), "0")
        size = int(df) + 2 if df else int(said.replace(",", ""))
        if size < 4 or abs(printed.middle) > 1:
            return None
        tail = lambda value: correlation_two_sided(value, size)  # noqa: E731
    else:
        first = magnitude(df)[0] if df else 0.0
        if first <= 0:
            return None
        second = magnitude(found["df2"])[0] if found.get("df2") else 0.0
        if kind == "F" and second <= 0:
            return None
        tail = {
            "t": lambda value: t_two_sided(value, first),
            "F": lambda value: f_upper(value, first, second),
            "χ²": lambda value: chi_squared_upper(value, first),
        }[kind]
    near, far = sorted((abs(printed.low), abs(printed.high)))
    near = 0.0 if printed.low <= 0 <= printed.high else near
    return Interval(tail(far), tail(near))
