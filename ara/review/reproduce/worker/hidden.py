"""Paths that a job may have, and files that it never sees whatever the job file says."""

from __future__ import annotations

from fnmatch import fnmatchcase

_FOLDERS = frozenset({".git", "evidence", "logic", "trace"})
_NAMES = ("reproduce*.yaml", "reproduce*.yml", "ara-reproduce*.yaml", "ara-reproduce*.yml", "paper.md", "*.pdf")


def path_fault(path: object) -> str | None:
    """Say why something is no path inside a folder, in the one spelling that we take; None when it is one."""
    if not isinstance(path, str) or not path:
        return "is not a path"
    if not path.isprintable() or "\\" in path or len(path) > 4096:
        return "holds signs that no path of a job may hold"
    if path.startswith(("/", "~")):
        return "is absolute"
    parts = path.split("/")
    if ".." in parts:
        return "leaves its folder by `..`"
    if "" in parts or "." in parts:
        return "holds an empty part or `.`"
    return None


def is_hidden(path: str) -> bool:
    """Tell whether a file holds bounds, claims, evidence, a paper or git's own data; in any case, at any depth."""
    parts = path.lower().split("/")
    return not _FOLDERS.isdisjoint(parts) or any(fnmatchcase(parts[-1], form) for form in _NAMES)
