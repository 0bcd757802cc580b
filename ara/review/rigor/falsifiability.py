"""Rules about what would refute a claim: that it is said, says something, can be tested, and concerns the claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ara.review.rigor.language.comparisons import comparands, comparatives
from ara.review.rigor.language.kinship import meet
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.measures import covered, kinds_in
from ara.review.rigor.language.polarity import negated
from ara.review.rigor.language.terms import names, share
from ara.review.rigor.language.vagueness import content, handles, is_deferred, is_opinion, is_placeholder
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, RigorSeverity, rigor_rule
from ara.review.rigor.support import Support, joined
from ara.schema.logic import Claim

_EXEMPT = re.compile(
    r"\bself[- ]evident|\bobvious\w*|\bby\s+(?:definition|construction)|\bunfalsifiable|\birrefutable|"
    r"\bnot\s+falsifiable|\baxiom\w*|"
    r"\b(?:cannot|can\s+not|could\s+not|can't)\s+be\s+(?:falsified|refuted|disproved|disproven|wrong|tested)|"
    r"\b(?:nothing|no\s+(?:\w+\s+)?(?:observation|experiment|result|evidence|test)|none)\s+(?:\w+\s+)?"
    r"(?:could|can|would|will|is\s+able\s+to)?\s*(?:ever\s+)?(?:falsif|refut|disprov|contradict)\w*|"
    r"\bno\s+(?:\w+\s+)?(?:way|means|possibility|path)\b[^.]{0,40}?(?:falsif|refut|disprov|contradict|wrong)\w*|"
    r"\b(?:impossible|hard|difficult)\s+to\s+(?:imagine|refute|falsify|disprove|contradict)",
    re.IGNORECASE,
)
_PRIVATE = Lexicon(
    """proprietary, in house, internal, our production, company's, confidential, non public, nonpublic, not public,
    unreleased, our servers, our cluster, our logs, private data, private traffic, closed data, under NDA, our
    customers"""
)
_ALTERNATIVES = re.compile(r";|,?\s+or\s+", re.IGNORECASE)
_REVERSED = Lexicon(
    """opposite, reverse, reversed, vanish*, disappear*, contrary, absent, absence, lack, lacks, instead, same, equal,
    equals, equally, identical, matches, match, unchanged, indistinguishable, comparable, uniform, redundant, or
    less, or more, shrinks, drops, falls, exceeds, below, above, within, only"""
)


def criteria(reading: Reading) -> Iterator[tuple[Support, str]]:
    """Give each claim that says what would refute it, with those words."""
    for support in reading.supports:
        text = support.claim.falsification
        if text and not is_placeholder(text) and not _EXEMPT.search(text):
            yield support, text


def _at(claim: Claim, span: str, message: str, mend: str, severity: RigorSeverity | None = None) -> RigorProblem:
    return RigorProblem(claim.line_of("falsification"), claim.id, span, message, mend, severity)


@rigor_rule("R201", "falsification-given", "D2", "major")
def falsification_given(reading: Reading) -> Iterator[RigorProblem]:
    """A claim says which observation would refute it.

    What nothing could refute says nothing. A blank, *to be determined*, or the remark that the claim is self-evident
    is no criterion. Name an observation, with the quantity and the bound beyond which the claim falls.
    """
    for claim in reading.package.claims:
        text = (claim.falsification or "").strip()
        if text and not is_placeholder(text) and not _EXEMPT.search(text):
            continue
        said = f"says only {text!r} where" if text else "does not say"
        yield _at(
            claim,
            text or claim.title,
            f"{claim.id} {said} {'it should name ' if text else ''}what would refute it.",
            "Name an observation that would refute it: what is measured, in which setting, beyond which bound.",
        )


@rigor_rule("R202", "falsification-says-something", "D2", "major")
def falsification_says_something(reading: Reading) -> Iterator[RigorProblem]:
    """A falsification criterion is no tautology: it says more than that the claim is false.

    *The method does not work* or *contrary evidence is found* fits every claim, and tells nobody what to look for. So
    does a criterion that repeats the claim as it stands, since it is met when the claim holds.
    """
    for support, text in criteria(reading):
        claim = support.claim
        if not _deferred(text) and not content(text) and "number" not in handles(text):
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} says no more than that the claim is false; it would fit any claim.",
                "Say what would be observed then: the quantity, the setting, the bound beyond which the claim falls.",
            )
        elif _repeats(support, text):
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} repeats the claim; it is met when the claim holds.",
                "Describe the outcome that would go against the claim.",
            )
        elif _merely_negates(support, text):
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} is the claim with a *not* in it, and adds nothing to look for.",
                "Say how one would see that: what is measured, where, and from which value on the claim falls.",
                "minor" if "comparison" in handles(text) else None,
            )


def _repeats(support: Support, text: str) -> bool:
    """Tell whether a criterion asserts what the claim asserts."""
    words = content(text)
    for said in (support.claim.title, support.claim.statement or ""):
        inside = share(words, content(support.statement))
        if len(words) >= 2 and inside >= 0.8 and share(content(said), words) >= 0.6:
            if _numbers(text) - _numbers(said):
                return False
            return not negated(text) and not _REVERSED.within(text) and _directions(text) <= _directions(said)
    return False


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*|twice|half|double|triple|third|quarter", text.casefold()))


def _directions(text: str) -> set[str]:
    return {word.casefold() for word in comparatives(text)}


def _merely_negates(support: Support, text: str) -> bool:
    """Tell whether a criterion adds nothing to the claim but a negation and the remark that the claim then falls."""
    added = content(text) - content(support.statement)
    told = handles(text) - {"quantity", "number"} - (set() if comparands(text) else {"comparison"})
    new = (_numbers(text) - _numbers(support.statement)) or (names(text) - names(support.statement))
    return negated(text) and not added and not told and not new


def _deferred(text: str) -> bool:
    return is_deferred(text) or is_opinion(text)


@rigor_rule("R203", "falsification-can-be-acted-on", "D2", "major")
def falsification_can_be_acted_on(reading: Reading) -> Iterator[RigorProblem]:
    """A falsification criterion can be acted on: it names something to measure, to compare or to do.

    *Future work may show otherwise* or *experts find it unconvincing* gives no one anything to do, and no outcome would
    ever settle it. A number, a comparison, a measured quantity or a procedure makes a criterion of it.
    """
    for support, text in criteria(reading):
        claim = support.claim
        held = handles(text)
        if _deferred(text) and "number" not in held and not {"quantity", "comparison"} <= held:
            whose = "to the future" if is_deferred(text) else "to opinion"
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} leaves the matter {whose}: it names neither a measurement nor a bound.",
                "Say what to run and measure now, and from which value on the claim falls.",
            )
        elif content(text) and not held and len(content(text)) <= 12 and not _merely_negates(support, text):
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} names no quantity, comparison or procedure, so nobody can carry it out.",
                "Say what to measure, and from which value on the claim falls.",
                "minor",
            )


@rigor_rule("R204", "falsification-concerns-the-claim", "D2", "major")
def falsification_concerns_the_claim(reading: Reading) -> Iterator[RigorProblem]:
    """A falsification criterion concerns what the claim is about: its quantity, in its setting.

    A criterion about accuracy cannot refute a claim about speed, and one about other data leaves the claim untouched.
    Such a claim looks testable and is not.
    """
    for support, text in criteria(reading):
        claim = support.claim
        about = kinds_in(support.statement)
        tested = kinds_in(text)
        strange = content(text)
        if about and tested and _beside(support, text):
            yield _at(
                claim,
                text,
                f"{claim.id} is about {_listed(about)}, and its criterion about {_listed(tested)}.",
                f"Give the outcome in terms of {_listed(about)} that would refute it.",
            )
        elif _measures_something_else(support, text):
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} bounds a quantity of which neither the claim nor its experiments speak.",
                "Give the outcome in terms of what the experiments of the claim measure.",
            )
        elif strange and not strange & content(
            joined((support.statement, claim.conditions, *claim.tags, support.ground))
        ):
            stated = joined((support.statement, claim.conditions))
            if names(text) & names(stated) or _numbers(text) & _numbers(stated) or not content(stated):
                continue
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} shares no word of content with the claim or its experiments.",
                "Give an outcome about the subject of the claim that would refute it.",
            )
        elif _elsewhere(support, text):
            yield _at(
                claim,
                text,
                f"The criterion of {claim.id} is set in {_listed(names(text))}, which is not where the claim is.",
                "Give an outcome in the setting of the claim that would refute it.",
            )


def _beside(support: Support, text: str) -> bool:
    """Tell whether each outcome that a criterion offers is of another kind of quantity than the claim."""
    about = kinds_in(joined((support.statement, *support.claim.tags)))
    for outcome in _ALTERNATIVES.split(text):
        kinds = kinds_in(outcome)
        if any(covered(kind, kinds) for kind in about) or (handles(outcome) and not kinds):
            return False
    return True


_BOUND = re.compile(
    r"(?P<what>(?:[\w'’-]+\s+){1,6})(?:is\s+|are\s+|falls?\s+|drops?\s+|rises?\s+|stays?\s+)?(?:above|below|under|"
    r"over|exceed\w*|"
    r"(?:greater|less|more|fewer|lower|higher|larger|smaller)\s+than|at\s+(?:least|most)|[<>≥≤])\s*~?\d",
    re.IGNORECASE,
)


def _measures_something_else(support: Support, text: str) -> bool:
    """Tell whether a criterion bounds quantities, and neither the claim nor its experiments speak of any of them."""
    claim = support.claim
    if not any(test.metrics for test in support.experiments) or _numbers(text) & _numbers(support.statement):
        return False
    own = content(joined((support.statement, claim.conditions, *claim.tags, support.ground)))
    bounded = [content(match["what"]) for match in _BOUND.finditer(text)]
    return bool(bounded) and all(words and not any(meet(word, own) for word in words) for words in bounded)


def _elsewhere(support: Support, text: str) -> bool:
    """Tell whether a criterion names settings, and none that the claim or its experiments name."""
    claim = support.claim
    own = names(joined((support.statement, claim.conditions, claim.evidence_basis, support.ground)))
    there = names(text)
    return bool(own and there) and not any(_same(name, other) for name in there for other in own)


def _same(name: str, other: str) -> bool:
    """Tell whether two names are of one family, e.g. `resnet-50` and `resnet`."""
    return name in other or other in name or name.split("-")[0] == other.split("-")[0]


def _listed(words: frozenset[str]) -> str:
    return " and ".join(sorted(words))


@rigor_rule("R205", "falsification-open-to-others", "D2", "minor")
def falsification_open_to_others(reading: Reading) -> Iterator[RigorProblem]:
    """A falsification criterion can be tested without data or systems that only the authors have.

    A test that nobody else can run protects a claim from being refuted.
    """
    for support, text in criteria(reading):
        match = _PRIVATE.first(text)
        if match is not None:
            yield _at(
                support.claim,
                match.group(),
                f"The criterion of {support.claim.id} asks for what only its authors have: {match.group()!r}.",
                "Name public data or a public system on which it can be tested, or release these.",
            )


@rigor_rule("R206", "falsification-of-its-own", "D2", "minor")
def falsification_of_its_own(reading: Reading) -> Iterator[RigorProblem]:
    """Every claim has a falsification criterion of its own.

    One wording under several different claims was written for none of them.
    """
    shared: defaultdict[str, list[Claim]] = defaultdict(list)
    for support, text in criteria(reading):
        shared[" ".join(text.casefold().split()).strip(".")].append(support.claim)
    for claims in shared.values():
        for claim in claims[1:]:
            yield _at(
                claim,
                claim.falsification or "",
                f"{claim.id} has the criterion of {claims[0].id}, word for word.",
                f"Say what would refute {claim.id} in particular.",
            )
