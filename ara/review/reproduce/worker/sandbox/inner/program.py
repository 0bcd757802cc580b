"""Starting the cell's program from its guard, and waiting for it."""

from __future__ import annotations

import os

from .syscalls import KILL, SET_PARENT_DEATH_SIGNAL, Tolerated, control, libc

_PYTHONS_OWN = (2, 13, 25)
"""SIGINT, SIGPIPE and SIGXFSZ: Python has its own way with them, which a program would inherit."""
_ROUNDS = 1000
"""An end to the search for processes that appear faster than they are ended."""


def start_program(argv: list[str], env: dict[str, str], folder: str) -> int:
    """Start a program as the first of a new process group, and give its process id."""
    program = os.fork()
    if program == 0:
        _become(argv, env, folder)
    with Tolerated():  # whichever of the two comes first; the other fails
        os.setpgid(program, program)
    return program


def await_program(program: int) -> int:
    """Wait for a program: its exit code, 128 + the signal that ended it, 126 or 127 when it could not be started.

    Processes that it leaves behind, and that the caller has become the parent of, are waited for as they end.
    """
    while True:
        pid, status = os.wait()
        if pid == program:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _become(argv: list[str], env: dict[str, str], folder: str) -> None:
    """Turn this process into the program; it ends here when that fails."""
    code = 126
    try:
        os.setpgid(0, 0)
        control(SET_PARENT_DEATH_SIGNAL, KILL)
        for number in _PYTHONS_OWN:
            libc.signal(number, None)
        os.chdir(folder)
        os.execvpe(argv[0], argv, env)
    except (OSError, ValueError) as error:
        code = 127 if isinstance(error, FileNotFoundError) else 126
        os.write(2, f"ara: {argv[0]}: {getattr(error, 'strerror', None) or error}\n".encode())
    finally:
        os._exit(code)


def end_children() -> None:
    """End all processes of which this one is the parent, or becomes it while their own parents end."""
    for _ in range(_ROUNDS):
        children = _children()
        if not children:
            return
        for pid, group in children.items():
            with Tolerated():
                os.kill(pid, KILL)
                if group not in (pid, os.getpgrp()):
                    os.killpg(group, KILL)
        for pid in children:
            with Tolerated():
                os.waitpid(pid, 0)


def _children() -> dict[int, int]:
    """Give the children of this process, each with its process group."""
    own = str(os.getpid()).encode()
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        with Tolerated(), open(f"/proc/{name}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
            if fields[1] == own:
                found[int(name)] = int(fields[2])
    return found
