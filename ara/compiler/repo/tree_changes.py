"""What a commit did to the files: added, deleted, moved. Read from tree objects alone, each held against its hash."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.model import Commit, Gap
from ara.compiler.repo.objects import ObjectError, ObjectReader
from ara.compiler.repo.tree import tree_entries

_MOST_FILES = 2_000
_MOST_TREES = 20_000


class Changes(NamedTuple):
    """The files that one commit added, deleted and moved; a file that only changed is none of these."""

    added: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    """Old and new path of files whose contents stayed the same."""


def read_changes(
    reader: ObjectReader, commits: Iterable[Commit], limits: RepoLimits
) -> tuple[dict[str, Changes], list[Gap]]:
    """The changes of each commit with one parent, by its hash; merges and first commits have none.

    A commit that touches very many files is an import and is left out. Stops at `limits.compared_commits`.
    """
    chosen = [commit for commit in commits if len(commit.parents) == 1]
    trees = {commit.hash: commit.tree for commit in commits}
    budget = [_MOST_TREES]
    found: dict[str, Changes] = {}
    unread = 0
    for commit in chosen[: limits.compared_commits]:
        before = trees.get(commit.parents[0])
        if before is None or budget[0] <= 0:
            continue
        try:
            changes = _compare(reader, before, commit.tree, limits, budget)
        except ObjectError:
            unread += 1
            continue
        if changes is not None:
            found[commit.hash] = changes
    gaps = []
    if len(chosen) > limits.compared_commits or budget[0] <= 0:
        why = f"Only the files of the newest {len(found):,} commits were compared."
        gaps.append(Gap(what="changes of older commits", why=why))
    if unread:
        gaps.append(Gap(what="changes of commits", why=f"The folders of {unread:,} commits are not in the repository."))
    return found, gaps


def _compare(reader: ObjectReader, old: str, new: str, limits: RepoLimits, budget: list[int]) -> Changes | None:
    added: dict[str, str] = {}
    deleted: dict[str, str] = {}
    waiting = [("", old, new)]
    while waiting:
        folder, before, after = waiting.pop()
        if folder.count("/") > limits.depth or len(added) + len(deleted) > _MOST_FILES or budget[0] <= 0:
            return None
        sides = [_side(reader, digest, limits, budget) for digest in (before, after)]
        for name in sorted(sides[0].keys() | sides[1].keys()):
            was, now = sides[0].get(name), sides[1].get(name)
            if was == now:
                continue
            path = folder + name
            inner = [part[1] if part is not None and part[0] else "" for part in (was, now)]
            if any(inner):
                waiting.append((path + "/", inner[0], inner[1]))
            if was is not None and not was[0] and (now is None or now[0]):
                deleted[path] = was[1]
            if now is not None and not now[0] and (was is None or was[0]):
                added[path] = now[1]
    if len(added) + len(deleted) > _MOST_FILES:
        return None
    places: dict[str, list[str]] = {}
    for path, digest in sorted(added.items()):
        places.setdefault(digest, []).append(path)
    moved = tuple(
        (path, places[digest].pop(0)) for path, digest in sorted(deleted.items()) if places.get(digest)
    )  # fmt: skip
    gone, come = {old for old, _ in moved}, {new for _, new in moved}
    return Changes(
        tuple(path for path in sorted(added) if path not in come),
        tuple(path for path in sorted(deleted) if path not in gone),
        moved,
    )


def _side(reader: ObjectReader, digest: str, limits: RepoLimits, budget: list[int]) -> dict[str, tuple[bool, str]]:
    """Name to (is a folder, hash) for one folder; empty for one that is not there."""
    if not digest:
        return {}
    budget[0] -= 1
    data = reader.read(digest, "tree", limits.tree_bytes)
    return {name: (folder, inner) for name, folder, inner in tree_entries(data, len(digest) // 2)}
