"""Rules about numbers that nothing holds."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.accounts.claims import ReadClaim, Said
from ara.review.rigor.accounts.holdings import Holdings
from ara.review.rigor.accounts.mentions import Mention, mentions_in
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.schema.logic import Claim, source_notes
from ara.schema.markdown.escape import unescape

_PENDING = "[pending"


@rigor_rule("R101", "number-has-holder", "D1", "major")
def number_has_holder(reading: Reading) -> Iterator[RigorProblem]:
    """A measured number of a claim stands in what the claim leads to, or follows from numbers that do.

    A number that nothing holds cannot be checked by anybody, and is how invented results look. Numbers with a unit or
    decimals are looked for in the quotes of `Sources`, the spans and the evidence behind the claim, then by arithmetic,
    then anywhere in the evidence. Where the claim cites no evidence at all, it is a minor finding. Cite the table or
    the words that hold the number.
    """
    everywhere = Holdings(
        unescape(text)
        for path, text in reading.package.texts.items()
        if path.startswith(("evidence/", "src/", "trace/"))
    )
    for claim in reading.claims:
        if any(_PENDING in entry for entry in claim.claim.sources) or not claim.claim.statement:
            continue
        for said in claim.sentences:
            if said.field != "statement":
                continue
            settled = _settled(reading, said)
            missing = [m for m in said.judged if m.tells and m not in settled and _unheld(claim, m, everywhere)]
            if missing:
                yield _problem(claim, said, missing)


def _settled(reading: Reading, said: Said) -> set[Mention]:
    """Give the numbers that another rule accounts for, or reports."""
    accounted = {account.mention for account in reading.accounts[said] if account.verdict != "open"}
    return accounted | {found.mention for found in reading.misplaced[said] if found.sure}


def _unheld(claim: ReadClaim, mention: Mention, everywhere: Holdings) -> bool:
    if mention.role == "parameter" or mention.bound or (mention.role == "ratio" and mention.digits < 2):
        return False
    return not claim.holdings.hold(mention) and not everywhere.hold(mention)


def _problem(claim: ReadClaim, said: Said, missing: list[Mention]) -> RigorProblem:
    texts = ", ".join(mention.text for mention in missing)
    words = (
        "stands nowhere in its evidence and follows"
        if len(missing) == 1
        else "stand nowhere in its evidence and follow"
    )
    message = f"{claim.claim.id} states {texts}, which {words} from no two numbers of it."
    mend = "Cite the table or the words that hold the number, or take it back."
    led = bool(claim.tables or claim.claim.sources)
    return RigorProblem(said.location, claim.claim.id, said.text, message, mend, None if led else "minor")


@rigor_rule("R102", "source-holds-number", "D1", "major")
def source_holds_number(reading: Reading) -> Iterator[RigorProblem]:
    """The words that are quoted as the source of a number hold that number.

    An entry of `Sources` gives a value and the verbatim words behind it. When the words hold another number, one of the
    two was changed after the other. Quote the words that hold the number, or correct it.
    """
    for claim in reading.package.claims:
        for value, quote, missing in _entries(claim):
            message = f"{claim.id} gives {missing} from words that do not hold it: «{quote}»."
            mend = "Quote the words that hold the number, or correct it."
            yield RigorProblem(claim.line_of("sources"), claim.id, value, message, mend)


def _entries(claim: Claim) -> Iterator[tuple[str, str, str]]:
    for note in source_notes(claim):
        if note.pending or not note.quote or not note.value:
            continue
        held = Holdings([unescape(note.quote)])
        stated = [m for m in mentions_in(note.value) if m.role != "parameter" or len(note.value) < 30]
        missing = [m.text for m in stated if not held.hold(m)]
        if missing:
            yield note.value, note.quote, ", ".join(missing)
