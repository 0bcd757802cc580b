"""The environment of a cell, the same for every kind but for where its folders are."""

from __future__ import annotations

import os

from .contract import PRIVATE_HOME, SCRATCH, TREE, Cell
from .gpus import gpu_environment, gpu_programs
from .interpreter import interpreter

_LIBRARIES = "LD_LIBRARY_PATH"
_PROGRAMS = ("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin")


def environment(cell: Cell) -> dict[str, str]:
    """Give all variables of a cell: its own, and the few that the sandbox sets."""
    programs = (os.path.dirname(interpreter()), *(gpu_programs() if cell.gpus else ()), *_PROGRAMS)
    given = {
        "HOME": f"{SCRATCH}/{PRIVATE_HOME}",
        "TMPDIR": "/tmp",
        "PATH": ":".join(dict.fromkeys(programs)),
        "PWD": working_folder(cell),
    }
    of_gpus = gpu_environment(cell.gpus, SCRATCH)
    libraries = [found[_LIBRARIES] for found in (of_gpus, cell.env) if found.get(_LIBRARIES)]
    joined = {_LIBRARIES: ":".join(libraries)} if libraries else {}
    return {**given, **cell.env, **of_gpus, **joined}


def working_folder(cell: Cell) -> str:
    """Give the path inside of the folder in which the cell's program starts."""
    return os.path.normpath(os.path.join(TREE, cell.cwd))


def arguments(cell: Cell) -> tuple[str, ...]:
    """Give the cell's argument list, with the interpreter's path for the word `python`."""
    return (interpreter(), *cell.argv[1:]) if cell.argv[0] == "python" else cell.argv
