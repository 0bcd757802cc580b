"""What every kind of file has in common: parts read from a text, and a text revised to hold other parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ara.schema.location import Notice

Parts = Mapping[str, tuple[Any, ...]]
"""Entities by the field of the package that they belong to."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds."""

    parts: Parts
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class FileKind:
    """How one kind of file is read, revised and written anew."""

    name: str
    """Name of the kind, e.g. `claims`; also the name of its JSON Schema."""
    files: str
    """Which paths are of this kind: `*` is any name, `**` any path, `{a,b}` one of both."""
    parts: tuple[str, ...]
    """Fields of the package that such a file fills."""
    read: Callable[[str, str], Reading]
    """From path and text to parts."""
    revise: Callable[[str, str, Parts, Parts], str]
    """From path, text, the parts read from it and the parts wanted, to the new text."""
    render: Callable[[str, Parts], str]
    """From path and parts to the text of a new file."""

    def matches(self, path: str) -> bool:
        """Tell whether a path is of this kind."""
        return _pattern(self.files).fullmatch(path) is not None


_GLOB = {"**": ".*", "*": "[^/]*", "{": "(?:", "}": ")", ",": "|"}


@cache
def _pattern(files: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*|[*{},])", files)
    return re.compile("".join(_GLOB.get(piece, re.escape(piece)) for piece in pieces), re.DOTALL)
