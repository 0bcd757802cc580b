"""Rules about the exploration graph: what it rejects stays rejected, and what it records is particular."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ara.review.rigor.language.comparisons import comparatives
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.terms import stem, stems, terms
from ara.review.rigor.language.vagueness import is_placeholder, particular
from ara.review.rigor.reading import Reading
from ara.review.rigor.rebuttals import abandoned, advocated, commonness
from ara.review.rigor.rule import RigorProblem, RigorSeverity, rigor_rule
from ara.review.rigor.support import joined
from ara.schema.identifiers import ids_in
from ara.schema.package import Package
from ara.schema.trace import Node


def _at(
    node: Node, field: str, span: str, message: str, mend: str, severity: RigorSeverity | None = None
) -> RigorProblem:
    return RigorProblem(node.line_of(field), node.id or "", " ".join(span.split()), message, mend, severity)


def _is_vague(text: str, vocabulary: frozenset[str], allowed: int = 1) -> bool:
    """Tell whether a text could stand at any node: no word of its own, or up to `allowed` that are not of this work."""
    words = particular(text)
    strange = len(words) <= allowed and "#" not in words and len(text.split()) >= 6 and not comparatives(text)
    return not words or (strange and not words & vocabulary)


def _vocabulary(package: Package) -> frozenset[str]:
    """Give the words of the work: of claims, problem, concepts, and of what the nodes tried and chose."""
    claims = (part for claim in package.claims for part in (claim.title, claim.statement, claim.conditions))
    gaps = (part for gap in package.gaps for part in (gap.title, gap.statement))
    facts = (part for fact in package.observations for part in (fact.title, fact.statement))
    concepts = (concept.title for concept in package.concepts)
    nodes = (
        part
        for node in package.all_nodes()
        for part in (node.title, node.hypothesis, node.description, node.result, node.choice, *node.alternatives)
    )
    return terms(joined((*claims, *gaps, *facts, *concepts, *nodes)))


@rigor_rule("R501", "dead-end-stays-dead", "D5", "critical")
def dead_end_stays_dead(reading: Reading) -> Iterator[RigorProblem]:
    """No claim recommends what a dead end or a pivot of the exploration gave up.

    The graph says that it was tried and failed, the claim says that it works: one of them is wrong. Withdraw the claim,
    or record in the graph what changed since.
    """
    package = reading.package
    given_up = tuple(abandoned(package))
    if not given_up:
        return
    claims = reading.supports
    nodes = {node.id: node for node in package.all_nodes()}
    texts = (joined((node.title, node.hypothesis, node.choice, node.result)) for node in nodes.values())
    common = commonness((*(support.statement for support in claims), *texts))
    for support in claims:
        claim = support.claim
        if not support.is_asserted and (claim.status or "").casefold().startswith(
            ("refut", "reject", "withdr", "disprov")
        ):
            continue
        for approach in given_up:
            sentence = advocated(approach, support.statement, common)
            if sentence is None:
                continue
            node = approach.node
            if claim.id in ids_in(joined((node.lesson, node.failure_mode, node.description, *node.evidence)), "C"):
                continue  # the node names the claim as what was learnt from it
            verb = "left" if node.kind == "pivot" else "gave up"
            yield RigorProblem(
                claim.line_of("statement") if sentence not in claim.title else claim.location,
                claim.id,
                sentence,
                f"{claim.id} puts forward what {node.id} {verb}: {_clipped(node.change_from or node.title or '')!r}.",
                f"Withdraw it, or record at {node.id} what makes it work after all.",
            )
            break


@rigor_rule("R502", "dead-end-is-particular", "D5", "major")
def dead_end_is_particular(reading: Reading) -> Iterator[RigorProblem]:
    """A dead end says how it failed, in words that fit no other dead end.

    *It did not work* warns nobody. What was seen, at which point, and against which expectation lets the next person
    decide whether the same would happen to them.
    """
    vocabulary = _vocabulary(reading.package)
    for node in reading.package.all_nodes():
        text = node.failure_mode
        if node.kind != "dead_end" or not text:
            continue
        if is_placeholder(text) or _is_vague(text, vocabulary):
            yield _at(
                node,
                "failure_mode",
                text,
                f"{node.id} says that it failed, not how: {_clipped(text)!r}.",
                "Say what was observed, at which point, and how far it was from what was hoped for.",
            )
        elif particular(text) <= terms(joined((node.title, node.hypothesis))) and not re.search(r"\d", text):
            yield _at(
                node,
                "failure_mode",
                text,
                f"{node.id} gives as its failure only its title again: {_clipped(text)!r}.",
                "Say what was observed, at which point, and how far it was from what was hoped for.",
                "minor",
            )


@rigor_rule("R503", "lesson-is-particular", "D5", "minor")
def lesson_is_particular(reading: Reading) -> Iterator[RigorProblem]:
    """The lesson of a dead end says something that can be used elsewhere.

    *We should try something else* is no lesson. The condition that made the attempt fail is.
    """
    vocabulary = _vocabulary(reading.package)
    for node in reading.package.all_nodes():
        text = node.lesson
        if node.kind == "dead_end" and text and (is_placeholder(text) or _is_vague(text, vocabulary)):
            yield _at(
                node,
                "lesson",
                text,
                f"{node.id} has a lesson that fits any dead end: {_clipped(text)!r}.",
                "Say which condition made it fail, so that others can tell whether it is theirs.",
            )


@rigor_rule("R504", "decision-has-alternatives", "D5", "minor")
def decision_has_alternatives(reading: Reading) -> Iterator[RigorProblem]:
    """A decision names what else could have been chosen.

    Without an alternative nothing was decided. Alternatives such as *none*, *other methods* or *do nothing* are straw.
    """
    for node in reading.package.all_nodes():
        if node.kind != "decision":
            continue
        real = [text for text in node.alternatives if not is_placeholder(text) and not _is_straw(text)]
        if (
            real
            or (node.rationale and _OVER.within(node.rationale))
            or _OVER.within(joined((node.choice, node.description)))
        ):
            continue
        span = node.alternatives[0] if node.alternatives else node.choice or node.title or ""
        what = f"names only {_clipped(span)!r} as its alternative" if node.alternatives else "names no alternative"
        yield _at(
            node,
            "alternatives" if node.alternatives else "choice",
            span,
            f"{node.id} {what}.",
            "Name the options that were weighed against it.",
            "minor" if node.alternatives else "suggestion",
        )


_OVER = Lexicon(
    "over, rather than, instead of, than, versus, vs, unlike, as opposed to, not, contrast*, replac*, without"
)
_STRAW = stems(
    """nothing none other others method methods approach approaches option options alternative alternatives thing
    existing"""
)


def _is_straw(text: str) -> bool:
    return not terms(text) - _STRAW and not re.search(r"\d", text)


@rigor_rule("R505", "decision-has-a-reason", "D5", "major")
def decision_has_a_reason(reading: Reading) -> Iterator[RigorProblem]:
    """A decision says why, in words that fit no other decision.

    *It seemed best* is not a reason. What was measured, which constraint ruled the others out, or which dead end came
    before, is.
    """
    vocabulary = _vocabulary(reading.package)
    for node in reading.package.all_nodes():
        if node.kind == "decision" and node.rationale:
            field, text = "rationale", node.rationale
        elif node.kind == "pivot" and node.trigger:
            field, text = "trigger", node.trigger
        else:
            continue
        if is_placeholder(text) or _is_vague(text, vocabulary, 2):
            yield _at(
                node,
                field,
                text,
                f"{node.id} gives a reason that would fit any choice: {_clipped(text)!r}.",
                "Say what was measured, or which constraint ruled out the others.",
            )


@rigor_rule("R506", "nodes-are-no-boilerplate", "D5", "major")
def nodes_are_no_boilerplate(reading: Reading) -> Iterator[RigorProblem]:
    """Dead ends and decisions are not filled in from one sentence with a word exchanged.

    A form that repeats from node to node was written after the fact, for the form's sake; the reader learns nothing
    from the third of them.
    """
    shapes: defaultdict[str, list[tuple[Node, str, str]]] = defaultdict(list)
    for node in reading.package.all_nodes():
        for field in ("failure_mode", "lesson", "rationale", "trigger"):
            text = getattr(node, field)
            if text and len(text.split()) >= 4:
                own = terms(joined((node.title, node.hypothesis, node.choice, node.change_to, *node.alternatives)))
                shapes[_shape(text, own)].append((node, field, text))
    for shape, places in shapes.items():
        if len(places) < 3 or shape.count("_") == len(shape.split()):
            continue
        others = ", ".join(str(node.id) for node, _, _ in places[1:])
        node, field, text = places[0]
        yield _at(
            node,
            field,
            text,
            f"{node.id} is written in the same sentence as {others}, with the subject exchanged.",
            "Write down what was particular to each of them.",
        )


_MARKS = ".,;:!?()'\""


def _shape(text: str, own: frozenset[str]) -> str:
    """Give a text with the words that belong to its node, and its numbers, blanked out and runs of blanks joined."""
    words = (
        "_" if re.search(r"\d", word) or stem(word.strip(_MARKS)) in own else word.strip(_MARKS).casefold()
        for word in text.split()
    )
    return _FILLED.sub("_", " ".join(words))


_FILLED = re.compile(r"_(?:(?: \S+){0,2} _)+")


@rigor_rule("R507", "failures-are-recorded", "D5", "suggestion")
def failures_are_recorded(reading: Reading) -> Iterator[RigorProblem]:
    """An exploration of some length records something that failed.

    Research without a single failure has rarely happened; its graph was drawn backwards from the result.
    """
    nodes = tuple(reading.package.all_nodes())
    if len(nodes) < 8 or any(node.kind in ("dead_end", "pivot") for node in nodes):
        return
    yield _at(
        nodes[0],
        "title",
        nodes[0].title or nodes[0].id or "",
        f"None of the {len(nodes)} nodes is a dead end or a pivot.",
        "Record what was tried and given up.",
    )


@rigor_rule("R508", "claim-does-not-rest-on-a-dead-end", "D5", "major")
def claim_does_not_rest_on_a_dead_end(reading: Reading) -> Iterator[RigorProblem]:
    """A claim that is said to hold is not borne out by a node that failed.

    A dead end can refute a claim or bound it; listed as its proof, it proves the opposite.
    """
    dead = {node.id: node for node in reading.package.all_nodes() if node.kind == "dead_end" and node.id}
    for support in reading.supports:
        claim = support.claim
        for text in claim.proof if support.is_asserted else ():
            named = [name for name in ids_in(text, "N") if name in dead]
            if named and not terms(text) - {name.casefold() for name in named}:
                yield RigorProblem(
                    claim.line_of("proof"),
                    claim.id,
                    text,
                    f"{claim.id} is declared {claim.status!r} and cites {named[0]}, a dead end, as its proof.",
                    "Cite the experiment that bears it out, or change the status.",
                )


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"
