"""Running one cell to its end, within its limits, and telling how it ended."""

from __future__ import annotations

import resource
import selectors
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .sandbox.capture import Capture
from .sandbox.child import Child, start_child
from .sandbox.contract import PRIVATE_HOME, PRIVATE_TMP, Cell, Limits, Sandbox
from .sandbox.gauge import Gauge, as_size, disk_is_full, past_memory, past_scratch
from .sandbox.processes import ProcessTree, ahead_of_others

_GRACE_S = 1.0
"""Between the request to end and the end, for a cell whose time is up."""
_GIVE_UP_S = 10.0
"""Between the end of a cell's processes and that of a guard which does not notice it."""
_OUTPUT_FACTOR = 10
"""So many times as much output as is kept ends a cell."""


@dataclass(frozen=True)
class Ended:
    """How a cell ended, and what it used."""

    exit_code: int | None
    """What its program returned, 128 + the signal for one that a signal ended; None when it was ended or not started.
    """
    reason: str | None
    """What went wrong, in one line that holds nothing the cell printed; None for exit code 0 within all limits."""
    fault: str | None
    """`artifact` or `infrastructure`: whose fault it was; None without a reason."""
    seconds: float
    """Wall-clock seconds from the program's start to the end of its last process."""
    cpu_seconds: float
    """CPU seconds of all its processes, the sandbox's own few milliseconds included."""
    peak_memory_bytes: int
    """Most memory that its processes held at a time, seen in readings every few milliseconds."""
    stdout_bytes: int
    """Bytes written to stdout, thrown away ones included."""
    stderr_bytes: int
    """Bytes written to stderr, thrown away ones included."""


def run_cell(sandbox: Sandbox, cell: Cell, stdout: Path, stderr: Path) -> Ended:
    """Run a cell to its end and put what it prints into two files.

    However it ends, no process of it is left. An interrupt ends it and is passed on.
    """
    with stdout.open("wb") as out, stderr.open("wb") as err:
        try:
            _make_private_folders(cell.scratch)
            child = start_child(sandbox, cell)
        except OSError as error:
            return Ended(None, f"the sandbox could not be started: {error}", "infrastructure", 0.0, 0.0, 0, 0, 0)
        try:
            watched = _watch(child, cell, out, err)
        except BaseException:
            child.kill()
            child.kill_guard()
            child.wait()
            raise
    usage = child.wait()
    seconds = time.monotonic() - watched.began
    # What a process held before it became another program counts as its own, so a small cell seems as large as we are
    own_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    peak = max(watched.peak_memory_bytes, usage.largest_bytes if usage.largest_bytes > own_peak else 0)
    breach = watched.breach or _judge(child, cell, usage.status, peak, stderr)
    return Ended(
        exit_code=child.exit_code() if watched.breach is None else None,
        reason=breach.sentence if breach else None,
        fault=breach.fault if breach else None,
        seconds=seconds,
        cpu_seconds=usage.cpu_seconds,
        peak_memory_bytes=peak,
        stdout_bytes=watched.stdout,
        stderr_bytes=watched.stderr,
    )


def _make_private_folders(scratch: Path) -> None:
    """Make what stands for HOME and /tmp. Raises OSError when an earlier cell has put something else there."""
    for name in (PRIVATE_HOME, PRIVATE_TMP):
        folder = scratch / name
        if folder.is_symlink():  # shown to a cell, it would show what it leads to
            raise FileExistsError(f"{folder} is a link: each cell needs a scratch folder of its own")
        folder.mkdir(exist_ok=True)


class _Breach(NamedTuple):
    """Why a cell did not end well."""

    sentence: str
    fault: str = "artifact"
    grace_s: float = 0.0


class _Watched(NamedTuple):
    """What was seen of a cell until its guard was gone."""

    breach: _Breach | None
    began: float
    peak_memory_bytes: int
    stdout: int
    stderr: int


