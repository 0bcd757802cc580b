"""Reviews that were made before, kept by the hash of what they depend on: all files of the Ara, and this toolchain."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import ara
from ara.review.entry import Level
from ara.review.review import Review
from ara.schema.files import open_folder

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MAX_ENTRIES = 20_000
"""Reviews that are kept; the least recently used go first."""
MAX_BYTES = 256 * 2**20
"""Bytes that they may take together."""
KEPT = 0.8
"""Share of both limits that is left after clearing, so that not every review clears."""


def default_folder() -> Path:
    """Give the folder of the cache: `ara/review` in `$XDG_CACHE_HOME`, else in `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    top = Path(base) if base.startswith("/") else Path("~/.cache").expanduser()
    return top / "ara" / "review"


def content_key(root: Path, level: Level) -> str:
    """Hash what a review of a folder depends on; raises UnreadableError as reading the folder does.

    That is the path and content of every file, the level, and the code of the toolchain. A file that cannot be opened
    counts with its size alone: whoever reads the Ara then says so.
    """
    digest = hashlib.sha256(f"{level}\0{toolchain()}".encode())
    for path, size in open_folder(root).files.items():
        try:
            content = hashlib.sha256((root / path).read_bytes()).hexdigest()
        except OSError:
            content = f"unread {size}"
        digest.update(f"\0{path}\0{content}".encode())
    return digest.hexdigest()


@cache
def toolchain() -> str:
    """Hash the version, and what the source files look like: a rule that was edited is another rule."""
    top = Path(ara.__file__).parent
    stamps = [
        f"{path.relative_to(top)} {path.stat().st_mtime_ns} {path.stat().st_size}"
        for part in ("review", "schema")
        for path in sorted((top / part).rglob("*.py"))
    ]
    return hashlib.sha256("\n".join([ara.__version__, *stamps]).encode()).hexdigest()


class ReviewCache:
    """A folder of reviews. It never fails: what cannot be read is not there, what cannot be written is not kept."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not exist."""
        self.folder = folder

    def get(self, key: str) -> Review | None:
        """Give the review with this key, or None when there is none or its file is damaged."""
        path = self._path(key)
        try:
            digest, _, text = path.read_bytes().partition(b"\n")
            if hashlib.sha256(text).hexdigest().encode() != digest:
                return None
            review = _form().validate_json(text)
            os.utime(path)
        except (OSError, ValueError):
            return None
        return review

    def put(self, key: str, review: Review) -> None:
        """Keep a review, by an atomic rename. One in which a rule failed is not kept."""
        if review.broken_rules:
            return
        text = _form().dump_json(review)
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink()
        except OSError:
            return

    def clear_oldest(self, max_entries: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES) -> None:
        """Remove the least recently used reviews when there are more than the limits allow."""
        held = sorted(_entries(self.folder), reverse=True)
        if len(held) <= max_entries and sum(size for _, size, _ in held) <= max_bytes:
            return
        kept_bytes = 0
        for count, (_, size, path) in enumerate(held):
            kept_bytes += size
            if count >= KEPT * max_entries or kept_bytes > KEPT * max_bytes:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.review"


def _entries(folder: Path) -> Iterable[tuple[float, int, Path]]:
    """Give time of last use, size and path of every file, the leftovers of a killed process too."""
    for path in folder.glob("??/*"):
        try:
            status = path.lstat()
        except OSError:
            continue
        yield status.st_mtime, status.st_size, path


@cache
def _form() -> TypeAdapter[Review]:
    from pydantic import TypeAdapter

    return TypeAdapter(Review)
