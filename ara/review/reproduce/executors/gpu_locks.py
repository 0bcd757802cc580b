"""GPUs held against other calls of this user: two that run at the same time do not measure each other."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from ara.review.reproduce.runs_ledger import state_folder


@contextmanager
def held(gpus: Iterable[int]) -> Iterator[None]:
    """Wait until no other process holds any of the GPUs, and hold them.

    They are asked for in order of their numbers, so that two that wait for each other's cannot be.
    """
    with ExitStack() as stack:
        for index in sorted(gpus):
            folder = state_folder() / "gpus"
            folder.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context((folder / f"{index}.lock").open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
