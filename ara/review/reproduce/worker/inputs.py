"""Inputs of experiments: found by hash in the cache or in the code's root, held against the hash, never written to."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
import threading
from pathlib import Path
from typing import Any

from .faults import HarnessError, MissingError
from .sandbox.contract import INPUTS, Bind
from .sandbox.untrusted import UntrustedFileError, open_inside
from .staging import copy_hashed

_MOST_BYTES = 1 << 44
# a file is read once for each state of it, and not for each job that it is an input of
_verified: dict[tuple[str, int, int, int], str] = {}
_LOCK = threading.Lock()


def default_input_cache() -> Path:
    """Give the folder of inputs by hash: `$XDG_CACHE_HOME/ara/inputs`."""
    return cache_folder() / "inputs"


def cache_folder() -> Path:
    """Give the folder of what can be had again: `$XDG_CACHE_HOME/ara`, else `~/.cache/ara`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "ara"


def bind_inputs(inputs: list[dict[str, Any]], root: Path, cache: Path) -> tuple[Bind, ...]:
    """Give the binds of a job's inputs. Raises MissingError with size and place for one that is not here."""
    return tuple(Bind(_place(file, root, cache), f"{INPUTS}/{file['name']}") for file in inputs)


def _place(file: dict[str, Any], root: Path, cache: Path) -> Path:
    place = cache / str(file["sha256"])
    with _LOCK:
        if file["path"] is not None and not place.exists():
            _take_from_root(file, root, place)
        try:
            found = os.lstat(place)
        except OSError:
            where = f"; put it at {place}" if file["path"] is None else ""
            raise MissingError(f"input {file['name']} ({file['bytes']} bytes) is not here{where}") from None
        fits = stat.S_ISREG(found.st_mode) and found.st_size == file["bytes"]
        if not fits or _hash(place, found) != file["sha256"]:
            raise HarnessError(f"input {file['name']} at {place} is not the file that was planned; put that one there")
    return place


def _hash(place: Path, found: os.stat_result) -> str:
    state = (str(place), found.st_ino, found.st_size, found.st_mtime_ns)
    if state not in _verified:
        digest = hashlib.sha256()
        with open(place, "rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        _verified[state] = digest.hexdigest()
    return _verified[state]


def _take_from_root(file: dict[str, Any], root: Path, place: Path) -> None:
    """Copy an input that is shipped with the code into the cache; a job is never shown the root itself."""
    try:
        source = open_inside(root, file["path"], _MOST_BYTES)
    except FileNotFoundError:
        raise MissingError(f"input {file['name']} is not at {file['path']} in the code's root") from None
    except UntrustedFileError as error:
        raise HarnessError(f"input {file['name']} cannot be read: {error}") from None
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".input-", dir=place.parent))
    try:
        with source:
            if copy_hashed(source, folder / "bytes") != file["sha256"]:
                raise HarnessError(f"input {file['name']} at {file['path']} differs from what was planned; plan again")
        (folder / "bytes").chmod(0o444)
        (folder / "bytes").rename(place)
    finally:
        with contextlib.suppress(OSError):
            (folder / "bytes").unlink()
        folder.rmdir()
