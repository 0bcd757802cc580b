"""From a folder to a package. The only way in."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from ara.schema.documents import Reading, kind_of
from ara.schema.errors import UnreadableError
from ara.schema.files import open_folder
from ara.schema.location import Notice
from ara.schema.markdown import refuse_oversized
from ara.schema.package import Package

SINGLE = ("reproduce", "seal")
"""Fields of a package that hold one model instead of a tuple."""


def read_package(root: Path) -> Package:
    """Read an Ara.

    What is readable but wrong (a missing file, an identifier twice, a dangling reference) is in the package as it
    stands. Raises UnreadableError, with file, line and mend, for what cannot be read: see `ara.schema.files` and
    `ara.schema.yaml.parse` for the limits.
    """
    folder = open_folder(root)
    return assemble(folder.texts(lambda path: kind_of(path) is not None), folder.files)


def read_texts(texts: dict[str, str]) -> Package:
    """Read an Ara given as texts by path, e.g. one that is not on disk yet."""
    return assemble(texts, {path: len(text.encode()) for path, text in texts.items()})


def assemble(texts: dict[str, str], files: dict[str, int]) -> Package:
    """Put together what the files hold."""
    parts: dict[str, list[Any]] = defaultdict(list)
    notices: list[Notice] = []
    for path, text in texts.items():
        reading = read_document(path, text)
        notices += reading.notices
        for name, entities in reading.parts.items():
            parts[name] += entities
    values: dict[str, Any] = {name: tuple(found) for name, found in parts.items()}
    for name in SINGLE:
        values[name] = values[name][0] if values.get(name) else None
    # every part is a model already; building a validator of the whole costs more than reading a small Ara
    return Package.model_construct(**values, texts=texts, files=files, notices=tuple(notices))


@lru_cache(maxsize=128)
def read_document(path: str, text: str) -> Reading:
    """Read one file; empty for a file that the model does not hold.

    Remembered, since the writer asks again what a file held before it revises it.
    """
    kind = kind_of(path)
    if kind is None:
        return Reading({})
    if path.endswith(".md"):
        refuse_oversized(text, path)
    try:
        return kind.read(path, text)
    except RecursionError as error:
        raise UnreadableError("is nested too deeply.", file=path, mend="Flatten it.") from error
