"""The folders of ours that the runs of one Ara use: records that wait to be filed, and scratch; one call at a time."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ara.review.reproduce.runs_ledger import state_folder
from ara.review.reproduce.worker.inputs import cache_folder
from ara.review.reproduce.worker.removal import remove_folder
from ara.schema.errors import AraError


@dataclass(frozen=True)
class Workplace:
    """Folders that belong to one call as long as it holds them."""

    out: Path
    """Records that workers wrote; what is here after a crash is filed by the next call."""
    work: Path
    """Staged code and scratch; nothing in it is kept."""


@contextmanager
def workplace(ara: Path) -> Iterator[Workplace]:
    """Hold the folders of the Ara in `ara`. Raises AraError when another call holds them."""
    key = hashlib.sha256(os.fsencode(ara.resolve())).hexdigest()[:16]
    state = state_folder() / "reproduce" / key
    state.mkdir(parents=True, exist_ok=True)
    place = Workplace(state / "out", cache_folder() / "work" / key)
    with (state / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AraError(
                "another `ara reproduce` is running this Ara.", file=str(ara), mend="Wait for it, or end it."
            ) from None
        # whoever was killed here left scratch behind, and its jobs ended with it
        remove_folder(place.work)
        place.work.mkdir(parents=True)
        place.out.mkdir(exist_ok=True)
        try:
            yield place
        finally:
            remove_folder(place.work)
