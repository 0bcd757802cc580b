"""Rules about numbers that are the most, the least or the best of several."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.accounts.extremes import not_extreme, picked
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, RigorSeverity, rigor_rule

_MINOR: RigorSeverity = "minor"


@rigor_rule("R106", "extreme-is-extreme", "D1", "major")
def extreme_is_extreme(reading: Reading) -> Iterator[RigorProblem]:
    """`Up to`, `at most`, `the best` is said of the largest, smallest or best number there is.

    The number is looked for in the columns that the sentence names, over the rows that it names or all of them; when
    another cell lies beyond it, the words promise a bound that the own table breaks. Give the extreme, or say over
    which rows it is one.
    """
    for claim in reading.claims:
        for said in claim.sentences:
            for found in not_extreme(claim, said):
                side = "most" if found.mention.extreme == "most" else "least"
                message = (
                    f"{claim.claim.id} gives {found.mention.text} as the {side}, but {found.place} has {found.text}."
                )
                mend = "Give the extreme, or say over which rows and columns it is one."
                severity = None if found.sure else _MINOR
                yield RigorProblem(said.location, claim.claim.id, said.text, message, mend, severity)


@rigor_rule("R107", "headline-says-best", "D1", "major")
def headline_says_best(reading: Reading) -> Iterator[RigorProblem]:
    """A number that is the best of several seeds, runs or settings says so.

    When a statement gives a number of one row, that row is the best of at least three that differ in a seed or a
    setting, and neither statement nor conditions name the seed or setting, the reader takes it for the rule. Say `up
    to` or `the best of 5 seeds`, name the setting, or give the mean.
    """
    for claim in reading.claims:
        for said in claim.sentences:
            if said.field not in ("statement", "title"):
                continue
            for found in picked(claim, said, reading.settings_of(claim.claim)):
                row = found.table.rows[found.row].label
                message = (
                    f"{claim.claim.id} gives {found.mention.text}, the best of {found.siblings} rows of "
                    f"{found.table.name} ({row}), and does not say so."
                )
                mend = "Say that it is the best, name its setting, or give the mean."
                yield RigorProblem(
                    said.location, claim.claim.id, said.text, message, mend, None if found.repeated else _MINOR
                )
