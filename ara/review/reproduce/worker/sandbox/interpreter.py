"""Where the interpreter that runs the worker lives: what a cell must see of the host to start it again."""

from __future__ import annotations

import os
import sys

_ENVIRONMENT_PARTS = ("bin", "lib", "lib64", "include", "share", "etc", "pyvenv.cfg")
"""What a virtual environment consists of; the folder itself may be a project's."""
_NOTES = (".gitignore", "CACHEDIR.TAG", ".lock")
"""What tools leave in one."""


def interpreter() -> str:
    """Give the path of the interpreter, of its virtual environment when it has one."""
    return os.path.abspath(sys.executable)


def interpreter_folders() -> tuple[str, ...]:
    """Give the folders and links that the interpreter consists of, outermost first."""
    prefix, base = os.path.abspath(sys.prefix), os.path.abspath(sys.base_prefix)
    found = [base, os.path.realpath(base)]
    if prefix != base:
        alone = set(os.listdir(prefix)) <= {*_ENVIRONMENT_PARTS, *_NOTES}
        found += [prefix] if alone else [os.path.join(prefix, part) for part in _ENVIRONMENT_PARTS]
    found += _links(interpreter())
    return tuple(path for path in dict.fromkeys(found) if path != "/" and os.path.lexists(path))


def _links(path: str) -> list[str]:
    """Follow a file's links one at a time: each path on the way that is a link, in its name or in a folder's."""
    found: list[str] = []
    while len(found) < 40:  # as many as the kernel follows
        link = _first_link(path)
        if link is None:
            break
        found.append(link)
        path = os.path.normpath(os.path.join(os.path.dirname(link), os.readlink(link)) + path[len(link) :])
    return found


def _first_link(path: str) -> str | None:
    """Give the outermost folder on a path, or the path itself, that is a link."""
    at = "/"
    for part in path.split("/")[1:]:
        at = os.path.join(at, part)
        if os.path.islink(at):
            return at
    return None
