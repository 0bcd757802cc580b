"""Inputs of experiments: where they lie on this machine, and what to do about one that is not there."""

from __future__ import annotations

import os
from pathlib import Path

from ara.schema.reproduce import InputData, InputFile


def input_cache() -> Path:
    """Give the folder that holds inputs by the SHA-256 of their bytes: `$XDG_CACHE_HOME/ara/inputs`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "ara" / "inputs"


def input_file(name: str, data: InputData) -> InputFile:
    """Give an input as a job names it; one whose source is no address lies in the code's root."""
    path = None if is_address(data.source) else data.source
    return InputFile(name=name, sha256=data.sha256, bytes=data.bytes, path=path)


def is_address(source: str) -> bool:
    """Tell whether an input comes from elsewhere; otherwise its source is a path in the code's root."""
    return "://" in source


def missing_input(name: str, data: InputData, root: Path | None, cache: Path) -> str | None:
    """Say that an input is not here, with its size, where it comes from and where to put it; None when it is here.

    Only its size is looked at; its bytes are held against the hash when it is mounted.
    """
    if not is_address(data.source) and root is not None:
        place = root / data.source
        if place.is_file() and not place.is_symlink() and place.stat().st_size == data.bytes:
            return None
        return f"input {name}, {_size(data.bytes)}, at {data.source} in the code"
    place = cache / data.sha256
    if place.is_file() and place.stat().st_size == data.bytes:
        return None
    gated = ", which asks for an account or an agreement" if data.gated else ""
    revision = f" at {data.revision}" if data.revision else ""
    return f"input {name}, {_size(data.bytes)} from {data.source}{revision}{gated} (put it at {place})"


def _size(count: int) -> str:
    """Give a size in words: `1.0 MB`."""
    size = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    raise AssertionError("unreachable")
