"""The standing of every claim, with the reasons in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from ara.review.reproduce.verdict import Verdict
from ara.review.standing.declared import agrees
from ara.review.standing.graph import Arc, claim_arcs, claim_graph, records_of
from ara.review.standing.labelling import Acceptance, grounded
from ara.review.standing.model import Label, Standing
from ara.schema.identifiers import canonical_id
from ara.schema.logic import Claim
from ara.schema.package import Package

FIDELITIES = ("smoke", "scaled", "paper", "analytic")
"""From the weakest to the strongest."""

Basis = Literal["re-executed", "shipped records", "as reported"]
BASES: tuple[Basis, ...] = ("re-executed", "shipped records", "as reported")
"""What a support is made of, the best first."""
MOST_NAMED = 3
"""Checks that are named when they say the same; of more the first two are."""
ATTACKS = ("defeats", "contests")


def standings(package: Package, verdicts: Iterable[Verdict] = ()) -> tuple[Standing, ...]:
    """Give the standing of each claim, in their order; an identifier that is given twice stands once.

    Without verdicts it follows from what the artifact reports alone.
    """
    judged = tuple(verdicts)
    arcs = claim_arcs(package, judged)
    labels = grounded(claim_graph(package, arcs))
    held = _by_claim(arcs)
    unsettled = _unsettled(judged)
    claims = {claim.id: claim for claim in reversed(package.claims) if claim.id}
    return tuple(
        _standing(claims[name], labels, held[name], unsettled[name])
        for name in dict.fromkeys(claim.id for claim in package.claims if claim.id)
    )


def _standing(claim: Claim, labels: Mapping[str, Acceptance], arcs: list[Arc], unsettled: list[str]) -> Standing:
    supports = [arc for arc in arcs if arc.relation == "support"]
    bases = [_basis(arc) for arc in supports]
    basis = min(bases, key=BASES.index) if bases else None
    standing = _label(labels[claim.id], bool(supports))
    return Standing(
        claim=claim.id,
        standing=standing,
        basis=basis if standing == "justified" else None,
        fidelity=_fidelity(supports, bases, basis) if standing == "justified" else None,
        declared=claim.status,
        agrees=agrees(claim.status, standing),
        attacked=any(arc.relation in ATTACKS and labels[arc.source] == "in" for arc in arcs),
        reasons=tuple(_reasons(claim, labels, arcs)),
        missing=tuple(_missing(standing, unsettled)),
    )


def _label(acceptance: Acceptance, supported: bool) -> Label:
    if acceptance == "undecided":
        return "contested"
    if acceptance == "out":
        return "defeated"
    return "justified" if supported else "gap"


def _basis(arc: Arc) -> Basis:
    if arc.verdict is None:
        return "as reported"
    return "re-executed" if arc.verdict.origin == "here" else "shipped records"


def _fidelity(supports: list[Arc], bases: list[Basis], basis: Basis | None) -> str | None:
    """The highest among the checks that make up the basis: a shipped number does not lend its fidelity to ours."""
    found = [
        arc.verdict.fidelity
        for arc, held in zip(supports, bases, strict=True)
        if held == basis and arc.verdict is not None and arc.verdict.fidelity
    ]
    return max(found, key=FIDELITIES.index, default=None)


def _reasons(claim: Claim, labels: Mapping[str, Acceptance], arcs: list[Arc]) -> Iterator[str]:
    """Supports first, then attacks with what became of them, then what the claim rests on, if that is not accepted."""
    supports = [arc for arc in arcs if arc.relation == "support"]
    yield from [*_by_checks(supports), *dict.fromkeys(arc.reason for arc in supports if arc.verdict is None)] or [
        "Nothing that is filed bears it out."
    ]
    yield from _by_checks([arc for arc in arcs if arc.relation in ATTACKS])
    for arc in arcs:
        label = labels[arc.source]
        if arc.relation in ATTACKS and arc.verdict is None:
            yield (
                arc.reason if label == "in" else f"{arc.reason.removesuffix('.')}, but {_rejected(arc.source, label)}."
            )
        elif arc.relation == "lacks":
            yield arc.reason
        elif arc.relation == "dependency":
            if arc.source == claim.id:
                yield "It rests on itself."
            elif label != "in":
                yield f"It rests on {arc.source}, which is {'defeated' if label == 'out' else 'contested'}."


def _by_checks(arcs: Iterable[Arc]) -> Iterator[str]:
    """Checks that say the same are one sentence: a claim may have dozens."""
    groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for arc in arcs:
        if arc.verdict is not None:
            groups[arc.verdict.outcome, str(arc.verdict.fidelity), records_of(arc.verdict)].append(arc.source)
    for (outcome, fidelity, records), checks in groups.items():
        few = len(checks) <= MOST_NAMED
        names = ", ".join(checks) if few else f"{', '.join(checks[:2])} and {len(checks) - 2} more"
        verb = ("verif" if outcome == "verified" else "contradict") + _ENDINGS[outcome][len(checks) > 1]
        yield f"{names} {verb} it at {fidelity} fidelity, by {records}."


_ENDINGS = {"verified": ("ies", "y"), "contradicted": ("s", "")}


def _rejected(source: str, label: Acceptance) -> str:
    return f"{source} is defeated itself" if label == "out" else f"{source} is itself contested"


def _missing(standing: Label, unsettled: list[str]) -> Iterator[str]:
    if standing == "gap":
        yield "A table, figure or record that is filed for it, or a check that verifies it."
    yield from unsettled


def _unsettled(verdicts: Iterable[Verdict]) -> defaultdict[str, list[str]]:
    """Say of each check that decides nothing what it would take."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for verdict in verdicts:
        sentence = _why_undecided(verdict)
        if sentence:
            found[canonical_id(verdict.claim)].append(sentence)
    return found


def _why_undecided(verdict: Verdict) -> str | None:
    if verdict.outcome in ("verified", "contradicted"):
        if verdict.off_spec:
            return f"{verdict.check} is {verdict.outcome} on other hardware than asked for, which decides nothing."
        if verdict.fidelity in (None, "smoke"):
            return f"{verdict.check} is {verdict.outcome} at smoke fidelity, which decides nothing."
        return None
    if verdict.outcome == "not-run":
        return f"{verdict.check} was not run: {_sentence(verdict.missing or verdict.reason)}"
    words = {"void": "is void", "error": "failed", "inconclusive": "is inconclusive"}
    return f"{verdict.check} {words[verdict.outcome]}: {_sentence(verdict.reason)}"


def _sentence(text: str) -> str:
    return f"{text.strip().removesuffix('.')}."


def _by_claim(arcs: Iterable[Arc]) -> defaultdict[str, list[Arc]]:
    found: defaultdict[str, list[Arc]] = defaultdict(list)
    for arc in arcs:
        found[arc.claim].append(arc)
    return found
