"""Rules about error bars and percentages that lack what makes them readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, RigorSeverity, rigor_rule
from ara.review.rigor.statistics.sample_sizes import CASES
from ara.schema.location import Location

_BAR = re.compile(r"\d\s?%?\s?(?:±|\+/[-−]|\\pm)\s?\d[\d.]*\s?%?")
_WHAT = re.compile(
    r"(?i)\bstandard (?:deviations?|errors?)\b|\bstd\.?(?:\b|dev)|\bs\.?\s?d\.?\b|\bs\.?e\.?m?\.?\b"
    r"|\bstderr\b|\bconfidence\b|\bC\.?I\.?s?\b"
    r"|\bintervals?\b|\bIQR\b|\bquartiles?\b|\bdeviations?\b|\bvariance\b|\bmin(?:imum)? (?:and|to|–) max"
    r"|\bσ\b|\bhalf[- ]width\b"
)
_COUNT_WORDS = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|hundred"
_HOW_MANY = re.compile(
    rf"(?i)\bn\s?=\s?\d|\b(?:\d[\d,]*|{_COUNT_WORDS})[\s-](?:[a-z-]+\s){{0,2}}?(?:seeds?|runs?|trials?"
    rf"|repeats?|repetitions?|replicates?|folds?|samples?"
    rf"|measurements?|experiments?|initiali[sz]ations?|restarts?|times|iterations?|builds?|executions?)\b"
    rf"|\b{CASES}\b(?<=\d)|\b(?:\d[\d,]*)\s{CASES}\b"
)
_NOT_A_BAR = re.compile(r"(?i)\btolerance|\bwithin\s*$|\bmargin|\bagree\w* (?:to )?within|\bup to\s*$")
_PERCENT_OF = re.compile(
    r"(?P<words>(?<![\d.,])\d[\d.]*\s?(?:%|percent)\s(?:of\s(?:the\s|all\s|our\s|these\s"
    r"|those\s)?)(?!(?:time|cost|memory|size|total|its|their|baseline|compute|energy|peak|full|original|dense)\b)"
    r"(?:[a-z][\w-]*\s){0,2}?[a-z]{3,}s)\b"
)
_SIZE_SAID = re.compile(
    rf"(?i)\bn\s?=\s?\d|\b\d[\d,]*(?:K|k|M)?[\s-]{CASES}\b|\b\d[\d,]*\s?(?:/|of|out of)\s?(?:the\s)?\d"
    rf"|\b(?:{_COUNT_WORDS})\s{CASES}\b"
)
_MINOR: RigorSeverity = "minor"


@rigor_rule("R608", "error-bars-explained", "D6", "major")
def error_bars_explained(reading: Reading) -> Iterator[RigorProblem]:
    """An error bar says what it is and over how many repetitions.

    `61.2 ± 0.3` is a standard deviation, a standard error or an interval, over three seeds or thirty: the reader can
    compare two such numbers only when both are said. They are looked for in the caption and notes of the table, and in
    the claim and its experiments. When one of the two is missing, the finding is minor. Write `mean ± SD over 5 seeds`.
    """
    for place, entity, span, around in (*_in_tables(reading), *_in_claims(reading)):
        what, often = _WHAT.search(around) is not None, _HOW_MANY.search(around) is not None
        if what and often:
            continue
        missing = (
            "what it is nor over how many" if not what and not often else "what it is" if not what else "over how many"
        )
        said = "neither says" if not what and not often else "does not say"
        message = (
            f"`{span}` {said} {missing} repetitions it runs." if not often else f"`{span}` does not say what it is."
        )
        mend = "Write what the error bar is and over how many repetitions, e.g. `mean ± SD over 5 seeds`."
        yield RigorProblem(place, entity, span, message, mend, _MINOR if what or often else None)


def _in_tables(reading: Reading) -> Iterator[tuple[Location, str, str, str]]:
    """The first error bar of each table, with all that is said about the table."""
    users: dict[str, str] = {}
    for claim in reading.claims:
        for table in claim.tables:
            users[table.file] = f"{users.get(table.file, '')} {reading.about(claim.claim)}"
    for table in reading.audited:
        cells = ((row, cell) for column in table.metrics for row, cell in enumerate(column.cells))
        first = next(((row, cell) for row, cell in cells if cell is not None and cell.error is not None), None)
        if first is not None:
            headers = " ".join(column.header for column in table.columns)
            around = f"{table.about} {headers} {users.get(table.file, '')}"
            yield table.place(first[0]), table.name, first[1].text, around


def _in_claims(reading: Reading) -> Iterator[tuple[Location, str, str, str]]:
    for claim in reading.claims:
        for said in claim.sentences:
            match = _BAR.search(said.text) if said.field == "statement" else None
            if match is None or _NOT_A_BAR.search(said.text[: match.start()]):
                continue
            tables = " ".join(table.about for table in claim.tables)
            yield said.location, claim.claim.id, match.group(), f"{reading.about(claim.claim)} {tables}"


@rigor_rule("R609", "percentage-says-of-what", "D6", "minor")
def percentage_says_of_what(reading: Reading) -> Iterator[RigorProblem]:
    """A percentage of cases comes with the number of cases.

    `83% of the patches` may be five of six. The number is looked for in the claim, its conditions, its experiments and
    its tables. Give the count, or n, beside the percentage.
    """
    for claim in reading.claims:
        for said in claim.sentences:
            match = _PERCENT_OF.search(said.text) if said.field == "statement" else None
            if match is None:
                continue
            tables = " ".join(table.about for table in claim.tables)
            counted = any(column.kind == "count" for table in claim.tables for column in table.columns)
            around = f"{reading.about(claim.claim)} {' '.join(claim.own)} {tables}"
            words = match["words"]
            around = around.replace(match.group(), " ")
            noun = re.escape(words.rpartition(" ")[2].rstrip("s"))
            if counted or _SIZE_SAID.search(around) or re.search(rf"\d[\d,]*[KM]?\s(?:[\w-]+\s){{0,3}}{noun}", around):
                continue
            message = f"{claim.claim.id} gives `{words}`, and neither it nor what it cites says of how many."
            yield RigorProblem(
                said.location, claim.claim.id, words, message, "Give the count or n beside the percentage."
            )
