"""Rules about the fields that entities of the logic layer must have."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.findings import Problem, Severity
from ara.review.registry import rule
from ara.schema.logic import RelatedWork
from ara.schema.markdown.entity import Entity, labels
from ara.schema.package import Package


def missing(entity: Entity, field: str, severity: Severity | None = None) -> Iterator[Problem]:
    """Give a problem when a field is not written, or written without a value."""
    if getattr(entity, field):
        return
    label = labels(type(entity))[field].name
    name = getattr(entity, "id", "") or getattr(entity, "title", "")
    if field in entity.field_lines:
        yield Problem(entity.line_of(field), f"{name} leaves `{label}` empty.", f"Fill in `{label}`.", severity)
    else:
        yield Problem(entity.location, f"{name} has no `{label}`.", f"Add `- **{label}**: …`.", severity)


@rule("S201", "claim-fields", "error")
def claim_fields(package: Package) -> Iterator[Problem]:
    """A claim has a statement, a status, criteria that would falsify it, and a field for its proof.

    Statement and status are the claim itself. Without falsification criteria nobody can say what would refute it,
    and without `Proof` nobody knows what was done to test it: warnings, since older artifacts lack them.
    """
    for claim in package.claims:
        yield from missing(claim, "statement")
        yield from missing(claim, "status")
        yield from missing(claim, "falsification", "warning")
        if "proof" not in claim.field_lines:
            yield from missing(claim, "proof", "warning")


@rule("S202", "claim-proof-open", "notice")
def claim_proof_open(package: Package) -> Iterator[Problem]:
    """A claim names at least one experiment that tests it.

    `Proof: []` says honestly that there is none yet; it is noticed so that the gap stays in sight.
    """
    for claim in package.claims:
        if "proof" in claim.field_lines and not claim.proof:
            place = claim.line_of("proof")
            yield Problem(place, f"{claim.id} names no experiment as its proof.", "Name one once there is one.")


@rule("S203", "claim-grounds", "notice")
def claim_grounds(package: Package) -> Iterator[Problem]:
    """A claim says under which conditions it holds and where its numbers come from.

    `Conditions` bound the claim; `Sources` hold one entry per number, with the verbatim words. Older artifacts have
    neither.
    """
    for claim in package.claims:
        absent = [field for field in ("conditions", "sources") if field not in claim.field_lines]
        if absent:
            names = " and no ".join(f"`{labels(type(claim))[field].name}`" for field in absent)
            yield Problem(claim.location, f"{claim.id} has no {names}.", "Add what bounds and grounds the claim.")


@rule("S211", "experiment-fields", "warning")
def experiment_fields(package: Package) -> Iterator[Problem]:
    """An experiment says what it verifies, its setup, its procedure and the expected outcome.

    That is what someone needs to repeat it without knowing the result. A candidate, a command that a program found
    and nobody confirmed, needs only to say how it is run; for others a missing `Run` is noticed.
    """
    for experiment in package.experiments:
        if (experiment.status or "").casefold().startswith("candidate"):
            yield from missing(experiment, "run")
            continue
        for field in ("verifies", "setup", "procedure", "expected"):
            if not (field == "procedure" and experiment.question):
                yield from missing(experiment, field)
        yield from missing(experiment, "run", "notice")


@rule("S212", "heuristic-fields", "warning")
def heuristic_fields(package: Package) -> Iterator[Problem]:
    """A heuristic has a rationale, and says how sensitive the result is to it and in which bounds it works.

    A rule of practice without its reason cannot be carried over to another setting. Sensitivity and bounds are
    noticed only.
    """
    for heuristic in package.heuristics:
        yield from missing(heuristic, "rationale")
        yield from missing(heuristic, "sensitivity", "notice")
        yield from missing(heuristic, "bounds", "notice")


@rule("S213", "related-work-fields", "warning")
def related_work_fields(package: Package) -> Iterator[Problem]:
    """A related work says how it is related (`Type`) and what changed against it (`Delta`).

    A plain citation, of type `cites` or with a `Citation`, needs neither.
    """
    for work in package.related_work:
        if _is_citation(work):
            continue
        yield from missing(work, "kind")
        yield from missing(work, "delta")


def _is_citation(work: RelatedWork) -> bool:
    kind = (work.kind or "").casefold()
    return kind.startswith("cite") or (not kind and work.citation is not None)


@rule("S214", "concept-definition", "warning")
def concept_definition(package: Package) -> Iterator[Problem]:
    """A concept is defined.

    Two readers who understand a term differently read different claims. A heading with nothing below it may only
    group the concepts that follow, so it is noticed and no more.
    """
    for concept in package.concepts:
        yield from missing(concept, "definition", "notice" if _is_bare(package, concept) else None)


def _is_bare(package: Package, entity: Entity) -> bool:
    """Tell whether the next thing below an entity's heading is another heading, or nothing."""
    below = package.texts[entity.location.file].splitlines()[entity.location.line :]
    following = next((line for line in below if line.strip()), "#")
    return following.startswith("#")


@rule("S215", "problem-statements", "warning")
def problem_statements(package: Package) -> Iterator[Problem]:
    """Every observation and gap of the problem has a statement, and the key insight is stated.

    A heading alone does not say what was observed or missing.
    """
    for entity in (*package.observations, *package.gaps):
        yield from missing(entity, "statement")
    for insight in package.insights:
        yield from missing(insight, "insight")


@rule("S216", "setting-value", "warning")
def setting_value(package: Package) -> Iterator[Problem]:
    """A setting in `src/configs/` has a value and says where it is stated.

    A hyper-parameter from memory is a guess. A missing source is noticed only.
    """
    for setting in package.settings:
        yield from missing(setting, "value")
        if "rationale" not in setting.field_lines:
            yield from missing(setting, "source", "notice")
