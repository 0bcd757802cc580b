"""Rules about comparisons in words that the cells of a table contradict."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.accounts.claims import ReadClaim, Said
from ara.review.rigor.accounts.contests import Contest, contests_in
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule


@rigor_rule("R452", "everywhere-is-everywhere", "D4", "major")
def everywhere_is_everywhere(reading: Reading) -> Iterator[RigorProblem]:
    """What a claim says of all rows or columns is so in each of them.

    `Better on every task`, `lower in each category`, `consistently faster` are compared with all cells of the two
    things that the sentence names. One cell that goes the other way refutes the words, and often is the interesting
    one; a tie does so where the claim says better. Name the exceptions, or say on how many of them it holds.
    """
    for claim, said, contest in _contests(reading):
        if not contest.universal or not (contest.right or contest.ties):
            continue
        for cell, other, column, row in contest.wrong[:1]:
            words = contest.binding.table.words_at(row, column)
            count = f"{len(contest.wrong)} of {len(contest.right) + len(contest.wrong)}"
            message = (
                f"{claim.claim.id} says {contest.sense.word} throughout, but {contest.binding.table.name} has "
                f"{cell.text} for {contest.first.name} and {other.text} for {contest.second.name} ({words}); "
                f"{count} go the other way."
            )
            yield RigorProblem(said.location, claim.claim.id, said.text, message, _MEND)
        if contest.ties and not contest.wrong:
            cell, _, column, row = contest.ties[0]
            message = (
                f"{claim.claim.id} says {contest.sense.word} throughout, but {contest.binding.table.name}"
                f" has {cell.text} for "
                f"both {contest.first.name} and {contest.second.name} ({contest.binding.table.words_at(row, column)})."
            )
            yield RigorProblem(said.location, claim.claim.id, said.text, message, _MEND, "minor")


_MEND = "Name the exceptions, or say on how many of them it holds."


@rigor_rule("R453", "direction-agrees", "D4", "major")
def direction_agrees(reading: Reading) -> Iterator[RigorProblem]:
    """Which of two is better, faster or larger is the one for which the table says so.

    When a sentence compares two rows or columns of a table and every cell that it can mean goes the other way, the
    sentence has its sides exchanged, or the table has. Compare both with their source.
    """
    for claim, said, contest in _contests(reading):
        if contest.right or not contest.wrong or not contest.named:
            continue
        cell, other, column, row = contest.wrong[0]
        message = (
            f"{claim.claim.id} calls {contest.first.name} {contest.sense.word} than {contest.second.name}, but "
            f"{contest.binding.table.name} has {cell.text} against {other.text} "
            f"({contest.binding.table.words_at(row, column)})."
        )
        mend = "Exchange the two sides of the sentence, or correct the table."
        yield RigorProblem(said.location, claim.claim.id, said.text, message, mend)


def _contests(reading: Reading) -> Iterator[tuple[ReadClaim, Said, Contest]]:
    for claim in reading.claims:
        for said in claim.compared:
            for contest in contests_in(said):
                yield claim, said, contest
