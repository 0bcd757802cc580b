"""How the text of a field names other parts of an Ara: by identifier, or by the path of a file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass

from ara.schema.identifiers import ids_in, is_id
from ara.schema.markdown.links import link_targets

_QUOTE = re.compile(r"«[^«»]*»")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(
    r"(?<![\w/.~:@+-])(?:\.{1,2}/)*[\w.@+-]+(?:/[\w.@+-]+)+/?|(?<![\w/.~:@+-])[\w@+-]+\.[A-Za-z][A-Za-z0-9]{0,5}(?!\w)"
)
_SUFFIX = re.compile(r"(?::L?\d+(?:-L?\d+)?|[.,;:])+$")
_EITHER = re.compile(r"\(([\w.]+(?:/[\w.]+)+)\)|\{([\w.]+(?:,[\w.]+)+)\}")
LAYERS = ("evidence/", "logic/", "src/", "trace/", "staging/")
"""Folders of an Ara; a path that starts with one of them means a file of the Ara wherever it is written."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a text."""

    text: str
    """The name as it is written."""
    name: str
    """The identifier in its published spelling, or the path from the top of the Ara."""
    exact: bool
    """True when the text is nothing but this name."""


def mentioned_ids(text: str, prefix: str) -> tuple[Mention, ...]:
    """Give the identifiers of one namespace that a text names."""
    exact = is_id(text.strip(), prefix)
    if exact and prefix == "RW":
        return (Mention(text, text.strip(), True),)
    return tuple(Mention(name, name, exact) for name in ids_in(text, prefix))


def mentioned_paths(text: str, file: str, files: Collection[str], base: str = "") -> tuple[Mention, ...]:
    """Give the files that a text names by link or path.

    A link counts from the folder of `file`; a bare path from the top of the Ara, or from `base` or that folder when
    `files` has it there. `a.(png/md)` and `a.{png,md}` name two files. Addresses on the web and words
    in « » are left out.
    """
    here = posixpath.dirname(file)
    text = _QUOTE.sub(" ", text)
    links = [target.split("#")[0] for target in link_targets(text)]
    if links:
        inside = [target for target in links if target and "://" not in target and not target.startswith("mailto:")]
        return tuple(Mention(path.lstrip("/"), _from(here, path), False) for path in inside)
    found: list[Mention] = []
    for written in _either(text):
        for match in _PATH.finditer(_CODE.sub(r"\1", written)):
            path = _SUFFIX.sub("", match.group())
            places = [_from(folder, path) for folder in dict.fromkeys(("", base, here))]
            name = next((place for place in places if exists(place, files)), places[_first_guess(path, base)])
            found.append(Mention(path, name, path == text.strip()))
    return tuple(dict.fromkeys(found))


def exists(path: str, files: Collection[str]) -> bool:
    """Tell whether a path names a file, or a folder that holds one."""
    return path in files or (bool(path) and any(name.startswith(path.rstrip("/") + "/") for name in files))


def _from(folder: str, path: str) -> str:
    start = "" if path.startswith("/") else folder
    joined = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    return "" if joined == "." else joined


def _first_guess(path: str, base: str) -> int:
    """Where a missing file was meant to be: at the top when it names a layer, else in `base`."""
    return 0 if not base or path.startswith(LAYERS) else 1


def _either(text: str) -> tuple[str, ...]:
    """Write out `name.(png/md)` and `name.{png,md}`."""
    match = _EITHER.search(text)
    if match is None:
        return (text,)
    choices = match[1].split("/") if match[1] else match[2].split(",")
    return tuple(text[: match.start()] + choice + text[match.end() :] for choice in choices)
