"""Steps of the exploration that show in the files: scripts given up, sweeps, moves, and branches that were left.

A commit's message decides what may be said. Where it says that something was given up because it failed, that is a
dead end; where it only says what was done, a decision. Where it says neither, the facts stand alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ara.compiler.repo.model import Commit, History, TrailKind, TrailNode
from ara.compiler.repo.tree_changes import Changes

_EXPERIMENT = re.compile(
    r"(?:^|.*/)(?:experiments?|exps?|scripts?|configs?|conf|runs?|recipes?|ablations?|sweeps?)/.+"
    r"\.(?:py|sh|bash|slurm|sbatch|ya?ml|json|toml|ipynb)$"
)
_CONFIG = re.compile(r".*\.(?:ya?ml|json|toml|gin)$")
_REMOVED = re.compile(r"\b(?:remov|delet|drop|abandon|discard|get rid|got rid|retir|deprecat|prun|clean)\w*", re.I)
_FAILED = re.compile(
    r"\b(?:(?:did|do|does)(?:n['’]?t| not) (?:work|help|improve|converge|scale|pay off|matter)\w*|abandon(?:ed|s|ing)?"
    r"|dead[- ]end|no (?:gain|improvement|benefit)s?|g[ai]ve up|(?:not|never) (?:helpful|useful|promising|worth)"
    r"|unsuccessful|failed (?:experiment|attempt|approach|idea|run|trial)s?)\b",
    re.I,
)
_SWEEP = re.compile(r"\b(?:sweeps?|grid[- ]search|ablations?|hyper-?param(?:eter)?s? search)\b", re.I)
_SWITCH = re.compile(
    r"(?:\w+(?:\([^()]*\))?!?: )?(?:switch|switched|switches|migrate|migrated|move|moved) from "
    r"(?P<old>\S.{0,80}?) to (?P<new>\S.{0,80})",
    re.I,
)
_SIBLINGS = 3
_MOST_IMPORTED = 40
_MOST_BRANCHES = 50
_PAGES = frozenset({"gh-pages", "pages", "website", "docs"})


def changed_step(commit: Commit, changes: Changes | None, kept: frozenset[str]) -> TrailNode | None:
    """The step that a commit is, by its message and what it did to files; None when it is a plain one.

    `kept` are the names, without folders, of all files at the end: what came back was not given up.
    """
    message = f"{commit.subject}\n{commit.body}"
    switched = _SWITCH.fullmatch(commit.subject)
    if switched is not None and len(commit.parents) == 1:
        said = f"from {switched['old']} to {switched['new']}"
        return _step("pivot", commit, switched[0], said, explicit=True)
    if changes is None:
        return None
    gone = [path for path in changes.deleted if _EXPERIMENT.match(path) and path.rpartition("/")[2] not in kept]
    if gone:
        removed, failed = _REMOVED.search(message), _FAILED.search(message)
        facts = f"Deleted {_listed(gone)}."
        if removed and failed:
            return _step("dead_end", commit, _sentence(message, failed), facts, explicit=True)
        return _step("decision", commit, commit.subject, facts, explicit=bool(removed))
    if len(changes.added) <= _MOST_IMPORTED:
        sweep = _siblings(changes.added)
        if sweep:
            named = _SWEEP.search(message)
            quote = _sentence(message, named) if named else commit.subject
            return _step("decision", commit, quote, f"Added side by side {_listed(sweep)}.", explicit=bool(named))
    moves = [f"{old} to {new}" for old, new in changes.moved if _EXPERIMENT.match(old)]
    if len(moves) >= _SIBLINGS:
        explicit = bool(re.match(r"(?:renam|mov|reorgani[sz]|restructur)", commit.subject, re.I))
        return _step("decision", commit, commit.subject, f"Moved {_listed(moves)}.", explicit=explicit)
    return None


def left_branches(history: History, tips: Mapping[str, tuple[Commit, ...]]) -> Iterator[TrailNode]:
    """Branches with commits of their own that end before the head; whether one was given up, its commits must say.

    `tips` holds, by branch, the commits that the head does not contain, newest first.
    """
    head = history.commits[0].date
    for name, own in sorted(tips.items())[:_MOST_BRANCHES]:
        if not own or name in _PAGES or _when(own[0]) >= _when(history.commits[0]) or not head:
            continue
        facts = (
            f"Branch {name} has {len(own)} commit{'s' * (len(own) > 1)} that the head does not contain, "
            f"the last on {own[0].date[:10]}. "
            "They may have been taken in by other means."
        )
        messages = ((commit, f"{commit.subject}\n{commit.body}") for commit in own[:20])
        said = next(((commit, text, hit) for commit, text in messages if (hit := _FAILED.search(text))), None)
        if said is not None and _gives_up(said[2][0]):
            yield _step("dead_end", said[0], _sentence(said[1], said[2]), facts, explicit=True, title=said[0].subject)
        else:
            yield _step("open_branch", own[0], own[0].subject, facts, explicit=False, title=f"Branch {name}")


def _gives_up(words: str) -> bool:
    return bool(re.search(r"abandon|dead|g[ai]ve up|unsuccessful|failed", words, re.I))


def _when(commit: Commit) -> str:
    return commit.committed


def _siblings(added: Iterable[str]) -> list[str]:
    """The largest group of config files that one folder got at once and that are named alike."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in added:
        folder, _, name = path.rpartition("/")
        if _CONFIG.fullmatch(name) and not path.startswith("."):
            groups[folder, re.split(r"[-_.\d]", name)[0] or name[:1]].append(path)
    largest = max(groups.values(), key=len, default=[])
    return sorted(largest) if len(largest) >= _SIBLINGS else []


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(name[:200] for name in names[:5]) + more


def _sentence(message: str, hit: re.Match[str]) -> str:
    """The line of the message that holds the words."""
    start = message.rfind("\n", 0, hit.start()) + 1
    end = message.find("\n", hit.end())
    return message[start : end if end >= 0 else len(message)].strip()


def _step(
    kind: TrailKind, commit: Commit, quote: str, facts: str, *, explicit: bool, title: str | None = None
) -> TrailNode:
    return TrailNode(
        kind=kind, title=title or commit.subject, commits=(commit.hash,), quote=quote, facts=facts,
        explicit=explicit, date=commit.date,
    )  # fmt: skip
