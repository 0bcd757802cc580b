"""A first exploration graph from the history: only what the commit messages say themselves.

A revert is a dead end, unless it was reverted in turn. A branch or pull request taken in is a decision. The commits
between these are milestones, which claim nothing. A history of one commit tells of no exploration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ara.compiler.repo.model import Commit, History, TrailNode

_TAKEN_IN = re.compile(
    r"Merge (?:pull request #\d+ from \S+|branch '(?P<branch>[^']+)'(?: into (?P<into>\S+))?$|merge request \S+)", re.I
)


def read_trail(history: History) -> tuple[TrailNode, ...]:
    """The steps that the history tells of, oldest first."""
    if len(history.commits) < 2:
        return ()
    reverted = _reverted(history.commits)
    tagged = {tag.commit: tag.name for tag in history.tags}
    nodes: list[TrailNode] = []
    plain: list[Commit] = []

    def flush() -> None:
        if plain:
            nodes.append(_milestone(plain))
            plain.clear()

    for commit in reversed(history.commits):
        undone = tuple(target for target in _targets(commit, history.commits) if target in reverted)
        if undone and commit.hash not in reverted:
            flush()
            nodes.append(_dead_end(commit, undone, history.commits))
        elif _is_decision(commit):
            flush()
            title = commit.body.split("\n", 1)[0].strip() or commit.subject
            nodes.append(_node("decision", title, (commit.hash,), commit.subject, commit))
        else:
            plain.append(commit)
            if commit.hash in tagged:
                flush()
    flush()
    return tuple(nodes)


def _targets(commit: Commit, commits: Iterable[Commit]) -> tuple[str, ...]:
    if not commit.reverts:
        return ()
    return tuple(other.hash for other in commits if any(other.hash.startswith(start) for start in commit.reverts))


def _reverted(commits: tuple[Commit, ...]) -> frozenset[str]:
    """Commits that stand reverted at the end: a revert that was itself reverted undoes nothing."""
    reverted: set[str] = set()
    for commit in commits:  # newest first: what reverts a revert is met before it
        if commit.hash not in reverted:
            reverted.update(_targets(commit, commits))
    return frozenset(reverted)


def _is_decision(commit: Commit) -> bool:
    # "Merge branch 'main' of https://..." is a pull, not a choice; so is a merge of the main line into a branch.
    merge = _TAKEN_IN.match(commit.subject)
    if len(commit.parents) < 2 or merge is None:
        return False
    return merge["branch"] is None or merge["branch"] not in ("main", "master", "develop")


def _dead_end(commit: Commit, undone: tuple[str, ...], commits: tuple[Commit, ...]) -> TrailNode:
    tried = next(other.subject for other in commits if other.hash == undone[0])
    said = f"{commit.subject}\n{commit.body}"
    sentence = re.search(r"This reverts commit [0-9a-f]+", said)
    return _node("dead_end", tried, (commit.hash, *undone), sentence[0] if sentence else commit.subject, commit)


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


def _node(kind: str, title: str, commits: tuple[str, ...], quote: str, newest: Commit) -> TrailNode:
    return TrailNode.model_validate(
        {"kind": kind, "title": title, "commits": commits, "quote": quote, "explicit": True, "date": newest.date}
    )
