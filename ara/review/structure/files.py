"""Rules about which files there are."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.findings import Problem, Severity
from ara.review.registry import rule
from ara.schema.documents import kind_of
from ara.schema.location import Location
from ara.schema.package import Package

MANDATORY = ("PAPER.md", "logic/claims.md", "trace/exploration_tree.yaml")
LAYOUT = (
    "logic/problem.md",
    "logic/concepts.md",
    "logic/experiments.md",
    "logic/related_work.md",
    "src/environment.md",
    "evidence/README.md",
)
MIN_BYTES = 10
"""Files with fewer bytes than this hold nothing."""


@rule("S101", "mandatory-file", "error")
def mandatory_file(package: Package) -> Iterator[Problem]:
    """An Ara has `PAPER.md`, `logic/claims.md` and `trace/exploration_tree.yaml`.

    Without the manifest nobody knows what the artifact is about, without claims there is nothing to check, and
    without the exploration graph the failed attempts are lost. Every reader of Aras relies on these three.
    """
    for path in MANDATORY:
        if path not in package.files:
            yield Problem(Location(file=path), f"{path} is missing.", "Write it; `ara init` shows an empty one.")


@rule("S102", "layout-file", "warning")
def layout_file(package: Package) -> Iterator[Problem]:
    """The other files of the published layout are there.

    A layer that was left out looks the same as a layer that nobody thought of. A file that says that nothing was
    found, and where it was looked for, is an honest gap; a missing file is not.
    """
    files = package.files
    for path in LAYOUT:
        if path not in files:
            mend = "Write it, or write one that says what was not found and where it was looked for."
            yield Problem(Location(file=path), f"{path} is missing.", mend)
    if not any(path.startswith("logic/solution/") for path in files):
        yield Problem(
            Location(file="logic/solution"),
            "logic/solution/ holds no page: how the problem is solved is not said.",
            "Add a page such as logic/solution/method.md.",
        )


@rule("S103", "empty-file", "warning")
def empty_file(package: Package) -> Iterator[Problem]:
    """A file of the format holds something.

    A file of less than ten bytes counts as missing: an error for the three mandatory ones, a warning for others.
    """
    for path, size in package.files.items():
        if size < MIN_BYTES and (path in MANDATORY or kind_of(path) is not None):
            severity: Severity = "error" if path in MANDATORY else "warning"
            yield Problem(Location(file=path), f"{path} is empty.", "Write it, or remove it.", severity)
