"""The Python environment of a job: the worker's own interpreter, pins installed for it, or one that is there already.

Pins are installed once for each set of them, by the worker's interpreter and from wheels, which run nothing when they
are unpacked. What was installed is only ever imported inside a sandbox.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .existing_environment import use_existing
from .faults import HarnessError, MissingError
from .removal import remove_folder
from .sandbox.contract import ENVIRONMENT, Bind

_INSTALL_S = 1800
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Prepared:
    """An environment that jobs can use."""

    kind: str
    """`worker`, `requirements` or `existing`."""
    python: str = "python"
    """First word of a command that means its interpreter."""
    version: str = ""
    """Version of that interpreter."""
    folders: tuple[Path, ...] = ()
    """Folders of the host in which its packages lie, first come first served."""
    binds: tuple[Bind, ...] = ()
    """What a cell has to see of it."""
    import_path: tuple[str, ...] = ()
    """Folders inside a cell that are put before the interpreter's own on its import path."""
    programs: tuple[str, ...] = ()
    """Folders inside a cell that hold its programs."""
    notes: tuple[str, ...] = ()
    """What was noticed when it was made."""


def prepare(key: str | None, asked: dict[str, Any] | None, root: Path, cache: Path, allow_build: bool) -> Prepared:
    """Give the environment that an experiment asks for; it is installed when it is not there yet.

    Raises MissingError for what cannot be had here, and HarnessError when the disk fails.
    """
    if asked is None or key is None or not any(asked.values()):
        return Prepared("worker", version=platform.python_version(), folders=_own_folders())
    if asked["conda"] or asked["apptainer"]:
        kind = "conda" if asked["conda"] else "apptainer"
        raise MissingError(f"a {kind} environment, which is not built here; make it, and name its folder by `existing`")
    if asked["existing"]:
        if asked["requirements"]:
            raise MissingError("an `existing` environment takes no `requirements`; install them into it")
        python, version, folders, binds = use_existing(asked["existing"], root)
        return Prepared("existing", str(python), version, folders, binds, programs=(str(python.parent),))
    folder, notes = _installed(sorted(asked["requirements"]), cache, allow_build)
    return Prepared(
        "requirements",
        version=platform.python_version(),
        folders=(folder, *_own_folders()),
        binds=(Bind(folder, ENVIRONMENT),),
        import_path=(ENVIRONMENT,),
        programs=(f"{ENVIRONMENT}/bin",),
        notes=notes,
    )


@functools.lru_cache(maxsize=1)
def _own_folders() -> tuple[Path, ...]:
    paths = sysconfig.get_paths()
    return tuple(Path(path) for path in dict.fromkeys((paths["purelib"], paths["platlib"])))


def _installed(pins: list[str], cache: Path, allow_build: bool) -> tuple[Path, tuple[str, ...]]:
    # wheels are made for one kind of interpreter and machine
    built_for = f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}-{'built' if allow_build else 'wheels'}"
    place = cache / hashlib.sha256(" ".join((*pins, built_for)).encode()).hexdigest()
    with _LOCK:
        if not (place / "notes.json").is_file():
            cache.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=".installing-", dir=cache))
            try:
                notes = _install(pins, fresh / "packages", allow_build)
                (fresh / "notes.json").write_text(json.dumps(notes), encoding="utf-8")
                with contextlib.suppress(FileExistsError, OSError):  # another worker was quicker
                    fresh.rename(place)
            finally:
                remove_folder(fresh)
    try:
        notes = json.loads((place / "notes.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise HarnessError(f"the environment at {place} cannot be used: {error}; remove that folder") from None
    return place / "packages", tuple(notes)


def _install(pins: list[str], target: Path, allow_build: bool) -> list[str]:
    """Install pins into a folder; notes say what was taken out again."""
    # -I: no module of the folder that the worker was started in stands in for pip's
    command = [sys.executable, "-I", "-m", "pip", "install", "--target", str(target), "--no-input", "--quiet"]
    command += ["--disable-pip-version-check", "--no-warn-script-location", "--no-compile"]
    command += [] if allow_build else ["--only-binary", ":all:"]
    try:
        done = subprocess.run(
            [*command, "--", *pins],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_INSTALL_S,
            cwd=target.parent,
        )
    except subprocess.TimeoutExpired:
        raise MissingError(f"the environment could not be installed within {_INSTALL_S} s") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        cause = next((line for line in said if line.startswith("ERROR")), said[-1] if said else "pip gave no reason")
        raise MissingError(f"the environment ({', '.join(pins)}) could not be installed: {cause.strip()[:300]}")
    target.mkdir(exist_ok=True)
    return remove_start_up_files(target)


def remove_start_up_files(target: Path) -> list[str]:
    """Take `.pth` files out of installed packages, since Python runs lines of them at every start; say which."""
    notes = []
    for path in sorted(target.rglob("*")):
        if path.suffix == ".pth" and not path.is_dir():
            os.unlink(path)
            notes.append(f"the start-up file {path.relative_to(target)} of an installed package was removed")
    return notes
