"""Rules about the reference graph read backwards: what is there and is named by nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.schema.identifiers import canonical_id, ids_in
from ara.schema.location import Location
from ara.schema.package import Package
from ara.schema.references import EDGES, references

_TO_EVIDENCE = tuple(
    edge
    for edge in EDGES
    if edge.target == "file" and edge.source in ("claim", "experiment", "node", "evidence", "related-work")
)


@rule("S317", "experiment-cited", "warning")
def experiment_cited(package: Package) -> Iterator[Problem]:
    """An experiment is the proof of some claim.

    Work that no claim rests on is either a claim that was forgotten, a result that was left out because it did not
    fit, or padding. A check in `src/reproduce.yaml` ties an experiment to its claim too. A candidate, which nobody has
    confirmed yet, may stand alone.
    """
    cited = {name for claim in package.claims for entry in claim.proof for name in ids_in(entry, "E")}
    if package.reproduce is not None:
        cited |= {canonical_id(check.experiment) for check in package.reproduce.checks.values()}
    for experiment in package.experiments:
        candidate = (experiment.status or "").casefold().startswith("candidate")
        if experiment.id and not candidate and experiment.id not in cited:
            yield Problem(
                experiment.location,
                f"no claim cites {experiment.id} as its proof.",
                f"Name {experiment.id} in the `Proof` of the claim that it tests, or state the claim that it supports.",
            )


@rule("S318", "evidence-used", "notice")
def evidence_used(package: Package) -> Iterator[Problem]:
    """A table or figure that was filed bears on a claim, an experiment or a step of the exploration.

    What nothing refers to may be the result that was not told. All such files are named in one notice, since a paper
    prints more than it claims.
    """
    used = {reference.target_id for reference in references(package, _TO_EVIDENCE)}
    for row in package.index:
        if any(canonical_id(name) for name in row.claims):
            used.add(f"evidence/{row.path.removeprefix('evidence/')}")
    named = " ".join(entry for claim in package.claims for entry in (*claim.sources, claim.evidence_basis or ""))
    loose = [
        item.location.file
        for item in package.evidence
        if item.location.file not in used and (not item.source or item.source.split(",")[0].strip() not in named)
    ]
    if loose:
        shown = ", ".join(loose[:5]) + (f" and {len(loose) - 5} more" if len(loose) > 5 else "")
        yield Problem(
            Location(file=loose[0]),
            f"nothing refers to {shown}.",
            "Name in the evidence index the claims that each bears on, or leave them as they are.",
        )
