"""The code that a job sees: exactly the files of its tree, each held against its hash, copied where nobody writes.

A tree is staged once and then only copied; the copies are what commands work in. Programs are used to writing next to
their code (`results/`, `out.json`), and a copy of its own lets each do so without touching what the next job sees.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any, BinaryIO

from .faults import HarnessError
from .sandbox.untrusted import UntrustedFileError, open_inside

_MOST_BYTES = 8 << 30
_CHUNK = 1 << 20
_LOCK = threading.Lock()


def stage_tree(name: str, tree: dict[str, Any], root: Path, trees: Path) -> Path:
    """Give the folder that holds a tree, read-only; it is made on the first call and kept in `trees`.

    Bytes come from the job file, or from `root` without following a link. Raises HarnessError when a file is not there
    or has other bytes than were planned.
    """
    place = trees / name
    with _LOCK:
        if place.is_dir():
            return place
        trees.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".staging-", dir=trees))
        try:
            for file in tree["files"]:
                _stage_file(file, root, fresh)
            _close(fresh)
            fresh.rename(place)
        except BaseException:
            _open_up(fresh)
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    return place


def copy_tree(tree: dict[str, Any], staged: Path, place: Path) -> int:
    """Copy a staged tree to a place where a command may write next to it; give the bytes of its files."""
    # by names and single calls: every job of a thousand does this
    source, target = str(staged), str(place)
    os.mkdir(target)
    made = {""}
    total = 0
    for file in tree["files"]:
        path = file["path"]
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{target}/{folder}", exist_ok=True)
            made.add(folder)
        with (
            open(f"{source}/{path}", "rb") as staged_file,
            open(f"{target}/{path}", "xb", opener=_executable if file["executable"] else None) as copy,
        ):
            while chunk := staged_file.read(_CHUNK):
                total += copy.write(chunk)
    return total


def _executable(path: str, flags: int) -> int:
    return os.open(path, flags, 0o755)


def _stage_file(file: dict[str, Any], root: Path, fresh: Path) -> None:
    path = file["path"]
    target = fresh / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if file["content"] is not None:
        target.write_bytes(base64.b64decode(file["content"]))
    else:
        try:
            with open_inside(root, path, _MOST_BYTES) as source:
                found = copy_hashed(source, target)
        except FileNotFoundError:
            raise HarnessError(f"{path} is not below the root; hand the worker the root that was planned") from None
        except UntrustedFileError as error:
            raise HarnessError(f"the code cannot be staged: {error}") from None
        if found != file["sha256"]:
            raise HarnessError(f"{path} differs from what was planned; plan again, or restore it")
    target.chmod(0o555 if file["executable"] else 0o444)


def copy_hashed(source: BinaryIO, target: Path) -> str:
    """Copy a stream into a file and give the SHA-256 of the bytes that were copied."""
    digest = hashlib.sha256()
    with open(target, "xb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def _close(folder: Path) -> None:
    """Take the right to write from every folder below, and from the folder itself."""
    for top, _, _ in os.walk(folder, topdown=False):
        os.chmod(top, 0o555)


def _open_up(folder: Path) -> None:
    for top, _, _ in os.walk(folder):
        os.chmod(top, 0o755)
