"""Giving up, for good, all that a process could do beyond its own files."""

from __future__ import annotations

import ctypes

from .syscalls import (
    AMBIENT_CAPABILITY,
    DROP_BOUNDING_CAPABILITY,
    SET_NO_NEW_PRIVILEGES,
    SET_SECCOMP,
    Tolerated,
    check,
    control,
    libc,
)

_CAPABILITY_VERSION = 0x20080522
_CLEAR_AMBIENT = 4
_FILTER_MODE = 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def drop_capabilities() -> None:
    """Leave no capability, and none to be gained by starting a program."""
    with Tolerated():  # the end of the kernel's list
        for capability in range(64):
            control(DROP_BOUNDING_CAPABILITY, capability)
    control(AMBIENT_CAPABILITY, _CLEAR_AMBIENT)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    check(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    control(SET_NO_NEW_PRIVILEGES, 1)


def filter_calls(program: bytes) -> None:
    """Lay a filter of system calls on this process and all that it starts."""
    wanted = _Program(len(program) // 8, program)
    check(libc.prctl(SET_SECCOMP, _FILTER_MODE, ctypes.byref(wanted), 0, 0), "seccomp")
