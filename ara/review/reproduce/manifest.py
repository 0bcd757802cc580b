"""The manifest of run records, `evidence/runs/manifest.jsonl`: one line a file, added and never changed.

Records lie outside the seal of an Ara, since they come after it; their hashes are kept here.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from ara.schema.errors import AraError

RUNS = "evidence/runs"
MANIFEST = f"{RUNS}/manifest.jsonl"
MOST_BYTES = 1 << 26
"""Largest manifest that is read: half a million files."""


class Fault(NamedTuple):
    """What is wrong with a line of the manifest, or with the file that it lists."""

    line: int
    message: str
    mend: str


class Listed(NamedTuple):
    """An entry of the manifest."""

    sha256: str
    line: int


def append_to_manifest(root: Path) -> bool:
    """List the records and logs that are not listed yet; say whether there were any.

    Raises AraError when the manifest has a fault: it is then not known which records are the ones that were made.
    """
    faults = manifest_faults(root)
    if faults:
        raise AraError(faults[0].message, file=MANIFEST, line=faults[0].line, mend=faults[0].mend)
    listed, _ = read_manifest(root)
    found = (file for file in sorted((root / RUNS).glob("*/*")) if _is_record(root, file))
    # a log without its record is still being filed
    whole = (file for file in found if file.with_suffix(".json").is_file())
    fresh = [file for file in whole if file.relative_to(root).as_posix() not in listed]
    lines = [json.dumps({"path": file.relative_to(root).as_posix(), "sha256": _sha256(file)}) for file in fresh]
    if not lines:
        return False
    with (root / MANIFEST).open("a+b") as handle:
        handle.seek(0)
        handle.truncate(handle.read().rfind(b"\n") + 1)
        handle.write("".join(line + "\n" for line in lines).encode())
        handle.flush()
        os.fsync(handle.fileno())
    return True


def read_manifest(root: Path) -> tuple[dict[str, Listed], tuple[Fault, ...]]:
    """Give the entries by path, and the lines that are none. A last line that a crash cut short is neither."""
    path = root / MANIFEST
    if not path.is_file():
        return {}, ()
    if path.stat().st_size > MOST_BYTES:
        return {}, (Fault(1, f"is larger than {MOST_BYTES >> 20} MiB.", "Restore it as it was written."),)
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    held: dict[str, Listed] = {}
    faults = []
    for number, line in enumerate(lines[:-1], 1):  # behind the last line feed stands nothing, or a torn line
        try:
            entry = json.loads(line)
            name, digest = str(entry["path"]), str(entry["sha256"])
        except (ValueError, KeyError, TypeError, RecursionError):
            faults.append(Fault(number, "holds a line that is no entry.", "Restore the line as it was written."))
            continue
        if held.setdefault(name, Listed(digest, number)).sha256 != digest:
            faults.append(Fault(number, f"lists {name} twice.", "Remove the line that was added."))
    return held, tuple(faults)


def manifest_faults(root: Path) -> tuple[Fault, ...]:
    """Give the faults of the manifest: lines that are no entries, files listed that are gone or hold other bytes."""
    listed, faults = read_manifest(root)
    mend = "Restore the file as it was; records are added, never changed."
    changed = []
    for name, entry in listed.items():
        file = root / name
        if not _is_record(root, file):
            changed.append(Fault(entry.line, f"lists {name}, which is missing.", mend))
        elif _sha256(file) != entry.sha256:
            changed.append(Fault(entry.line, f"lists {name} with another hash than it has.", mend))
    return tuple(sorted((*faults, *changed)))


def _is_record(root: Path, file: Path) -> bool:
    """Tell whether a path is a record or a log, by its name and place; links are none."""
    inside = file.parent.parent == root / RUNS and file.parent.name != ".." and file.suffix in (".json", ".log")
    return inside and file.is_file() and not file.is_symlink() and not file.parent.is_symlink()


def _sha256(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
