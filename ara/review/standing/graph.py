"""The claim graph: an argument per claim, check, experiment, evidence file and node, and what each does to a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ara.review.reproduce.verdict import Verdict
from ara.review.standing.declared import stance
from ara.review.standing.reported import reported_links
from ara.schema.identifiers import canonical_id
from ara.schema.package import Package
from ara.schema.references import EDGES, references

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Relation = Literal["support", "dependency", "lacks", "defeats", "contests"]
"""What one argument does to a claim.

`support` bears it out. `dependency`: the claim rests on it; `lacks`: it would, but it is not defined.
`defeats` is an attack that refutes the claim when the attacker is accepted; `contests` is one that can only leave the
claim undecided.
"""


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc of the graph, from an argument to a claim."""

    source: str
    """The argument: identifier of a claim, check, experiment or node, or path of an evidence file."""
    claim: str
    """The claim it bears on."""
    relation: Relation
    """What it does to the claim."""
    reason: str
    """The same in a sentence; empty for a check, whose verdict says it."""
    verdict: Verdict | None = field(default=None, compare=False)
    """The judged check that it comes from."""


DEFEATING = ("paper", "analytic")
"""Fidelities at which a contradicted check refutes its claim."""

_CLAIM_TO_CLAIM = tuple(edge for edge in EDGES if edge.source == "claim" and edge.target == "claim")


def claim_arcs(package: Package, verdicts: Iterable[Verdict] = ()) -> tuple[Arc, ...]:
    """Give all arcs of the claim graph, in the order of checks, evidence, dead ends and claims."""
    checked = tuple(_checked(verdicts))
    confirmed = {arc.claim for arc in checked if arc.relation == "support"}
    reported = tuple(_reported(package, confirmed))
    supported = {arc.claim for arc in (*checked, *reported) if arc.relation == "support"}
    known = {claim.id for claim in package.claims}
    arcs = (*checked, *reported, *_among_claims(package, known, supported))
    return tuple(dict.fromkeys(arc for arc in arcs if arc.claim in known))


def claim_graph(package: Package, arcs: Iterable[Arc]) -> MultiDiGraph[str]:
    """Give the arcs as a graph; every claim is a node of it, and each edge holds its arc under `arc`."""
    from networkx import MultiDiGraph

    graph: MultiDiGraph[str] = MultiDiGraph()
    graph.add_nodes_from(claim.id for claim in package.claims)
    for arc in arcs:
        graph.add_edge(arc.source, arc.claim, arc=arc)
    return graph


def _checked(verdicts: Iterable[Verdict]) -> Iterator[Arc]:
    for verdict in verdicts:
        relation = _relation(verdict)
        if relation is not None:
            yield Arc(verdict.check, canonical_id(verdict.claim), relation, "", verdict)


def _relation(verdict: Verdict) -> Relation | None:
    """A rehearsal decides nothing, nor does other hardware than the one asked for."""
    if verdict.off_spec or verdict.fidelity in (None, "smoke"):
        return None
    if verdict.outcome == "verified":
        return "support"
    if verdict.outcome == "contradicted":
        return "defeats" if verdict.fidelity in DEFEATING else "contests"
    return None


def records_of(verdict: Verdict) -> str:
    """Say whose records a verdict rests on."""
    return "records made here" if verdict.origin == "here" else "shipped records"


def _reported(package: Package, confirmed: set[str]) -> Iterator[Arc]:
    """What the artifact itself files for a claim bears the claim out, or refutes it when its author says so.

    The author's word that a claim is refuted gives way to a check that verifies the claim: then both stand.
    """
    stances = {claim.id: stance(claim.status) for claim in package.claims}
    for link in reported_links(package):
        admitted = stances.get(link.claim) == "refuted"
        against: Relation = "defeats" if admitted and link.claim not in confirmed else "contests"
        if link.dead_end:
            yield Arc(link.source, link.claim, against, f"{link.reason}.")
        elif admitted:
            yield Arc(link.source, link.claim, against, f"It is declared refuted, and {link.reason}.")
        else:
            yield Arc(link.source, link.claim, "support", f"{link.reason[0].upper()}{link.reason[1:]}.")


def _among_claims(package: Package, known: set[str], supported: set[str]) -> Iterator[Arc]:
    for reference in references(package, _CLAIM_TO_CLAIM):
        if reference.target_id is None:
            continue
        source, target = canonical_id(reference.source_id), canonical_id(reference.target_id)
        if reference.edge.field == "dependencies":
            if target in known:
                yield Arc(target, source, "dependency", f"It rests on {target}.")
            else:
                yield Arc(target, source, "lacks", f"It rests on {target}, which is not defined.")
        elif source in supported:
            yield Arc(source, target, "defeats", f"{source}, which has support, refutes it.")
        else:
            yield Arc(source, target, "contests", f"{source} refutes it, with no support of its own.")
