"""Cells without isolation, for a user who asked for that: `--no-sandbox`."""

from __future__ import annotations

from pathlib import Path

from .contract import ENVIRONMENT, INPUTS, PRIVATE_TMP, SCRATCH, TREE, Cell, Start
from .launcher import launch
from .surroundings import arguments, environment, working_folder

_LINKS = ".ara"
"""Folder below scratch that stands for `/ara`."""


class NoSandbox:
    """No isolation: the cell's program is a process of the user's like any other.

    It stops nothing that wants to get past it. Such a program reads and writes what the user may, reaches the network
    and every other process of the user. What is kept: the limits, a HOME and a folder for temporary files of its own,
    an environment of its own, and the end of the processes that it leaves behind, as long as it does not fight that.
    """

    name = "none"
    confines_processes = False

    def start(self, cell: Cell, status: int) -> Start:
        """Say how the cell is started, its folders being where they are on the host; see the contract."""
        places = _places(cell)
        scratch = str(cell.scratch.resolve())
        env = {name: _moved(value, places) for name, value in environment(cell).items()}
        if "TMPDIR" not in cell.env:
            env["TMPDIR"] = f"{scratch}/{PRIVATE_TMP}"
        wanted = {
            "confined": False,
            "argv": [_moved(word, places) for word in arguments(cell)],
            "env": env,
            "folder": _moved(working_folder(cell), places),
        }
        return launch(wanted, status)


def _places(cell: Cell) -> dict[str, str]:
    """Say where on the host each folder of the cell is; binds below one of them become links in one folder."""
    links = cell.scratch.resolve() / _LINKS
    for bind in cell.binds:
        if bind.target.startswith("/ara/"):
            link = links / bind.target[len("/ara/") :]
            link.parent.mkdir(parents=True, exist_ok=True)
            if not link.is_symlink():  # a second cell in the same folder, such as that after a GPU's canary
                link.symlink_to(bind.source.resolve())
    return {
        TREE: str(cell.tree.resolve()),
        SCRATCH: str(cell.scratch.resolve()),
        INPUTS: str(links / Path(INPUTS).name),
        ENVIRONMENT: str(links / Path(ENVIRONMENT).name),
    }


def _moved(word: str, places: dict[str, str]) -> str:
    """Give a word in which a cell's path, alone or in a list such as PYTHONPATH, is the host's."""
    return ":".join(_moved_path(path, places) for path in word.split(":"))


def _moved_path(path: str, places: dict[str, str]) -> str:
    for inside, outside in places.items():
        if path == inside or path.startswith(inside + "/"):
            return outside + path[len(inside) :]
    return path
