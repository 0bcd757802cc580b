"""Rules about whether experiments can bear a claim: the quantity they measure, controls, baselines, stated noise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.language.causes import CAUSAL, ISOLATING
from ara.review.rigor.language.comparisons import COMPARANDS, claimed_comparison, comparands, comparatives
from ara.review.rigor.language.directions import denied
from ara.review.rigor.language.kinship import meet
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.measures import covered, kinds_in
from ara.review.rigor.language.sentences import clauses, sentences
from ara.review.rigor.language.terms import terms
from ara.review.rigor.language.vagueness import content, is_placeholder
from ara.review.rigor.noise import drowned
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.support import Support, joined
from ara.schema.location import Location
from ara.schema.logic import Experiment


def _of(support: Support, span: str, message: str, mend: str) -> RigorProblem:
    claim = support.claim
    place: Location = claim.line_of("statement") if span in (claim.statement or "") else claim.location
    return RigorProblem(place, claim.id, span, message, mend)


@rigor_rule("R651", "metric-measures-the-claim", "D6", "major")
def metric_measures_the_claim(reading: Reading) -> Iterator[RigorProblem]:
    """The experiments of a claim measure the quantity that the claim is about.

    A claim about speed that rests on accuracies is not tested by them, however good they are. Measure the quantity, or
    claim what was measured.
    """
    for support in reading.supports:
        measured = kinds_in(support.ground)
        if not support.experiments or not (measured or any(test.metrics for test in support.experiments)):
            continue
        for kind, clause in _claimed(support):
            if not covered(kind, measured):
                yield _of(
                    support,
                    clause,
                    f"{support.claim.id} speaks of {kind}, and its experiments measure {_listed(measured)}.",
                    f"Add an experiment that measures {kind}, or leave it out of the claim.",
                )
                break


def _listed(kinds: frozenset[str]) -> str:
    return ", ".join(sorted(kinds)) or "something else"


def _claimed(support: Support) -> Iterator[tuple[str, str]]:
    """Give the kinds of quantity that a claim compares or quantifies, with the clause that does."""
    for sentence in sentences(support.statement):
        for clause in clauses(sentence):
            if comparatives(clause) or re.search(r"\d", clause):
                for kind in sorted(kinds_in(_A_FASTER_ONE.sub(" ", clause))):
                    yield kind, clause


_A_FASTER_ONE = re.compile(r"\b(?:an?|the)\s+(?:faster|slower|quicker|fastest)\s+(?!than)", re.IGNORECASE)


@rigor_rule("R652", "cause-is-isolated", "D6", "major")
def cause_is_isolated(reading: Reading) -> Iterator[RigorProblem]:
    """A claim about a cause has an experiment that takes the cause away, or varies it alone.

    That two things went together does not say that one brought about the other. An ablation, a control arm, or a sweep
    of the one factor does; so does wording the claim as an association.
    """
    for support in reading.supports:
        stated = _undenied(support.statement)
        match = CAUSAL.first(stated)
        if match is None or not support.experiments or support.has_proof:
            continue
        if ISOLATING.within(support.ground) and not _cause_is_unknown(stated, support):
            continue
        yield _of(
            support,
            match.group(),
            f"{support.claim.id} names a cause ({match.group()!r}), and no experiment takes it away or varies it.",
            "Add an ablation or a control, or claim the association only.",
        )


_CAUSE = re.compile(
    r"\b(?:because\s+of|due\s+to|owing\s+to|thanks\s+to|caused\s+by|attribut(?:ed|able)\s+(?:\w+ly\s+)?to|"
    r"stems?\s+from|driven\s+by|"
    r"explained\s+by|comes?\s+from|arises?\s+from|rooted\s+in|as\s+a\s+(?:result|"
    r"consequence)\s+of)\s+(?P<what>[^,;:.()]{3,60})",
    re.IGNORECASE,
)


_PARTS = re.compile(r"\s(?:of|in|that|which|for|when)\s", re.IGNORECASE)


def _undenied(text: str) -> str:
    """Give the clauses of a text that deny nothing, put one after the other."""
    return "\n\n".join(part for sentence in sentences(text) for part in clauses(sentence) if not denied(part))


def _cause_is_unknown(stated: str, support: Support) -> bool:
    """Tell whether a claim names a cause of which its experiments and their evidence say nothing."""
    ground = terms(support.ground)
    causes = [content(_PARTS.split(match["what"])[0]) for match in _CAUSE.finditer(stated)]
    return any(words and not any(meet(word, ground) for word in words) for words in causes)


@rigor_rule("R653", "comparison-has-a-baseline", "D6", "major")
def comparison_has_a_baseline(reading: Reading) -> Iterator[RigorProblem]:
    """A claim that something is better has an experiment in which the other thing was run.

    *Faster* than what? Without a baseline measured in the same experiment, the difference may lie in the machine, or
    the data.
    """
    for support in reading.supports:
        match = claimed_comparison(support.statement)
        if match is None or not support.experiments:
            continue
        named = comparands(support.statement)
        refused = any(_NO_BASELINE.match(test.baselines or "") for test in support.experiments)
        if any(map(_has_baseline, support.experiments)) or (not refused and _in_evidence(support, named)):
            continue
        than = f" than {named[0]!r}" if named else ""
        yield _of(
            support,
            match,
            f"{support.claim.id} compares ({match!r}{than}), and none of its experiments runs a baseline.",
            "Name under `Baselines` what it is compared with, and measure it in the same experiment.",
        )


def _in_evidence(support: Support, named: tuple[str, ...]) -> bool:
    """Tell whether a table sets what is compared beside something else: what the claim names, or a second row."""
    words = terms(joined(named))
    if words:
        return bool(words & terms(support.results))
    return any(len(grid.rows) > 2 for item in support.evidence for grid in item.grids)


_NO_BASELINE = re.compile(
    r"^\W*(?:none|no\b|not\s+(?:applicable|reported|run|included|measured)|n/?a|absent|without\s+baselines?|-+|tbd|"
    r"there\s+(?:is|are|was|were)\s+no)",
    re.IGNORECASE,
)


def _has_baseline(experiment: Experiment) -> bool:
    if experiment.baselines:
        return not _NO_BASELINE.match(experiment.baselines) and not is_placeholder(experiment.baselines)
    texts = (
        experiment.title,
        experiment.question,
        experiment.setup,
        experiment.procedure,
        experiment.expected,
        experiment.metrics,
    )
    text = joined(texts)
    return COMPARANDS.within(text) or _COMPARES.within(text)


_COMPARES = Lexicon(
    """compar*, contrast*, against, both, each of, ablat*, leave one out, removing, remove, sweep*, rank*, vary,
    varies, raise"""
)


@rigor_rule("R654", "improvement-beyond-noise", "D6", "major")
def improvement_beyond_noise(reading: Reading) -> Iterator[RigorProblem]:
    """An improvement is larger than the noise that the artifact itself states.

    When two means differ by less than their own spread, an interval of the difference holds zero, or a test finds no
    significance, the next run may show the opposite. Repeat it more often, or say that no difference was seen.
    """
    for support in reading.supports:
        found = drowned(support)
        if found is not None:
            yield _of(
                support,
                found.span,
                f"{support.claim.id} claims a difference, and {found.why}.",
                "Repeat it until the difference stands out of the noise, or claim that none was seen.",
            )
