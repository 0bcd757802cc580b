"""Rules about the line of argument: gaps, insight, claims and experiments belong together and agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ara.review.rigor.language.directions import opposed, subject
from ara.review.rigor.language.kinship import meet
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.sentences import sentences
from ara.review.rigor.language.terms import share, terms
from ara.review.rigor.language.vagueness import content
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.support import joined
from ara.schema.identifiers import ids_in
from ara.schema.package import Package


def _claimed(package: Package) -> str:
    """Give what all claims say."""
    return joined(
        part for claim in package.claims for part in (claim.title, claim.statement, claim.conditions, *claim.tags)
    )


def _solution(package: Package) -> str:
    """Give what the pages of the solution and the concepts say."""
    pages = (page.text for page in package.pages if page.location.file.startswith("logic/solution/"))
    concepts = (part for concept in package.concepts for part in (concept.title, concept.definition))
    heuristics = (part for rule in package.heuristics for part in (rule.title, rule.rationale))
    return joined((*pages, *concepts, *heuristics))


def _met(words: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if meet(word, said))


def _hardly(met: frozenset[str], words: frozenset[str]) -> bool:
    """Tell whether so little is shared that it may be chance."""
    return len(met) <= 1 or len(met) <= 0.1 * len(words)


GAP_SHARE = 0.25
"""Least share of a gap's content that the claims, the insight or an answer in the exploration must speak of."""


@rigor_rule("R401", "gap-is-addressed", "D4", "major")
def gap_is_addressed(reading: Reading) -> Iterator[RigorProblem]:
    """Every gap that the problem names is taken up by a claim.

    A gap that motivates the work and is never spoken of again is a promise not kept. Claim something about it, or say
    that it is left open.
    """
    package = reading.package
    said = terms(_claimed(package))
    if not package.claims:
        return
    for gap in package.gaps:
        words = content(joined((gap.title, gap.statement)))
        met = _met(words, said)
        cited = re.search(r"\bC\d+\b", joined((gap.title, gap.statement, gap.attempts, gap.failure)))
        if (
            len(words) < 3
            or len(met) >= GAP_SHARE * len(words)
            or cited
            or _LEFT_OPEN.search(joined((gap.title, gap.statement)))
        ):
            continue
        yield RigorProblem(
            gap.location,
            gap.id,
            gap.statement or gap.title,
            f"No claim speaks of {gap.id}: of its {len(words)} content words the claims use {len(met)}.",
            "Claim what was found about it, or say that it stays open.",
            None if _hardly(met, words) else "minor",
        )


_LEFT_OPEN = re.compile(
    r"\b(?:left\s+open|out\s+of\s+scope|not\s+addressed|deferred|future\s+work|remains?\s+open)\b", re.IGNORECASE
)


@rigor_rule("R402", "insight-is-used", "D4", "major")
def insight_is_used(reading: Reading) -> Iterator[RigorProblem]:
    """The key insight comes back in the solution or in a claim.

    An insight of which neither method nor claims speak did not carry the work.
    """
    package = reading.package
    if not package.claims:
        return
    said = terms(_claimed(package)) | terms(_solution(package))
    for insight in package.insights:
        words = content(insight.insight or "")
        met = _met(words, said)
        if len(words) >= 3 and len(met) < GAP_SHARE * len(words):
            yield RigorProblem(
                insight.location,
                insight.title or "Key Insight",
                insight.insight or "",
                f"The solution and the claims use {len(met)} of the {len(words)} content words of the insight.",
                "Show in the method or a claim where the insight is at work, or state the one that is.",
                None if _hardly(met, words) else "minor",
            )


@rigor_rule("R403", "insight-meets-the-gaps", "D4", "minor")
def insight_meets_the_gaps(reading: Reading) -> Iterator[RigorProblem]:
    """The key insight has to do with the gaps.

    When no word of content is shared, nothing shows why the insight would close any of them.
    """
    package = reading.package
    parts = (part for gap in package.gaps for part in (gap.title, gap.statement, gap.attempts, gap.failure))
    facts = (part for fact in package.observations for part in (fact.title, fact.statement, fact.implication))
    problem = terms(joined((*parts, *facts)))
    for insight in package.insights if package.gaps else ():
        words = content(joined((insight.insight, insight.enables)))
        if len(words) >= 3 and not _met(words, problem):
            yield RigorProblem(
                insight.location,
                insight.title or "Key Insight",
                insight.insight or "",
                "The key insight shares no word of content with the gaps and observations.",
                "Say which gap it closes, and how.",
            )


@rigor_rule("R404", "experiment-serves-a-claim", "D4", "major")
def experiment_serves_a_claim(reading: Reading) -> Iterator[RigorProblem]:
    """Every experiment bears on a claim.

    An experiment that verifies nothing and that no claim cites was either done for nothing, or its result was left out:
    the reader cannot tell which.
    """
    package = reading.package
    known = {claim.id for claim in package.claims}
    cited = {name for claim in package.claims for text in claim.proof for name in ids_in(text, "E")}
    needed = {name for test in package.experiments for text in test.dependencies for name in ids_in(text, "E")}
    for test in package.experiments:
        verified = {name for text in test.verifies for name in ids_in(text, "C")} & known
        motivated = set(ids_in(test.title, "C")) & known
        if verified or motivated or test.id in cited or (test.status or "").casefold().startswith("candidate"):
            continue
        where = " Another experiment depends on it." if test.id in needed else ""
        yield RigorProblem(
            test.location,
            test.id,
            test.title,
            f"{test.id} verifies no claim, and no claim cites it.{where}",
            "Claim what it shows, name the claim under `Verifies`, or say why it was left out.",
        )


