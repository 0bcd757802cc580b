"""Edits that bring a block of Markdown from one state of its entity to another, field by field."""

from __future__ import annotations

import re

from ara.schema.edits import Edit
from ara.schema.markdown.blocks import Block
from ara.schema.markdown.entity import Entity, fields_by_label, heading_pattern, labels
from ara.schema.markdown.fields import FieldText
from ara.schema.markdown.render import field_text, opens_list, value_text
from ara.schema.markdown.values import join_items


def revise_block(text: str, block: Block, before: Entity, after: Entity, heading: str = "title") -> list[Edit]:
    """Give the edits of the file `text` that turn `before` (as read from `block`) into `after`."""
    edits = _heading_edits(block, before, after, heading)
    written = _written(type(before), block)
    missing: list[str] = []
    for name, label in labels(type(before)).items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        field = written.get(name)
        if field is None:
            if new is not None:
                missing.append(field_text(label.name, join_items(new, "") if label.listed else new))
        elif new is None:
            edits.append(_removal(text, field))
        else:
            edits.append(_replacement(text, field, join_items(new, field.value) if label.listed else new))
    edits += _extra_edits(text, block, before, after, missing)
    if missing:
        edits.append(_addition(text, block, missing))
    return edits


def _written(cls: type[Entity], block: Block) -> dict[str, FieldText]:
    known = fields_by_label(cls)
    found: dict[str, FieldText] = {}
    for field in block.fields:
        name = known.get(field.label.casefold())
        if name is not None:
            found.setdefault(name, field)
    return found


def _heading_edits(block: Block, before: Entity, after: Entity, heading: str) -> list[Edit]:
    edits = []
    start, end = block.title_start, block.title_end
    match = heading_pattern(before.prefix).match(block.title) if before.prefix else None
    if match is not None:
        if getattr(before, "id", None) != getattr(after, "id", None):
            edits.append(Edit(start=start, end=start + match.end("id"), text=str(getattr(after, "id", ""))))
        start += match.start("title")
    if getattr(before, heading) != getattr(after, heading):
        gap = ": " if match is not None and not match["separator"] else ""
        edits.append(Edit(start=start, end=end, text=gap + str(getattr(after, heading))))
    return edits


def _extra_edits(text: str, block: Block, before: Entity, after: Entity, missing: list[str]) -> list[Edit]:
    edits = []
    by_line = {field.line: field for field in block.fields}
    kept = {extra.line: extra for extra in after.extra if extra.line in by_line}
    for old in before.extra:
        new = kept.get(old.line)
        if new is None:
            edits.append(_removal(text, by_line[old.line]))
        elif new.text != old.text:
            edits.append(_replacement(text, by_line[old.line], new.text))
    missing += [field_text(extra.label, extra.text) for extra in after.extra if extra.line not in by_line]
    return edits


def _replacement(text: str, field: FieldText, value: str) -> Edit:
    lead = text[: field.value_start]
    if field.value_start == field.end and not lead.endswith((" ", "\t", "\n")):
        return Edit(start=field.end, end=field.end, text=value_text(value, field.indent) if value else "")
    colon = len(lead.rstrip())
    if "\n" in text[colon : field.value_start] or opens_list(value):
        return Edit(start=colon, end=field.end, text=value_text(value, field.indent))
    pad = "\n" + " " * field.indent
    return Edit(start=field.value_start, end=field.end, text=re.sub(r"\n(?=[^\n])", pad, value))


def _removal(text: str, field: FieldText) -> Edit:
    line_end = text.find("\n", field.end)
    return Edit(start=field.start, end=len(text) if line_end < 0 else line_end + 1, text="")


def _addition(text: str, block: Block, missing: list[str]) -> Edit:
    """New fields go behind the last one, or under the heading."""
    if block.fields:
        end = block.fields[-1].end
        gap = "\n" if block.fields[-1].bullet else "\n\n"
        return Edit(start=end, end=end, text="".join(gap + line for line in missing))
    start = block.body_start
    gap = "" if not start or text[start - 1] == "\n" else "\n"
    return Edit(start=start, end=start, text=gap + "".join(line + "\n" for line in missing))
