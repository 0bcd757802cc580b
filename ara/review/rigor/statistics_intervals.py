"""Rules about intervals around estimates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.quantities.cells import NUMBER, magnitude
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.statistics.reported_intervals import ReportedInterval, intervals_in, intervals_of
from ara.schema.location import Location

_DIFFERENCE = re.compile(
    r"(?i)\b(?:differences?|change|effect|gain|improvement|delta|coefficient|slope|correlation|β|b)\b|Δ"
)
_LONGEST = 4000
_P_VALUE = re.compile(rf"\b[pP](?:[\s-]?values?)?\s?(?P<relation>=|\\?<|\\?>|of|is)\s?(?P<p>{NUMBER})")


@rigor_rule("R606", "interval-holds-estimate", "D6", "major")
def interval_holds_estimate(reading: Reading) -> Iterator[RigorProblem]:
    """An interval runs from its lower to its upper bound and holds its estimate.

    A confidence interval of a mean always holds that mean, and an interquartile range its median. When it does not,
    the bounds belong to another estimate or a digit is wrong. The same goes for an interval of a difference that
    leaves out zero beside a p-value above .05, or holds zero beside a smaller one. Take estimate, bounds and p-value
    from one run of the analysis.
    """
    for place, entity, found in _intervals(reading):
        value, low, high = found.printed
        if found.is_reversed:
            words = f"the interval from {low} to {high} is turned around"
        elif found.excludes:
            words = f"{value} lies outside of its interval from {low} to {high}"
        else:
            continue
        yield RigorProblem(
            place, entity, found.text, f"`{found.text}`: {words}.", "Take estimate and bounds from one run."
        )
    for passage in reading.passages:
        if "CI" in passage.text or "interval" in passage.text:
            problem = _against_p(passage.text)
            if problem:
                yield RigorProblem(
                    passage.location, passage.entity, *problem, "Take interval and p-value from one run."
                )


def _against_p(text: str) -> tuple[str, str] | None:
    """Compare an interval of a difference with the p-value behind it."""
    if len(text) > _LONGEST or not _DIFFERENCE.search(text):
        return None
    for found in intervals_in(text):
        p = _P_VALUE.search(text, text.find(found.text) + len(found.text))
        if p is None or "95" not in found.text:
            continue
        value = magnitude(p["p"])[0]
        smaller = value < 0.05 if p["relation"] not in ("<", ">", "\\<", "\\>") else "<" in p["relation"]
        if (smaller and value > 0.05) or (">" in p["relation"] and value < 0.05):
            continue
        inside = found.low.high < 0 < found.high.low
        outside = found.low.low > 0 or found.high.high < 0
        if (inside and smaller) or (outside and not smaller):
            words = (
                f"the interval from {found.printed[1]} to {found.printed[2]} {'holds' if inside else 'leaves out'} zero"
            )
            span = text[text.find(found.text) : p.end()]
            return span, f"`{span}`: {words}, and the p-value says the opposite."
    return None


@rigor_rule("R607", "interval-is-symmetric", "D6", "minor")
def interval_is_symmetric(reading: Reading) -> Iterator[RigorProblem]:
    """A confidence interval of a mean or difference lies evenly around it, or the text says how it was made.

    Intervals from a standard error reach as far up as down; bootstrap intervals, and those of ratios, proportions,
    rates and medians, need not. An uneven one without a word on its kind may hold a wrong digit. Say how the interval
    was computed, or correct it.
    """
    for place, entity, found in _intervals(reading):
        if found.skewed or found.is_reversed or found.excludes or not found.is_lopsided:
            continue
        value, low, high = found.printed
        middle = (found.low.middle + found.high.middle) / 2
        message = f"The interval from {low} to {high} has its middle at {middle:.4g}, not at {value}."
        yield RigorProblem(place, entity, found.text, message, "Say how the interval was computed, or correct a bound.")


def _intervals(reading: Reading) -> Iterator[tuple[Location, str, ReportedInterval]]:
    seen: set[tuple[str, str]] = set()
    for passage in reading.passages:
        for found in intervals_in(passage.text):
            if (passage.entity, found.text) not in seen:
                seen.add((passage.entity, found.text))
                yield passage.location, passage.entity, found
    for table in reading.audited:
        for row, found in intervals_of(table):
            yield table.place(row), table.name, found
