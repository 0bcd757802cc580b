"""Which fields a proposal may fill, how each is written, and what each must share with its quotes."""

from __future__ import annotations

from typing import Any, NamedTuple

from ara.schema.code import EnvironmentEntry, Setting
from ara.schema.evidence import EvidenceObject
from ara.schema.logic import RelatedWork
from ara.schema.markdown.entity import Entity, labels
from ara.schema.markdown.escape import inline, unescape
from ara.schema.paper import PaperManifest
from ara.schema.trace import Node
from ara.schema.yaml.entity import keys

_KEPT = frozenset(
    {
        # who asserts something, and how sure it is, is never for a proposal to say
        "id", "type", "status", "provenance", "support_level", "timestamp", "last_revised", "reading_confidence",
        # written by the reader of the source, together with what lies beside it
        "screenshot", "extraction_type", "extraction_method", "derived_from", "figure_type", "children",
        # written from the quotes of a proposal
        "sources", "source", "source_refs",
    }
)  # fmt: skip
_PRINTED = ("title", "authors", "year", "venue", "doi", "abstract")
_FREE = ("domain", "keywords")
_EXACT: dict[type, tuple[str, ...]] = {
    Setting: ("value", "unit"),
    EvidenceObject: ("caption",),
    RelatedWork: ("doi", "citation"),
}


class FieldForm(NamedTuple):
    """How a field is filled."""

    label: str
    """Its name for readers."""
    listed: bool
    """True when it holds a list."""
    verbatim: bool
    """True when its value must stand in a quote word for word."""


def settable(entity: Any) -> dict[str, FieldForm]:
    """Give the fields of an entity that a proposal may fill, by name."""
    if isinstance(entity, PaperManifest):
        listed = ("authors", "keywords")
        return {name: FieldForm(name, name in listed, name in _PRINTED) for name in (*_PRINTED, *_FREE)}
    if isinstance(entity, Node):
        found = keys(type(entity)).items()
        return {name: FieldForm(key.name, key.listed, False) for name, key in found if name not in _KEPT}
    if isinstance(entity, EnvironmentEntry):
        return {"text": FieldForm(entity.label, False, False)}
    if isinstance(entity, Entity):
        exact = _EXACT.get(type(entity), ())
        named = labels(type(entity)).items()
        return {name: FieldForm(label.name, label.listed, name in exact) for name, label in named if name not in _KEPT}
    return {}


def in_yaml(entity: Any) -> bool:
    """Tell whether an entity is written as YAML, which quotes by itself, and not as Markdown."""
    return isinstance(entity, PaperManifest | Node)


def inert(text: str, *, yaml: bool = False) -> str:
    """Give a proposed text on one line, so that it opens no block and passes for no quotation.

    Guillemets become single ones: only words that were found in a source stand in « ».
    """
    safe = inline(text.replace("«", "‹").replace("»", "›"))
    return unescape(safe) if yaml else safe
