"""Probes of the machine: each tries the thing itself instead of asking whether its program is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_SECONDS = 20


class Finding(NamedTuple):
    """What one probe found."""

    what: str
    """The thing probed."""
    works: bool
    """Whether it works here."""
    needed: bool
    """Whether every user needs it."""
    detail: str
    """Version, or what went wrong."""
    mend: str
    """What to do when it does not work."""


def probe() -> tuple[Finding, ...]:
    """Run all probes, in the order in which a user would care."""
    probes: tuple[Callable[[], Finding], ...] = (_python, _pdf, _git, _cache, _other_ara, _sandbox, _gpu, _cluster)
    return tuple(one() for one in probes)


def _python() -> Finding:
    return Finding("Python", sys.version_info >= (3, 11), True, sys.version.split()[0], "Install Python 3.11 or later.")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _pdf() -> Finding:
    found = _version("pymupdf")
    works = found is not None and found.split(".")[0] == "2" and find_spec("pymupdf") is not None
    return Finding("PDF reading", works, True, f"pymupdf {found}", "Run `pip install 'pymupdf>=2,<3'`.")


def _git() -> Finding:
    mend = "Install git; without it repositories cannot be read."
    try:
        run = subprocess.run(["git", "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("git", False, True, type(error).__name__, mend)
    return Finding("git", True, True, run.stdout.strip(), mend)


def _cache() -> Finding:
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ara"
    mend = "Point XDG_CACHE_HOME to a folder that can be written."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".probe-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        return Finding("cache", False, False, f"{folder}: {error.strerror}", mend)
    return Finding("cache", True, False, str(folder), mend)


def _other_ara() -> Finding:
    """Two other programs install a command `ara`; the first on PATH wins."""
    found = shutil.which("ara")
    mine = Path(sys.argv[0]).resolve()
    works = (
        found is None or Path(found).resolve() == mine or Path(found).resolve().parent == Path(sys.executable).parent
    )
    detail = found or "not on PATH"
    return Finding("command `ara`", works, False, detail, "Another program answers to `ara`; use `ara-toolkit`.")


def _sandbox() -> Finding:
    """Name the kind of isolation in which foreign code would run, found by starting a small program in it."""
    from ara.review.reproduce.worker.sandbox.probe import survey

    trials = survey()
    faults = "; ".join(f"{trial.sandbox.name}: {trial.fault}" for trial in trials if trial.fault is not None)
    chosen = next((trial.sandbox.name for trial in trials if trial.fault is None), None)
    detail = faults if chosen is None else f"{chosen} works" + (f" ({faults})" if faults else "")
    mend = "Install bubblewrap, or let the kernel have user namespaces; needed only for re-execution."
    return Finding("sandbox", chosen is not None, False, detail, mend)


def _gpu() -> Finding:
    mend = "Needed only for GPU experiments; install a driver and `ara-toolkit[gpu]`."
    try:
        query = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
        run = subprocess.run(query, capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return Finding("GPU", False, False, "none found.", mend)
    return Finding("GPU", bool(run.stdout.strip()), False, "; ".join(run.stdout.split("\n")[:8]).strip("; "), mend)


def _cluster() -> Finding:
    found = _version("parsl")
    mend = "Needed only for many machines; install `ara-toolkit[cluster]`."
    return Finding("cluster (Parsl)", found is not None, False, found or "not installed.", mend)
