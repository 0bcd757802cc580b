"""Rules about how experiments are done: baselines, controls, what is measured, repeats, and the noise they state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.language.causes import CAUSAL, ISOLATING
from ara.review.rigor.language.comparisons import COMPARANDS, comparands, comparatives
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.measures import covered, kinds_in
from ara.review.rigor.language.sentences import clauses, sentences
from ara.review.rigor.language.terms import terms
from ara.review.rigor.language.vagueness import is_placeholder, particular
from ara.review.rigor.noise import drowned
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.support import Support, design_of, joined
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
        match = CAUSAL.first(support.statement)
        if match is None or not support.experiments or support.has_proof or ISOLATING.within(support.ground):
            continue
        yield _of(
            support,
            match.group(),
            f"{support.claim.id} names a cause ({match.group()!r}), and no experiment takes it away or varies it.",
            "Add an ablation or a control, or claim the association only.",
        )


@rigor_rule("R653", "comparison-has-a-baseline", "D6", "major")
def comparison_has_a_baseline(reading: Reading) -> Iterator[RigorProblem]:
    """A claim that something is better has an experiment in which the other thing was run.

    *Faster* than what? Without a baseline measured in the same experiment, the difference may lie in the machine, or
    the data.
    """
    for support in reading.supports:
        match = _comparative(support.statement)
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


_PLAIN = Lexicon(
    """over, from, gains, gain, save, saves, increasing, larger, smaller, longer, shorter, higher, lower, reduction*,
    tighter, more, less, stronger, weaker, leaner, lighter, greater, fewer"""
)


def _comparative(text: str) -> str | None:
    """Give the first word of comparison that is no mere description of size."""
    found = comparatives(text)
    strong = (word for word in found if not _PLAIN.pattern.fullmatch(word))
    return next(strong, found[0] if found and comparands(text) else None)


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


_ONE_RUN = re.compile(
    r"\b(?:(?:a\s+)?single[-\s]+(?:run|seed|trial|repetition|repeat|training\s+run|execution|measurement)|"
    r"one\s+(?:run|seed|trial|repetition|"
    r"execution)(?:\s+(?:only|each|per))?|run\s+once|(?:trained|measured|executed|timed|evaluated|ran|"
    r"tested)\s+(?:only\s+)?once|"
    r"seed\s*(?:=|:|of|is|fixed\s+(?:to|at))?\s*\d+\s+only|only\s+(?:one|a\s+single)\s+(?:run|seed|trial|repetition)|"
    r"n\s*=\s*1|"
    r"once\s+(?:each|per)|(?:run|runs|ran|tried|done|performed|conducted|measure|test|time|"
    r"train)\s+(?:[\w-]+\s+){0,6}?once"
    r"(?!\s+(?:again|with|the|it|they|more|a\b|every))|no\s+repeats?|no\s+repetitions?|without\s+(?:repeats?|"
    r"repetitions?)|not\s+repeated|fixed\s+seed|"
    r"one\s+random\s+seed)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|multiple|many|other|second|different|distinct|"
    r"more)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:seeds?|runs?|trials?|repeats?|repetitions?|replicates?)\b|±|\bstd\b|"
    r"standard\s+(?:deviation|error)|"
    r"confidence\s+interval|(?<!not )(?<!never )\brepeat\w*\b|\bN-seed\b|bootstrap|n\s*=\s*(?:[2-9]|\d{2,})",
    re.IGNORECASE,
)


@rigor_rule("R655", "result-is-repeated", "D6", "minor")
def result_is_repeated(reading: Reading) -> Iterator[RigorProblem]:
    """A measured difference does not rest on a single run.

    One seed shows one draw. Repeats, and their spread, tell whether the difference is of the method or of the draw.
    """
    for support in reading.supports:
        match = _ONE_RUN.search(support.design)
        if match is None or not _comparative(support.statement) or _REPEATED.search(support.ground):
            continue
        test = next(test for test in support.experiments if match.group() in design_of(test))
        yield RigorProblem(
            test.location,
            test.id,
            match.group(),
            f"{test.id} is a single run ({match.group()!r}), and {support.claim.id} claims a difference from it.",
            "Repeat it with other seeds, and give the spread.",
        )


@rigor_rule("R656", "experiment-names-its-measure", "D6", "minor")
def experiment_names_its_measure(reading: Reading) -> Iterator[RigorProblem]:
    """An experiment says what is measured.

    Steps without a measure can be followed, and nobody can tell how they came out.
    """
    for experiment in reading.package.experiments:
        if (experiment.status or "").casefold().startswith("candidate") or (
            experiment.metrics and not is_placeholder(experiment.metrics)
        ):
            continue
        text = joined((experiment.procedure, experiment.expected, experiment.question, experiment.setup))
        if kinds_in(text) or re.search(r"\d", text) or comparatives(text) or _MEASURES.within(text) or not text:
            continue
        yield RigorProblem(
            experiment.location,
            experiment.id,
            experiment.title,
            f"{experiment.id} does not say what is measured.",
            "Add `- **Metrics**: …` with units.",
        )


_MEASURES = Lexicon(
    """measur*, count*, record*, rate*, rank*, compar*, report*, log, logs, evaluat*, detect*, grow*, shrink*, share,
    ratio"""
)


def _open(text: str) -> bool:
    return len(terms(text)) <= 6 and _OPEN_OUTCOME.search(text) is not None and not re.search(r"\d", text)


_OPEN_OUTCOME = re.compile(
    r"\b(?:we\s+will\s+see|to\s+be\s+seen|unknown|will\s+be\s+reported|see\s+results|results\s+will|whatever|"
    r"something\s+interesting|"
    r"no\s+(?:particular\s+)?expectations?|open[- ]ended|good\s+results|positive\s+results|it\s+(?:should\s+)?works?|"
    r"success(?:ful)?)\b",
    re.IGNORECASE,
)


@rigor_rule("R657", "expectation-can-disappoint", "D6", "minor")
def expectation_can_disappoint(reading: Reading) -> Iterator[RigorProblem]:
    """The expected outcome of an experiment says in which direction it should come out.

    *We will see* and *good results* are met by anything. A direction, written before the run, is what a result can go
    against.
    """
    for experiment in reading.package.experiments:
        text = experiment.expected or ""
        if not text or comparatives(text) or (particular(text) and not is_placeholder(text) and not _open(text)):
            continue
        yield RigorProblem(
            experiment.line_of("expected"),
            experiment.id,
            text,
            f"{experiment.id} expects what any outcome would meet: {text!r}.",
            "Say which quantity should go up or down, and against what.",
        )
