"""A rule about the tie between a claim and what it cites: it speaks of the claim."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.language.kinship import meet
from ara.review.rigor.language.terms import names, terms
from ara.review.rigor.language.vagueness import content
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.support import design_of, joined, supports
from ara.schema.package import Package

SHARED = 0.25
"""Least share of a claim's content that what it cites has to speak of."""


@rigor_rule("R181", "grounds-speak-of-the-claim", "D1", "major")
def grounds_speak_of_the_claim(reading: Reading) -> Iterator[RigorProblem]:
    """What a claim cites speaks of what the claim asserts.

    An experiment on another subject supports nothing here, though the link to it resolves. Cite the experiment that
    tests the claim, or withdraw the claim.
    """
    common = _everywhere(reading.package)
    for support in supports(reading.package):
        claim = support.claim
        said = content(claim.statement or claim.title) - common
        if not support.experiments or len(said) < 4 or not support.is_asserted:
            continue
        spoken = terms(support.ground) | terms(joined(test.title for test in support.experiments))
        met = {word for word in said if meet(word, spoken)}
        if len(met) < SHARED * len(said) and not names(support.statement) & names(support.ground):
            cited = ", ".join(test.id for test in support.experiments)
            yield RigorProblem(
                claim.line_of("statement"),
                claim.id,
                claim.statement or claim.title,
                f"{claim.id} cites {cited}, which speaks of {len(met)} of the {len(said)} content words of the claim.",
                "Cite the experiment that tests it, or withdraw it.",
            )


def _everywhere(package: Package) -> frozenset[str]:
    """Give the words that most experiments share: they tell nothing about which of them is meant."""
    designs = [terms(design_of(test)) for test in package.experiments]
    if len(designs) < 4:
        return frozenset()
    every = frozenset().union(*designs)
    return frozenset(word for word in every if sum(word in design for design in designs) > 0.8 * len(designs))
