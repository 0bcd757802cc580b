"""Reviews of many folders: several processes, and results that were there before."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ara.review.cache import ReviewCache, content_key
from ara.review.entry import Level
from ara.review.review import Review, review_package
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.reader import read_package
from ara.schema.references import REPRODUCE_FILE

CHUNK = 8
"""Folders that a process takes at a time."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a folder could not be reviewed."""

    message: str
    file: str | None
    line: int | None
    mend: str | None

    def __str__(self) -> str:
        """The words that a user sees."""
        return str(self.error)

    @property
    def error(self) -> AraError:
        """The error it was; it is taken apart because errors do not travel between processes whole."""
        return AraError(self.message, file=self.file, line=self.line, mend=self.mend)

    @property
    def diagnostic(self) -> dict[str, object]:
        """The error as the one diagnostic of a JSON document."""
        place = {"message": self.message, "file": self.file, "line": self.line, "mend": self.mend}
        return {"rule": "error", "severity": "error", "fixable": False, **place}


@dataclass(frozen=True, slots=True)
class FolderReview:
    """What became of one folder."""

    folder: Path
    """The folder, as it was named."""
    review: Review | None
    """Its review, if it could be read."""
    unread: Unread | None = None
    """Why not, if it could not."""

    def require(self) -> Review:
        """Give the review; raise the AraError that there was instead."""
        if self.review is None:
            raise self.unread.error if self.unread else AraError("was not reviewed.", file=str(self.folder))
        return self.review


def review_folder(folder: Path, level: Level, cache: ReviewCache | None = None) -> Review:
    """Review one folder, or take the review that was made of the same files before. Raises AraError."""
    if cache is None:
        return review_package(read_package(folder), folder, level)
    key = content_key(folder, level)
    held = cache.get(key)
    if held is not None:
        return held
    package = read_package(folder)
    review = review_package(package, folder, level)
    # the key is of the files before they were read; had one changed meanwhile, it would name another content
    if _stands_alone(package) and content_key(folder, level) == key:
        cache.put(key, review)
    return review


def review_folders(
    folders: Sequence[Path], level: Level, cache: ReviewCache | None = None, processes: int | None = None
) -> Iterator[FolderReview]:
    """Review folders in their order, in up to `processes` processes, by default one per core."""
    count = min(processes or _cores(), (len(folders) + CHUNK - 1) // CHUNK)
    one = partial(_reviewed, level=level, cache=cache)
    if count <= 1:
        yield from map(one, folders)
    else:
        # forked: the rules are loaded once, and a process costs milliseconds
        context = get_context("fork") if os.name == "posix" else None
        with ProcessPoolExecutor(count, mp_context=context) as pool:
            yield from pool.map(one, folders, chunksize=CHUNK)
    if cache is not None:
        cache.clear_oldest()


def _reviewed(folder: Path, level: Level, cache: ReviewCache | None) -> FolderReview:
    try:
        return FolderReview(folder, review_folder(folder, level, cache))
    except AraError as error:
        return FolderReview(folder, None, Unread(error.message, error.file, error.line, error.mend))


def _stands_alone(package: Package) -> bool:
    """Whether rules look at nothing but the Ara's own files; code in the repository around it is not in the key."""
    return "repo:" not in package.texts.get(REPRODUCE_FILE, "")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
