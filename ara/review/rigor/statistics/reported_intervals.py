"""Estimates with an interval around them, in sentences and in tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ara.review.rigor.quantities.cells import NUMBER, signed
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.table import Column, Table

_VALUE = rf"(?<![\w.,])[+−–-]?{NUMBER}"
_WORD = r"(?:CIs?|[Cc]onfidence intervals?|[Cc]redible intervals?|CrI|HDI|IQR|[Ii]nterquartile range)"
_BOUNDS = (
    rf"(?P<low>[+−–-]?{NUMBER})\s?(?:%|×|x|s|ms|points?|pp)?\s?(?:,|;|–|—|-|to|\.\.|and)\s?(?P<high>[+−–-]?{NUMBER})"
)
_INTERVAL = re.compile(
    rf"(?P<value>{_VALUE})(?P<between>[^.;\d]{{0,30}}?)[\s(\[,]+(?:(?:with\s)?(?:an?\s"
    rf"|the\s)?(?P<level>\d\d(?:\.\d)?)\s?(?:%|percent|-percent)[\s-]*)?(?P<kind>{_WORD})"
    rf"\s?(?:of|was|is|from|between|:|=|,)?\s?[\[(]?\s?{_BOUNDS}"
)
_AROUND = 200
"""Characters around an interval that say what it is of."""
_NAMED = re.compile(_WORD)
_BRACKETED = re.compile(rf"(?P<value>{_VALUE})\s?(?:%|×|x|ms|s|points?|pp)?\s?\[\s?{_BOUNDS}\s?%?\s?\](?!\()")
_SKEWED = re.compile(
    r"(?i)\b(?:ratios?|odds|hazard|\bOR\b|\bHR\b|\bRR\b|log|proportions?|percent\w*|rates?|accurac\w+"
    r"|bootstrap\w*|wilson|clopper|exact"
    r"|median|iqr|interquartile|range|quantiles?|percentiles?|credible|hdi|crI|bayes\w*|posterior"
    r"|correlations?|speed-?ups?|times)\b|%|×"
)


@dataclass(frozen=True, slots=True)
class ReportedInterval:
    """An estimate and the interval given with it."""

    text: str
    """Both, verbatim; the cells of one row joined by ` | `."""
    estimate: Interval
    """What the printed estimate can stand for."""
    low: Interval
    """What its printed lower bound can stand for."""
    high: Interval
    """What its printed upper bound can stand for."""
    printed: tuple[str, str, str]
    """Estimate, lower and upper bound as printed."""
    skewed: bool
    """Whether such a quantity may well have an interval that is longer on one side."""

    @property
    def is_reversed(self) -> bool:
        """Whether the lower bound is above the upper one."""
        return self.low.low > self.high.high

    @property
    def excludes(self) -> bool:
        """Whether the estimate lies outside."""
        return self.estimate.high < self.low.low or self.estimate.low > self.high.high

    @property
    def is_lopsided(self) -> bool:
        """Whether one side is longer than the other by more than rounding, and by a tenth of the whole."""
        middle = (self.low + self.high).scaled(0.5)
        return middle.distance(self.estimate) > 0.1 * (self.high.middle - self.low.middle)


def intervals_in(text: str) -> Iterator[ReportedInterval]:
    """Give the intervals of a text that stand behind an estimate: `12.5 (95% CI [12.0, 13.0])`, `40.7 [28.7, 54.0]`."""
    named = list(_INTERVAL.finditer(text)) if _NAMED.search(text) else []
    yield from (_read(match, text) for match in named)
    if "[" in text:
        for match in _BRACKETED.finditer(text):
            measured = "." in match["low"] or "." in match["high"]
            if measured and not any(other.start() <= match.start() < other.end() for other in named):
                yield _read(match, text)


def _read(match: re.Match[str], text: str) -> ReportedInterval:
    low, high = match["low"], match["high"]
    # the sign of the level, as in 95% CI, says nothing about the estimate
    around = text[max(0, match.start() - _AROUND) : match.end("value") + 2] + text[match.end() : match.end() + _AROUND]
    skewed = _SKEWED.search(around) is not None
    return ReportedInterval(
        match.group(), signed(match["value"]), signed(low), signed(high), (match["value"], low, high), skewed
    )


_LOW = re.compile(r"(?i)\b(?:lower|low|ci[\s_-]?l\w*|2\.5\s?%|ll|lb|lcl|p5|5th)\b")
_HIGH = re.compile(r"(?i)\b(?:upper|high|ci[\s_-]?[uh]\w*|97\.5\s?%|ul|ub|ucl|p95|95th)\b")


def intervals_of(table: Table) -> Iterator[tuple[int, ReportedInterval]]:
    """Give the intervals in the rows of a table: in one cell, or in columns for estimate, lower and upper bound."""
    about = table.about
    for column in table.metrics:
        for row, cell in enumerate(column.cells):
            if cell is not None and cell.bounds is not None:
                low, high = cell.bounds
                printed = (f"{cell.value:g}", f"{low.middle:g}", f"{high.middle:g}")
                skewed = _SKEWED.search(f"{about} {column.header}") is not None
                yield row, ReportedInterval(cell.text, cell.interval, low, high, printed, skewed)
    for estimate, lower, upper in _triples(table):
        skewed = _SKEWED.search(f"{about} {estimate.header}") is not None
        for row, cells in enumerate(zip(estimate.cells, lower.cells, upper.cells, strict=True)):
            value, low_cell, high_cell = cells
            if value is not None and low_cell is not None and high_cell is not None:
                text = " | ".join(cell.text for cell in (value, low_cell, high_cell))
                yield (
                    row,
                    ReportedInterval(
                        text,
                        value.interval,
                        low_cell.interval,
                        high_cell.interval,
                        (value.text, low_cell.text, high_cell.text),
                        skewed,
                    ),
                )


def _triples(table: Table) -> Iterator[tuple[Column, Column, Column]]:
    """An estimate stands left of its lower bound, or right behind the upper one."""
    columns = table.columns
    for lower, upper in itertools.pairwise(columns):
        if not (_LOW.search(lower.header) and _HIGH.search(upper.header)):
            continue
        before = columns[lower.index - 1] if lower.index else None
        if (
            before is not None
            and before.kind == "metric"
            and not (_LOW.search(before.header) or _HIGH.search(before.header))
        ):
            yield before, lower, upper
