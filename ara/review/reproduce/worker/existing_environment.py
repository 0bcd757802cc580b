"""An environment that is there already, named by its folder: a virtual environment, or one that conda made."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .faults import MissingError
from .sandbox.contract import Bind


def use_existing(name: str, root: Path) -> tuple[Path, str, tuple[Path, ...], tuple[Bind, ...]]:
    """Give an environment's interpreter, its version, the folders of its packages and what a cell must see of it.

    Raises MissingError when the folder is no Python environment of this machine. One that lies in the code's root is
    refused: it came with the artifact, and nothing says what is in it.
    """
    folder = Path(os.path.expanduser(name))
    if not folder.is_absolute():
        raise MissingError(f"the environment {name!r} is not named by an absolute path")
    real = Path(os.path.realpath(folder))
    if Path(os.path.realpath(root)) in (real, *real.parents):
        raise MissingError(f"the environment {name} came with the code; make one outside of it")
    # these files are what tells an environment from any other folder, of which nothing may be shown to a job
    if not ((folder / "pyvenv.cfg").is_file() or (folder / "conda-meta").is_dir()):
        raise MissingError(f"there is no Python environment at {name} on this machine")
    python = folder / "bin" / "python"
    if not os.access(python, os.X_OK):
        raise MissingError(f"the environment {name} has no bin/python that can be started")
    packages = sorted(path for path in folder.glob("lib/python3*/site-packages") if path.is_dir())
    if len(packages) != 1:
        raise MissingError(f"the environment {name} has {len(packages)} folders lib/python3*/site-packages, not one")
    version = _version(folder) or packages[0].parent.name.replace("python", "")
    return python, version, tuple(packages), _binds(folder, python)


def _version(folder: Path) -> str | None:
    try:
        text = (folder / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = re.search(r"^version(?:_info)?\s*=\s*([\d.]+)", text, re.MULTILINE)
    return found[1].rstrip(".") if found else None


def _binds(folder: Path, python: Path) -> tuple[Bind, ...]:
    """Show the folder where it is, since environments cannot be moved, and the installation it was made from."""
    base = Path(os.path.realpath(python)).parent.parent
    places = [folder]
    if base not in (Path("/"), Path("/usr"), folder) and list(base.glob("lib/python3*")):
        places.append(base)
    return tuple(Bind(place, str(place)) for place in places)
