"""Versions of the packages that a job imported: its Pythons name the modules, the versions are looked up outside."""

from __future__ import annotations

import os
import re
import sys
import threading
from importlib import metadata
from pathlib import Path

from .harness import HARNESS_FOLDER
from .sandbox.untrusted import UntrustedFileError, open_inside

_MOST_PROCESSES = 64
_MOST_BYTES = 1 << 20
_LOCK = threading.Lock()
_known: dict[tuple[Path, ...], dict[str, tuple[str, str]]] = {}


def imported_packages(scratch: Path, folders: tuple[Path, ...]) -> dict[str, str]:
    """Give name and version of each installed package of which a module was imported."""
    names = _names(scratch)
    if not names:
        return {}
    table = _packages(folders)
    return dict(sorted({table[name] for name in names if name in table}))


def _names(scratch: Path) -> set[str]:
    """Read what the Pythons left; of files that are none of theirs nothing is taken."""
    folder = scratch / HARNESS_FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return set()
    own = set(getattr(sys, "stdlib_module_names", ()))
    found: set[str] = set()
    processes = sorted(name for name in os.listdir(folder) if name.isdecimal())
    for process in processes[:_MOST_PROCESSES]:
        try:
            with open_inside(scratch, f"{HARNESS_FOLDER}/{process}", _MOST_BYTES) as file:
                found.update(file.read().decode("utf-8", "replace").split("\n"))
        except (UntrustedFileError, OSError):
            continue
    return found - own


def _packages(folders: tuple[Path, ...]) -> dict[str, tuple[str, str]]:
    """Give the package and version that provides each top-level module in some folders; earlier folders win."""
    with _LOCK:
        if folders not in _known:
            table: dict[str, tuple[str, str]] = {}
            for package in metadata.distributions(path=[str(folder) for folder in folders]):
                name = package.metadata["Name"]
                if name:
                    for module in _modules(package):
                        table.setdefault(module, (name, package.version))
            _known[folders] = table
    return _known[folders]


def _modules(package: metadata.Distribution) -> set[str]:
    listed = package.read_text("top_level.txt")
    if listed:
        return set(listed.split())
    # the list of installed files names each module's folder or file
    first = (line.split(",")[0].split("/") for line in (package.read_text("RECORD") or "").splitlines())
    found = set()
    for parts in first:
        name = parts[0] if len(parts) > 1 else re.sub(r"\.(py|.*\.so|so)$", "", parts[0])
        if name.isidentifier() and (len(parts) > 1 or name != parts[0]):
            found.add(name)
    return found
