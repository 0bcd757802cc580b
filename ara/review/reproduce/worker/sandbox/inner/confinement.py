"""Namespaces, root folder, network and locks of a cell."""

from __future__ import annotations

import errno
import fcntl
import os
import struct

from .landlock import lock_files
from .mounts import enter_root
from .privileges import drop_capabilities, filter_calls
from .syscalls import Tolerated, check, libc, unshare

TYPE_CHECKING = False  # type checkers take it for true; importing typing costs more than the rest of this program
if TYPE_CHECKING:
    from typing import Any

_NEW_MOUNTS, _NEW_CGROUP, _NEW_NAME, _NEW_IPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
_NEW_USER, _NEW_PROCESSES, _NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
_ALL = _NEW_MOUNTS | _NEW_NAME | _NEW_IPC | _NEW_PROCESSES | _NEW_NETWORK
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1


def leave_namespaces() -> None:
    """Go into new namespaces; the next child is the first process of the new process namespace.

    Root does without a user namespace where the kernel refuses one. Raises OSError.
    """
    user, group = os.getuid(), os.getgid()
    try:
        unshare(_NEW_USER)
    except OSError as error:
        if user != 0 or error.errno not in (errno.EPERM, errno.ENOSPC, errno.EINVAL, errno.EUSERS):
            raise
    else:
        for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    unshare(_ALL)
    with Tolerated():  # hides the name of the host's control group, nothing more
        unshare(_NEW_CGROUP)


def confine(wanted: dict[str, Any]) -> None:
    """Turn this process, the first of its namespaces, into one that sees and may do only what the cell may."""
    name = wanted["host_name"].encode()
    check(libc.sethostname(name, len(name)), "sethostname")
    _raise_loopback()
    enter_root(wanted["steps"], wanted["processes"])
    drop_capabilities()
    lock_files(wanted["own"], wanted["writable"])
    if wanted["filter"]:
        filter_calls(wanted["filter"])


def _raise_loopback() -> None:
    """Bring the new network's own interface up; it is the only one."""
    ipv4, datagrams = 2, 2
    at = check(libc.socket(ipv4, datagrams, 0), "socket")
    request = struct.pack("16sH14x", b"lo", 0)
    _, flags = struct.unpack("16sH14x", fcntl.ioctl(at, _GET_FLAGS, request))
    fcntl.ioctl(at, _SET_FLAGS, struct.pack("16sH14x", b"lo", flags | _UP))
    os.close(at)
