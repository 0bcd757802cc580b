"""What a cell prints: kept up to a limit, counted beyond it."""

from __future__ import annotations

import os
from typing import IO

_READ_BYTES = 1 << 16


class Capture:
    """Takes one stream of a cell into a file."""

    def __init__(self, source: IO[bytes], target: IO[bytes], keep_bytes: int) -> None:
        """Read from `source`, a pipe, and keep the first `keep_bytes` of it in `target`."""
        os.set_blocking(source.fileno(), False)
        self.source = source
        self.count = 0
        """Bytes written to the stream so far."""
        self.error: OSError | None = None
        """Why they could not be kept: the host's disk is full, mostly."""
        self._target = target
        self._keep_bytes = keep_bytes

    def take(self) -> bool:
        """Take what is there to be read at once; False at the end of the stream."""
        try:
            text = os.read(self.source.fileno(), _READ_BYTES)
        except BlockingIOError:
            return True
        room = self._keep_bytes - self.count
        if room > 0 and self.error is None:
            try:
                self._target.write(text[:room])
            except OSError as error:
                self.error = error
        self.count += len(text)
        return bool(text)

    def drain(self) -> None:
        """Take what is left in the pipe once its writers are gone, and wait for nobody."""
        while True:
            before = self.count
            if not self.take() or self.count == before:
                return
