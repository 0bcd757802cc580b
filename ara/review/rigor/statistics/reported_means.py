"""Means of whole numbers with their standard deviation and sample size, in sentences and in rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ara.review.rigor.quantities.cells import NUMBER, signed
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.table import Column, Table
from ara.review.rigor.statistics.sample_sizes import CASES

_MEAN = re.compile(
    r"(?:\bM\s?=|\b(?i:means?|average[sd]?)\b)(?:(?!\b[Ss]\.?[Dd]\b|±|[Ss]tandard dev)[^.;]){0,60}?"
    r"(?<![\d.,])(?P<mean>\d+\.\d+)(?![\d%]|\s?%|\.\d)"
)
_DEVIATION = re.compile(
    rf"(?:\b(?:S\.?D\.?|sd|[Ss]td\.?(?:\s?dev\.?)?|σ|s\.d\.)|\b[Ss]tandard deviations?)\s?(?:=|:|of|was"
    rf"|is)?\s?(?P<sd>{NUMBER})|±\s?(?P<pm>{NUMBER})"
)
_SIZE = re.compile(rf"\b[nN]\s?=\s?(?P<n>\d[\d,]*)(?![\d.])|(?<![\d.,–-])(?P<m>\d[\d,]*)\s{CASES}\b")
_WHOLE = re.compile(
    r"(?i)\blikert\b|\brat(?:ed|ings?|ers?)\b|\b(?:\d|five|seven|four|ten|nine|six|eleven)[\s-]point\b"
    r"|\bscale (?:of|from)\b"
    r"|\bscale\b[^.;]{0,20}\d\s?(?:–|-|to)\s?\d|\bscored? (?:from )?[01]\s?(?:–|-|to)\s?\d+"
    r"|\bwhole numbers?\b|\bintegers?\b"
    r"|\b(?:number|count) of\b|\bcounted\b"
)
_ITEMS = re.compile(
    r"(?i)\b(?P<items>\d+|two|three|four|five|six|seven|eight|nine|ten|several|multiple)[\s-](?:items?"
    r"|subscales?|questions?)\b(?![^.;]*\beach\b)"
)
_SCALE = re.compile(
    r"(?i)\b(?P<points>\d+|five|seven|four|ten|nine|six|eleven)[\s-]point\b|(?:scale|scored?|rated?"
    r"|ratings?|likert)[^.;\d]{0,30}(?P<low>\d+)\s?(?:–|-|to|and)\s?(?P<high>\d+)\b"
)
_NUMBERS = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], range(2, 12), strict=True)
)


@dataclass(frozen=True, slots=True)
class ReportedMean:
    """A mean of whole numbers."""

    text: str
    """Where it stands, verbatim."""
    printed: str
    """The mean as printed."""
    mean: Interval
    """What that can stand for."""
    deviation: Interval | None
    """What the printed standard deviation can stand for."""
    deviation_printed: str
    """The standard deviation as printed; empty when none is."""
    n: int
    """Cases, times the items that each answered."""
    scale: tuple[float, float] | None
    """Least and greatest answer, when the text says so."""


def is_whole(text: str) -> bool:
    """Tell whether a text says that what was averaged are whole numbers: ratings, answers on a scale, counts."""
    return _WHOLE.search(text) is not None


def means_in(sentence: str, around: str) -> Iterator[ReportedMean]:
    """Give the means of a sentence whose sample size it says, when it or what stands around it speaks of whole numbers.

    Each mean takes the deviation and the size that follow it before the next mean, else the only ones of the sentence.
    """
    if not is_whole(sentence) and not is_whole(around):
        return
    items = items_in(f"{sentence} {around}")
    means = list(_MEAN.finditer(sentence))
    sizes = list(_SIZE.finditer(sentence))
    deviations = list(_DEVIATION.finditer(sentence))
    if not means or not sizes or not items:
        return
    ends = [match.start() for match in means[1:]] + [len(sentence)]
    for match, end in zip(means, ends, strict=True):
        size = _own(sizes, match.end(), end)
        if size is None:
            continue
        spread = _own(deviations, match.end(), end)
        sd = (spread["sd"] or spread["pm"]) if spread else ""
        n = int((size["n"] or size["m"]).replace(",", ""))
        last = max(match.end(), spread.end() if spread else 0)
        words = sentence[match.start() : last].strip()
        yield ReportedMean(
            words, match["mean"], signed(match["mean"]), signed(sd) if sd else None, sd, n * items,
            scale_in(f"{sentence} {around}") if items == 1 else None,
        )  # fmt: skip


def _own(matches: list[re.Match[str]], start: int, end: int) -> re.Match[str] | None:
    return next((m for m in matches if start <= m.start() < end), matches[0] if len(matches) == 1 else None)


def items_in(text: str) -> int:
    """Give how many items each case answered; 1 when nothing is said, 0 when the text does not say how many."""
    match = _ITEMS.search(text)
    if match is None:
        return 1
    word = match["items"].lower()
    return int(word) if word.isdigit() else _NUMBERS.get(word, 0)


def scale_in(text: str) -> tuple[float, float] | None:
    """Give the ends of the scale that a text speaks of; None when it names none."""
    match = _SCALE.search(text)
    if match is None:
        return None
    if match["points"]:
        word = match["points"].lower()
        # a scale of k points may begin at 0 or at 1; what holds for both is the wider
        points = int(word) if word.isdigit() else _NUMBERS[word]
        return 0.0, float(points)
    low, high = float(match["low"]), float(match["high"])
    return (low, high) if low < high else None


_MEAN_HEADER = re.compile(r"(?i)(?:m|means?|average|avg\.?)(?:\s?(?:rating|score|answer|response))?(?:\s?\([^)]*\))?")
_DEVIATION_HEADER = re.compile(r"(?i)(?:s\.?d\.?|std\.?(?:\s?dev\.?)?|standard deviation)(?:\s?\([^)]*\))?")


def means_of(table: Table) -> Iterator[tuple[int, ReportedMean]]:
    """Give the means in the rows of a table of whole numbers, which has a column of counts and one of means."""
    sizes = [column for column in table.columns if column.kind == "count"]
    items = items_in(table.about)
    if not sizes or not items or not is_whole(f"{table.about} {' '.join(column.header for column in table.columns)}"):
        return
    scale = scale_in(table.about) if items == 1 else None
    for column in table.metrics:
        if not _is_mean(column):
            continue
        spread = _beside(table, column)
        for row, cell in enumerate(column.cells):
            size = sizes[0].cells[row]
            if cell is None or size is None or cell.places == 0:
                continue
            sd = spread.cells[row] if spread else None
            deviation = sd.interval if sd else None
            half = 0.5 * 10.0**-(cell.places)
            if deviation is None and cell.error is not None:
                deviation = Interval(cell.error - half, cell.error + half)
            printed = sd.text if sd else f"{cell.error:g}" if cell.error is not None else ""
            yield (
                row,
                ReportedMean(
                    cell.text,
                    f"{cell.value:.{cell.places}f}",
                    cell.interval,
                    deviation,
                    printed,
                    int(size.value) * items,
                    scale,
                ),
            )


def _is_mean(column: Column) -> bool:
    last = column.header.rpartition(" / ")[2]
    return _MEAN_HEADER.fullmatch(last) is not None or any(cell is not None and cell.error for cell in column.cells)


def _beside(table: Table, column: Column) -> Column | None:
    following = table.columns[column.index + 1 : column.index + 2]
    return next((one for one in following if _DEVIATION_HEADER.fullmatch(one.header.rpartition(" / ")[2])), None)
