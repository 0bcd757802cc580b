"""What was found, what is missing, and what is uncertain: on screen, in `evidence/README.md`, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from ara.compiler.paper.model import Gap as PaperGap
from ara.compiler.paper.model import PaperReading
from ara.compiler.repo.model import Gap as RepoGap
from ara.compiler.repo.model import RepoReading
from ara.schema.documents.evidence_files import table_lines
from ara.schema.frozen import Frozen
from ara.schema.markdown.escape import inline
from ara.schema.package import Package

MOST_GAPS = 200
"""Gaps listed one by one; more are counted."""


class Missing(Frozen):
    """Something that was looked for."""

    what: str
    """What is missing."""
    where: str
    """Where it was looked for."""
    why: str
    """Why it is missing."""


class Coverage(Frozen):
    """The coverage report of one compilation."""

    found: dict[str, int]
    """How many of each kind were written."""
    missing: tuple[Missing, ...] = ()
    """What was looked for and is not there."""
    low_confidence: tuple[str, ...] = ()
    """What was written though its reading is uncertain."""


def cover(
    package: Package,
    paper: PaperReading | None,
    repo: RepoReading | None,
    further: Iterable[PaperGap],
    refused: Iterable[tuple[str, str]],
) -> Coverage:
    """Count what a package holds and gather what its sources lack."""
    counts = {
        "claims": len(package.claims),
        "experiments": len(package.experiments),
        "tables": sum(1 for entity in package.evidence if entity.kind == "table"),
        "figures": sum(1 for entity in package.evidence if entity.kind == "figure"),
        "sections": len(paper.sections) if paper else 0,
        "references": len(package.related_work),
        "hyper-parameters and settings": len(package.settings),
        "concepts": len(package.concepts),
        "source files indexed": len(repo.code) if repo else 0,
        "launch commands": sum(1 for command in repo.commands if command.kind == "run") if repo else 0,
        "trace nodes": len(list(package.all_nodes())),
        "spans": len(package.spans),
    }
    missing = [*_title_page(paper), *(_of_paper(gap) for gap in paper.gaps)] if paper else []
    if paper is None:
        missing.append(Missing(what="paper", where="command line", why="No PDF was given."))
    if repo is None:
        missing.append(Missing(what="repository", where="command line", why="None was given."))
    else:
        missing += [_of_repo(gap) for gap in repo.gaps]
    missing += [_of_paper(gap) for gap in further]
    missing += [
        Missing(what=holds, where="text layer", why=f"Not grounded, its words were not found: {quote[:80]}")
        for holds, quote in refused
    ]
    return Coverage(
        found={name: number for name, number in counts.items() if number},
        missing=tuple(dict.fromkeys(missing)),
        low_confidence=tuple(_uncertain(paper)) if paper else (),
    )


def _title_page(paper: PaperReading) -> list[Missing]:
    found = paper.metadata
    values = {
        "title": found.title,
        "authors": found.authors,
        "abstract": found.abstract,
        "year": found.year,
        "venue": found.venue,
        "DOI or arXiv identifier": found.doi or found.arxiv,
        "code address": found.code_urls,
    }
    where = "title page and document properties"
    return [
        Missing(what=name, where=where, why="Nothing was recognised.") for name, value in values.items() if not value
    ]


def _of_paper(gap: PaperGap) -> Missing:
    return Missing(what=gap.what, where=gap.where, why=gap.why)


def _of_repo(gap: RepoGap) -> Missing:
    where = gap.path or "repository"
    return Missing(what=gap.what, where=f"{where}:{gap.line}" if gap.line else where, why=gap.why)


def _uncertain(paper: PaperReading) -> list[str]:
    tables = [
        f"Table {t.label}: the two readings of its grid differ"
        for t in paper.tables
        if t.extraction == "low_confidence"
    ]
    bodiless = (table for table in paper.tables if len(table.rows) <= table.header_rows)
    empty = [f"Table {table.label}: no grid was read, only its picture" for table in bodiless]
    bare = [f"Figure {figure.label}: no picture was drawn" for figure in paper.figures if not figure.images]
    return [*tables, *empty, *bare]


def coverage_text(coverage: Coverage) -> str:
    """Give the report as a section of `evidence/README.md`."""
    rows = (("What", "Found"), *((name, str(number)) for name, number in coverage.found.items()))
    lines = ["## Coverage", "", *table_lines(rows), "", "### Missing", ""]
    lines += [f"- {inline(gap.what)} ({inline(gap.where)}): {inline(gap.why)}" for gap in coverage.missing[:MOST_GAPS]]
    if len(coverage.missing) > MOST_GAPS:
        lines.append(f"- {len(coverage.missing) - MOST_GAPS} more gaps of these kinds.")
    if not coverage.missing:
        lines.append("Nothing that was looked for is missing.")
    if coverage.low_confidence:
        lines += ["", "### Low confidence", "", *(f"- {inline(text)}" for text in coverage.low_confidence)]
    return "\n".join(lines) + "\n"
