"""A first exploration graph: what the paper reports as tried, and what the git history says in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.compiler.context import Framing
from ara.compiler.identify import Identified
from ara.compiler.paper.model import PaperReading
from ara.compiler.repo.model import RepoReading, TrailNode
from ara.compiler.spans import SpanBook
from ara.schema.location import Location
from ara.schema.trace import Node

FILE = "trace/exploration_tree.yaml"
MOST_MILESTONES = 40
MOST_STEPS = 200
"""Steps of the history that become nodes."""


def exploration(
    paper: PaperReading | None,
    framing: Framing | None,
    identified: Identified,
    repo: RepoReading | None,
    book: SpanBook,
) -> tuple[Node, ...]:
    """Give the roots: one for the paper, one for the repository's history when it has more than one commit."""
    ids = (f"N{number:02d}" for number in range(1, 10_000))
    roots: list[Node] = []
    if paper is not None:
        roots.append(_paper_root(paper, framing, identified, ids))
    if repo is not None and repo.trail:
        roots.append(_history_root(repo, ids, book))
    return tuple(roots)


def _paper_root(paper: PaperReading, framing: Framing | None, identified: Identified, ids: Iterator[str]) -> Node:
    name = next(ids)
    asked = framing.gaps[0] if framing and framing.gaps else None
    title = paper.metadata.title.text if paper.metadata.title else paper.name
    children = tuple(
        Node(
            id=next(ids),
            type="experiment",
            support_level="explicit",
            source_refs=(f"{experiment.label}, {experiment.object.caption_region.place}",),
            title=f"The measurements of {experiment.label}",
            result=f"See {experiment.label}; {', '.join(experiment.claims)} state what it shows.",
            evidence=(*experiment.claims, experiment.label),
        )
        for experiment in identified.reported
    )
    return Node(
        location=Location(file=FILE),
        id=name,
        type="question",
        support_level="explicit" if asked else "inferred",
        source_refs=(f"{asked.where}, {asked.region.place}",) if asked else (),
        title=title,
        description=asked.text if asked else "The question that the paper's title names.",
        children=children,
    )


def _history_root(repo: RepoReading, ids: Iterator[str], book: SpanBook) -> Node:
    """The history as a question with what its commits say; runs of plain commits are only named."""
    name = next(ids)
    commits = repo.history.commits
    milestones = [step for step in repo.trail if step.kind == "milestone"]
    for step in milestones[:MOST_MILESTONES]:
        book.in_commit(step.commits[0], step.quote, f"{FILE}#{name}")
    told = [step for step in repo.trail if step.kind != "milestone"]
    # What the commits say comes before what only the files show.
    kept = sorted(told, key=lambda step: not step.explicit)[:MOST_STEPS]
    children = tuple(_step(step, next(ids), repo, book) for step in told if step in kept)
    refs = [f"{step.commits[0][:12]} ({len(step.commits)} commits): {step.title}" for step in milestones]
    left = len(milestones) - MOST_MILESTONES
    more = (f"{left} more runs of commits",) if left > 0 else ()
    return Node(
        location=Location(file=FILE),
        id=name,
        type="question",
        support_level="inferred",
        source_refs=(*refs[:MOST_MILESTONES], *more),
        title=f"How {repo.name} came to be",
        description=f"Its git history: {len(commits)} commits from {commits[-1].date[:10]} to {commits[0].date[:10]}.",
        children=children,
    )


def _reason(step: TrailNode, repo: RepoReading) -> str:
    """The body of the reverting commit beside git's own line, in which people say why."""
    body = next((commit.body for commit in repo.history.commits if commit.hash == step.commits[0]), "")
    return " ".join(line.strip() for line in body.splitlines() if line.strip() and "This reverts commit" not in line)


def _step(step: TrailNode, name: str, repo: RepoReading, book: SpanBook) -> Node:
    book.in_commit(step.commits[0], step.quote, name)
    refs = tuple(f"commit {commit[:12]}" for commit in step.commits[:5])
    level = "explicit" if step.explicit else "inferred"
    common = {"id": name, "support_level": level, "source_refs": refs, "title": step.title, "timestamp": step.date}
    if step.kind == "dead_end":
        return Node(
            **common,
            type="dead_end",
            hypothesis=f"The change was worth making: {step.title}",
            failure_mode=_reason(step, repo) or (step.quote if step.facts else f"It was reverted: {step.quote}"),
            lesson="Not stated in the commit.",
            scope=step.facts,
        )
    if step.kind == "open_branch":
        return Node(**common, type="question", description=step.facts)
    if step.kind == "pivot" and (said := re.fullmatch(r"from (.*?) to (.*)", step.facts or "")):
        return Node(**common, type="pivot", change_from=said[1], change_to=said[2], trigger="Not stated in the commit.")
    choice = step.quote if step.explicit else step.facts or step.quote
    extra = step.facts if step.explicit else None
    return Node(
        **common, type="decision", choice=choice, description=extra, alternatives=("Not stated in the commit.",)
    )
