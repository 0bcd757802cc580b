"""The processes below one process: how many, how much memory, and how all of them are ended."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE")
_FORGET_AFTER = 20


class Process(NamedTuple):
    """One line of /proc/PID/stat, as far as it is of interest."""

    parent: int
    """Process id of the parent."""
    threads: int
    """Number of threads."""
    resident_bytes: int
    """Memory in use, pages shared with others included."""
    ended: bool
    """Whether it runs no more."""


class ProcessTree:
    """The processes below `root`, which itself is not counted.

    Not every kernel lists the children of a process, so all of /proc is listed; ids once seen to be strangers are not
    read again for a while, which makes a look at a tree on a busy machine cost about a microsecond a stranger.
    """

    def __init__(self, root: int, strangers: frozenset[int] = frozenset()) -> None:
        """Watch what is below `root`; `strangers` are processes that were there before it."""
        self._root = root
        self._strangers = strangers
        self._looks = 0

    def look(self) -> dict[int, Process]:
        """Give the processes that are below the root now, by id."""
        self._looks += 1
        if self._looks % _FORGET_AFTER == 0:  # process ids are used again
            self._strangers = frozenset()
        known = {pid: one for pid in all_processes() - self._strangers if (one := read_process(pid)) is not None}
        below = _below(self._root, known)
        self._strangers |= known.keys() - below.keys()
        return below


def all_processes() -> frozenset[int]:
    """Give the ids of all processes of the machine."""
    return frozenset(int(name) for name in os.listdir("/proc") if name.isdigit())


def read_process(pid: int) -> Process | None:
    """Read a process; None when there is none. One that has ended counts until its parent has taken notice."""
    found = _read(f"/proc/{pid}/stat")
    if found is None or not found.ended or found.threads == 1:
        return found
    # Its first thread has ended and others have not: what is used is to be read from one of those
    try:
        threads = [_read(f"/proc/{pid}/task/{thread}/stat") for thread in os.listdir(f"/proc/{pid}/task")]
    except OSError:
        return None
    return next((thread for thread in threads if thread is not None and not thread.ended), found)


def _read(path: str) -> Process | None:
    try:
        with open(path, "rb") as file:
            text = file.read()
    except OSError:
        return None
    fields = text[text.rfind(b")") + 2 :].split()  # the name before it may hold spaces and brackets
    return Process(int(fields[1]), int(fields[17]), int(fields[21]) * _PAGE, fields[0] in (b"Z", b"X"))


def _below(root: int, known: dict[int, Process]) -> dict[int, Process]:
    children: dict[int, list[int]] = {}
    for pid, process in known.items():
        children.setdefault(process.parent, []).append(pid)
    below: dict[int, Process] = {}
    waiting = [root]
    while waiting:
        for pid in children.get(waiting.pop(), ()):
            below[pid] = known[pid]
            waiting.append(pid)
    return below


def proportional_bytes(pid: int, otherwise: int) -> int:
    """Memory of a process in which a page shared by n processes counts 1/n; `otherwise` when it cannot be read."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError):  # gone meanwhile, or not ours to read
        pass
    return otherwise


def send(pids: set[int], number: signal.Signals) -> None:
    """Send a signal to each of the processes that are still there."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def end_below(root: int, group: int | None, rounds: int = 1000) -> None:
    """End every process below `root`, of which most are in a process group that does not hold `root`.

    The group first: it ends in one call, however fast its processes multiply. Those that have left it are found one by
    one; there is an end to the rounds, lest processes that cannot be ended hold the caller up for ever.
    """
    if group is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    for _ in range(rounds):
        below = {pid for pid, process in ProcessTree(root).look().items() if not process.ended}
        if not below:
            return
        send(below, signal.SIGKILL)


@contextlib.contextmanager
def ahead_of_others() -> Iterator[None]:
    """Let this thread run before all ordinary processes, if that is allowed: it is to root.

    A fork bomb leaves to each process, the one that is to end it included, a share of the processors that soon is next
    to nothing. For other users the kernel keeps a bomb small; from root it takes any number of processes.
    """
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    if not hurry(0):
        yield
        return
    try:
        yield
    finally:
        os.sched_setscheduler(0, policy, parameters)


def hurry(pid: int) -> bool:
    """Let a process (0: this thread) run before all ordinary ones; False when that is not allowed.

    What it starts meanwhile is ordinary.
    """
    try:
        os.sched_setscheduler(pid, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1))
    except OSError:
        return False
    return True


def count_threads(user: int) -> int:
    """Count the threads of all processes of a user."""
    count = 0
    for pid in all_processes():
        with contextlib.suppress(OSError):
            if os.stat(f"/proc/{pid}").st_uid == user:
                process = read_process(pid)
                count += process.threads if process else 0
    return count
