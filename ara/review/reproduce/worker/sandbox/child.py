"""Starting a cell: its pipes, the limits that the kernel keeps, and the moment at which the program may begin."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import json
import os
import resource
import select
import signal
import subprocess
import time
from dataclasses import dataclass
from typing import IO, NamedTuple

from .contract import Cell, Limits, Sandbox
from .processes import ProcessTree, all_processes, count_threads, end_below, hurry, send

_SET_CHILD_SUBREAPER = 36
_START_S = 30.0
"""A guard that has not set its cell up after so many seconds never will."""


class Usage(NamedTuple):
    """What a guard and its cell came to."""

    status: int
    """Exit status of the guard; minus the signal that ended it."""
    cpu_seconds: float
    """CPU time of all processes."""
    largest_bytes: int
    """Most memory that a single process held."""


@dataclass
class Child:
    """A started cell, which waits for `release`."""

    guard: subprocess.Popen[bytes]
    """The sandbox's own program."""
    stdout: IO[bytes]
    """What the cell prints."""
    stderr: IO[bytes]
    """What it prints to stderr, after what the guard may say there."""
    confined: bool
    """Whether the end of the root ends all."""
    gate: IO[bytes]
    """Where it is told to begin."""
    status: int
    """Descriptor on which the guard reports; at its end the guard is gone."""
    strangers: frozenset[int]
    """Processes that were there before it."""
    root: int | None = None
    """The process below which the cell's processes are; None before it is known."""
    said: bytes = b""
    """What the guard has reported."""

    def await_readiness(self) -> bool:
        """Wait until the guard has prepared all; False when it failed, or takes too long."""
        deadline = time.monotonic() + _START_S
        while True:
            left = deadline - time.monotonic()
            ready = select.select([self.status, self.stdout.fileno()], [], [], max(0.0, left))[0]
            if not ready or (self.status in ready and not self.hear()):
                return False
            root = self._report().get("child-pid")
            if isinstance(root, int):
                self.root = root
                if self.stdout.fileno() in ready:
                    return self._take_line()

    def _take_line(self) -> bool:
        """Take the guard's line off stdout, and nothing of what the program will say there."""
        taken = b""
        while not taken.endswith(b"\n"):
            byte = os.read(self.stdout.fileno(), 1)
            if not byte:
                return False
            taken += byte
        return True

    def hear(self) -> bool:
        """Take what the guard reports next; False at the end."""
        text = os.read(self.status, 4096)
        self.said += text
        return bool(text)

    def release(self) -> None:
        """Let the program begin."""
        with contextlib.suppress(BrokenPipeError):  # when the guard has failed its status says so
            os.write(self.gate.fileno(), b"go\n")

    def ask_to_end(self) -> None:
        """Ask every process of the cell to end."""
        if self.root is not None:
            send(set(ProcessTree(self.root).look()), signal.SIGTERM)

    def kill(self) -> None:
        """End every process of the cell, now."""
        if self.root is None:
            self.kill_guard()
        elif self.confined:
            hurry(self.root)  # it has to run to take the others with it
            send({self.root}, signal.SIGKILL)
        else:
            group = self._report().get("group")
            end_below(self.root, group if isinstance(group, int) else None)

    def kill_guard(self) -> None:
        """End the guard itself."""
        send({self.guard.pid}, signal.SIGKILL)  # not Popen.kill, which may reap it and lose what it used

    def wait(self) -> Usage:
        """Wait until guard and cell are gone, close the pipes, and say what was used."""
        _, status, usage = os.wait4(self.guard.pid, 0)
        self.guard.returncode = os.waitstatus_to_exitcode(status)
        self.close()
        own = Usage(self.guard.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
        if self.root is None or self.root == self.guard.pid:
            return own
        try:
            _, _, usage = os.wait4(self.root, 0)
        except ChildProcessError:  # the guard has waited for it, so its own use holds this one's
            return own
        seconds = own.cpu_seconds + usage.ru_utime + usage.ru_stime
        return Usage(own.status, seconds, max(own.largest_bytes, usage.ru_maxrss * 1024))

    def close(self) -> None:
        """Close the caller's ends of the pipes."""
        os.close(self.status)
        for stream in (self.gate, self.stdout, self.stderr):
            stream.close()

    def exit_code(self) -> int | None:
        """Exit code of the cell's program, 128 + the signal that ended it; None when it was never started."""
        code = self._report().get("exit-code")
        return code if isinstance(code, int) else None

    def _report(self) -> dict[str, object]:
        merged: dict[str, object] = {}
        for line in self.said.splitlines():
            try:
                merged.update(json.loads(line))
            except ValueError:  # cut off when the guard was killed
                continue
        return merged


def start_child(sandbox: Sandbox, cell: Cell) -> Child:
    """Start a cell's guard, with the kernel's limits laid on it. Raises OSError when it cannot be started."""
    adopt_orphans()
    strangers = all_processes()
    status, reporting = os.pipe()
    handed = [reporting]
    try:
        start = sandbox.start(cell, reporting)
        handed += [*start.descriptors, start.held]
        guard = subprocess.Popen(
            start.argv,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=start.env,
            pass_fds=[reporting, *start.descriptors],
            cwd="/",
            start_new_session=True,  # no terminal to type into, and Ctrl-C is for the caller to handle
        )
        try:
            limit_process(guard.pid, cell.limits)
        except OSError:  # without its limits it must not begin
            guard.kill()
            guard.wait()
            raise
    except BaseException:
        os.close(status)
        raise
    finally:
        for descriptor in handed:
            os.close(descriptor)
    assert guard.stdin is not None and guard.stdout is not None and guard.stderr is not None  # all were asked for
    return Child(guard, guard.stdout, guard.stderr, sandbox.confines_processes, guard.stdin, status, strangers)


@functools.lru_cache(maxsize=1)
def adopt_orphans() -> None:
    """Become the parent of processes whose own parent below us is gone.

    A guard may leave before the first process of its cell has; waiting for that one waits for all of the cell, and
    tells what they used. Raises OSError when the kernel does not allow it.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"cannot adopt orphans: {os.strerror(number)}")


def limit_process(pid: int, limits: Limits) -> None:
    """Set what the kernel limits for a process and all that it will start, before it starts anything."""
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
    }
    user = os.getuid()
    if user != 0:
        # A backstop of the count that is taken from time to time. It is of all processes that the user has anywhere,
        # and the kernel does not hold root to it
        wanted[resource.RLIMIT_NPROC] = 2 * limits.processes + count_threads(user)
    for kind, value in wanted.items():
        _, hard = resource.prlimit(pid, kind)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.prlimit(pid, kind, (value, value))
    with contextlib.suppress(OSError), open(f"/proc/{pid}/oom_score_adj", "w") as file:
        file.write("1000")  # when the machine runs out of memory, this goes first
