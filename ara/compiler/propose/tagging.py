"""How what was suggested is told apart from what was read: `ai-suggested`, by whom, and on which words."""

from __future__ import annotations

from typing import Any

from ara.compiler.propose.fields import inert
from ara.compiler.propose.grounds import SUGGESTED, Place
from ara.schema.code import EnvironmentEntry
from ara.schema.markdown.entity import Entity, ExtraField
from ara.schema.markdown.escape import quote, unescape
from ara.schema.paper import PaperManifest
from ara.schema.trace import Node


def reason(what: str, author: str, places: tuple[Place, ...], *, yaml: bool = False) -> str:
    """Say in a line what was suggested, by whom, and on which words of which place."""
    words = "; ".join(f"{inert(place.where)} {quote(place.quote)}" for place in places)
    text = f"{inert(what)} by {inert(author)}, {words}"
    return unescape(text) if yaml else text


def tags(entity: Any, what: str, author: str, places: tuple[Place, ...]) -> dict[str, Any]:
    """Give the changes that mark a part of an entity, or a new one, as suggested.

    Who asserted an existing entity stays as it is declared; the line `Suggested` names the part that was added.
    """
    if isinstance(entity, PaperManifest | Node):
        line = reason(what, author, places, yaml=True)
        before = entity.extra.get("suggested", [])
        listed = [*(before if isinstance(before, list) else [before]), f"{SUGGESTED}: {line}"]
        changes: dict[str, Any] = {"extra": {**entity.extra, "suggested": listed}}
        if isinstance(entity, Node) and entity.provenance is None:
            changes["provenance"] = SUGGESTED
        return changes
    if isinstance(entity, EnvironmentEntry) or not isinstance(entity, Entity):
        return {}
    line = reason(what, author, places)
    extra = _with(entity.extra, "Suggested", line)
    if "provenance" in type(entity).model_fields:
        return {"extra": extra} | ({} if getattr(entity, "provenance", None) else {"provenance": SUGGESTED})
    known = any(field.label == "Provenance" for field in extra)
    return {"extra": extra if known else (*extra, ExtraField(label="Provenance", text=SUGGESTED, line=0))}


def _with(extra: tuple[ExtraField, ...], label: str, text: str) -> tuple[ExtraField, ...]:
    """Add a text to the extra field of that name, or as a new one."""
    for index, field in enumerate(extra):
        if field.label == label:
            joined = field.model_copy(update={"text": f"{field.text}; {text}"})
            return (*extra[:index], joined, *extra[index + 1 :])
    return (*extra, ExtraField(label=label, text=text, line=0))
