"""What an artifact itself files for or against its claims, without a run of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ara.schema.identifiers import canonical_id, ids_in
from ara.schema.logic.claims import source_notes
from ara.schema.mentions import exists, mentioned_paths
from ara.schema.package import Package
from ara.schema.references import EDGES, definitions, references, resolves
from ara.schema.trace import Node


@dataclass(frozen=True, slots=True)
class ReportedLink:
    """One thing that an artifact files about a claim."""

    source: str
    """Identifier or path of what is filed."""
    claim: str
    """The claim."""
    reason: str
    """What it is, as a clause without its full stop."""
    dead_end: bool = False
    """Whether it is a branch that was given up."""


RUNS = "evidence/runs/"
"""Records of runs: what they say of a claim is for the judge, and its verdicts come in by another door."""

_CITED = tuple(edge for edge in EDGES if (edge.source, edge.field) in {("claim", "proof"), ("experiment", "verifies")})
_FILED = tuple(edge for edge in EDGES if (edge.source, edge.field) == ("experiment", "evidence"))


def reported_links(package: Package) -> Iterator[ReportedLink]:
    """Give what is filed: results of experiments, rows of the evidence index, quoted results, and dead ends."""
    yield from _experiments(package)
    yield from _proof_files(package)
    yield from _index(package)
    yield from _quotes(package)
    for node in package.all_nodes():
        yield from _given_up(node)


def _experiments(package: Package) -> Iterator[ReportedLink]:
    """An experiment counts for a claim when it has filed a result, or when the claim tells what it showed."""
    cited: dict[tuple[str, str], None] = {}
    for reference in references(package, _CITED):
        if reference.target_id is not None:
            pair = (canonical_id(reference.source_id), canonical_id(reference.target_id))
            cited[pair if reference.edge.field == "proof" else pair[::-1]] = None
    filed = _filed_results(package)
    silent = {experiment.id for experiment in package.experiments if not experiment.evidence}
    told = {claim.id for claim in package.claims if (claim.evidence_basis or "").strip()}
    for claim, experiment in cited:
        if experiment in filed:
            yield ReportedLink(experiment, claim, f"{experiment} files {filed[experiment]} for it")
        elif experiment in silent and claim in told:
            yield ReportedLink(experiment, claim, f"its evidence basis tells what {experiment} showed")


def _filed_results(package: Package) -> dict[str, str]:
    """Give the first result of each experiment that has one: a file that is there, or words for what is elsewhere."""
    defined = definitions(package)
    found: dict[str, str] = {}
    for reference in references(package, _FILED):
        experiment = canonical_id(reference.source_id)
        if reference.target_id is None:
            found.setdefault(experiment, "a result elsewhere")
        elif resolves(reference, defined) and not reference.target_id.startswith(RUNS):
            found[experiment] = reference.target_id
    return found


def _proof_files(package: Package) -> Iterator[ReportedLink]:
    """Older artifacts name evidence in the proof itself, in prose."""
    for claim in package.claims:
        for entry in claim.proof:
            for mention in mentioned_paths(entry, claim.location.file, package.files):
                if _is_reported(mention.name) and exists(mention.name, package.files):
                    yield ReportedLink(mention.name, claim.id, f"its proof names {mention.name}")


def _index(package: Package) -> Iterator[ReportedLink]:
    for row in package.index:
        path = f"evidence/{row.path.removeprefix('evidence/')}"
        if path in package.files and _is_reported(path):
            for claim in (name for text in row.claims for name in ids_in(text, "C")):
                yield ReportedLink(path, claim, f"the index lists {path} for it")


def _is_reported(path: str) -> bool:
    return path.startswith("evidence/") and not path.startswith(RUNS)


def _quotes(package: Package) -> Iterator[ReportedLink]:
    for claim in package.claims:
        for note in source_notes(claim):
            if note.kind == "result" and note.quote and not note.pending:
                yield ReportedLink(f"{claim.id} sources", claim.id, f"its sources quote a result of {note.reference}")
                break


def _given_up(node: Node) -> Iterator[ReportedLink]:
    """A dead end bears on the claims that its title, hypothesis or evidence names, a pivot on those it turned from."""
    if node.kind == "dead_end":
        texts = (node.title, node.hypothesis, *node.evidence)
    elif node.kind == "pivot":
        texts = (node.change_from,)
    else:
        return
    what = "Dead end" if node.kind == "dead_end" else "Pivot"
    for claim in dict.fromkeys(name for text in texts if text for name in ids_in(text, "C")):
        verb = "names it as given up" if node.kind == "dead_end" else "turned away from it"
        yield ReportedLink(node.id or node.title or what, claim, f"{what} {node.id or node.title} {verb}", True)
