"""Finding the file of the repository that a command starts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from ara.compiler.repo.launch import Launch, unknown_path


class Target(NamedTuple):
    """Where a command's script was looked for."""

    workdir: str | None
    """The folder from which it is found, else the one the command is said to run in."""
    path: str | None
    """The file, when it is there."""
    exists: bool | None
    """None when the command does not say which file."""


class FileTree:
    """The paths of a commit, ready to be asked for files, folders and modules."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Remember all files and the folders above them."""
        self.files = frozenset(paths)
        folders = {"."}
        for path in self.files:
            folder = posixpath.dirname(path)
            while folder and folder not in folders:
                folders.add(folder)
                folder = posixpath.dirname(folder)
        self.folders = frozenset(folders)

    def join(self, folder: str, path: str) -> str | None:
        """The folder or file `path` seen from `folder`; None when that leads out of the repository."""
        joined = posixpath.normpath(posixpath.join(folder, path))
        return None if joined.startswith(("..", "/")) else joined

    def find(self, launch: Launch, folders: Iterable[str | None]) -> Target:
        """Look for the target of a command in the folders it may run in, the likeliest first."""
        candidates = list(dict.fromkeys(folders))
        target = launch.target
        if target is None or unknown_path(target):
            return Target(candidates[0], None, None)
        inside = [folder for folder in candidates if folder is not None]
        for folder in inside:
            for name in _module_files(target) if launch.module else [target]:
                path = self.join(folder, name)
                if path in self.files:
                    return Target(folder, path, True)
        leaves = any(self.join(folder, target) is None for folder in inside) and not launch.module
        foreign = launch.module and not any(self._has_package(folder, target.split(".")[0]) for folder in inside)
        if candidates[0] is None or leaves or foreign:
            return Target(candidates[0], None, None)
        return Target(candidates[0], None, False)

    def _has_package(self, folder: str, name: str) -> bool:
        return any(
            self.join(folder, top) in self.folders or self.join(folder, f"{top}.py") in self.files
            for top in (name, f"src/{name}")
        )


def _module_files(module: str) -> list[str]:
    base = module.replace(".", "/")
    return [f"{top}{base}{end}" for top in ("", "src/") for end in (".py", "/__main__.py", "/__init__.py")]
