"""From a block of Markdown to a typed entity, with a notice for each dialect met on the way."""

from __future__ import annotations

from typing import TypeVar

from ara.schema.edits import Edit
from ara.schema.identifiers import canonical_id
from ara.schema.location import Location, Notice
from ara.schema.markdown.blocks import Block
from ara.schema.markdown.entity import Entity, ExtraField, fields_by_label, heading_pattern, labels
from ara.schema.markdown.fields import FieldText
from ara.schema.markdown.values import split_items

E = TypeVar("E", bound=Entity)


def bind_block(
    cls: type[E], block: Block, location: Location, text: str, heading: str = "title"
) -> tuple[E, tuple[Notice, ...]]:
    """Read one block as an entity of class `cls`.

    `heading` names the field that holds the heading's words; for a class with a prefix the identifier before them
    goes into `id`. `text` is the whole file. Nothing is refused: what has no field ends in `extra`.
    """
    values: dict[str, object] = {}
    notices: list[Notice] = []
    if cls.prefix and (match := heading_pattern(cls.prefix).match(block.title)):
        values["id"] = canonical_id(match["id"])
        values[heading] = match["title"].strip()
        notices += _heading_notices(block, location, match["id"], match["separator"])
    else:
        values[heading] = block.title
    known = fields_by_label(cls)
    lines: dict[str, int] = {}
    extra: list[ExtraField] = []
    for field in block.fields:
        name = known.get(field.label.casefold())
        if name is None or name in lines:
            extra.append(ExtraField(label=field.label, text=field.value, line=field.line))
            continue
        lines[name] = field.line
        values[name] = split_items(field.value) if labels(cls)[name].listed else field.value
        notices += _field_notices(cls, name, field, location, text)
    return cls(location=location, field_lines=lines, extra=tuple(extra), **values), tuple(notices)


def _heading_notices(block: Block, location: Location, written: str, separator: str) -> list[Notice]:
    start = block.title_start
    notices = []
    if canonical_id(written) != written:
        right = canonical_id(written)
        notices.append(
            Notice(
                code="unpadded-id",
                location=location,
                message=f"{written} is read as {right}.",
                mend=f"Write {right}.",
                edits=(Edit(start=start, end=start + len(written), text=right),),
            )
        )
    if separator.strip() != ":" and len(block.title) > len(written):
        start += len(written)
        notices.append(
            Notice(
                code="em-dash-heading",
                location=location,
                message=f"the heading of {canonical_id(written)} has no colon behind the identifier.",
                mend=f"Write `{canonical_id(written)}: ` before the title.",
                edits=(Edit(start=start, end=start + len(separator), text=": "),),
            )
        )
    return notices


def _field_notices(cls: type[Entity], name: str, field: FieldText, location: Location, text: str) -> list[Notice]:
    label = labels(cls)[name]
    here = location.model_copy(update={"line": field.line})
    notices = []
    label_end = field.label_start + 2 + len(field.label)
    if field.label.casefold() != label.name.casefold():
        start = field.label_start + 2
        written = text.find(field.label, start)
        notices.append(
            Notice(
                code="field-alias",
                location=here,
                message=f"`{field.label}` is read as `{label.name}`.",
                mend=f"Write `**{label.name}**:`.",
                edits=(Edit(start=written, end=written + len(field.label), text=label.name),),
            )
        )
    if not field.bullet and not cls.paragraphs:
        notices.append(
            Notice(
                code="paragraph-field",
                location=here,
                message=f"`{field.label}` is a paragraph, not a bullet.",
                mend=f"Write it as `- **{label.name}**: …`.",
                edits=(*_as_bullet(field, text), *_colon_outside(field, label_end)),
            )
        )
    elif field.colon_inside and not cls.paragraphs:
        notices.append(
            Notice(
                code="colon-in-bold",
                location=here,
                message=f"the colon of `{field.label}` stands inside the bold words.",
                mend=f"Write `**{label.name}**:`.",
                edits=_colon_outside(field, label_end),
            )
        )
    return notices


def _colon_outside(field: FieldText, label_end: int) -> tuple[Edit, ...]:
    """Turn `:**` into `**:`."""
    return (Edit(start=label_end, end=label_end + 3, text="**:"),) if field.colon_inside else ()


def _as_bullet(field: FieldText, text: str) -> list[Edit]:
    edits = [Edit(start=field.label_start, end=field.label_start, text="- ")]
    position = text.find("\n", field.start, field.end)
    while position >= 0:
        if text[position + 1 : position + 2].strip() or text[position + 1 : position + 2] == " ":
            edits.append(Edit(start=position + 1, end=position + 1, text="  "))
        position = text.find("\n", position + 1, field.end)
    return edits
