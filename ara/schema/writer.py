"""From a package to a folder. The only way out: files that did not change keep their bytes."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from ara.schema.documents import FileKind, Parts, kind_of
from ara.schema.documents.own import run_path
from ara.schema.errors import AraError
from ara.schema.package import ENTITY_FIELDS, Package
from ara.schema.reader import SINGLE, read_document

_WHOLE_FILES = {
    "reproduce": "src/reproduce.yaml",
    "seal": "ara.yaml",
    "spans": "evidence/sources.jsonl",
    "links": "evidence/links.jsonl",
}
"""Parts whose entities carry no place, and the file they belong to."""


def package_texts(package: Package) -> dict[str, str]:
    """Give the text of every file of the model, by path.

    A file that was read is revised only where its entities differ from what it holds; an entity whose location names
    a file that was not read goes into a new one. Raises AraError when an edit cannot be made in place.
    """
    wanted = _by_file(package)
    texts = {}
    for path in sorted({*package.texts, *wanted}):
        kind = kind_of(path)
        if kind is None:
            raise AraError("is not a file of the format.", file=path, mend="Give the entity a file of its kind.")
        parts = wanted.get(path, {})
        if path not in package.texts:
            texts[path] = kind.render(path, parts)
        else:
            texts[path] = _revised(kind, path, package.texts[path], parts)
    return texts


def _revised(kind: FileKind, path: str, text: str, parts: Parts) -> str:
    before = read_document(path, text).parts
    names = set(before) | set(parts)
    if all(before.get(name, ()) == parts.get(name, ()) for name in names if name != "branches"):
        return text
    return kind.revise(path, text, before, parts)


def _by_file(package: Package) -> dict[str, dict[str, tuple[Any, ...]]]:
    """Sort the entities of a package by the file in which they stand."""
    files: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name in ENTITY_FIELDS:
        for entity in getattr(package, name):
            files[entity.location.file][name].append(entity)
    for name, path in _WHOLE_FILES.items():
        value = getattr(package, name)
        if value:
            files[path][name] += [value] if name in SINGLE else value
    for event in package.events:
        files[f"trace/events/{event.writer}.jsonl"]["events"].append(event)
    for run in package.runs:
        files[run_path(run)]["runs"].append(run)
    return {path: {name: tuple(held) for name, held in parts.items()} for path, parts in files.items()}


def write_package(package: Package, root: Path) -> tuple[str, ...]:
    """Write the files whose text differs from what lies in `root`, each by an atomic rename.

    Gives the paths written. Files that the model does not hold are left alone.
    """
    written = []
    for path, text in package_texts(package).items():
        target = root / path
        data = text.encode("utf-8")
        if target.is_file() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(target.name + ".ara-new")
        temporary.write_bytes(data)
        temporary.replace(target)
        written.append(path)
    return tuple(written)
