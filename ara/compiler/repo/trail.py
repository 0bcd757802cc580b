"""A first exploration graph from the history: only what the commit messages say themselves.

A revert is a dead end, unless it was reverted in turn, which is a decision to take the trial up again. A branch or
pull request taken in is a decision. What commits did to experiment files is told beside what their messages say. The
commits between these are milestones, which claim nothing. A history of one commit tells of no exploration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ara.compiler.repo.model import Commit, History, TrailKind, TrailNode
from ara.compiler.repo.trail_changes import changed_step, left_branches
from ara.compiler.repo.tree_changes import Changes

_TAKEN_IN = re.compile(
    r"Merge (?:pull request #\d+ from \S+|branch '(?P<branch>[^']+)'(?: into (?P<into>\S+))?$|merge request \S+)", re.I
)


def read_trail(
    history: History,
    changes: Mapping[str, Changes] | None = None,
    files: Iterable[str] = (),
    branches: Mapping[str, tuple[Commit, ...]] | None = None,
) -> tuple[TrailNode, ...]:
    """The steps that the history tells of, oldest first; branches that were left come last.

    `changes` says by commit what it did to files, `files` are the paths at the end, and `branches` holds the commits
    that lie beside the history.
    """
    if len(history.commits) < 2:
        return ()
    changes = changes or {}
    kept = frozenset(path.rpartition("/")[2] for path in files)
    by_hash = {commit.hash: commit for commit in history.commits}
    undone = _undone(history.commits)
    tagged = {tag.commit for tag in history.tags}
    nodes: list[TrailNode] = []
    plain: list[Commit] = []

    def flush() -> None:
        if plain:
            nodes.append(_milestone(plain))
            plain.clear()

    for commit in reversed(history.commits):
        if commit.reverts and commit.hash not in undone:
            flush()
            nodes.append(_revert(commit, by_hash))
        elif _is_decision(commit):
            flush()
            title = commit.body.split("\n", 1)[0].strip() or commit.subject
            nodes.append(_node("decision", title, (commit.hash,), commit.subject, commit.date))
        elif commit.hash not in undone and (step := changed_step(commit, changes.get(commit.hash), kept)) is not None:
            flush()
            nodes.append(step)
        else:
            plain.append(commit)
            if commit.hash in tagged:
                flush()
    flush()
    nodes += left_branches(history, branches or {})
    return tuple(nodes)


def _undone(commits: Iterable[Commit]) -> frozenset[str]:
    """Commits that stand reverted at the end: a revert that was itself reverted undoes nothing."""
    undone: set[str] = set()
    for commit in commits:  # newest first: what reverts a revert is met before it
        if commit.hash not in undone:
            undone.update(commit.reverts)
    return frozenset(undone)


def _is_decision(commit: Commit) -> bool:
    # "Merge branch 'main' of https://..." is a pull, not a choice; so is a merge of the main line into a branch.
    merge = _TAKEN_IN.match(commit.subject)
    if len(commit.parents) < 2 or merge is None:
        return False
    return merge["branch"] is None or merge["branch"] not in ("main", "master", "develop")


def _revert(commit: Commit, by_hash: Mapping[str, Commit]) -> TrailNode:
    first = by_hash[commit.reverts[0]]
    sentence = re.search(r"This reverts commit [0-9a-f]+", commit.body)
    quote = sentence[0] if sentence else commit.subject
    if first.reverts:
        # A revert of a revert takes the trial up again.
        tried = by_hash[first.reverts[0]]
        return _node("decision", tried.subject, (commit.hash, first.hash, tried.hash), quote, commit.date)
    return _node("dead_end", first.subject, (commit.hash, *commit.reverts), quote, commit.date)


def _milestone(plain: list[Commit]) -> TrailNode:
    newest = plain[-1]
    return TrailNode(
        kind="milestone",
        title=newest.subject,
        commits=tuple(commit.hash for commit in reversed(plain)),
        quote=newest.subject,
        explicit=False,
        date=newest.date,
    )


def _node(kind: TrailKind, title: str, commits: tuple[str, ...], quote: str, date: str) -> TrailNode:
    return TrailNode(kind=kind, title=title, commits=commits, quote=quote, explicit=True, date=date)
