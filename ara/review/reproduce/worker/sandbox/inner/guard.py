"""What the guard does: prepare the cell, wait to be released, run the program, report."""

from __future__ import annotations

import marshal
import os
import sys

from .confinement import confine, leave_namespaces
from .program import await_program, end_children, start_program
from .syscalls import KILL, SET_CHILD_SUBREAPER, SET_PARENT_DEATH_SIGNAL, control

TYPE_CHECKING = False  # as in `confinement`
if TYPE_CHECKING:
    from typing import Any


def main() -> None:
    """Run the cell that is described on a descriptor; `launcher` gives the numbers."""
    feed, status = (int(word) for word in sys.argv[2:4])
    with os.fdopen(feed, "rb") as file:
        wanted = marshal.loads(file.read())
    os.set_inheritable(status, False)
    _end_with_parent(wanted["caller"])
    try:
        if wanted["confined"]:
            _run_confined(wanted, status)
        else:
            _run_open(wanted, status)
    except OSError as error:
        os.write(2, f"ara: {error.strerror or error}\n".encode())
        os._exit(1)


def _run_confined(wanted: dict[str, Any], status: int) -> None:
    """Run the program in namespaces of its own: this process stays outside, its child is the first one inside."""
    leave_namespaces()
    guard = os.getpid()
    first = os.fork()
    if first:
        _report(status, "child-pid", first)
        os.close(0)
        _, ended = os.waitpid(first, 0)
        os._exit(abs(os.waitstatus_to_exitcode(ended)))
    _end_with_parent(guard)
    confine(wanted)
    _run(wanted, status)


def _run_open(wanted: dict[str, Any], status: int) -> None:
    """Run the program among the host's processes, as the parent of whatever it leaves behind."""
    control(SET_CHILD_SUBREAPER, 1)
    _report(status, "child-pid", os.getpid())
    _run(wanted, status)


def _run(wanted: dict[str, Any], status: int) -> None:
    os.write(1, b"ready\n")
    if not os.read(0, 1):
        os._exit(1)  # the caller is gone
    os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
    program = start_program(wanted["argv"], wanted["env"], wanted["folder"])
    if not wanted["confined"]:
        _report(status, "group", program)
    code = await_program(program)
    if not wanted["confined"]:
        end_children()
    _report(status, "exit-code", code)
    os._exit(code & 255)


def _report(status: int, name: str, value: int) -> None:
    os.write(status, f'{{"{name}": {value}}}\n'.encode())


def _end_with_parent(parent: int) -> None:
    control(SET_PARENT_DEATH_SIGNAL, KILL)
    if os.getppid() not in (parent, 0):  # 0: the parent is outside of this process namespace
        os._exit(1)
