"""Rules about identifiers: their form, and that each names one thing."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.review.structure.insertions import within_line
from ara.schema.identifiers import canonical_id, is_id
from ara.schema.location import Location
from ara.schema.logic import Claim, Experiment, Heuristic
from ara.schema.markdown import parse_markdown
from ara.schema.markdown.entity import Entity, fields_by_label, labels
from ara.schema.package import Package
from ara.schema.references import reproduce_place, span_places

BLOCK_FILES: tuple[tuple[str, type[Entity]], ...] = (
    ("logic/claims.md", Claim),
    ("logic/experiments.md", Experiment),
    ("logic/solution/heuristics.md", Heuristic),
)
"""Files in which every heading with fields carries an identifier."""

_HEADING = re.compile(r"(?m)^#{2,6}[ \t]+(?P<title>.+)$")


@rule("S301", "id-form", "error")
def id_form(package: Package) -> Iterator[Problem]:
    """Claims, experiments, heuristics and nodes carry an identifier of the published form, such as `C03` or `N12`.

    A block whose heading has none cannot be pointed to, and is not read as a claim at all.
    """
    for path, cls in BLOCK_FILES:
        yield from _unnamed_blocks(package, path, cls)
    for node in package.all_nodes():
        if node.id and not is_id(node.id, "N"):
            yield Problem(node.line_of("id"), f"node id `{node.id}` is not of the form N07.", "Renumber the node.")
    for staged in package.staged:
        if staged.id and not is_id(staged.id, "O"):
            yield Problem(staged.line_of("id"), f"staged id `{staged.id}` is not of the form O07.", "Renumber it.")


def _unnamed_blocks(package: Package, path: str, cls: type[Entity]) -> Iterator[Problem]:
    text = package.texts.get(path, "")
    named = (*package.claims, *package.experiments, *package.heuristics)
    lines = {entity.location.line for entity in named if entity.location.file == path}
    # parsing again is slow, so only when some heading is no entity
    if len(_HEADING.findall(text)) == len(lines):
        return
    known = fields_by_label(cls)
    for block in parse_markdown(text).blocks:
        held = {known[field.label.casefold()] for field in block.fields if field.label.casefold() in known}
        if block.level >= 2 and block.line not in lines and len(held) >= 2:
            yield Problem(
                Location(file=path, line=block.line),
                f"`{block.title}` has the fields of a {cls.__name__.lower()} but no identifier.",
                f"Start its heading with one, e.g. `{cls.prefix}01: `.",
            )


_REPRODUCE_PARTS = {
    "checks": "check",
    "stubs": "check",
    "experiments": "experiment of src/reproduce.yaml",
    "candidates": "experiment of src/reproduce.yaml",
}


@rule("S302", "unique-id", "error")
def unique_id(package: Package) -> Iterator[Problem]:
    """An identifier names one thing in its namespace.

    When two claims are called C07, every reference to C07 is ambiguous, and tools keep one of the two and lose the
    other.
    """
    groups: dict[tuple[str, str], list[Location]] = defaultdict(list)
    for kind, name, place in _named(package):
        groups[kind, name].append(place)
    for (kind, name), places in groups.items():
        for place in places[1:]:
            first = places[0].line if places[0].file == place.file else str(places[0])
            mend = "Renumber one of them, and the references that mean it."
            yield Problem(place, f"{kind} {name} is defined already at {first}.", mend)


def _named(package: Package) -> Iterator[tuple[str, str, Location]]:
    """Give every named thing with its namespace."""
    kinds: dict[str, tuple[Entity, ...]] = {
        "claim": package.claims,
        "experiment": package.experiments,
        "heuristic": package.heuristics,
        "related work": package.related_work,
        "observation": package.observations,
        "gap": package.gaps,
        "assumption": package.assumptions,
    }
    for kind, entities in kinds.items():
        for entity in entities:
            if name := getattr(entity, "id", ""):
                yield kind, name, entity.location
    for node in package.all_nodes():
        if node.id:
            yield "node", node.id, node.line_of("id")
    for staged in package.staged:
        if staged.id:
            yield "staged observation", staged.id, staged.line_of("id")
    for span, place in span_places(package):
        yield "span", span.id, place
    if package.reproduce is not None:
        for part, kind in _REPRODUCE_PARTS.items():
            for name in getattr(package.reproduce, part):
                yield kind, canonical_id(name), reproduce_place(package, part, name)


@rule("S303", "field-once", "error")
def field_once(package: Package) -> Iterator[Problem]:
    """A block has each field once.

    Of two statements only the first is read; what the second says is lost to every tool.
    """
    for entity, label, line in _extras(package):
        if (field := fields_by_label(type(entity)).get(label.casefold())) is not None:
            first = entity.line_of(field)
            place = entity.location.model_copy(update={"line": line})
            mend = "Join the two into one field, or remove one."
            yield Problem(place, f"{_name(entity)} has `{label}` twice, first on line {first.line}.", mend)


@rule("S304", "misspelt-field", "warning", fixable=True)
def misspelt_field(package: Package) -> Iterator[Problem]:
    """A field that is nearly one of the format is spelt like it.

    A field under an unknown name is kept but not understood: a `Statment` is no statement.
    """
    for entity, label, line in _extras(package):
        known = fields_by_label(type(entity))
        if label.casefold() in known:
            continue
        near = difflib.get_close_matches(label.casefold(), known, n=1, cutoff=0.85)
        if near and known[near[0]] not in entity.field_lines:
            right = labels(type(entity))[known[near[0]]].name
            place = entity.location.model_copy(update={"line": line})
            edit = within_line(package.texts.get(place.file, ""), line, f"**{label}", f"**{right}")
            yield Problem(
                place,
                f"{_name(entity)} has an unknown field `{label}`.",
                f"Write `**{right}**:`.",
                edits=(edit,) if edit else (),
            )


def _extras(package: Package) -> Iterator[tuple[Entity, str, int]]:
    entities: tuple[Entity, ...] = (
        *package.claims,
        *package.experiments,
        *package.heuristics,
        *package.related_work,
        *package.concepts,
        *package.observations,
        *package.gaps,
        *package.insights,
        *package.settings,
        *package.code_artifacts,
        *package.evidence,
    )
    for entity in entities:
        for extra in entity.extra:
            yield entity, extra.label, extra.line


def _name(entity: Entity) -> str:
    return getattr(entity, "id", "") or getattr(entity, "title", "") or entity.location.file
