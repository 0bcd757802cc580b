"""Reading files of the code as it lies there now, never through a link and never outside its root."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath


def read_inside(folder: Path, path: str, limit: int) -> bytes | None:
    """Read a file below a folder; None when it is not there, is no plain file, or has more than `limit` bytes.

    Paths come from records, which anybody can write: absolute ones and those with `..` lead to nothing.
    """
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\0" in path:
        return None
    top = folder.resolve()
    place = top / parts
    if place.parent.resolve() != place.parent:
        return None
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = stream.read(limit + 1)
    return data if len(data) <= limit else None
