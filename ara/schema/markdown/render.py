"""Write an entity as new Markdown, in the published form."""

from __future__ import annotations

from ara.schema.markdown.entity import Entity, labels
from ara.schema.markdown.values import join_items

INDENT = "  "


def render_entity(entity: Entity, level: int = 2, heading: str = "title") -> str:
    """Give the heading and the fields that have a value; ends with a line end."""
    title = getattr(entity, heading)
    ident = getattr(entity, "id", None) if entity.prefix else None
    lines = ["#" * level + " " + (f"{ident}: {title}" if ident else str(title))]
    for name, label in labels(type(entity)).items():
        value = getattr(entity, name)
        if value is None or (value == () and name not in entity.field_lines):
            continue
        text = join_items(value, "") if label.listed else value
        lines.append(field_text(label.name, text))
    lines += [field_text(extra.label, extra.text) for extra in entity.extra]
    return "\n".join(lines) + "\n"


def field_text(label: str, value: str) -> str:
    """Give one bullet; a list or a numbered list as value starts on its own line."""
    return f"- **{label}**:" + (value_text(value, len(INDENT)) if value else "")


def opens_list(value: str) -> bool:
    """Tell whether a value is a list, which has to start on a line of its own."""
    return value.lstrip()[:2] in ("- ", "* ", "+ ") or value[:3] in ("1. ", "1) ")


def value_text(value: str, indent: int) -> str:
    """Give what follows the label's colon, with its leading blank or line end."""
    pad = " " * indent
    lines = [pad + line if line else "" for line in value.split("\n")]
    if opens_list(value):
        return "\n" + "\n".join(lines)
    return " " + "\n".join([lines[0][indent:], *lines[1:]])