@rigor_rule("R405", "experiment-fits-its-claim", "D4", "minor")
def experiment_fits_its_claim(reading: Reading) -> Iterator[RigorProblem]:
    """An experiment that is said to verify a claim deals with its subject.

    A link from an experiment to a claim about something else makes both look tested.
    """
    package = reading.package
    claims = {claim.id: claim for claim in package.claims}
    for test in package.experiments:
        own = terms(joined((test.title, test.question, test.setup, test.procedure, test.metrics, test.expected)))
        named = [claims[name] for text in test.verifies for name in ids_in(text, "C") if name in claims]
        for claim in named if len(own) >= 6 else ():
            words = content(joined((claim.title, claim.statement)))
            if len(words) >= 4 and len(_met(words, own)) <= 0.08 * len(words) and test.id not in " ".join(claim.proof):
                yield RigorProblem(
                    test.line_of("verifies"),
                    test.id,
                    test.title,
                    f"{test.id} says that it verifies {claim.id}, and has no word of content in common with it.",
                    f"Name the claim that it tests, or describe what it does for {claim.id}.",
                )


@rigor_rule("R406", "claims-agree", "D4", "major")
def claims_agree(reading: Reading) -> Iterator[RigorProblem]:
    """No two claims say opposite things of the same subject.

    When one says that something rises and another that it falls, at least one is wrong or lacks a condition.
    """
    held = [
        support
        for support in reading.supports
        if not (support.claim.status or "").casefold().startswith(("refut", "reject", "withdr", "supersed"))
    ]
    for one, other in combinations(held, 2):
        if other.claim.id in one.claim.refutes or one.claim.id in other.claim.refutes:
            continue
        clash = _clash(one.statement, other.statement)
        if clash is not None:
            yield RigorProblem(
                other.claim.line_of("statement"),
                other.claim.id,
                clash,
                f"{other.claim.id} says the opposite of {one.claim.id}.",
                "Withdraw one of them, or give the condition under which each holds.",
            )


ALIKE = 0.85
"""Share of the content words that two sentences must have in common to be about the same thing."""


def _clash(one: str, other: str) -> str | None:
    """Give the sentence of the second text that contradicts one of the first."""
    for mine in sentences(one):
        words = subject(mine)
        for theirs in sentences(other) if len(words) >= 3 else ():
            others = subject(theirs)
            alike = len(words & others) >= ALIKE * max(len(words), len(others))
            if alike and opposed(mine, theirs) and _TAKEN_OUT.within(mine) == _TAKEN_OUT.within(theirs):
                return theirs
    return None


_TAKEN_OUT = Lexicon(
    "without, unless, except, removing, leaving out, left out, disabling, lacking, absent, only if, only when"
)


@rigor_rule("R407", "exploration-agrees-with-claims", "D4", "major")
def exploration_agrees_with_claims(reading: Reading) -> Iterator[RigorProblem]:
    """What an experiment of the exploration found does not contradict the claim that it is named for.

    The node names the claim as what it bears on; a result that goes the other way refutes it.
    """
    for support in reading.supports:
        if not support.is_asserted:
            continue
        for node in support.nodes:
            text = joined((node.result, node.outcome)) if node.kind == "experiment" else ""
            clash = _clash(support.statement, text) if text else None
            if clash is not None:
                yield RigorProblem(
                    node.line_of("result"),
                    node.id or "",
                    " ".join(clash.split()),
                    f"{node.id} is named as evidence of {support.claim.id}, and found the opposite.",
                    f"Correct the result, or the status of {support.claim.id}.",
                )


@rigor_rule("R408", "gap-follows-from-observation", "D4", "minor")
def gap_follows_from_observation(reading: Reading) -> Iterator[RigorProblem]:
    """A gap has to do with the observations that are said to cause it.

    A cause that shares no word of content with its effect explains nothing.
    """
    facts = {fact.id: fact for fact in reading.package.observations}
    for gap in reading.package.gaps:
        named = [facts[name] for text in gap.caused_by for name in ids_in(text, "O") if name in facts]
        words = content(joined((gap.title, gap.statement, gap.attempts, gap.failure)))
        said = terms(joined(part for fact in named for part in (fact.title, fact.statement, fact.implication)))
        if named and len(words) >= 3 and not _met(words, said):
            causes = ", ".join(fact.id for fact in named)
            yield RigorProblem(
                gap.location,
                gap.id,
                gap.statement or gap.title,
                f"{gap.id} is said to follow from {causes}, and shares no word of content with it.",
                "Name the observation that it follows from.",
            )


@rigor_rule("R409", "claim-is-said-once", "D4", "minor")
def claim_is_said_once(reading: Reading) -> Iterator[RigorProblem]:
    """A claim is made once.

    Two claims of the same content are counted twice by whoever counts, and tested once.
    """
    for one, other in combinations(reading.package.claims, 2):
        if _same(one.statement or "", other.statement or ""):
            yield RigorProblem(
                other.line_of("statement"),
                other.id,
                other.statement or other.title,
                f"{other.id} says what {one.id} says.",
                "Merge them, or say what the second adds.",
            )


_NUMBER = re.compile(r"\d[\d.,]*")


def _same(one: str, other: str) -> bool:
    words, others = content(one), content(other)
    if len(words) < 4 or min(share(words, others), share(others, words)) < 0.9:
        return False
    return _NUMBER.findall(one) == _NUMBER.findall(other) and not opposed(one, other)
