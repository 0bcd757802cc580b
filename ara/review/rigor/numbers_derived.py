"""Rules about numbers that a claim derives from others: ratios, changes, differences, means and sums."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.accounts.account import Account
from ara.review.rigor.accounts.claims import ReadClaim, Said
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule


@rigor_rule("R103", "ratio-recomputes", "D1", "major")
def ratio_recomputes(reading: Reading) -> Iterator[RigorProblem]:
    """A ratio is the quotient of the numbers that it compares.

    `3.1x faster` is computed again from the two numbers in the sentence, or from the cells of the rows and columns
    that it sets side by side, in both directions and within the rounding of all prints. A ratio that does not follow
    was computed from other runs, or typed wrongly; it is what readers remember. Divide again, and name the two numbers.
    """
    yield from _differing(reading, ("ratio",))


@rigor_rule("R104", "change-recomputes", "D1", "major")
def change_recomputes(reading: Reading) -> Iterator[RigorProblem]:
    """A change, difference or share follows from the numbers that it compares.

    `27% lower`, `6.0 points higher`, `saves 3.2 s` and `3.0% of its size` are computed again from the numbers in the
    sentence or the cells that it names, against either of the two as base. A difference in points that is called
    percent is a smaller fault, and named as such. Compute it again, and say what it is relative to.
    """
    yield from _differing(reading, ("change", "points", "delta", "share"))


@rigor_rule("R105", "mean-recomputes", "D1", "major")
def mean_recomputes(reading: Reading) -> Iterator[RigorProblem]:
    """A mean or a sum is that of the numbers it is taken over.

    It is computed again from the numbers listed beside it, or from the rows of the column that is named. A mean that
    does not follow covers other rows than the sentence says. Compute it again, and say over what it runs.
    """
    yield from _differing(reading, ("mean", "sum"))


def _differing(reading: Reading, roles: tuple[str, ...]) -> Iterator[RigorProblem]:
    for claim in reading.claims:
        for said in claim.sentences:
            for account in reading.accounts[said]:
                if account.mention.role not in roles or account.verdict != "differs" or account.value is None:
                    continue
                # a mean that the evidence prints may run over cases that the table does not list
                printed = account.mention.role in ("mean", "sum") and claim.holdings.hold(account.mention)
                if account.told or not printed:
                    yield _problem(claim, said, account)


def _problem(claim: ReadClaim, said: Said, account: Account) -> RigorProblem:
    value = account.value
    low, high = (f"{bound:.4g}" for bound in (value.low, value.high)) if value else ("", "")
    gives = low if low == high else f"{low} to {high}"
    message = f"{claim.claim.id} says {account.mention.text}; {account.words} is {gives}."
    if account.as_points:
        right = "a difference in points" if account.mention.role == "change" else "a change in percent"
        message = (
            f"{claim.claim.id} says {account.mention.text}, which is right as {right}; {account.words} is {gives}."
        )
    return RigorProblem(
        said.location,
        claim.claim.id,
        said.text,
        message,
        "Compute it again from the two numbers, and name them beside it.",
        None if account.sure else "minor",
    )
