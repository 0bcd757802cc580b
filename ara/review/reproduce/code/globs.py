"""Which files `include` names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_BY_PYTHON = frozenset({"__pycache__"})


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
