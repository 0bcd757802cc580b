"""Reading what a cell has left in its scratch folder: neither names nor links nor sizes in there are trusted."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

_LEAST_BYTES = 512
"""What an empty file or folder counts: names take room too."""


class UntrustedFileError(ValueError):
    """A file that a cell left cannot be taken; the message says which and why."""


def open_inside(folder: Path, relative: str, most_bytes: int) -> BinaryIO:
    """Open a regular file below a folder that a cell could write to, for reading.

    No link is followed, neither for the file nor for a folder on the way; absolute paths, `..`, pipes and devices are
    refused, and so is a file of more than `most_bytes`. Raises UntrustedFileError; FileNotFoundError when nothing is
    there.
    """
    parts = relative.split("/")
    if not relative or "\0" in relative or any(part in ("", ".", "..") for part in parts):
        raise UntrustedFileError(f"{relative!r} is not a plain path below the scratch folder")
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            at = _step(at, part, relative)
        # O_NONBLOCK: a pipe without a writer must not hold the reader up before its kind is known
        descriptor = _open(parts[-1], os.O_RDONLY | os.O_NONBLOCK, at, relative)
    finally:
        os.close(at)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_size > most_bytes:
        os.close(descriptor)
        what = f"of {found.st_size} bytes, more than {most_bytes}" if stat.S_ISREG(found.st_mode) else "no regular file"
        raise UntrustedFileError(f"{relative!r} is {what}")
    return os.fdopen(descriptor, "rb")


def _step(at: int, part: str, relative: str) -> int:
    below = _open(part, os.O_RDONLY | os.O_DIRECTORY, at, relative)
    os.close(at)
    return below


def _open(part: str, flags: int, at: int, relative: str) -> int:
    try:
        return os.open(part, flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UntrustedFileError(f"{relative!r} cannot be opened as a file without links: {error.strerror}") from error


def bytes_below(folder: str, enough: int) -> int:
    """Give the bytes on disk below a folder, links not followed; counting stops once they are more than `enough`.

    Raises UntrustedFileError for a folder that was closed to the reader, or lies too deep, so that what it holds
    cannot be counted.
    """
    total = 0
    waiting = [folder]
    while waiting and total <= enough:
        try:
            with os.scandir(waiting.pop()) as listing:
                entries = list(listing)
            found = [(entry, entry.stat(follow_symlinks=False)) for entry in entries]
        except (FileNotFoundError, NotADirectoryError):  # removed meanwhile
            continue
        except OSError as error:
            raise UntrustedFileError(f"a folder in scratch cannot be listed: {error.strerror}") from error
        total += sum(max(one.st_blocks * 512, _LEAST_BYTES) for _, one in found)
        waiting += [entry.path for entry, one in found if stat.S_ISDIR(one.st_mode)]
    return total
