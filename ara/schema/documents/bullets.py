"""The dialect in which entities are bullets with a bold lead, `- **O1 — Title.** text`, instead of headings."""

from __future__ import annotations

import re

from ara.schema.edits import Edit
from ara.schema.location import Location, Notice
from ara.schema.markdown import Block, Entity, ItemText
from ara.schema.markdown.entity import heading_pattern, labels


def bind_item(
    cls: type[Entity], item: ItemText, location: Location, field: str, level: int
) -> tuple[Entity, Notice] | None:
    """Read a bullet as an entity whose text goes into `field`; None when its bold words carry no identifier."""
    words = item.bold.strip().rstrip(".:")
    values: dict[str, object] = {"title": words, field: item.text}
    lead = words
    if cls.prefix:
        match = heading_pattern(cls.prefix).match(words)
        if match is None:
            return None
        values |= {"id": match["id"], "title": match["title"].strip()}
        lead = f"{match['id']}: {values['title']}"
    label = labels(cls)[field].name
    body = re.sub(r"\n(?=[^\n])", "\n  ", item.text)
    notice = Notice(
        code="bold-bullet",
        location=location,
        message=f"{lead!r} is a bullet and is read as a heading with `{label}`.",
        mend=f"Write `{'#' * level} {lead}` with `- **{label}**: …` below.",
        edits=(Edit(start=item.start, end=item.end, text=f"\n{'#' * level} {lead}\n- **{label}**: {body}"),),
    )
    return cls(location=location, field_lines={field: item.line}, **values), notice


def revise_item(item: ItemText, before: Entity, after: Entity, field: str) -> list[Edit]:
    """Give the edits that bring a bullet from one state of its entity to another."""
    edits = []
    if _name(before) != _name(after):
        edits.append(_bold_edit(item, _name(before), _name(after)))
    old, new = getattr(before, field), getattr(after, field) or ""
    if old != new:
        pad = "\n" + " " * item.indent
        edits.append(Edit(start=item.text_start, end=item.end, text=re.sub(r"\n(?=[^\n])", pad, new)))
    return edits


def _name(entity: Entity) -> tuple[str, str]:
    """Identifier and title; the identifier is empty for entities that go by their title."""
    return getattr(entity, "id", ""), getattr(entity, "title", "")


def _bold_edit(item: ItemText, before: tuple[str, str], after: tuple[str, str]) -> Edit:
    """Change identifier and title where they stand in the bold words; what separates them stays."""
    words = item.bold
    if before[0] != after[0]:
        words = words.replace(before[0], after[0], 1)
    if before[1] != after[1]:
        alone = before[1] and words.count(before[1]) == 1
        words = words.replace(before[1], after[1]) if alone else ": ".join(part for part in after if part)
    start = item.bold_start + len("**")
    return Edit(start=start, end=start + len(item.bold), text=words)


def item_pointer(block_index: int, item_index: int) -> str:
    """Give the place of a bullet inside its file."""
    return f"/blocks/{block_index}/items/{item_index}"


def item_at(blocks: tuple[Block, ...], pointer: str) -> ItemText:
    """Give the bullet at a place."""
    _, _, block, _, item = pointer.split("/")
    return blocks[int(block)].items[int(item)]
