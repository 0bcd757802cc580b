"""Rules about places inside files: lines of code, and the targets of links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.schema.identifiers import canonical_id
from ara.schema.location import Location
from ara.schema.mentions import LAYERS, exists
from ara.schema.package import Package

LINKS = "evidence/links.jsonl"
MAX_CODE_BYTES = 4 * 2**20
"""Larger files are not opened to count their lines."""

_LINE = re.compile(r"(?<![\w/.:])/?((?:logic|src|trace|staging|evidence)/[\w./@+-]*\w):L?(\d+)(?:-L?(\d+))?")


@rule("S319", "link-resolves", "warning")
def link_resolves(package: Package) -> Iterator[Problem]:
    """Both ends of a link in `evidence/links.jsonl` are in the Ara.

    A link to a claim, an experiment or a file that is gone leads a reader nowhere. Files of the source repository are
    not looked for.
    """
    claims = {claim.id for claim in package.claims}
    experiments = {experiment.id for experiment in package.experiments}
    lines = (number for number, line in enumerate(package.texts.get(LINKS, "").split("\n"), 1) if line.strip())
    for link in package.links:
        place = Location(file=LINKS, line=next(lines, 1))
        for end in (link.source, link.target):
            if not _is_there(end, claims | experiments, package):
                yield Problem(
                    place,
                    f"the link names {end}, which is not in the Ara.",
                    "Remove the line, or correct what it names.",
                )


def _is_there(end: str, names: set[str], package: Package) -> bool:
    path = end.split("#")[0]
    if re.fullmatch(r"[CE]\d+", path):
        return canonical_id(path) in names
    return not (path.startswith(LAYERS) or path == "PAPER.md") or exists(path, package.files)


@rule("S320", "line-exists", "warning", on_disk=True)
def line_exists(package: Package, root: Path | None) -> Iterator[Problem]:
    """A line of a file of the Ara that is named, such as `src/execution/sort.py:12`, is in that file.

    A line past the end was never looked at, or the file has changed since. Files of the source repository are not
    looked for.
    """
    counts: dict[str, int | None] = {}
    for place, text in _citations(package):
        for match in _LINE.finditer(text):
            path, last = match[1], int((match[3] or match[2])[:9])
            if path not in package.files:
                continue
            if path not in counts:
                counts[path] = _lines(package, path, root)
            count = counts[path]
            if count is not None and last > count:
                yield Problem(
                    place,
                    f"{match[0]} is past the end of the file, which has {count} line{'' if count == 1 else 's'}.",
                    "Look the line up again, and correct the reference.",
                )


def _citations(package: Package) -> Iterator[tuple[Location, str]]:
    """Give the fields in which lines are cited."""
    for claim in package.claims:
        yield from ((claim.line_of("sources"), entry) for entry in claim.sources)
    for experiment in package.experiments:
        yield experiment.line_of("run"), experiment.run or ""
        yield from ((experiment.line_of("evidence"), entry) for entry in experiment.evidence)
    for heuristic in package.heuristics:
        yield from ((heuristic.line_of("code_ref"), entry) for entry in heuristic.code_ref)
        yield from ((heuristic.line_of("sources"), entry) for entry in heuristic.sources)
    for setting in package.settings:
        yield setting.line_of("source"), setting.source or ""
    for item in package.evidence:
        yield item.line_of("source"), item.source or ""
    for node in package.all_nodes():
        yield from ((node.line_of("source_refs"), entry) for entry in node.source_refs)
        yield from ((node.line_of("evidence"), entry) for entry in node.evidence)


def _lines(package: Package, path: str, root: Path | None) -> int | None:
    """Count the lines of a file; None when it cannot be told."""
    if path in package.texts:
        return len(package.texts[path].splitlines())
    if root is None or package.files[path] > MAX_CODE_BYTES:
        return None
    try:
        return len((root / path).read_bytes().splitlines())
    except OSError:
        return None
