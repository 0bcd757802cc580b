"""What a cell sees of the host: a list of steps that builds its root folder, the same for every kind."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .contract import PRIVATE_TMP, SCRATCH, TREE, Cell
from .gpus import gpu_devices, gpu_folders
from .interpreter import interpreter_folders

HOST_NAME = "ara"
"""The name that a cell's machine has."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store")
_ETC = ("/etc/ld.so.cache", "/etc/alternatives")
_HARDWARE = ("/sys/devices/system",)


class Step(NamedTuple):
    """One step in building a cell's root folder, which is empty at first."""

    kind: str
    """`ro`, `rw`, `dev`: show `source` at `target`, read-only, writable, with its devices; `link`: a symbolic link to
    `source`; `file`: a file that holds `source`; `tmpfs`: an empty folder in memory, of at most `size` bytes when that
    is not 0; `proc`, `devices`: the process and device folders; `close`: make `target` itself read-only."""
    target: str
    """Path inside the cell."""
    source: str = ""
    """Path on the host, resolved, or text."""
    size: int = 0
    """Bytes."""


def view(cell: Cell) -> tuple[Step, ...]:
    """Give the steps for a cell. A folder stands before what is below it, and is closed after all of that."""
    shown = list({step.target: step for step in _shown(cell)}.values())
    covers = {step.target: step for step in _covers(cell, shown)}
    by_depth = sorted(
        {**covers, **{step.target: step for step in shown}}.values(), key=lambda step: step.target.split("/")
    )
    steps = _without_repetition(by_depth)
    closed = [step.target for step in steps if step.target in covers and step.kind == "tmpfs"]
    return (*steps, *(Step("close", path) for path in (*closed, "/dev", "/")))


def _without_repetition(steps: list[Step]) -> list[Step]:
    """Leave out what a folder above shows anyway, at the same place."""
    kept: list[Step] = []
    for step in steps:
        above = [one for one in kept if _is_below(step.target, one.target)]
        if not (
            step.kind in ("ro", "link")
            and above
            and above[-1].kind == "ro"
            and above[-1].source == above[-1].target
            and (step.kind == "link" or step.source == step.target)
        ):
            kept.append(step)
    return kept


def _shown(cell: Cell) -> Iterator[Step]:
    yield from _host_folders(_SYSTEM)
    yield from _host_folders(_ETC)
    yield from _host_folders(_HARDWARE)
    for path, text in _etc_files().items():
        yield Step("file", path, text)
    for path in interpreter_folders():
        yield from _host_folders([path])
    yield Step("proc", "/proc")
    yield from _kernel_settings()
    yield Step("devices", "/dev")
    yield Step("tmpfs", "/dev/shm", size=cell.limits.memory_bytes or 0)
    if cell.gpus:
        yield from _host_folders(["/sys", *gpu_folders()])
        for device in gpu_devices(cell.gpus):
            yield Step("dev", device, device)
    yield Step("rw", "/tmp", str(cell.scratch.resolve() / PRIVATE_TMP))
    yield Step("rw", SCRATCH, str(cell.scratch.resolve()))
    yield Step("ro", TREE, str(cell.tree.resolve()))
    for bind in cell.binds:
        yield Step("ro", os.path.normpath(bind.target), str(bind.source.resolve()))


def _host_folders(paths: Iterable[str]) -> Iterator[Step]:
    """Show folders and files of the host where they are; one that is a link there is a link inside.

    What stands below the temporary folder is made in the cell's own, which the next cell of a job finds as it is left:
    a link could not be made twice there, so the folder behind it is shown.
    """
    for path in paths:
        if os.path.islink(path) and not (_is_below(path, "/tmp") and os.path.isdir(path)):
            yield Step("link", path, os.readlink(path))
        elif os.path.exists(path):
            yield Step("ro", path, os.path.realpath(path))


@functools.lru_cache(maxsize=1)
def _kernel_settings() -> tuple[Step, ...]:
    """Close what lies in /proc beside processes, wherever the user might write to it.

    For a cell that root started, root is its own user, and settings of the machine ask for no capability. bubblewrap
    means to close some of them, but takes a folder that nobody may write to for closed already.
    """
    writable = 0o222 if os.getuid() == 0 else 0o022
    steps = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit() or entry.is_symlink():
            continue
        files = _files_below(entry.path) if entry.is_dir() else iter([entry.path])
        if any(_mode(path) & writable for path in files):
            steps.append(Step("ro", entry.path, entry.path))
    return tuple(steps)


def _files_below(folder: str) -> Iterator[str]:
    return (os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def _mode(path: str) -> int:
    try:
        return os.lstat(path).st_mode if not os.path.islink(path) else 0
    except OSError:  # closed to us, or gone
        return 0


def _etc_files() -> dict[str, str]:
    """Accounts and names without any of the host's own; the resolver has no server to ask."""
    user, group = os.getuid(), os.getgid()
    accounts = {0: "root", user: "root" if user == 0 else "ara", 65534: "nobody"}
    groups = {0: "root", group: "root" if group == 0 else "ara", 65534: "nogroup"}
    home = f"{SCRATCH}/.home"
    return {
        "/etc/passwd": "".join(f"{name}:x:{number}:{number}::{home}:/bin/sh\n" for number, name in accounts.items()),
        "/etc/group": "".join(f"{name}:x:{number}:\n" for number, name in groups.items()),
        "/etc/hosts": f"127.0.0.1 localhost {HOST_NAME}\n::1 localhost\n",
        "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    }


def _covers(cell: Cell, shown: list[Step]) -> Iterator[Step]:
    """Cover what is to stay hidden, wherever a folder that is shown holds it."""
    for hidden in cell.hidden:
        path = os.path.realpath(hidden)
        for step in shown:
            if step.kind == "ro" and _is_below(path, step.source) and os.path.isdir(path):
                yield Step("tmpfs", os.path.normpath(os.path.join(step.target, os.path.relpath(path, step.source))))


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")
