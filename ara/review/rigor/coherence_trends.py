"""Rule about statements in words on a whole column."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.accounts.trends import broken_statements
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule


@rigor_rule("R455", "column-does-as-said", "D4", "major")
def column_does_as_said(reading: Reading) -> Iterator[RigorProblem]:
    """What a claim says in words of a column, its cells bear out.

    `The lowest latency`, `above 77% for all methods`, `falls with depth` are compared with the cells of the column that
    is named. A rival with a lower latency, a row beyond the limit, or a course the other way refutes the words. Correct
    the sentence, or name the rows it holds for.
    """
    for claim in reading.claims:
        for said in claim.compared:
            for found in broken_statements(said):
                message = (
                    f"{claim.claim.id} says that {found.words}, but {found.table} has {found.text} ({found.place})."
                )
                mend = "Correct the sentence, or name the rows it holds for."
                yield RigorProblem(said.location, claim.claim.id, said.text, message, mend)
