"""Building the root folder of a cell out of mounts, and moving into it."""

from __future__ import annotations

import os

from .syscalls import Tolerated, detach, mount, pivot_root

_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_PROGRAMS = 1, 2, 4, 8
_REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 32, 4096, 16384, 1 << 18
_FLAGS = {
    "ro": _READ_ONLY,
    "nosuid": _NO_SETUID,
    "nodev": _NO_DEVICES,
    "noexec": _NO_PROGRAMS,
    "noatime": 1024,
    "nodiratime": 2048,
    "relatime": 1 << 21,
}
_PLAIN = _NO_SETUID | _NO_DEVICES
_BINDS = {"ro": _PLAIN | _READ_ONLY, "rw": _PLAIN, "dev": _NO_SETUID}
_NODES = ("null", "zero", "full", "random", "urandom", "tty")
_OLD, _NEW = "/old", "/new"

Step = tuple[str, str, str, int]
"""Kind, target, source, size; see `view`."""


def enter_root(steps: list[Step], processes: int) -> None:
    """Build a root folder by steps, and make it this process's own; nothing of the host's is left in reach."""
    mount("none", "/", "", _RECURSIVE | _PRIVATE)
    # The new root begins on a folder that any host has; the host's is kept at /old while it is built
    mount("tmpfs", "/tmp", "tmpfs", _PLAIN, "mode=755")
    os.mkdir("/tmp" + _OLD)
    os.mkdir("/tmp" + _NEW)
    pivot_root("/tmp", "/tmp" + _OLD)
    os.chdir("/")
    mount("tmpfs", _NEW, "tmpfs", _PLAIN, "mode=755")
    for kind, target, source, size in steps:
        _take_step(kind, _path(target), source, size, processes)
    _set_flags(steps)
    detach(_OLD)
    os.chdir(_NEW)
    pivot_root(".", ".")
    detach(".")
    os.chdir("/")


def _take_step(kind: str, path: str, source: str, size: int, processes: int) -> None:
    if kind in _BINDS:
        _bind(_OLD + source, path)
    elif kind == "link":
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(source, path)
    elif kind == "file":
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(source)
    elif kind == "tmpfs":
        os.makedirs(path, exist_ok=True)
        mount("tmpfs", path, "tmpfs", _PLAIN, "mode=755" + (f",size={size}" if size else ""))
    elif kind == "proc":
        _proc(path, processes)
    elif kind == "devices":
        _devices(path)


def _bind(source: str, path: str) -> None:
    if os.path.isdir(source):
        os.makedirs(path, exist_ok=True)
    elif not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w"):
            pass
    mount(source, path, "", _BIND | _RECURSIVE)


def _proc(path: str, processes: int) -> None:
    os.makedirs(path, exist_ok=True)
    mount("proc", path, "proc", _PLAIN | _NO_PROGRAMS)
    # Kernels that know these limits keep them for this namespace alone; others have other guards against the same
    for setting, value in (("kernel/pid_max", max(2 * processes, 301)), ("user/max_user_namespaces", 0)):
        with Tolerated(), open(f"{path}/sys/{setting}", "w") as file:
            file.write(str(value))


def _devices(path: str) -> None:
    os.makedirs(path, exist_ok=True)
    mount("tmpfs", path, "tmpfs", _NO_SETUID, "mode=755")
    for node in _NODES:
        if os.path.exists(f"{_OLD}/dev/{node}"):
            _bind(f"{_OLD}/dev/{node}", f"{path}/{node}")
    for name, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(f"/proc/self/{target}", f"{path}/{name}")
    os.mkdir(f"{path}/pts")
    with Tolerated():  # only for programs that make terminals of their own
        mount("devpts", f"{path}/pts", "devpts", _NO_SETUID | _NO_PROGRAMS, "newinstance,ptmxmode=0666,mode=620")
        os.symlink("pts/ptmx", f"{path}/ptmx")


def _set_flags(steps: list[Step]) -> None:
    """Give every mount at or below a bind's target that bind's flags, beside those it has and may not lose."""
    binds = {_path(target): _BINDS[kind] for kind, target, _, _ in steps if kind in _BINDS}
    closed = {_path(target) for kind, target, _, _ in steps if kind == "close"}
    with open(_OLD + "/proc/self/mountinfo") as file:
        lines = [line.split() for line in file]
    for fields in lines:
        path = _plain(fields[4])
        above = [target for target in binds if path == target or path.startswith(target + "/")]
        flags = (binds[max(above, key=len)] if above else 0) | (_READ_ONLY if path in closed else 0)
        if flags:
            present = sum(_FLAGS.get(option, 0) for option in fields[5].split(","))
            try:
                mount("none", path, "", _REMOUNT | _BIND | present | flags)
            except OSError:  # a mount of the host's own below one that is shown may stay as it is, if it is read-only
                if path in binds or not present & _READ_ONLY:
                    raise


def _path(target: str) -> str:
    """Give the place of a cell's path while its root is built."""
    return _NEW + target.rstrip("/")


def _plain(path: str) -> str:
    """Undo the octal escapes of mountinfo."""
    parts = path.split("\\")
    return parts[0] + "".join(chr(int(part[:3], 8)) + part[3:] for part in parts[1:])
