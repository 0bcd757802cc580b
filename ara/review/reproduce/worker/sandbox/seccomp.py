"""A filter of system calls: what namespaces leave open, and an experiment never needs.

Sockets of other families than unix, internet and netlink reach past a network namespace (vsock talks to the host of a
virtual machine), and io_uring opens sockets without asking this filter. Key rings belong to the user, not to a
namespace. New user namespaces, mounts, bpf, perf and userfaultfd are the usual ways to a kernel's weak spots.
"""

from __future__ import annotations

import errno
import platform
import struct

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NEW_USER_NAMESPACE = 0x10000000
_FAMILIES = (1, 2, 10, 16)
"""unix, IPv4, IPv6, netlink."""
_X32 = 0x40000000

_REFUSED = (
    "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "open_by_handle_at", "open_tree", "move_mount",
    "fsopen", "fsmount", "mount_setattr", "add_key", "request_key", "keyctl", "bpf", "perf_event_open", "userfaultfd",
)  # fmt: skip
_NEW_CALLS = {"open_tree": 428, "move_mount": 429, "fsopen": 430, "fsmount": 432, "mount_setattr": 442}
_NEW_CALLS.update({"io_uring_setup": 425, "clone3": 435})
_X86_64 = {
    "socket": 41, "clone": 56, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272,
    "setns": 308, "open_by_handle_at": 304, "add_key": 248, "request_key": 249, "keyctl": 250, "bpf": 321,
    "perf_event_open": 298, "userfaultfd": 323,
}  # fmt: skip
_AARCH64 = {
    "socket": 198, "clone": 220, "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97,
    "setns": 268, "open_by_handle_at": 265, "add_key": 217, "request_key": 218, "keyctl": 219, "bpf": 280,
    "perf_event_open": 241, "userfaultfd": 282,
}  # fmt: skip
_MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}


def seccomp_filter() -> bytes | None:
    """Give the filter as the kernel takes it; None on a machine whose call numbers are not known here."""
    known = _MACHINES.get(platform.machine())
    if known is None or struct.calcsize("P") != 8:
        return None
    architecture, numbers = known
    numbers = {**numbers, **_NEW_CALLS}
    program = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_JUMP_EQUAL, architecture, if_true=1),
        _step(_RETURN, _ERROR | errno.ENOSYS),  # calls of a 32-bit program have other numbers
        _step(_LOAD, _NUMBER),
    ]
    if architecture == _MACHINES["x86_64"][0]:
        program += [_step(_JUMP_AT_LEAST, _X32, if_false=1), _step(_RETURN, _ERROR | errno.ENOSYS)]
    for name in _REFUSED:
        program += _refuse(numbers[name], errno.EPERM)
    # Without clone3, whose flags a filter cannot see, the C library falls back to clone
    program += _refuse(numbers["clone3"], errno.ENOSYS) + _refuse(numbers["io_uring_setup"], errno.ENOSYS)
    program += [
        _step(_JUMP_EQUAL, numbers["clone"], if_false=4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_JUMP_ANY_BIT, _NEW_USER_NAMESPACE, if_false=1),
        _step(_RETURN, _ERROR | errno.EPERM),
        _step(_RETURN, _ALLOW),
        _step(_JUMP_EQUAL, numbers["socket"], if_false=len(_FAMILIES) + 2),
        _step(_LOAD, _FIRST_ARGUMENT),
    ]
    for left, family in zip(range(len(_FAMILIES), 0, -1), _FAMILIES):
        program.append(_step(_JUMP_EQUAL, family, if_true=left))
    program += [_step(_RETURN, _ERROR | errno.EAFNOSUPPORT), _step(_RETURN, _ALLOW)]
    return b"".join(program)


def _refuse(number: int, error: int) -> list[bytes]:
    return [_step(_JUMP_EQUAL, number, if_false=1), _step(_RETURN, _ERROR | error)]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
