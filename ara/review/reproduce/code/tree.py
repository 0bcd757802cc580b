"""The files that a job sees, read off a folder: their paths, hashes and executable bits."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from ara.review.reproduce.code.globs import fixed_part, is_leftover, matches
from ara.review.reproduce.worker.hidden import is_hidden, path_fault
from ara.schema.errors import AraError, UnreadableError
from ara.schema.reproduce import Tree, TreeFile

MOST_FILES = 20_000
"""Most files of one tree."""
MOST_BYTES = 1 << 30
"""Most bytes of one tree; data belong into `inputs`."""


def read_tree(folder: Path, include: Sequence[str]) -> Tree:
    """Read the files below a folder that the globs name, as they lie there now.

    Links are never followed; what a job may not see is left out. Raises AraError when nothing matches, when there are
    too many files or bytes, and for a name that is no text.
    """
    files: dict[str, TreeFile] = {}
    total = 0
    for path in _named(folder, include):
        found, size = _read(folder, path)
        total += size
        files[path] = found
        check_size(len(files), total)
    return tree_of(files, include, str(folder))


def tree_of(files: dict[str, TreeFile], include: Sequence[str], where: str) -> Tree:
    """Put files in the order of their paths. Raises AraError when there are none."""
    if not files:
        raise AraError(
            f"`include` ({', '.join(include)}) matches no file that a job may see.",
            file=where,
            mend="Correct the globs; they count from the code's root.",
        )
    return Tree(files=tuple(files[path] for path in sorted(files)))


def check_size(files: int, total: int) -> None:
    """Raise AraError when a tree has become too large."""
    if files > MOST_FILES:
        raise AraError(f"`include` matches more than {MOST_FILES:,} files.", mend="Name fewer of them.")
    if total > MOST_BYTES:
        raise AraError(
            f"The files that `include` matches have more than {MOST_BYTES >> 30} GiB.",
            mend="Name fewer of them, and list data under `inputs`.",
        )


def _named(folder: Path, include: Sequence[str]) -> Iterator[str]:
    """Give the paths that the globs name, each once; folders in which nothing can match are not looked at."""
    bases = sorted({fixed_part(glob) for glob in include})
    tops = [base for base in bases if not any(base != other and _below(base, other) for other in bases)]
    for top in tops:
        if _plain_folder(folder, top):
            for path in _walk(folder, top):
                if matches(path, include):
                    yield path


def _below(path: str, folder: str) -> bool:
    return folder == "" or path.startswith(folder + "/")


def _plain_folder(folder: Path, path: str) -> bool:
    """Tell whether a path is a folder, reached without a link."""
    here = folder
    for part in filter(None, path.split("/")):
        here = here / part
        if here.is_symlink() or not here.is_dir():
            return False
    return True


def _walk(folder: Path, top: str) -> Iterator[str]:
    waiting = [top]
    seen = 0
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            raise UnreadableError(f"cannot be listed: {error.strerror}.", file=inside or str(folder)) from error
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            seen += 1
            if seen > 20 * MOST_FILES:
                raise AraError(
                    f"more than {20 * MOST_FILES:,} files lie there.",
                    file=str(folder / top),
                    mend="Let `include` name folders, not `**`.",
                )
            if is_hidden(path) or is_leftover(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_file(follow_symlinks=False):
                if (fault := path_fault(path)) is not None:
                    raise AraError(f"{fault}.", file=repr(path)[1:-1], mend="Rename it, or let `include` leave it out.")
                yield path


def _read(folder: Path, path: str) -> tuple[TreeFile, int]:
    try:
        descriptor = os.open(folder / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}.", file=path) from error
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("is not a plain file any more.", file=path)
        check_size(1, status.st_size)
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return TreeFile(path=path, sha256=sha256, executable=bool(status.st_mode & stat.S_IXUSR)), status.st_size
