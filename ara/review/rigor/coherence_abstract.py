"""Rule about the abstract: its numbers are those of the claims."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.accounts.account import derived
from ara.review.rigor.accounts.claims import Said
from ara.review.rigor.accounts.holdings import Holdings
from ara.review.rigor.accounts.mentions import Mention, mentions_in
from ara.review.rigor.language.sentences import sentences
from ara.review.rigor.passages import Passage
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.labels import telling, words_of
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule

_ALIKE = 0.4
"""Share of the words of the shorter of two sentences that they have in common, from which they say the same."""
_LEAST_WORDS = 3


@rigor_rule("R451", "abstract-agrees-with-body", "D4", "major")
def abstract_agrees_with_body(reading: Reading) -> Iterator[RigorProblem]:
    """The abstract and the summary of claims give the numbers that the claims give.

    A number of the abstract is compared with those of the same kind in the claim that says the same in most of its
    words, and its own ratios are computed again. Most readers see no other number. Take it from the claim, or correct
    the claim; a number that stands nowhere in the body is a minor finding.
    """
    abstracts = [passage for passage in reading.passages if passage.field in ("abstract", "summary")]
    if not abstracts:
        return
    body = Holdings(
        text for path, text in reading.package.texts.items() if path.startswith(("logic/", "evidence/", "src/"))
    )
    for passage in abstracts:
        for sentence in sentences(passage.text):
            for mention in mentions_in(sentence):
                problem = _problem(reading, sentence, mention, body)
                if problem:
                    yield _found(passage, sentence, *problem)


def _found(passage: Passage, sentence: str, message: str, sure: bool) -> RigorProblem:
    mend = "Take the number from the claim, or correct the claim."
    return RigorProblem(passage.location, passage.entity, sentence, message, mend, None if sure else "minor")


def _problem(reading: Reading, sentence: str, mention: Mention, body: Holdings) -> tuple[str, bool] | None:
    if mention.role == "parameter" or not mention.tells:
        return None
    if mention.role in ("ratio", "change", "points", "delta", "share"):
        account = derived(mention, mentions_in(sentence), sentence, [])
        if account.verdict == "differs" and account.told and account.value is not None:
            gives = f"{account.value.middle:.4g}"
            return f"The abstract says {mention.text}; {account.words} is {gives}.", True
    rival = _rival(reading, sentence, mention)
    if rival is not None:
        claim, other = rival
        return f"The abstract says {mention.text}, {claim} says {other.text} of the same.", True
    if mention.bound or body.hold(mention):
        return None
    return f"The abstract says {mention.text}, which stands nowhere in the body.", False


def _rival(reading: Reading, sentence: str, mention: Mention) -> tuple[str, Mention] | None:
    """Find the claim that says the same with another number: the only one of its kind there, as this one is here."""
    mine = _of_kind(mentions_in(sentence), mention)
    words = _words(sentence)
    if len(mine) != 1 or len(words) < _LEAST_WORDS:
        return None
    best: tuple[float, str, Said] | None = None
    for claim in reading.claims:
        if claim.holdings.hold(mention):
            return None
        for said in claim.sentences:
            others = _words(said.text)
            if said.field not in ("statement", "title") or len(others) < _LEAST_WORDS:
                continue
            alike = len(words & others) / min(len(words), len(others))
            if alike >= _ALIKE and len(words & others) >= _LEAST_WORDS and (best is None or alike > best[0]):
                best = alike, claim.claim.id, said
    if best is None:
        return None
    theirs = _of_kind(best[2].mentions, mention)
    if len(theirs) != 1 or _same(mention, theirs[0]):
        return None
    return best[1], theirs[0]


def _of_kind(mentions: tuple[Mention, ...], mention: Mention) -> list[Mention]:
    return [
        one for one in mentions if one.unit == mention.unit and (one.role == mention.role or one.unit in ("×", "%"))
    ]


def _same(one: Mention, other: Mention) -> bool:
    return one.interval.meets(other.interval) or Interval(one.value, one.value).meets(other.interval)


def _words(sentence: str) -> frozenset[str]:
    return frozenset(word for word in telling(words_of(sentence)) if not word[0].isdigit() and len(word) > 1)
