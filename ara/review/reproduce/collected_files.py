"""The files that a worker left, read out of a folder or a tar archive; neither is trusted, and nothing is unpacked."""

from __future__ import annotations

import os
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ara.review.reproduce.worker.sandbox.untrusted import UntrustedFileError, open_inside
from ara.schema.errors import UnreadableError

MOST_BYTES = 16 << 20
"""Most bytes of one file, as of every file of an Ara; a worker writes neither a larger record nor a larger log."""
_MOST_IN_ALL = 4 << 30
_MOST_FILES = 200_000
_DEPTH = 4


@dataclass(frozen=True)
class Found:
    """A file of a worker's, or why it is none."""

    path: str
    """Its path in the folder or archive."""
    data: bytes = b""
    """Its bytes."""
    problem: str | None = None
    """Why it is not taken; None when it is."""


def found_files(out: Path) -> Iterator[Found]:
    """Give the records and logs in a folder, or in a tar archive that may be compressed by gzip.

    Links, devices and names that leave the folder are given with their problem; other files are passed over. Raises
    UnreadableError when there is neither, when an archive is damaged, and when there is too much.
    """
    if out.is_dir():
        yield from _bounded(_in_folder(out), out)
    elif out.is_file():
        yield from _bounded(_in_archive(out), out)
    else:
        raise UnreadableError("is neither a folder nor an archive.", file=str(out), mend="Name what the worker wrote.")


def _bounded(files: Iterator[Found], out: Path) -> Iterator[Found]:
    total = 0
    for count, file in enumerate(files, 1):
        total += len(file.data)
        if count > _MOST_FILES or total > _MOST_IN_ALL:
            raise UnreadableError("holds too many files or bytes.", file=str(out), mend="Collect it in parts.")
        yield file


def _is_one(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith("repeat-") and name.endswith((".json", ".log"))


def _in_folder(out: Path) -> Iterator[Found]:
    waiting = [""]
    while waiting:
        inside = waiting.pop(0)
        with os.scandir(out / inside) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.is_dir(follow_symlinks=False):
                if path.count("/") < _DEPTH:
                    waiting.append(path)
            elif entry.is_symlink():
                yield Found(path, problem="is a link")
            elif _is_one(path):
                yield _read(out, path)


def _read(out: Path, path: str) -> Found:
    try:
        with open_inside(out, path, MOST_BYTES) as file:
            return Found(path, file.read(MOST_BYTES))
    except (UntrustedFileError, OSError) as error:
        return Found(path, problem=f"cannot be read: {error}")


def _in_archive(out: Path) -> Iterator[Found]:
    try:
        with tarfile.open(out, "r:*") as archive:
            for member in archive:
                found = _member(archive, member)
                if found is not None:
                    yield found
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise UnreadableError(
            f"is no whole tar archive: {' '.join(str(error).split())}.", file=str(out), mend="Make it again with `tar`."
        ) from error


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Found | None:
    path = member.name.removeprefix("./")
    if path.startswith("/") or ".." in path.split("/") or "\\" in path:
        return Found(path, problem="leaves the archive")
    if member.isdir():
        return None
    if not member.isreg():
        return Found(path, problem="is a link or a device")
    if not _is_one(path):
        return None
    if member.size > MOST_BYTES:
        return Found(path, problem=f"has more than {MOST_BYTES >> 20} MiB")
    stream = archive.extractfile(member)
    return Found(path, stream.read(MOST_BYTES) if stream is not None else b"")
