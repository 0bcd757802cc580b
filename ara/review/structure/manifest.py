"""Rules about `PAPER.md`."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.findings import Problem, Severity
from ara.review.registry import rule
from ara.review.structure.files import MANDATORY
from ara.review.structure.insertions import after_line, line_at
from ara.schema.documents.evidence_files import table_lines, table_row
from ara.schema.edits import Edit
from ara.schema.markdown.fields import split_row
from ara.schema.package import Package

KEYS = ("title", "authors", "year")


@rule("S111", "front-matter", "error")
def front_matter(package: Package) -> Iterator[Problem]:
    """`PAPER.md` starts with YAML between two `---` lines.

    The front matter is what catalogues and agents read first, and often all that they read.
    """
    for paper in package.paper:
        if not paper.has_front_matter:
            yield Problem(
                paper.location,
                "PAPER.md has no front matter.",
                "Start the file with `---`, then `title:`, `authors:` and `year:`, then `---`.",
            )


@rule("S112", "manifest-keys", "warning")
def manifest_keys(package: Package) -> Iterator[Problem]:
    """The front matter says title, authors and year.

    Without a title nobody can speak of the work: an error. A year or authors that are not known are a gap, and a
    declared one (`year: null`, `authors: []`) is only noticed.
    """
    for paper in package.paper:
        if not paper.has_front_matter:
            continue
        for key in KEYS:
            line = paper.key_lines.get(key, paper.location.line)
            place = paper.location.model_copy(update={"line": line})
            severity: Severity | None = "error" if key == "title" else None
            if key not in paper.key_lines:
                empty = "" if key == "title" else ", with an empty value if it is not known"
                yield Problem(place, f"the front matter has no `{key}`.", f"Add `{key}:`{empty}.", severity)
            elif getattr(paper, key) in (None, (), ""):
                severity = severity or "notice"
                yield Problem(place, f"`{key}` is left open.", "Fill it in when it is known.", severity)


@rule("S113", "layer-index", "warning", fixable=True)
def layer_index(package: Package) -> Iterator[Problem]:
    """`PAPER.md` has a section Layer Index that links to the files of the layers.

    An agent opens `PAPER.md` alone and decides by the index what else to read; a file that is not linked is not
    read. Files that the index leaves out are noticed.
    """
    for paper in package.paper:
        if not paper.has_layer_index:
            mend = "Add `## Layer Index` with a table whose first column links to the files."
            edits = (_section(package, [path for path in package.files if _is_indexed(path)]),)
            yield Problem(paper.location, "PAPER.md has no layer index.", mend, edits=edits)
            continue
        linked = {path for path, _ in paper.index_paths}
        left_out = [path for path in package.files if _is_indexed(path) and path not in linked]
        if left_out:
            line = min((line for _, line in paper.index_paths), default=paper.location.line)
            place = paper.location.model_copy(update={"line": line})
            message = f"the layer index does not link to {', '.join(left_out)}."
            yield Problem(place, message, "Add a row with a link for each.", "notice", _rows(package, line, left_out))


def _section(package: Package, paths: list[str]) -> Edit:
    """Add the whole section at the end of `PAPER.md`."""
    text = package.texts["PAPER.md"]
    rows = (("File", "What it holds"), *((f"[{_name(path)}]({path})", "") for path in paths))
    start = "" if text.endswith("\n") or not text else "\n"
    lines = "\n".join(("", "## Layer Index", "", *table_lines(rows)))
    return Edit(start=len(text), end=len(text), text=f"{start}{lines}\n")


def _rows(package: Package, first: int, paths: list[str]) -> tuple[Edit, ...]:
    """Add rows behind the first one of a table that links, as wide as that one is."""
    text = package.texts["PAPER.md"]
    width = len(split_row(line_at(text, first)))
    if not line_at(text, first).lstrip().startswith("|"):
        return ()
    rows = (table_row((f"[{_name(path)}]({path})", *[""] * (width - 1))) for path in paths)
    return (after_line(text, first, "\n".join(rows)),)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[1]


def _is_indexed(path: str) -> bool:
    return path in MANDATORY[1:] or (path.startswith("logic/") and path.endswith(".md"))
