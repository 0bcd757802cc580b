"""The judge: a proposal is taken when its quotes are found, it fits, and it survives being written and read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from ara.compiler.propose.changes import Change, change
from ara.compiler.propose.find import asked_field
from ara.compiler.propose.grounds import Grounds, Place
from ara.compiler.propose.patches import Proposal, SetField
from ara.compiler.propose.refusal import Refused
from ara.schema.errors import AraError
from ara.schema.frozen import Frozen
from ara.schema.package import ENTITY_FIELDS, Package
from ara.schema.reader import assemble
from ara.schema.references import definitions, references, resolves
from ara.schema.span import Span
from ara.schema.writer import package_texts


class Verdict(Frozen):
    """What became of one proposal."""

    number: int
    """Its place in the file, counted from 1."""
    op: str
    """Its operation; empty when it has none that exists."""
    accepted: bool
    """Whether the Ara holds it now."""
    already: bool = False
    """Whether the Ara held it before."""
    holds: str | None = None
    """Address of what it changed or added."""
    reason: str | None = None
    """Why it was refused, in one clause."""


class Outcome(NamedTuple):
    """What became of all proposals, and the Ara with the accepted ones in it."""

    package: Package
    verdicts: tuple[Verdict, ...]


def judge_proposals(package: Package, proposals: Iterable[Proposal | Refused], grounds: Grounds) -> Outcome:
    """Judge proposals one after the other; each sees the accepted ones before it. Nothing is written.

    A proposal that could not be read comes as its Refused. Quotes are held against the sources and the Ara as
    they were opened, never against what an earlier proposal brought in.
    """
    verdicts = []
    for number, proposal in enumerate(proposals, 1):
        op = "" if isinstance(proposal, Refused) else proposal.op
        try:
            if isinstance(proposal, Refused):
                raise proposal
            places = tuple(grounds.find(grounding) for grounding in proposal.groundings())
            made = change(package, _addressed(package, proposal), places)
            if not made.already:
                package = _written(package, made, places)
        except Refused as refusal:
            verdicts.append(Verdict(number=number, op=op, accepted=False, reason=" ".join(str(refusal).split())))
        else:
            verdicts.append(Verdict(number=number, op=op, accepted=True, already=made.already, holds=made.holds))
    return Outcome(package, tuple(verdicts))


def _addressed(package: Package, proposal: Proposal) -> Proposal:
    """Fill in target and field from the task, where a proposal leaves them out."""
    if not isinstance(proposal, SetField) or (proposal.target and proposal.field):
        return proposal
    if proposal.task is None:
        raise Refused("it names neither a task nor a target with a field")
    asked = asked_field(package, proposal.task)
    if asked is None:
        raise Refused(f"this Ara has no task {proposal.task[:40]!r} that asks for a field")
    target, field = asked
    if proposal.target not in (None, target) or proposal.field not in (None, field):
        raise Refused(f"its task asks for {field} of {target}, and it names something else")
    return proposal.model_copy(update={"target": target, "field": field})


def _written(before: Package, made: Change, places: tuple[Place, ...]) -> Package:
    """Write the changed package as texts and read them back; what comes back must be what was meant."""
    wanted = made.package.model_copy(update={"spans": _with_spans(before.spans, made.holds, places)})
    try:
        texts = package_texts(wanted)
        fresh = {path: len(text.encode()) for path, text in texts.items() if before.texts.get(path) != text}
        found = assemble(texts, dict(sorted({**before.files, **fresh}.items())))
    except AraError as error:
        raise Refused(f"it cannot be written: {error.message.rstrip('.')}") from error
    if _plain(wanted, fresh) != _plain(found, fresh) or found.spans != wanted.spans:
        raise Refused("it would not read back as it was meant: its words part a list or open a block")
    _check_identifiers(before, found)
    _check_references(before, found, fresh)
    return found


def _with_spans(spans: tuple[Span, ...], holds: str, places: tuple[Place, ...]) -> tuple[Span, ...]:
    known = {(span.source, span.page, span.path, span.line, span.quote, span.holds) for span in spans}
    number = max((int(span.id[1:]) for span in spans), default=0)
    added = []
    for place in places:
        key = (place.source, place.page, place.path, place.line, place.quote, holds)
        if key not in known:
            known.add(key)
            number += 1
            added.append(_span(number, place, holds))
    return (*spans, *added)


def _span(number: int, place: Place, holds: str) -> Span:
    return Span(
        id=f"S{number:04d}",
        source=place.source,
        page=place.page,
        box=place.box,
        path=place.path,
        line=place.line,
        commit=place.commit,
        quote=place.quote,
        holds=holds,
    )


_PLACES = frozenset(
    {"location", "field_lines", "key_lines", "line", "row_lines", "index_paths", "headings", "has_front_matter"}
)
"""What may differ between an entity and itself read back: where it stands."""


def _plain(package: Package, files: Collection[str]) -> dict[str, list[Any]]:
    """Give what the entities of some files say, without where they say it."""
    return {name: [_said(entity.model_dump()) for entity in _within(package, name, files)] for name in ENTITY_FIELDS}


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _said(item) for key, item in value.items() if key not in _PLACES}
    return [_said(item) for item in value] if isinstance(value, list | tuple) else value


def _check_identifiers(before: Package, after: Package) -> None:
    old, new = _identifiers(before), _identifiers(after)
    doubled = sorted(name for name, count in new.items() if count > max(1, old[name]))
    if doubled:
        raise Refused(f"{doubled[0]} would stand twice")


def _identifiers(package: Package) -> Counter[str]:
    parts = (package.claims, package.experiments, package.observations, package.gaps, package.heuristics)
    named = [entity.id for part in parts for entity in part]
    return Counter([*named, *(node.id for node in package.all_nodes() if node.id)])


def _check_references(before: Package, after: Package, files: Collection[str]) -> None:
    """Nothing is ever removed, so that a reference can only be lost where something was written."""
    lost = Counter(_dangling(after, files)) - Counter(_dangling(before, files))
    if lost:
        source, text = min(lost)
        raise Refused(f"{source} would name {text[:60]!r}, which the Ara does not have")


def _dangling(package: Package, files: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give the references from some files to what is not there; Spans name what they were written for."""
    parts = {name: _within(package, name, files) for name in ENTITY_FIELDS}
    written = package.model_copy(update={**parts, "spans": (), "reproduce": None, "runs": ()})
    defined = definitions(package)
    for reference in references(written):
        if not resolves(reference, defined):
            yield reference.source_id, reference.text


def _within(package: Package, name: str, files: Collection[str]) -> tuple[Any, ...]:
    held = getattr(package, name)
    if name == "nodes":
        return held if "trace/exploration_tree.yaml" in files else ()
    return tuple(entity for entity in held if entity.location.file in files)
