"""Rules about text that disagrees with the tables that it cites."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.accounts.claims import ReadClaim, Said
from ara.review.rigor.accounts.levels import Misplaced
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule


@rigor_rule("R450", "text-agrees-with-table", "D4", "major")
def text_agrees_with_table(reading: Reading) -> Iterator[RigorProblem]:
    """A number that a claim gives for a row and a measure is the one in the table that it cites.

    When a sentence names the rows of a table, its numbers are compared with their cells, in their order. A number that
    differs, or two that belong to each other's rows, mean that text and table come from different states of the work.
    Take the number from the table, or correct the table.
    """
    for claim in reading.claims:
        for said in claim.sentences:
            derived = {account.mention for account in reading.accounts[said] if account.verdict != "open"}
            for found in reading.misplaced[said]:
                if found.mention in derived:
                    continue
                # what another table or a quote of the claim holds may be of another setting of the same row
                if found.mention in said.judged and (found.exchanged or not _elsewhere(claim, found)):
                    yield _problem(claim, said, found)


def _elsewhere(claim: ReadClaim, found: Misplaced) -> bool:
    """Tell whether another cell or text of the claim holds the number, though not where the sentence leads."""
    return claim.holdings.hold(found.mention)


def _problem(claim: ReadClaim, said: Said, found: Misplaced) -> RigorProblem:
    place = found.table.words_at(found.row, found.column)
    message = f"{claim.claim.id} gives {found.mention.text} where {found.table.name} holds {found.cell.text} ({place})"
    if found.exchanged:
        message += "; the numbers of the sentence belong to its rows in another order"
    mend = "Take the number from the table, or correct the table."
    return RigorProblem(said.location, claim.claim.id, said.text, message + ".", mend, None if found.sure else "minor")
