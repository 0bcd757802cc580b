"""The JSON Schema of every file of the format and of the whole model, made from the models themselves.

Files of YAML and JSON are described as they are written; Markdown files by the model that is read from them. The
schemas lie in `ara/schema/json/`; `python -m ara.schema.json_schema` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, create_model

from ara.schema.documents import FILE_KINDS, FileKind
from ara.schema.events import Event
from ara.schema.explanations import explanations
from ara.schema.frozen import Frozen
from ara.schema.links import Link
from ara.schema.package import Package
from ara.schema.reproduce import RepositoryReproduce, Reproduce, RunRecord
from ara.schema.schema_files import SCHEMA_FOLDER, schema_id
from ara.schema.seal import Seal
from ara.schema.sessions import ReasoningEntry, Session, SessionSummary, StagedObservation
from ara.schema.span import Span
from ara.schema.trace import PUBLISHED_KINDS, Node
from ara.schema.yaml.entity import Key, Record, keys, record_class

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_STRICT: dict[str, type[BaseModel]] = {
    "reproduce": Reproduce,
    "ara": Seal,
    "event": Event,
    "sources": Span,
    "links": Link,
    "run": RunRecord,
}
"""Files of our own, or lines of them, that are exactly one model."""
_LISTS: dict[str, tuple[str, type[Record]]] = {
    "staging": ("observations", StagedObservation),
    "session-index": ("sessions", SessionSummary),
    "reasoning-log": ("entries", ReasoningEntry),
}
"""Files that others write too and that hold a list of records under one key."""
_NOT_IN_MODEL = ("texts", "files", "notices")
"""Fields of a package that say how it was read, not what it holds."""

_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_TEXTS: Schema = {"anyOf": [{"type": "array", "items": _TEXT}, _TEXT]}


def schema_names() -> tuple[str, ...]:
    """Give the names of all schemas: one per kind of file, `package` for the whole model, and a repository's own."""
    return (*(kind.name for kind in FILE_KINDS), "package", "ara-reproduce")


def json_schema(name: str) -> Schema:
    """Give one schema (draft 2020-12). Raises KeyError when there is none of that name."""
    kinds = {kind.name: kind for kind in FILE_KINDS}
    if name == "package":
        parts = [part for part in Package.model_fields if part not in _NOT_IN_MODEL]
        body, about = _model(parts), "A whole Ara, as the typed model gives it."
    elif name == "ara-reproduce":
        body = RepositoryReproduce.model_json_schema(by_alias=True)
        about = "The file `ara-reproduce.yaml` of a repository, from which `src/reproduce.yaml` is compiled."
    else:
        kind = kinds[name]
        body, about = _body(kind), _about(kind)
    body.pop("title", None)
    head = {"$schema": DIALECT, "$id": schema_id(name), "title": name, "description": about}
    return head | {key: value for key, value in body.items() if key != "description"}


def _about(kind: FileKind) -> str:
    if kind.files.endswith(".jsonl"):
        return f"One line of `{kind.files}`."
    if kind.files.endswith(".md"):
        return f"What is read from `{kind.files}`."
    return f"The file `{kind.files}`."


def _body(kind: FileKind) -> Schema:
    if kind.name in _STRICT:
        return _STRICT[kind.name].model_json_schema(by_alias=True)
    if kind.name in _LISTS:
        key, cls = _LISTS[kind.name]
        entries = {**_records(cls), "description": explanations(Package)[kind.parts[0]]}
        return _with_definitions({"type": "object", "properties": {key: entries}}, [cls])
    if kind.name == "session":
        return _with_definitions({"$ref": f"#/$defs/{Session.__name__}"}, [Session])
    if kind.name == "trace":
        return _trace()
    return _model(kind.parts)


def _model(parts: Iterable[str]) -> Schema:
    """Describe some of the fields of a package."""
    fields: dict[str, Any] = {
        part: (Package.model_fields[part].annotation, Package.model_fields[part]) for part in parts
    }
    model: type[BaseModel] = create_model("Model", __base__=Frozen, **fields)
    schema = model.model_json_schema(by_alias=True)
    explained = explanations(Package)
    for part in fields:
        schema["properties"][part]["description"] = explained[part]
    return schema


def _trace() -> Schema:
    """Nodes under `tree`, or under the keys of older artifacts; in streams children may be identifiers."""
    nodes = _records(Node)
    old: Schema = {**nodes, "deprecated": True, "description": "Read as `tree`."}
    properties = {"tree": {**nodes, "description": "Roots of the exploration graph."}, "root": old}
    body = {"type": "object", "properties": properties, "patternProperties": {"_stream$": old}}
    schema = _with_definitions(body, [Node])
    keys_of_node = schema["$defs"][Node.__name__]["properties"]
    keys_of_node["type"]["examples"] = list(PUBLISHED_KINDS)
    children = keys_of_node["children"]["anyOf"][0]
    children["items"] = {"anyOf": [children["items"], {"type": "string"}]}
    return schema


def _with_definitions(body: Schema, classes: list[type[Record]]) -> Schema:
    definitions: dict[str, Schema] = {}
    pending = list(classes)
    while pending:
        cls = pending.pop()
        if cls.__name__ not in definitions:
            definitions[cls.__name__] = _record(cls)
            pending += [record_class(key.records) for key in keys(cls).values() if key.records]
    return {**body, "$defs": dict(sorted(definitions.items()))}


def _records(cls: type[Record]) -> Schema:
    """A list of records; one record alone, or nothing, is read too."""
    reference = {"$ref": f"#/$defs/{cls.__name__}"}
    return {"anyOf": [{"type": "array", "items": reference}, reference, {"type": "null"}]}


def _record(cls: type[Record]) -> Schema:
    """Describe a record by its keys as they are written; keys that the format does not know are allowed."""
    explained = explanations(cls)
    properties: dict[str, Schema] = {}
    for field, key in keys(cls).items():
        properties[key.name] = {**_value(key), "description": explained[field]}
    for key in keys(cls).values():
        for alias in key.aliases:
            if alias in properties:
                properties[alias]["description"] = properties[alias]["description"].rstrip(".") + f" or `{key.name}`."
            else:
                properties[alias] = {**_value(key), "deprecated": True, "description": f"Read as `{key.name}`."}
    allowed = "object" if cls.scalar_field() is None else ["object", *_TEXT["type"]]
    summary = (cls.__doc__ or "").split("\n")[0]
    return {"type": allowed, "description": summary, "properties": properties}


def _value(key: Key) -> Schema:
    if key.records:
        return _records(record_class(key.records))
    return _TEXTS if key.listed else _TEXT


def schema_text(name: str) -> str:
    """Give the text of a schema's file."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder, and remove those whose file kind is gone."""
    folder.mkdir(exist_ok=True)
    wanted = {f"{name}.json": name for name in schema_names()}
    for path in folder.glob("*.json"):
        if path.name not in wanted:
            path.unlink()
    for file, name in wanted.items():
        (folder / file).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas(SCHEMA_FOLDER)
