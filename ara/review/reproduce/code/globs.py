"""Which files `include` names, and which no job may ever see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

_HIDDEN_FOLDERS = frozenset({".git", "evidence", "logic", "trace"})
_HIDDEN_FILES = ("reproduce*.yaml", "reproduce*.yml", "ara-reproduce*.yaml", "ara-reproduce*.yml", "paper.md", "*.pdf")
_BY_PYTHON = frozenset({"__pycache__"})


def is_hidden(path: str) -> bool:
    """Tell whether a file is kept from every job, whatever the glob: bounds, claims, evidence, papers, git's folder.

    `path` has forward slashes and is relative to the code's root. Names count in any case and at any depth.
    """
    *folders, name = path.lower().split("/")
    return not _HIDDEN_FOLDERS.isdisjoint((*folders, name)) or any(fnmatchcase(name, form) for form in _HIDDEN_FILES)


def is_leftover(path: str) -> bool:
    """Tell whether a file is what Python left behind; it says nothing that its source does not."""
    return not _BY_PYTHON.isdisjoint(path.split("/")) or path.endswith(".pyc")


def matches(path: str, include: Sequence[str]) -> bool:
    """Tell whether one of the globs matches a path.

    `*` and `?` stay within a name, `**` goes through folders, a folder's name with a slash behind means all below it.
    As in a shell, a name that starts with a dot is matched only by a part that does.
    """
    return any(_pattern(glob).fullmatch(path) for glob in include)


def fixed_part(glob: str) -> str:
    """Give the folder that everything a glob matches lies in, as far as its first part with a wildcard."""
    parts = []
    for part in glob.strip("/").split("/")[:-1]:
        if any(sign in part for sign in "*?["):
            break
        parts.append(part)
    return "/".join(parts)


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    parts = [part for part in (glob + "**" if glob.endswith("/") else glob).split("/") if part not in ("", ".")]
    pieces = []
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part == "**":
            pieces.append(r"(?:(?!\.)[^/]+/)*" + (r"(?!\.)[^/]+" if last else ""))
        else:
            pieces.append(("" if part.startswith(".") else r"(?!\.)") + _name(part) + ("" if last else "/"))
    return re.compile("".join(pieces))


def _name(part: str) -> str:
    """Give the expression of one part. Runs of stars become one, so that no name takes long to refuse."""
    return "".join({"*": "[^/]*", "?": "[^/]"}.get(sign, re.escape(sign)) for sign in re.sub(r"\*+", "*", part))
