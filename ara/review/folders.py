"""Reviews of many folders: several processes, and results that were there before."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from ara.review.cache import ReviewCache, content_key, toolchain
from ara.review.entry import Level
from ara.review.review import Review, exit_code, review_package
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.reader import read_package
from ara.schema.references import REPRODUCE_FILE

if TYPE_CHECKING:
    from ara.review.reproduce.report.model import Report

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
    execution: Report | None = None
    """Its checks with their verdicts, at level execution and when it has any."""

    def require(self) -> Review:
        """Give the review; raise the AraError that there was instead."""
        if self.review is None:
            raise self.unread.error if self.unread else AraError("was not reviewed.", file=str(self.folder))
        return self.review

    def exit_code(self, *, strict: bool = False) -> int:
        """Give 0 when the folder passes, 1 when it does not, 2 when it could not be read or a rule failed.

        At level execution it fails as `ara judge` does too: on a claim that does not stand where it is declared to, and
        on a check that is void or failed; with `strict` on one without an answer.
        """
        if self.review is None:
            return 2
        code = exit_code(self.review, strict=strict)
        if self.execution is None:
            return code
        from ara.review.reproduce.judge import exit_code as judged

        verdicts = [row.verdict for row in self.execution.checks]
        return max(code, judged(verdicts, self.review.standings, strict=strict))


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
    if cache is not None:
        toolchain()  # once, before the processes part
    one = partial(_reviewed, level=level, cache=cache)
    if count <= 1:
        yield from map(one, folders)
    else:
        # forked: the rules are loaded once, and a process costs milliseconds
        context = get_context("fork") if os.name == "posix" else None
        with ProcessPoolExecutor(count, mp_context=context, initializer=_collect_rarely) as pool:
            yield from pool.map(one, folders, chunksize=CHUNK)
    if cache is not None:
        cache.clear_oldest()


def _collect_rarely() -> None:
    """A review makes objects and drops them all at once; looking for circles among them takes a fifth of its time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _reviewed(folder: Path, level: Level, cache: ReviewCache | None) -> FolderReview:
    try:
        if level == "execution" and (folder / REPRODUCE_FILE).is_file():
            return _executed(folder)
        return FolderReview(folder, review_folder(folder, "structure" if level == "structure" else "rigor", cache))
    except AraError as error:
        return FolderReview(folder, None, Unread(error.message, error.file, error.line, error.mend))


def _executed(folder: Path) -> FolderReview:
    """Judge by the records that are there. What the judge looks at lies around the Ara too, so this is never kept."""
    from ara.review.reproduce.judge import judge_package
    from ara.review.reproduce.report import rows
    from ara.review.reproduce.runs_ledger import ledger_path, read_ledger

    package = read_package(folder)
    judgement = judge_package(package, root=folder, ledger=read_ledger(ledger_path()))
    review = review_package(package, folder, "execution", verdicts=judgement.verdicts, probes=judgement.findings)
    return FolderReview(folder, review, execution=rows(package, judgement, str(folder)))


def _stands_alone(package: Package) -> bool:
    """Whether rules look at nothing but the Ara's own files; code in the repository around it is not in the key."""
    return "repo:" not in package.texts.get(REPRODUCE_FILE, "")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
