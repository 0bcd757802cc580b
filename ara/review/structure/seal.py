"""Rules about what an Ara says of itself: hashes and counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.review.reproduce.manifest import MANIFEST, manifest_faults
from ara.schema.edits import Edit
from ara.schema.location import Location
from ara.schema.package import Package

SEAL = "ara.yaml"
UNSEALED = ("evidence/runs/",)
"""Folders outside the seal; they keep a manifest of their own."""


@rule("S701", "seal-holds", "error", on_disk=True)
def seal_holds(package: Package, root: Path | None) -> Iterator[Problem]:
    """The files of a sealed Ara are the files that were sealed.

    `ara.yaml` lists the sha256 of every file but itself and `evidence/runs/`. A file that differs or is gone breaks
    the seal; a file that was added is a warning. An Ara without hashes is not sealed, and nothing is said.
    """
    hashes = package.seal.hashes if package.seal is not None else {}
    if not hashes:
        return
    lines = package.texts.get(SEAL, "").split("\n")
    for path, expected in hashes.items():
        place = Location(file=SEAL, line=next((i for i, line in enumerate(lines, 1) if path in line), 1))
        if path not in package.files:
            yield Problem(place, f"{path} was sealed and is missing.", "Restore it, or seal the Ara again.")
        elif (found := _sha256(package, path, root)) is not None and found != expected:
            yield Problem(place, f"{path} is not the file that was sealed.", "Restore it, or seal the Ara again.")
    for path in package.files:
        if path not in hashes and path != SEAL and not path.startswith(UNSEALED):
            yield Problem(Location(file=path), f"{path} is not in the seal.", "Seal the Ara again.", "warning")


def _sha256(package: Package, path: str, root: Path | None) -> str | None:
    """Give the hash of a file's bytes; None for one that is no text when the folder is not known."""
    if path in package.texts:
        return hashlib.sha256(package.texts[path].encode()).hexdigest()
    if root is None:
        return None
    with (root / path).open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@rule("S703", "runs-as-listed", "error", on_disk=True)
def runs_as_listed(package: Package, root: Path | None) -> Iterator[Problem]:
    """The records of runs are the ones that `evidence/runs/manifest.jsonl` lists.

    Each line of the manifest gives the sha256 of a record or a log. Lines are added when runs are filed, and never
    changed: a file that differs or is gone means that somebody changed what was measured. Without a manifest nothing
    is said.
    """
    if root is None or MANIFEST not in package.files:
        return
    for fault in manifest_faults(root):
        yield Problem(Location(file=MANIFEST, line=fault.line), f"{MANIFEST} {fault.message}", fault.mend)


_COUNTED: tuple[tuple[str, str, Callable[[Package], int]], ...] = (
    ("logic/claims.md", r"(?<!\d)(\d+)\s+(?:[\w-]+\s+){0,2}claims\b", lambda package: len(package.claims)),
    (
        "logic/experiments.md",
        r"(?<!\d)(\d+)\s+(?:[\w-]+\s+){0,2}experiment(?:s|al|\s+plans)",
        lambda package: len(package.experiments),
    ),
    ("logic/concepts.md", r"(?<!\d)(\d+)\s+(?:[\w-]+\s+){0,2}concepts\b", lambda package: len(package.concepts)),
    (
        "logic/solution/heuristics.md",
        r"(?<!\d)(\d+)\s+(?:[\w-]+\s+){0,2}heuristics\b",
        lambda package: len(package.heuristics),
    ),
    ("trace/exploration_tree.yaml", r"(?<!\d)(\d+)[-\s]+nodes?\b", lambda package: sum(1 for _ in package.all_nodes())),
)
"""Files, the words by which the layer index counts what they hold, and the true count."""


@rule("S702", "counts-agree", "warning", fixable=True)
def counts_agree(package: Package) -> Iterator[Problem]:
    """A count that `PAPER.md` declares in its layer index is the count of what is there.

    "14-node DAG" over a tree of fifteen means that one of the two was edited alone.
    """
    text = package.texts.get("PAPER.md", "")
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for target, number in (entry for paper in package.paper for entry in paper.index_paths):
        for path, pattern, count in _COUNTED:
            if target != path or number > len(lines):
                continue
            match = re.search(pattern, lines[number - 1])
            true = count(package)
            if match and int(match[1]) != true:
                start = starts[number - 1] + match.start(1)
                edit = Edit(start=start, end=start + len(match[1]), text=str(true))
                message = f"PAPER.md counts {match[1]} where {path} has {true}."
                yield Problem(Location(file="PAPER.md", line=number), message, f"Write {true}.", edits=(edit,))
