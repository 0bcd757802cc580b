"""Which files `include` names."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

_BY_PYTHON = frozenset({"__pycache__"})


def is_leftover(path: str) -> bool:
    """Tell whether a file is what Python left behind; it says nothing that its source does not."""
    return not _BY_PYTHON.isdisjoint(path.split("/")) or path.endswith(".pyc")


def matches(path: str, include: Sequence[str]) -> bool:
    """Tell whether one of the globs matches a path.

    `*`, `?` and `[…]` stay within a name, `**` goes through folders, a folder's name with a slash behind means all
    below it. As in a shell, a name that starts with a dot is matched only by a part that does.
    """
    names = path.split("/")
    return any(_matches(names, _parts(glob)) for glob in include)


def fixed_part(glob: str) -> str:
    """Give the folder that everything a glob matches lies in, as far as its first part with a wildcard."""
    parts = []
    for part in glob.strip("/").split("/")[:-1]:
        if any(sign in part for sign in "*?["):
            break
        parts.append(part)
    return "/".join(parts)


@lru_cache(maxsize=1024)
def _parts(glob: str) -> tuple[str, ...]:
    whole = glob + "**" if glob.endswith("/") else glob
    return tuple(part for part in whole.split("/") if part not in ("", "."))


def _matches(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Walk all ways through the glob at once, so that no path takes long to refuse."""
    places = _reached({0}, parts)
    for name in names:
        following: set[int] = set()
        for place in places:
            if place == len(parts) or (name.startswith(".") and not parts[place].startswith(".")):
                continue
            if parts[place] == "**":
                following |= {place, place + 1} if place == len(parts) - 1 else {place}
            elif fnmatchcase(name, parts[place]):
                following.add(place + 1)
        places = _reached(following, parts)
    return len(parts) in places


def _reached(places: set[int], parts: Sequence[str]) -> set[int]:
    """Add the places behind each `**`, which may stand for no folder; the last one stands for a file at least."""
    reached = set(places)
    for place in sorted(places):
        while place < len(parts) - 1 and parts[place] == "**":
            place += 1
            reached.add(place)
    return reached
