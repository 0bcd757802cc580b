"""Files below a working folder that a glob names; links are neither followed nor matched."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from .faults import ArtifactError

_MOST_LOOKED_AT = 100_000


def files_named(folder: Path, glob: str) -> list[str]:
    """Give the paths of plain files below a folder that a glob matches, in order.

    `*` and `?` stay within a name, `**` goes through folders. Raises ArtifactError for a link that the glob matches
    and when there is too much to look at.
    """
    pattern = _pattern(glob)
    found = []
    for path, entry in _below(folder):
        if pattern.fullmatch(path) is None:
            continue
        if entry.is_symlink():
            raise ArtifactError(f"{path} is a link; numbers are taken from plain files only")
        if entry.is_file(follow_symlinks=False):
            found.append(path)
    return sorted(found)


def _below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    waiting = [""]
    seen = 0
    while waiting:
        inside = waiting.pop()
        try:
            scan = os.scandir(folder / inside)
        except OSError as error:
            raise ArtifactError(f"{inside or 'the working folder'} cannot be listed: {error.strerror}") from None
        with scan:
            for entry in scan:
                seen += 1
                if seen > _MOST_LOOKED_AT:
                    raise ArtifactError(f"more than {_MOST_LOOKED_AT} files lie below the working folder")
                path = f"{inside}/{entry.name}" if inside else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    yield path, entry


def _pattern(glob: str) -> re.Pattern[str]:
    parts = glob.split("/")
    pieces = []
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part == "**":
            pieces.append(".*" if last else "(?:[^/]+/)*")
        else:
            # runs of stars become one, so that no name takes long to refuse
            signs = re.sub(r"\*+", "*", part)
            name = "".join({"*": "[^/]*", "?": "[^/]"}.get(sign, re.escape(sign)) for sign in signs)
            pieces.append(name + ("" if last else "/"))
    return re.compile("".join(pieces), re.DOTALL)
