"""Rules about means and standard deviations of whole numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.language.sentences import sentences
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.statistics.granularity import (
    deviation_is_possible,
    mean_is_possible,
    telling_for,
    widest_deviation,
)
from ara.review.rigor.statistics.reported_means import ReportedMean, means_in, means_of
from ara.schema.location import Location

_PAIR = 2
"""Cases from which a sample has a deviation."""


@rigor_rule("R602", "mean-possible-for-n", "D6", "major")
def mean_possible_for_n(reading: Reading) -> Iterator[RigorProblem]:
    """A mean of whole numbers is one that some whole sum over its cases gives.

    Seventeen ratings sum to a whole number, so their mean is a multiple of 1/17: 3.41 and 3.47 are, 3.44 is not (the
    GRIM test). Only means of ratings, answers on a scale and counts are judged, with the number of items taken into
    account. Compare mean and number of cases with the data; cases may have been left out on the way.
    """
    for place, entity, found in _means(reading):
        half = found.mean.width / 2
        if not telling_for(half, found.n) or mean_is_possible(found.mean.widened(half * 1e-6), found.n):
            continue
        places = len(found.printed.partition(".")[2])
        below = int(found.mean.middle * found.n)
        near = " and ".join(f"{total}/{found.n} is {total / found.n:.{places}f}" for total in (below, below + 1))
        message = f"A mean of {found.printed} over {found.n} whole numbers is impossible: {near}."
        yield RigorProblem(place, entity, found.text, message, "Compare mean and number of cases with the data.")


@rigor_rule("R603", "deviation-possible-for-n", "D6", "major")
def deviation_possible_for_n(reading: Reading) -> Iterator[RigorProblem]:
    """A standard deviation of whole numbers is one that their mean and number allow.

    The sum of squares of whole numbers is whole, and even when their sum is (the GRIMMER test); and on a scale with
    ends no deviation exceeds the one of answers at both ends. A deviation that passes neither was computed from other
    data than the mean. Compute both again from the same data, and say whether the deviation is a standard error.
    """
    for place, entity, found in _means(reading):
        if found.deviation is None or not mean_is_possible(found.mean, found.n):
            continue
        message = _too_wide(found)
        tells = telling_for(found.mean.width / 2, found.n)
        if not message and tells and not deviation_is_possible(found.mean, found.deviation, found.n):
            message = f"no {found.n} whole numbers with a mean of {found.printed} have it"
        if message:
            words = f"A standard deviation of {found.deviation_printed} is impossible: {message}."
            yield RigorProblem(place, entity, found.text, words, "Compute mean and deviation again from the same data.")


def _too_wide(found: ReportedMean) -> str:
    """Say how wide a deviation can be on the scale; empty when this one is not wider, or no scale is named."""
    if found.scale is None or found.deviation is None or found.n < _PAIR:
        return ""
    low, high = found.scale
    if not low <= found.mean.middle <= high:
        return ""
    widest = widest_deviation(found.mean.middle, found.n, low, high)
    if found.deviation.low <= widest * 1.01 + found.mean.width:
        return ""
    return f"around a mean of {found.printed} on a scale from {low:g} to {high:g} it is at most {widest:.2f}"


def _means(reading: Reading) -> Iterator[tuple[Location, str, ReportedMean]]:
    seen: set[tuple[str, str]] = set()
    for passage in reading.passages:
        low = passage.text.lower()
        if "mean" not in low and "averag" not in low and "M =" not in passage.text and "M=" not in passage.text:
            continue
        for sentence in sentences(passage.text):
            for found in means_in(sentence, reading.around(passage)):
                if (passage.entity, found.text) not in seen:
                    seen.add((passage.entity, found.text))
                    yield passage.location, passage.entity, found
    for table in reading.audited:
        for row, found in means_of(table):
            yield table.place(row), table.name, found
