"""Rules about what an experiment says of itself: how often it was run, what it measures, and what it expects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.language.comparisons import claimed_comparison, comparatives
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.measures import kinds_in
from ara.review.rigor.language.terms import terms
from ara.review.rigor.language.vagueness import is_placeholder, particular
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.support import design_of, joined

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
        if match is None or not claimed_comparison(support.statement) or _REPEATED.search(support.ground):
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
