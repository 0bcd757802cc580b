"""Starting the cell's program from its guard, and waiting for it."""

from __future__ import annotations

import contextlib
import os
import signal

_CHILDREN_ALIVE_ROUNDS = 1000


def run_program(argv: list[str], env: dict[str, str], folder: str) -> int | None:
    """Run a program to its end: its exit code, 128 + the signal that ended it, or None when it could not be started.

    Processes that it leaves behind, and that the caller has become the parent of, are waited for as they end.
    """
    failed, failing = os.pipe()  # closed by the start of a program
    program = os.fork()
    if program == 0:
        _become(argv, env, folder, failing)
    os.close(failing)
    while True:
        pid, status = os.wait()
        if pid == program:
            code = os.waitstatus_to_exitcode(status)
            return None if os.read(failed, 1) else code if code >= 0 else 128 - code


def _become(argv: list[str], env: dict[str, str], folder: str, failing: int) -> None:
    """Turn this process into the program; it ends here when that fails."""
    try:
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
    for _ in range(_CHILDREN_ALIVE_ROUNDS):
        for pid in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        try:
            os.wait()
        except ChildProcessError:
            return


def _children() -> list[int]:
    own = str(os.getpid()).encode()
    found = []
    for name in os.listdir("/proc"):
        with contextlib.suppress(OSError):
            if name.isdigit():
                with open(f"/proc/{name}/stat", "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
                if fields[1] == own:
                    found.append(int(name))
    return found
