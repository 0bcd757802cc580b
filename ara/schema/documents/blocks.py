"""Files in which each heading is an entity: claims, experiments, heuristics, related work, settings, code artifacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.edits import Edit, apply_edits
from ara.schema.location import Location, Notice
from ara.schema.markdown import Block, Entity, MarkdownDocument, bind_block, parse_markdown, render_entity, revise_block
from ara.schema.markdown.entity import heading_pattern

Accept = Callable[[Block], bool]


def with_prefix(prefix: str) -> Accept:
    """Accept headings that carry an identifier of the namespace."""
    pattern = heading_pattern(prefix)
    return lambda block: block.level >= 2 and pattern.match(block.title) is not None


def with_field(*labels: str) -> Accept:
    """Accept headings below the first level that have one of the fields."""
    wanted = {label.casefold() for label in labels}
    return lambda block: block.level >= 2 and any(field.label.casefold() in wanted for field in block.fields)


def pointer(index: int) -> str:
    """Give the place of a block inside its file."""
    return f"/blocks/{index}"


def read_blocks(
    cls: type[Entity], document: MarkdownDocument, path: str, accept: Accept
) -> tuple[list[Entity], list[Notice]]:
    """Read every accepted block of a file as an entity."""
    entities: list[Entity] = []
    notices: list[Notice] = []
    for index, block in enumerate(document.blocks):
        if accept(block):
            location = Location(file=path, line=block.line, pointer=pointer(index))
            entity, noticed = bind_block(cls, block, location, document.text)
            entities.append(entity)
            notices += noticed
    return entities, notices


def revise_blocks(
    document: MarkdownDocument, before: tuple[Any, ...], after: tuple[Any, ...], level: int
) -> list[Edit]:
    """Give the edits for entities that changed, came or went; those without a place are new."""
    edits: list[Edit] = []
    wanted = {entity.location.pointer: entity for entity in after if entity.location.pointer}
    by_pointer = {pointer(index): block for index, block in enumerate(document.blocks)}
    for old in before:
        block = by_pointer[old.location.pointer]
        new = wanted.get(old.location.pointer)
        if new is None:
            edits.append(Edit(start=block.start, end=block.end, text=""))
        elif new != old:
            edits += revise_block(document.text, block, old, new)
    return edits + _insertions(document, before, after, by_pointer, level)


def _insertions(
    document: MarkdownDocument,
    before: tuple[Any, ...],
    after: tuple[Any, ...],
    by_pointer: dict[str, Block],
    level: int,
) -> list[Edit]:
    """New entities go behind the one they follow, with a blank line between."""
    edits: list[Edit] = []
    known = {entity.location.pointer for entity in before}
    place = by_pointer[before[0].location.pointer].start if before else len(document.text)
    if before:
        level = by_pointer[before[0].location.pointer].level
    for entity in after:
        if entity.location.pointer in known:
            place = by_pointer[entity.location.pointer].end
        else:
            edits.append(
                Edit(start=place, end=place, text=_set_off(document.text, place, render_entity(entity, level)))
            )
    return edits


def _set_off(text: str, place: int, block: str) -> str:
    head, tail = text[:place], text[place:]
    gap = "" if not head.strip() or head.endswith("\n\n") else "\n" if head.endswith("\n") else "\n\n"
    return gap + block + ("\n" if tail.strip() else "")


def block_file(
    name: str, files: str, cls: type[Entity], part: str, title: str, accept: Accept, level: int = 2
) -> FileKind:
    """Make the kind of a file that holds entities of one class."""

    def read(path: str, text: str) -> Reading:
        entities, notices = read_blocks(cls, parse_markdown(text), path, accept)
        return Reading({part: tuple(entities)}, tuple(notices))

    def revise(path: str, text: str, before: Parts, after: Parts) -> str:
        edits = revise_blocks(parse_markdown(text), before.get(part, ()), after.get(part, ()), level)
        return apply_edits(text, edits)

    def render(path: str, parts: Parts) -> str:
        return "\n".join([f"# {title}\n", *(render_entity(entity, level) for entity in parts.get(part, ()))])

    return FileKind(name, files, (part,), read, revise, render)
