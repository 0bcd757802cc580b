"""All running text of an Ara, piece by piece, each with the entity that says it and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ara.schema.location import Location
from ara.schema.logic import source_notes
from ara.schema.markdown.entity import Entity, labels
from ara.schema.package import Package

_DIGIT = re.compile(r"[0-9]")
_NO_PROSE = frozenset({"sources", "proof", "dependencies", "refutes", "tags", "verifies"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of one entity, or one line of a page of free text."""

    entity: str
    """Who says it: `C03`, `E01`, a node, a file."""
    field: str
    """Which field, e.g. `statement`; `quote` for the words of a source, `line` for a line of free text."""
    text: str
    """The words as they stand in the file."""
    location: Location
    """Where they stand."""


def passages_of(package: Package) -> Iterator[Passage]:
    """Give the running text of claims, plan, problem, evidence, trace, manifest and pages that holds a digit."""
    for passage in _all(package):
        if _DIGIT.search(passage.text):
            yield passage


def _all(package: Package) -> Iterator[Passage]:
    for claim in package.claims:
        yield from _fields(claim, claim.id)
        for note in source_notes(claim):
            if note.quote:
                yield Passage(claim.id, "quote", note.quote, claim.line_of("sources"))
    for group in (package.observations, package.gaps, package.insights, package.experiments, package.heuristics):
        for entity in group:
            yield from _fields(entity, getattr(entity, "id", "") or getattr(entity, "title", ""))
    yield from _evidence(package)
    yield from _trace(package)
    yield from _manifest(package)
    for page in package.pages:
        yield from _lines(page.location.file, page.text, frozenset())


def _fields(entity: Entity, name: str) -> Iterator[Passage]:
    title = getattr(entity, "title", "")
    if title:
        yield Passage(name, "title", title, entity.location)
    for field in labels(type(entity)):
        value = getattr(entity, field)
        if field not in _NO_PROSE and value and isinstance(value, str):
            yield Passage(name, field, value, entity.line_of(field))


def _evidence(package: Package) -> Iterator[Passage]:
    for item in package.evidence:
        rows = frozenset(line for grid in item.grids for line in grid.row_lines)
        yield from _lines(item.location.file, package.texts.get(item.location.file, ""), rows)


def _trace(package: Package) -> Iterator[Passage]:
    for node in package.all_nodes():
        for field in ("title", "description", "result", "lesson", "rationale", "failure_mode", "hypothesis", "outcome"):
            value = getattr(node, field)
            if value:
                yield Passage(node.id or "trace", field, value, node.location)


def _manifest(package: Package) -> Iterator[Passage]:
    for paper in package.paper:
        summary = paper.claims_summary
        texts = (summary,) if isinstance(summary, str) else summary or ()
        if paper.abstract:
            yield Passage(
                "PAPER.md", "abstract", paper.abstract, _key_line(paper.location, paper.key_lines, "abstract")
            )
        for text in texts:
            yield Passage("PAPER.md", "summary", text, _key_line(paper.location, paper.key_lines, "claims_summary"))


def _key_line(location: Location, lines: Mapping[str, int], key: str) -> Location:
    return location.model_copy(update={"line": lines.get(key, location.line)})


def _lines(file: str, text: str, skipped: frozenset[int]) -> Iterator[Passage]:
    for number, line in enumerate(text.split("\n"), 1):
        if number not in skipped and line.strip():
            yield Passage(file, "line", line, Location(file=file, line=number))
