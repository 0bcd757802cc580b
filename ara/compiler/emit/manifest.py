"""`PAPER.md`: what the Ara is about, and the index of its layers."""

from __future__ import annotations

import re

from ara.compiler.paper.model import PaperReading
from ara.compiler.repo.model import RepoReading
from ara.compiler.spans import SpanBook
from ara.schema.documents.manifest import front_matter
from ara.schema.location import Location
from ara.schema.logic import Claim
from ara.schema.markdown.escape import inline, quote
from ara.schema.paper import PaperManifest

MOST_SUMMARIES = 8

_LAYERS = (
    ("Cognitive Layer (`/logic`)", "logic/"),
    ("Physical Layer (`/src`)", "src/"),
    ("Exploration Graph (`/trace`)", "trace/"),
    ("Evidence (`/evidence`)", "evidence/"),
)
_DESCRIPTIONS = {
    "logic/problem.md": "What the work starts from and what was missing",
    "logic/claims.md": "Claims, each with its words, page and what would refute it",
    "logic/concepts.md": "Terms that the paper spells out",
    "logic/experiments.md": "Experiments: runnable, reported, candidates",
    "logic/related_work.md": "The reference list",
    "logic/solution/constraints.md": "Where the work says it ends",
    "logic/solution/outline.md": "Section tree with pages",
    "logic/solution/algorithm.md": "Algorithms and displayed equations",
    "src/environment.md": "Hardware, software, models, data, seeds, dependencies",
    "src/artifacts.md": "The code base, pointed at",
    "src/code_index.md": "Every source file with one line",
    "src/reproduce.yaml": "How experiments are run and judged",
    "src/configs/paper.md": "Hyper-parameters as the paper states them",
    "src/configs/repository.md": "Settings of the repository",
    "trace/exploration_tree.yaml": "What was tried, as far as the sources say",
    "evidence/README.md": "Index of tables and figures, and the coverage report",
    "evidence/sources.jsonl": "Every place in the sources on which a statement rests",
    "evidence/links.jsonl": "What belongs together, each link with its reason and score",
}


def manifest(
    paper: PaperReading | None, repo: RepoReading | None, claims: tuple[Claim, ...], book: SpanBook
) -> PaperManifest:
    """Give the front matter; what was not found is left out."""
    here = Location(file="PAPER.md")
    summary = tuple(claim.statement or claim.title for claim in claims[:MOST_SUMMARIES])
    if paper is None:
        title = (repo.title or repo.name) if repo else ""
        year = int(repo.date[:4]) if repo and repo.date else None
        return PaperManifest(location=here, title=title, year=year, ara_version="1.0", authors=())
    found = paper.metadata
    for passage, what in ((found.title, "title"), (found.abstract, "abstract")):
        if passage is not None:
            book.in_paper(_on_first_page(passage.text), passage.regions[0], f"PAPER.md#{what}")
    for author in found.authors:
        book.in_paper(author.name, author.region, "PAPER.md#authors")
    return PaperManifest(
        location=here,
        title=found.title.text if found.title else None,
        authors=tuple(author.name for author in found.authors),
        year=found.year,
        venue=found.venue,
        doi=found.doi or (f"arXiv:{found.arxiv}" if found.arxiv else None),
        ara_version="1.0",
        claims_summary=summary or None,
        abstract=found.abstract.text if found.abstract else None,
        extra={"code": list(found.code_urls)} if found.code_urls else {},
    )


def _on_first_page(text: str) -> str:
    """The opening words of a long passage, which may run over a page."""
    return " ".join(text.split()[:40])


def manifest_text(found: PaperManifest, paper: PaperReading | None, repo: RepoReading | None, paths: list[str]) -> str:
    """Give the whole of `PAPER.md`; `paths` are the files of the Ara."""
    lines = [front_matter(found), f"# {inline(found.title or 'Untitled work')}", "", "## Overview", ""]
    if paper is not None:
        pages = f"{paper.pages} pages" if paper.pages else "LaTeX source"
        lines.append(f"Compiled from {inline(paper.name)} ({pages}, sha256 {paper.sha256[:16]}).")
        if paper.metadata.abstract is not None:
            lines += ["", quote(_on_first_page(paper.metadata.abstract.text)) + " …"]
    if repo is not None:
        where = repo.url or "no public address known"
        lines.append(f"Code: {inline(repo.name)} ({inline(where)}), commit {repo.commit or 'none'}.")
    lines += ["", "## Layer Index"]
    for heading, prefix in _LAYERS:
        listed = [path for path in paths if path.startswith(prefix) and not path.endswith(".png")]
        listed = [path for path in listed if not path.startswith("src/execution/")]
        if listed:
            lines += ["", f"### {heading}", "", "| File | Description |", "| --- | --- |"]
            lines += [f"| [{path.removeprefix(prefix)}]({path}) | {_describe(path)} |" for path in listed]
    return "\n".join(lines) + "\n"


def _describe(path: str) -> str:
    if match := re.fullmatch(r"evidence/(table|figure)s/\1(.+)\.md", path):
        return f"{match[1].capitalize()} {match[2].upper() if match[2].isalpha() else match[2]}, with its picture"
    return _DESCRIPTIONS.get(path, "")
