"""Starting the cell's program from its guard, and waiting for it."""

from __future__ import annotations

import contextlib
import os
import signal

from .syscalls import SET_PARENT_DEATH_SIGNAL, control

_ROUNDS = 1000
"""An end to the search for processes that appear faster than they are ended."""


def start_program(argv: list[str], env: dict[str, str], folder: str) -> tuple[int, int]:
    """Start a program as the first of a new process group: its process id, and what `await_program` needs of it."""
    failed, failing = os.pipe()  # closed by the start of a program
    program = os.fork()
    if program == 0:
        _become(argv, env, folder, failing)
    os.close(failing)
    with contextlib.suppress(OSError):  # whichever of the two comes first; the other fails
        os.setpgid(program, program)
    return program, failed


def await_program(program: int, failed: int) -> int | None:
    """Wait for a program: its exit code, 128 + the signal that ended it, or None when it could not be started.

    Processes that it leaves behind, and that the caller has become the parent of, are waited for as they end.
    """
    while True:
        pid, status = os.wait()
        if pid == program:
            code = os.waitstatus_to_exitcode(status)
            return None if os.read(failed, 1) else code if code >= 0 else 128 - code


def _become(argv: list[str], env: dict[str, str], folder: str, failing: int) -> None:
    """Turn this process into the program; it ends here when that fails."""
    try:
        os.setpgid(0, 0)
        control(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):  # Python had its own way with these
            signal.signal(number, signal.SIG_DFL)
        os.chdir(folder)
        os.execvpe(argv[0], argv, env)
    except (OSError, ValueError) as error:
        os.write(2, f"ara: execvp {argv[0]}: {getattr(error, 'strerror', None) or error}\n".encode())
        os.write(failing, b"x")
    finally:
        os._exit(127)


def end_children() -> None:
    """End all processes of which this one is the parent, or becomes it while their own parents end."""
    for _ in range(_ROUNDS):
        children = _children()
        if not children:
            return
        for pid, group in children.items():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                if group not in (pid, os.getpgrp()):
                    os.killpg(group, signal.SIGKILL)
        for pid in children:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> dict[int, int]:
    """Give the children of this process, each with its process group."""
    own = str(os.getpid()).encode()
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        with contextlib.suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
            if fields[1] == own:
                found[int(name)] = int(fields[2])
    return found
