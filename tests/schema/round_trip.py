"""Changes each field of each entity of an Ara in turn, for the round-trip tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ara.schema import Package, read_package, replace
from ara.schema.code import EnvironmentEntry
from ara.schema.evidence import EvidenceObject, IndexRow
from ara.schema.logic import Assumption
from ara.schema.markdown.entity import Entity, labels
from ara.schema.package import ENTITY_FIELDS, Page
from ara.schema.paper import PaperManifest
from ara.schema.reader import read_document
from ara.schema.writer import package_texts
from ara.schema.yaml.entity import Record, keys

TEXT = "changed: [yes], # and no"
ITEM = "changed item"


def files_with_entities(folder: Path) -> list[str]:
    """The files of an Ara in which a field can be changed."""
    package = read_package(folder)
    return sorted({entity.location.file for entity in entities(package) if any(changes(entity))})


def entities(package: Package, path: str | None = None) -> Iterator[Any]:
    """Every entity of the package, or of one of its files, and every record that an entity holds."""
    pending = [
        entity
        for name in ENTITY_FIELDS
        for entity in getattr(package, name)
        if path is None or entity.location.file == path
    ]
    while pending:
        entity = pending.pop()
        yield entity
        for name in type(entity).model_fields:
            nested = getattr(entity, name)
            if isinstance(nested, tuple) and nested and isinstance(nested[0], Record):
                pending += nested


def changes(entity: Any) -> Iterator[tuple[str, Any]]:
    """Each field of an entity that is written in the file, with another value for it."""
    if isinstance(entity, Entity):
        for name in labels(type(entity)):
            if name in entity.field_lines:
                yield name, _other(getattr(entity, name))
        for index, extra in enumerate(entity.extra):
            changed = extra.model_copy(update={"text": TEXT})
            yield "extra", (*entity.extra[:index], changed, *entity.extra[index + 1 :])
        if getattr(entity, "title", ""):
            yield "title", "Another title"
        if isinstance(entity, EvidenceObject) and entity.grids:
            grid = entity.grids[0]
            rows = (*grid.rows[:-1], ("changed", *grid.rows[-1][1:]))
            yield "grids", (grid.model_copy(update={"rows": rows}), *entity.grids[1:])
        if isinstance(entity, Assumption):
            yield "text", TEXT
    elif isinstance(entity, Record):
        for name, key in keys(type(entity)).items():
            if name in entity.key_lines and not key.records:
                yield name, _other(getattr(entity, name))
        for name in entity.extra:
            if name:
                yield "extra", {**entity.extra, name: TEXT}
    elif isinstance(entity, PaperManifest):
        for name in entity.key_lines:
            if name in entity.extra:
                yield "extra", {**entity.extra, name: TEXT}
            else:
                yield name, _other(getattr(entity, name))
    elif isinstance(entity, EnvironmentEntry):
        yield "text", TEXT
        yield "label", "Another label"
    elif isinstance(entity, IndexRow) and entity.description:
        yield "description", "Another description"
    elif isinstance(entity, Page):
        yield "text", entity.text + "\nOne line more.\n"


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, tuple):
        return (*value, ITEM)
    return TEXT


@cache
def said(cls: type) -> tuple[str, ...]:
    """Names of the fields that say something, and not where it stands: places move when a value grows."""
    places = {"location", "field_lines", "key_lines", "line", "row_lines", "index_paths"}
    return tuple(name for name in cls.model_fields if name not in places)  # type: ignore[attr-defined]


def stripped(value: Any) -> Any:
    """An entity as plain data without places."""
    if isinstance(value, tuple):
        return [stripped(item) for item in value]
    if isinstance(value, BaseModel):
        return [stripped(getattr(value, name)) for name in said(type(value))]
    return value


def check_change(package: Package, entity: Any, field: str, value: Any) -> None:
    """Change one field, and see that the text says so, that nothing else moved, and that undoing gives the bytes."""
    path = entity.location.file
    original = package.texts[path]
    changed = replace(package, entity, **{field: value})
    alone = changed.model_copy(update={"texts": {path: original}} | _only(changed, path))
    text = package_texts(alone)[path]
    where = f"{path}: {field} of {entity.location.pointer}"

    assert text != original, where
    _check_lines(original, text, entity, field, where)
    again = read_document(path, text).parts
    for name in ENTITY_FIELDS:
        found, wanted = again.get(name, ()), getattr(alone, name)
        # places differ only when the value's number of lines does
        assert found == wanted or stripped(found) == stripped(wanted), where

    undone = replace(alone, entity.model_copy(), **{field: getattr(entity, field)})

    assert package_texts(undone)[path] == original, where


def _only(package: Package, path: str) -> dict[str, Any]:
    """The package's entities of one file; nothing else."""
    kept: dict[str, Any] = dict.fromkeys(("spans", "events", "runs"), ())
    kept |= {"reproduce": None, "seal": None}
    for name in ENTITY_FIELDS:
        kept[name] = tuple(entity for entity in getattr(package, name) if entity.location.file == path)
    return kept


def _check_lines(original: str, text: str, entity: Any, field: str, where: str) -> None:
    """The lines that differ are those of the field, in one run."""
    if isinstance(entity, Page):
        return
    old, new = original.split("\n"), text.split("\n")
    first = _shared(old, new)
    last = len(old) - _shared(old[first:][::-1], new[first:][::-1])
    lines = {**getattr(entity, "field_lines", {}), **getattr(entity, "key_lines", {})}
    start = lines.get(field, entity.location.line)
    later = [line for line in lines.values() if line > start]
    assert first >= start - 1, f"{where}: line {first + 1} before the field's line {start}"
    # a `reason` gets its published name when the type that gave it its meaning changes
    renamed = field == "type" and text.count("failure_mode:") > original.count("failure_mode:")
    if field in lines and later and field not in ("extra", "grids") and not renamed:
        assert last < min(later), f"{where}: line {last} belongs to the next field"


def _shared(old: list[str], new: list[str]) -> int:
    """How many lines both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
