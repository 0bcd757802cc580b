"""A rule about the tie between a claim and what it cites: it speaks of the claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ara.review.rigor.language.comparisons import without_comparands
from ara.review.rigor.language.kinship import meet
from ara.review.rigor.language.polarity import negated
from ara.review.rigor.language.sentences import clauses, sentences
from ara.review.rigor.language.terms import names, terms
from ara.review.rigor.language.vagueness import content
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.support import design_of, joined
from ara.schema.package import Package

SHARED, KNOWN = 0.2, 0.5
"""Least share of a claim's content that what it cites must speak of, and that the rest of the artifact must know."""


@rigor_rule("R181", "grounds-speak-of-the-claim", "D1", "major")
def grounds_speak_of_the_claim(reading: Reading) -> Iterator[RigorProblem]:
    """What a claim cites speaks of what the claim asserts.

    An experiment on another subject supports nothing here, though the link to it resolves. Cite the experiment that
    tests the claim, or withdraw the claim.
    """
    package = reading.package
    common, known = _everywhere(package), _elsewhere(package)
    for support in reading.supports:
        claim = support.claim
        said = _asserted(claim.statement or claim.title) - common
        if not support.experiments or len(said) < 4 or not support.is_asserted:
            continue
        spoken = terms(support.ground)
        met = sum(meet(word, spoken) for word in said)
        strange = sum(not meet(word, spoken | known) for word in said)
        unspoken = met < SHARED * len(said) or (met < KNOWN * len(said) and strange >= KNOWN * len(said))
        if unspoken and not names(support.statement) & names(support.ground):
            cited = ", ".join(test.id for test in support.experiments)
            yield RigorProblem(
                claim.line_of("statement"),
                claim.id,
                claim.statement or claim.title,
                f"{claim.id} cites {cited}, which speaks of {met} of the {len(said)} content words of the claim.",
                "Cite the experiment that tests it, or withdraw it.",
            )


def _asserted(text: str) -> frozenset[str]:
    """Give the content words of what a text puts forward, without what it denies or compares with."""
    forward = (clause for sentence in sentences(text) for clause in clauses(sentence) if not negated(clause))
    return content(without_comparands(" ; ".join(forward)))


def _elsewhere(package: Package) -> frozenset[str]:
    """Give the words of the problem, the solution, the experiments and the exploration: all but the claims."""
    problem = (part for gap in package.gaps for part in (gap.title, gap.statement, gap.attempts))
    facts = (part for fact in package.observations for part in (fact.title, fact.statement))
    pages = (page.text for page in package.pages if page.location.file.startswith("logic/"))
    concepts = (part for concept in package.concepts for part in (concept.title, concept.definition))
    nodes = (part for node in package.all_nodes() for part in (node.title, node.description, node.result, node.choice))
    return terms(joined((*problem, *facts, *pages, *concepts, *nodes, *map(design_of, package.experiments))))


def _everywhere(package: Package) -> frozenset[str]:
    """Give the words that most experiments share: they tell nothing about which of them is meant."""
    designs = [terms(design_of(test)) for test in package.experiments]
    if len(designs) < 4:
        return frozenset()
    counts = Counter(word for design in designs for word in design)
    return frozenset(word for word, count in counts.items() if count > 0.8 * len(designs))
