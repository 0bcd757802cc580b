"""Lines on standard error while the worker works: one for each job, safe for a terminal."""

from __future__ import annotations

import sys
import threading
from typing import Any


class Progress:
    """Counts jobs and says how each ended."""

    def __init__(self, total: int) -> None:
        """Start at none of so many."""
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self.failed = 0
        """Jobs that failed or could not be run."""

    def ended(self, record: dict[str, Any], before: bool = False) -> None:
        """Say how a job ended; `before`, when its record was there already."""
        with self._lock:
            self._done += 1
            self.failed += bool(record["fault"] or record["missing"])
            text = f"[{self._done}/{self._total}] {record['run']} repeat {record['repeat']}: {_how(record)}"
            say(text + (" (done before)" if before else ""))


def say(text: str) -> None:
    """Print a line on standard error, without what a terminal would obey."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    print(shown, file=sys.stderr, flush=True)


def _how(record: dict[str, Any]) -> str:
    if record["missing"]:
        return f"not run; missing: {record['missing']}"
    if record["fault"]:
        return f"error ({record['fault']}): {record['reason']}"
    count = len(record["rows"])
    return f"{count} row{'s' if count != 1 else ''} in {record['seconds']:.1f} s"
