"""System calls that Python has no function for, raising OSError like those it has."""

from __future__ import annotations

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

KILL = 9
SET_PARENT_DEATH_SIGNAL = 1
SET_SECCOMP = 22
DROP_BOUNDING_CAPABILITY = 24
SET_CHILD_SUBREAPER = 36
SET_NO_NEW_PRIVILEGES = 38
AMBIENT_CAPABILITY = 47


class Tolerated:
    """Lets an OSError in its block pass: `with Tolerated():`. contextlib takes four milliseconds to import."""

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        """End it, quietly for an OSError."""
        return kind is not None and issubclass(kind, OSError)


def check(result: int, what: str) -> int:
    """Give the result of a call; raises OSError, naming what was tried, when it is -1."""
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def control(option: int, *values: int) -> None:
    """Call prctl with up to four values."""
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    check(libc.prctl(option, *padded), f"prctl {option}")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Mount something."""
    result = libc.mount(os.fsencode(source), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), data.encode())
    check(result, f"mount {kind or 'bind'} {source} on {target}")


def unshare(flags: int) -> None:
    """Leave namespaces for new ones."""
    check(libc.unshare(flags), "unshare")


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root and put the former root at `old`."""
    check(libc.pivot_root(os.fsencode(new), os.fsencode(old)), f"pivot_root to {new}")


def detach(target: str) -> None:
    """Take a mount and all below it out of sight."""
    check(libc.umount2(os.fsencode(target), 2), f"umount {target}")
