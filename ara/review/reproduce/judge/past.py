"""What a git work tree that holds an Ara knew at an earlier time: files of a commit, and when they were committed.

It is read from the objects alone, as the compiler reads repositories: no setting, hook or filter of it is obeyed. Times
are those that commits carry; whoever sets a clock back before a commit is not found out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ara.review.reproduce.judge.takes import NEVER, moment
from ara.schema.errors import AraError

if TYPE_CHECKING:
    from ara.compiler.repo.git_folder import GitFolder
    from ara.compiler.repo.model import Commit, History
    from ara.compiler.repo.objects import ObjectReader

MOST_BYTES = 16 << 20
"""Largest file that is read from a commit."""
_MOST_STEPS = 10_000
_MOST_COMMITS = 20_000

_STEP = re.compile(r"\^|~\d*")
_REVISION = re.compile(r"(?P<name>[^~^]+)(?P<steps>(?:\^|~\d{0,6})*)")


@contextmanager
def open_past(folder: Path) -> Iterator[Past | None]:
    """Lend the past of the work tree around a folder; None when there is none, or no commit. It ends git when done."""
    # git is needed only here
    from ara.compiler.repo.git_folder import read_git_folder
    from ara.compiler.repo.limits import RepoLimits
    from ara.compiler.repo.objects import opened

    top = work_tree(folder)
    if top is None:
        yield None
        return
    limits = RepoLimits()
    try:
        source = read_git_folder(str(top), limits)
    except AraError:
        # a `.git` that leads to no repository of this very work tree
        yield None
        return
    if source.head is None:
        yield None
        return
    with opened(source, limits) as reader:
        yield Past(top, source, reader)


def work_tree(folder: Path) -> Path | None:
    """Give the top of the git work tree that a folder lies in."""
    here = folder.resolve()
    return next((top for top in (here, *here.parents) if (top / ".git").exists()), None)


class Past:
    """The commits that lead to HEAD."""

    def __init__(self, top: Path, source: GitFolder, reader: ObjectReader) -> None:
        """Take the top of the work tree, its git folder and a reader of its objects."""
        self.top = top
        self._source = source
        self._reader = reader
        self._entries = lru_cache(maxsize=10_000)(self._listed)

    def path(self, place: Path) -> str:
        """Give the path of a place below the top, as commits name it."""
        inside = place.resolve().relative_to(self.top).as_posix()
        return "" if inside == "." else inside

    @cached_property
    def _history(self) -> History:
        from ara.compiler.repo.history import read_history
        from ara.compiler.repo.limits import RepoLimits

        assert self._source.head is not None
        limits = RepoLimits(commits=_MOST_COMMITS, refs=0)
        return read_history(self._reader, self._source, self._source.head, limits)[0]

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits, newest first; of a very long history the newest."""
        return self._history.commits

    @property
    def complete(self) -> bool:
        """Whether these are all there are: not in a shallow clone, nor in a very long history."""
        return self._history.complete

    @cached_property
    def _times(self) -> tuple[datetime, ...]:
        return tuple(map(_made, self.commits))

    def commit(self, revision: str) -> Commit:
        """Give the commit that a branch, tag, hash or `HEAD` names, or one before it: `HEAD~2`, `main^`.

        Raises AraError when there is none.
        """
        from ara.compiler.repo.revision import resolve

        named = _REVISION.fullmatch(revision)
        if named is None:
            raise AraError(f"{revision!r} names no revision.", mend="Name a branch, a tag or a hash.")
        digest, _ = resolve(self._reader, self._source, named["name"], str(self.top))
        assert digest is not None
        commit = self._newest(digest)
        for step in _STEP.findall(named["steps"]):
            for _ in range(1 if step == "^" else min(int(step[1:] or 1), _MOST_STEPS)):
                if not commit.parents:
                    raise AraError(f"{revision!r} is before the first commit.", mend="Name a later one.")
                commit = self._newest(commit.parents[0])
        return commit

    def _newest(self, digest: str) -> Commit:
        from ara.compiler.repo.history import read_history
        from ara.compiler.repo.limits import RepoLimits

        found = read_history(self._reader, self._source, digest, RepoLimits(commits=1, refs=0))[0].commits
        if not found:
            raise AraError(f"commit {digest[:12]} cannot be read.", mend="Fetch the repository anew.")
        return found[0]

    def versions(self, path: str) -> Iterator[str]:
        """Give the hashes of a file's contents, each once, the newest first."""
        seen: set[str] = set()
        for commit in self.commits:
            digest = self.blob(commit, path)
            if digest is not None and digest not in seen:
                seen.add(digest)
                yield digest

    def before(self, time: datetime) -> Commit | None:
        """Give the newest commit that was made by then; None when all came later.

        The earlier of a commit's two dates counts, since to rebase moves one of them.
        """
        return next((commit for commit, made in zip(self.commits, self._times, strict=True) if made <= time), None)

    def blob(self, commit: Commit, path: str) -> str | None:
        """Give the hash of a file of a commit; None when it is not there."""
        folder, _, name = path.rpartition("/")
        return self._entry(self._folder(commit.tree, folder), name, is_folder=False)

    def holds(self, commit: Commit, folder: str) -> bool:
        """Tell whether a commit has a folder."""
        return self._folder(commit.tree, folder) is not None

    def blobs(self, tree: str, folder: str) -> dict[str, str]:
        """Give the hashes of all files below a folder of a commit's tree, by their paths from there."""
        from ara.compiler.repo.limits import RepoLimits
        from ara.compiler.repo.tree import list_files

        digest = self._folder(tree, folder)
        if digest is None:
            return {}
        return {blob.path: blob.digest for blob in list_files(self._reader, digest, RepoLimits()).blobs}

    def sizes(self, digests: Iterable[str]) -> dict[str, int]:
        """Give the size in bytes of files by their hash."""
        return self._reader.sizes(digests)

    def read(self, digest: str) -> bytes | None:
        """Give the contents of a file by their hash; None when they cannot be had."""
        from ara.compiler.repo.objects import ObjectError

        try:
            return self._reader.read(digest, "blob", MOST_BYTES)
        except ObjectError:
            return None

    def digest(self, data: bytes) -> str:
        """Give the hash under which this repository would keep a file's contents."""
        kind = hashlib.sha256 if self._source.hash_length == 64 else hashlib.sha1
        return kind(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    def _folder(self, tree: str, path: str) -> str | None:
        digest: str | None = tree
        for part in filter(None, path.split("/")):
            digest = self._entry(digest, part, is_folder=True)
        return digest

    def _entry(self, tree: str | None, name: str, *, is_folder: bool) -> str | None:
        return None if tree is None else self._entries(tree).get((name, is_folder))

    def _listed(self, tree: str) -> dict[tuple[str, bool], str]:
        from ara.compiler.repo.limits import RepoLimits
        from ara.compiler.repo.objects import ObjectError
        from ara.compiler.repo.tree import tree_entries

        try:
            data = self._reader.read(tree, "tree", RepoLimits().tree_bytes)
            return {(name, folder): digest for name, folder, digest in tree_entries(data, len(tree) // 2)}
        except ObjectError:
            return {}


def _made(commit: Commit) -> datetime:
    """A commit that tells no time counts as made at the end of time: it shows nothing."""
    told = [time for time in (moment(commit.date), moment(commit.committed)) if time != NEVER]
    return min(told, default=datetime.max.replace(tzinfo=UTC))