def _watch(child: Child, cell: Cell, out: BinaryIO, err: BinaryIO) -> _Watched:
    """Let the cell run until its guard is gone."""
    keep = cell.limits.output_bytes
    captures = (Capture(child.stdout, out, keep), Capture(child.stderr, err, keep))
    breach, peak = None, 0
    ready = child.await_readiness()
    began = time.monotonic()
    if ready and child.root is not None:
        gauge = Gauge(cell.limits, str(cell.scratch), ProcessTree(child.root, child.strangers))
        child.release()
        with ahead_of_others():
            breach = _follow(child, cell.limits, captures, gauge)
        peak = gauge.peak_memory_bytes
    else:
        child.kill()
        child.kill_guard()
    for capture in captures:
        capture.drain()
    return _Watched(breach, began, peak, captures[0].count, captures[1].count)


def _follow(child: Child, limits: Limits, captures: tuple[Capture, ...], gauge: Gauge) -> _Breach | None:
    """Let a cell run until its guard is gone, and end it at once when it goes past a limit."""
    breach = None
    steps: Iterator[float] = iter(())
    deadline = time.monotonic() + limits.time_s
    with selectors.DefaultSelector() as selector:
        selector.register(child.status, selectors.EVENT_READ, child.hear)
        for capture in captures:
            selector.register(capture.source, selectors.EVENT_READ, capture.take)
        due = gauge.due
        while child.status in {key.fd for key in selector.get_map().values()}:
            for key, _ in selector.select(max(0.0, due - time.monotonic())):
                if not key.data():
                    selector.unregister(key.fileobj)
            if breach is None:
                breach = _breach(limits, captures, gauge, deadline)
                steps = _end(child, breach) if breach else steps
                due = next(steps) if breach else min(gauge.due, deadline)
            elif time.monotonic() >= due:
                due = next(steps)
    return breach


def _breach(limits: Limits, captures: tuple[Capture, ...], gauge: Gauge, deadline: float) -> _Breach | None:
    """Say which limit the cell is past; None when there is none."""
    for capture in captures:
        if capture.error is not None:
            return _Breach(f"its output could not be kept: {capture.error.strerror}", "infrastructure")
        if capture.count > _OUTPUT_FACTOR * limits.output_bytes:
            return _Breach(f"printed more than {as_size(_OUTPUT_FACTOR * limits.output_bytes)}")
    now = time.monotonic()
    if now >= deadline:
        return _Breach(f"ran past its time limit of {limits.time_s:g} s", grace_s=_GRACE_S)
    sentence = gauge.look() if now >= gauge.due else None
    return _Breach(sentence) if sentence else None


def _end(child: Child, breach: _Breach) -> Iterator[float]:
    """End a cell in steps; each gives the time of the next, which is taken if the guard is still there."""
    if breach.grace_s:
        child.ask_to_end()
        yield time.monotonic() + breach.grace_s
    child.kill()
    while True:
        yield time.monotonic() + _GIVE_UP_S
        child.kill()
        child.kill_guard()


def _judge(child: Child, cell: Cell, status: int, peak: int, stderr: Path) -> _Breach | None:
    """Say what was wrong with a cell that ended by itself; None when nothing was."""
    limits = cell.limits
    exit_code = child.exit_code()
    if exit_code is None:
        return _not_begun(status, stderr)
    past = past_memory(peak, limits) or past_scratch(str(cell.scratch), limits)
    if past:
        return _Breach(past)
    if exit_code == 0:
        return None
    if disk_is_full(str(cell.scratch)):
        return _Breach(f"exit code {exit_code} while the disk of its scratch folder is full", "infrastructure")
    if exit_code == 128 + signal.SIGXFSZ:
        return _Breach(f"a file grew past {as_size(limits.file_bytes)} (SIGXFSZ)")
    if exit_code == 128 + signal.SIGKILL:
        return _Breach("killed by SIGKILL, as the system does when memory runs out")
    if exit_code in (126, 127):
        return _Breach(f"exit code {exit_code}, as of a program that is not there or cannot be started")
    return _Breach(f"killed by {_signal(exit_code)}" if exit_code > 128 else f"exit code {exit_code}")


def _not_begun(status: int, stderr: Path) -> _Breach:
    """Say why a guard ended without having run its program; what stands on stderr is the guard's own then."""
    with stderr.open("rb") as file:
        said = " ".join(file.read(2000).decode(errors="replace").split())[:300]
    return _Breach(f"the sandbox failed (status {status}): {said}", "infrastructure")


def _signal(exit_code: int) -> str:
    try:
        return signal.Signals(exit_code - 128).name
    except ValueError:
        return f"signal {exit_code - 128}"
