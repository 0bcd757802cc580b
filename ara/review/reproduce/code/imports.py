"""The Python files that a command needs: its program, and what that imports from the same code."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ara.review.reproduce.worker.sandbox.untrusted import UntrustedFileError, open_inside

MOST_FILES = 2_000
"""Most files that are followed."""
MOST_BYTES = 1 << 20
"""Largest file that is read."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A file that a program needs."""

    path: str
    """The file, below the code's root."""
    by: str
    """What needs it: the command, or a file and line."""


class Sources:
    """The Python files below a code's root, each read once."""

    def __init__(self, folder: Path) -> None:
        """Take the root."""
        self._folder = folder
        self.is_there = lru_cache(maxsize=None)(self._is_there)
        self.imports = lru_cache(maxsize=None)(self._imports)

    def _is_there(self, path: str) -> bool:
        """Tell whether a file can be read there."""
        return self._text(path) is not None

    def _imports(self, path: str) -> tuple[tuple[int, tuple[tuple[int, str], ...]], ...]:
        """Give the line of each import statement, with the modules it may name: how far up, and dotted."""
        try:
            tree = ast.parse(self._text(path) or b"")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ()
        return tuple(_named(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))

    def _text(self, path: str) -> bytes | None:
        """Read a file, never through a link; None when it is not there, or is too large."""
        try:
            with open_inside(self._folder, path, MOST_BYTES) as stream:
                return stream.read(MOST_BYTES)
        except (UntrustedFileError, OSError):
            return None


def needed_files(sources: Sources, command: Sequence[str], cwd: str, env: Mapping[str, str]) -> Iterator[Needed]:
    """Give the program of a command, and all that it imports from the same root.

    Only `python FILE` and `python -m MODULE` are followed. Modules that are not in the root are installed ones, and are
    left out, as is what is imported by name at run time.
    """
    entry = _entry(command, cwd)
    if entry is None:
        return
    top, programs = entry
    paths = filter(None, env.get("PYTHONPATH", "").split(":"))
    search = [top, *(posixpath.normpath(posixpath.join(cwd, path)) for path in paths)]
    waiting = [Needed(path, "the command") for path in programs if sources.is_there(path)]
    seen = {needed.path for needed in waiting}
    while waiting and len(seen) <= MOST_FILES:
        needed = waiting.pop(0)
        yield needed
        for line, names in sources.imports(needed.path):
            for path in _files_of(sources, names, needed.path, search):
                if path not in seen:
                    seen.add(path)
                    waiting.append(Needed(path, f"{needed.path}:{line}"))


def _entry(command: Sequence[str], cwd: str) -> tuple[str, list[str]] | None:
    """Give the folder that modules are looked for in first, and the files that may be the program."""
    words = list(command)
    if not words or posixpath.basename(words[0]) not in ("python", "python3"):
        return None
    words = words[1:]
    while words and words[0].startswith("-") and words[0] != "-m":
        words = words[1:]
    if len(words) >= 2 and words[0] == "-m":
        place = posixpath.normpath(posixpath.join(cwd, words[1].replace(".", "/")))
        parents = _parents(posixpath.normpath(cwd), words[1].split(".")[:-1])
        return posixpath.normpath(cwd), [*parents, f"{place}.py", f"{place}/__init__.py", f"{place}/__main__.py"]
    if words and words[0].endswith(".py"):
        path = posixpath.normpath(posixpath.join(cwd, words[0]))
        return posixpath.dirname(path) or ".", [path]
    return None


def _named(node: ast.Import | ast.ImportFrom) -> tuple[int, tuple[tuple[int, str], ...]]:
    if isinstance(node, ast.Import):
        return node.lineno, tuple((0, alias.name) for alias in node.names)
    base = node.module or ""
    parts = [f"{base}.{alias.name}" if base else alias.name for alias in node.names if alias.name != "*"]
    return node.lineno, tuple((node.level, name) for name in [base, *parts] if name or node.level)


def _files_of(sources: Sources, names: Sequence[tuple[int, str]], by: str, search: Sequence[str]) -> Iterator[str]:
    """Give the files of the root that modules lie in, with the packages around them."""
    for level, name in names:
        parts = name.split(".") if name else []
        tops = [posixpath.normpath(posixpath.join(posixpath.dirname(by), *[".."] * (level - 1)))] if level else search
        for top in tops:
            place = posixpath.normpath(posixpath.join(top, *parts))
            found = [path for path in (f"{place}/__init__.py", f"{place}.py") if sources.is_there(path)]
            if found:
                yield from (path for path in _parents(top, parts[:-1]) if sources.is_there(path))
                yield found[0]
                break


def _parents(top: str, parts: Sequence[str]) -> list[str]:
    """Give the files that make folders packages, from the outermost."""
    places = [posixpath.normpath(posixpath.join(top, *parts[:end])) for end in range(1, len(parts) + 1)]
    return [f"{place}/__init__.py" for place in places]
