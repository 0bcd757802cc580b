"""What paths, names and environment variables may be: none leaves its folder, none reaches into the harness."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_CLASS = re.compile(r"[A-Za-z0-9 _.-]+(\|[A-Za-z0-9 _.-]+)*")


def inside(path: str) -> str:
    """Give the path when it stays inside its root; raise ValueError for an absolute one or one with `..`."""
    if path.startswith(("/", "~")) or "\\" in path or "\0" in path or ".." in PurePosixPath(path).parts:
        raise ValueError(f"path {path!r} leaves its root; write it relative to the code's root, without `..`")
    return path


def variables(names: Iterable[str]) -> None:
    """Raise ValueError for an environment variable that is not in capitals, or that the harness sets."""
    for name in names:
        if not _VARIABLE.fullmatch(name) or name.startswith("ARA_"):
            raise ValueError(f"environment variable {name!r} is not allowed; use capitals, and no name in ARA_")


def words(kind: str, names: Iterable[str]) -> None:
    """Raise ValueError for a name that could not be part of a file's name: letters, digits, `-` and `_` only."""
    for name in names:
        if not _WORD.fullmatch(name):
            raise ValueError(f"{kind} {name!r} is not a plain word; use letters, digits, `-` and `_`")


def gpu_class(expression: str) -> str:
    """Give the expression when it is names joined by `|`; raise ValueError for more, since it comes from a stranger."""
    if not _CLASS.fullmatch(expression):
        raise ValueError("`gpu_class` is one name, or several joined by `|`, e.g. `H100|H200`")
    return expression
