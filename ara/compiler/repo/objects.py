"""Handing out objects of a git folder: through a repository of our own that borrows its packs and loose objects.

Its config, hooks, attributes, alternates, replacements and promised remotes stay out of the loan, so nothing in the
source can start a program or reach another repository. What git hands out is held against its hash.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ara.compiler.repo import git_process
from ara.compiler.repo.git_folder import GitFolder
from ara.compiler.repo.limits import RepoLimits
from ara.schema.errors import AraError, UnreadableError


class ObjectError(Exception):
    """An object that is listed but cannot be had; the message says why, in a clause."""


@contextmanager
def opened(source: GitFolder, limits: RepoLimits) -> Iterator[ObjectReader]:
    """Lend a reader of the objects of `source`; it ends git when done."""
    with tempfile.TemporaryDirectory(prefix="ara-objects-") as folder:
        own = Path(folder)
        _borrow(source, own)
        reader = ObjectReader(own, limits)
        try:
            yield reader
        finally:
            reader.close()


def _borrow(source: GitFolder, own: Path) -> None:
    (own / "objects" / "pack").mkdir(parents=True)
    (own / "refs").mkdir()
    (own / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    wide = source.hash_length == 64
    version = "\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"
    (own / "config").write_text("[core]\n\tbare = true\n" + (version if wide else ""), encoding="ascii")
    objects = source.folder / "objects"
    for entry in _entries(objects / "pack"):
        if re.fullmatch(r"pack-[0-9a-f]+\.(?:pack|idx)", entry.name):
            _refuse_unless(entry.is_file(follow_symlinks=False), entry)
            (own / "objects" / "pack" / entry.name).symlink_to(entry.path)
    for entry in _entries(objects):
        if re.fullmatch(r"[0-9a-f]{2}", entry.name):
            _refuse_unless(entry.is_dir(follow_symlinks=False), entry)
            for loose in _entries(Path(entry.path)):
                _refuse_unless(loose.is_file(follow_symlinks=False), loose)
            (own / "objects" / entry.name).symlink_to(entry.path, target_is_directory=True)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UnreadableError(f"The object store cannot be read: {error.strerror}.", file=str(folder)) from error


def _refuse_unless(plain: bool, entry: os.DirEntry[str]) -> None:
    if not plain:
        raise UnreadableError("The object store holds something that is not a plain file.", file=entry.path)


class ObjectReader:
    """One git process that hands out objects by hash, for at most `limits.read_seconds` in total."""

    def __init__(self, git_dir: Path, limits: RepoLimits) -> None:
        """Start git on a repository of our own at `git_dir`."""
        self._git_dir = git_dir
        self._limits = limits
        self._expired = threading.Event()
        self._process = self._start()
        self._timer = threading.Timer(limits.read_seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def close(self) -> None:
        """End git."""
        self._timer.cancel()
        git_process.end(self._process)

    def _expire(self) -> None:
        self._expired.set()
        self._process.kill()

    def sizes(self, hashes: Iterable[str]) -> dict[str, int]:
        """Size in bytes of each object that is there, without reading it."""
        return self._check(dict.fromkeys(hashes))

    def _check(self, names: Iterable[str]) -> dict[str, int]:
        asked = "".join(f"{name}\n" for name in names)
        process = git_process.start("cat-file", "--batch-check", "--buffer", git_dir=self._git_dir)
        try:
            answer, _ = process.communicate(asked.encode("ascii"), timeout=self._limits.read_seconds)
        except subprocess.TimeoutExpired as error:
            raise self._too_slow() from error
        finally:
            git_process.end(process)
        rows = (line.split(" ") for line in answer.decode("ascii", "replace").split("\n"))
        return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[2].isdigit()}

    def expand(self, start: str) -> str | None:
        """The full hash of the one commit whose hash starts with `start`; None when there is none, or several."""
        return next(iter(self._check([f"{start}^{{commit}}"])), None)

    def read(self, digest: str, kind: str, limit: int) -> bytes:
        """The bytes of the object `digest`, which must be of that kind and match its hash.

        Raises `ObjectError` when it is absent, of another kind, larger than `limit`, or not what its hash says.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            stdin.write(digest.encode("ascii") + b"\n")
            stdin.flush()
            header = stdout.readline().decode("ascii", "replace").split()
            if len(header) != 3:
                if not header:
                    raise BrokenPipeError
                raise ObjectError("is not in the repository, which was copied only in part")
            size = int(header[2])
            data = self._take(size, limit)
        except BrokenPipeError:
            self._restart()
            raise ObjectError("could not be unpacked by git") from None
        if data is None:
            raise ObjectError(f"is larger than {limit:,} bytes")
        if header[1] != kind:
            raise ObjectError(f"is a {header[1]} where a {kind} belongs")
        digester = hashlib.sha256 if len(digest) == 64 else hashlib.sha1
        if digester(f"{kind} {size}\0".encode() + data, usedforsecurity=False).hexdigest() != digest:
            raise ObjectError("does not match its hash: the repository is damaged or forged")
        return data

    def _take(self, size: int, limit: int) -> bytes | None:
        stdout = self._process.stdout
        assert stdout is not None
        kept = []
        left = size + 1  # git ends each object with a line feed
        while left:
            piece = stdout.read(min(left, 1 << 20))
            if not piece:
                raise BrokenPipeError
            left -= len(piece)
            if size <= limit:
                kept.append(piece)
        return b"".join(kept)[:-1] if size <= limit else None

    def _restart(self) -> None:
        git_process.end(self._process)
        if self._expired.is_set():
            raise self._too_slow()
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        process = git_process.start("cat-file", "--batch", git_dir=self._git_dir)
        git_process.bound_memory(process, self._limits.git_memory_bytes)
        return process

    def _too_slow(self) -> AraError:
        return AraError(f"Reading the repository's objects took git longer than {self._limits.read_seconds:g} s.")
