"""A reading that may take long, and for which nobody waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_SHARE = 20
"""A reading is not repeated before so many times its own duration have passed."""
_LEAST_S = 0.05


class Background(Generic[T]):
    """Takes a reading in a thread of its own, time and again; it ends with what it reads of, or with the program."""

    def __init__(self) -> None:
        """Take no reading yet."""
        self._done = threading.Event()
        self._results: list[T] = []
        self._began = 0.0
        self._ended = 0.0
        self._busy = False

    def take(self, reading: Callable[[], T]) -> T | None:
        """Give the result of the reading under way if it has come; if none is, and it is time, begin one."""
        if self._busy and self._done.is_set():
            self._busy = False
            return self._results.pop()
        if not self._busy and time.monotonic() >= self._ended + max(_LEAST_S, _SHARE * (self._ended - self._began)):
            self._busy = True
            self._done.clear()
            self._began = time.monotonic()
            threading.Thread(target=self._run, args=(reading,), daemon=True).start()
        return None

    @property
    def waiting_s(self) -> float:
        """Seconds since the reading under way began; 0 when none is."""
        return time.monotonic() - self._began if self._busy else 0.0

    def _run(self, reading: Callable[[], T]) -> None:
        self._results.append(reading())
        self._ended = time.monotonic()
        self._done.set()
