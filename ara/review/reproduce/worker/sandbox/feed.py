"""Handing text to a program by a pipe, where no other user of the machine can read it."""

from __future__ import annotations

import fcntl
import os

_SET_PIPE_SIZE = 1031
_USUAL_BYTES = 1 << 16


def feed(content: bytes) -> int:
    """Give the reading end of a pipe that holds all of the content, and then ends.

    Raises OSError when it is more than a pipe holds, a megabyte mostly.
    """
    reading, writing = open_feed(content)
    os.close(writing)
    return reading


def open_feed(content: bytes) -> tuple[int, int]:
    """Give both ends of a pipe that holds all of the content: whoever reads to its end waits for the other's close."""
    reading, writing = os.pipe()
    try:
        if len(content) > _USUAL_BYTES:
            fcntl.fcntl(writing, _SET_PIPE_SIZE, len(content))
        os.set_blocking(writing, False)  # too much is an error, not a wait for a reader that has not begun
        if os.write(writing, content) != len(content):
            raise OSError(f"{len(content)} bytes of settings are more than a pipe holds")
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    return reading, writing
