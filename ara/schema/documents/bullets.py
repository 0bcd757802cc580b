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
    if (before.__dict__.get("id"), before.title) != (after.__dict__.get("id"), after.title):  # type: ignore[attr-defined]
        edits.append(_bold_edit(item, before, after))
    old, new = getattr(before, field), getattr(after, field) or ""
    if old != new:
        pad = "\n" + " " * item.indent
        edits.append(Edit(start=item.text_start, end=item.end, text=re.sub(r"\n(?=[^\n])", pad, new)))
    return edits


def _bold_edit(item: ItemText, before: Entity, after: Entity) -> Edit:
    start = item.bold_start + 2
    words = item.bold
    ident, title = getattr(after, "id", None), after.title  # type: ignore[attr-defined]
    old_title = before.title  # type: ignore[attr-defined]
    if old_title and words.count(old_title) == 1:
        words = words.replace(old_title, title)
    elif old_title != title:
        words = f"{ident}: {title}" if ident else title
    if ident and ident != before.id:  # type: ignore[attr-defined]
        words = words.replace(before.id, ident, 1)  # type: ignore[attr-defined]
    return Edit(start=start, end=start + len(item.bold), text=words)


def item_pointer(block_index: int, item_index: int) -> str:
    """Give the place of a bullet inside its file."""
    return f"/blocks/{block_index}/items/{item_index}"


def item_at(blocks: tuple[Block, ...], pointer: str) -> ItemText:
    """Give the bullet at a place."""
    _, _, block, _, item = pointer.split("/")
    return blocks[int(block)].items[int(item)]
