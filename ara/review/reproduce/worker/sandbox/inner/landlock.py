"""Landlock: a second lock on the files of a cell, independent of its mounts."""

from __future__ import annotations

import os
import struct

from .syscalls import check, libc

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_BELOW_A_PATH = 1
_WRITE, _REFER, _TRUNCATE = 1 << 1, 1 << 13, 1 << 14
_CHANGES = sum(1 << bit for bit in range(4, 13))
"""Removing and making files, folders and devices of every kind."""
_SCOPES = 3
"""Abstract unix sockets and signals reach only processes under the same lock."""


def landlock_version() -> int:
    """Give the version of the kernel's Landlock; 0 when there is none."""
    return max(0, int(libc.syscall(_CREATE, None, 0, _ASK_VERSION)))


def lock_files(own: tuple[str, ...], writable: tuple[str, ...]) -> bool:
    """Let this process and all that it starts change files only below `own` folders, and write to `writable` ones.

    False when the kernel has no Landlock; then the mounts are the only lock. Raises OSError when it refuses.
    """
    version = landlock_version()
    if version == 0:
        return False
    handled = _WRITE | _CHANGES | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    wanted = struct.pack("=QQQ", handled, 0, _SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = check(libc.syscall(_CREATE, wanted, size, 0), "landlock")
    for folders, allowed in ((own, handled), (writable, handled & (_WRITE | _TRUNCATE))):
        for folder in folders:
            _allow(rules, folder, allowed)
    check(libc.syscall(_RESTRICT, rules, 0), "landlock")
    os.close(rules)
    return True


def _allow(rules: int, folder: str, allowed: int) -> None:
    at = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    check(libc.syscall(_ADD_RULE, rules, _BELOW_A_PATH, struct.pack("=Qi", allowed, at), 0), f"landlock {folder}")
    os.close(at)
