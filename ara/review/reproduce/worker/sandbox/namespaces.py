"""Cells made by the standard library alone, for machines without bubblewrap."""

from __future__ import annotations

from .contract import SCRATCH, Cell, Start
from .launcher import launch
from .seccomp import seccomp_filter
from .surroundings import arguments, environment, working_folder
from .view import HOST_NAME, view


class Namespaces:
    """Isolation by namespaces and a root folder of its own, as bubblewrap's, with Landlock on top where there is one.

    It does not stop what bubblewrap does not stop: a fault of the kernel, or of a GPU's driver; code that finds out how
    busy the machine is, and how long things take; use of disk or memory beyond the limit between two readings; memory
    that no process has mapped. What is below `/usr` and the interpreter's folders is seen. Its guard, a small Python,
    starts some twenty milliseconds later than bubblewrap. Where root is refused a user namespace it does without one,
    and the cell's root is then the host's, without any capability. A kernel since 6.14 keeps the number of processes
    for root as well.
    """

    name = "namespaces"
    confines_processes = True

    def start(self, cell: Cell, status: int) -> Start:
        """Say how the cell is started; see the contract."""
        wanted = {
            "confined": True,
            "argv": list(arguments(cell)),
            "env": environment(cell),
            "folder": working_folder(cell),
            "host_name": HOST_NAME,
            "steps": [tuple(step) for step in view(cell)],
            "processes": cell.limits.processes,
            "own": (SCRATCH, "/tmp", "/dev/shm"),
            "writable": ("/dev", "/proc"),
            "filter": seccomp_filter(),
        }
        return launch(wanted, status)
