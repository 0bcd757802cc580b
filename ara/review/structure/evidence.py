"""Rules about the evidence layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.review.structure.insertions import after_line, before_line, line_at
from ara.schema.documents.evidence_files import table_row
from ara.schema.edits import Edit
from ara.schema.evidence import EvidenceObject
from ara.schema.location import Location
from ara.schema.markdown.entity import labels
from ara.schema.markdown.fields import split_row
from ara.schema.mentions import mentioned_paths
from ara.schema.package import Package

INDEX = "evidence/README.md"
_COLUMNS = 4

_FILE_LABEL = re.compile(r"(?P<kind>table|fig(?:ure)?)[_-]?(?P<number>\d+[a-z]?|[a-z]\d+)(?![a-z0-9])", re.IGNORECASE)
_TEXT_LABEL = re.compile(
    r"\b(?P<kind>Table|Tab\.|Figure|Fig\.?)\s*~?(?P<number>\d+[a-z]?|[A-Z]\.?\d+)(?![\w.]*\d)", re.IGNORECASE
)


@rule("S501", "evidence-indexed", "warning", fixable=True)
def evidence_indexed(package: Package) -> Iterator[Problem]:
    """Every table, figure, result and proof has a row in `evidence/README.md`.

    The index says which claims an object bears on; an object without a row is found by nobody.
    """
    if INDEX not in package.files:
        return
    named = (mentioned_paths(row.path, INDEX, package.files, "evidence") for row in package.index)
    listed = {mention.name for mentions in named for mention in mentions}
    for evidence in package.evidence:
        if evidence.location.file not in listed:
            path = evidence.location.file.removeprefix("evidence/")
            mend = f"Add a row for [{path}]({path}) to {INDEX}."
            message = f"{evidence.location.file} has no row in the evidence index."
            # the edit is of the index, so that is where the finding stands
            place = Location(file=INDEX)
            edit = _row(package, evidence, path)
            yield Problem(place, message, mend, edits=(edit,) if edit else ())


def _row(package: Package, evidence: EvidenceObject, path: str) -> Edit | None:
    """Add a row behind the last one, when the table has the published columns; which claims it bears on stays open."""
    line = max((row.location.line for row in package.index), default=0)
    text = package.texts.get(INDEX, "")
    if not line or len(split_row(line_at(text, line))) != _COLUMNS:
        return None
    title = evidence.title.partition(":")[2].strip() or evidence.title
    source = (evidence.source or "").split(",")[0]
    return after_line(text, line, table_row((f"[{path}]({path})", source, "", title)))


@rule("S502", "evidence-source", "warning")
def evidence_source(package: Package) -> Iterator[Problem]:
    """An evidence file names the object of the source that it transcribes.

    Without `Source` its numbers cannot be compared with what was published. Proofs are their own source.
    """
    for evidence in package.evidence:
        if not evidence.source and not evidence.derived_from and evidence.kind != "proof":
            label = labels(EvidenceObject)["source"].name
            message = f"{evidence.location.file} does not say what it transcribes."
            yield Problem(evidence.location, message, f"Add `- **{label}**: Table 3, p. 7` or the like.")


@rule("S503", "table-has-grid", "error")
def table_has_grid(package: Package) -> Iterator[Problem]:
    """A file in `evidence/tables/` holds a table: a header and at least one row.

    Evidence is the numbers themselves; a description of a table proves nothing. A table whose grid could not be read
    keeps its picture and says so: `**Extraction type**: screenshot_only`.
    """
    for evidence in package.evidence:
        pictured = evidence.extraction_type == "screenshot_only" and evidence.screenshot
        if evidence.kind == "table" and not pictured and not any(len(grid.rows) > 1 for grid in evidence.grids):
            message = f"{evidence.location.file} holds no table with a row."
            yield Problem(evidence.location, message, "Transcribe the table, or move the file out of evidence/tables.")


@rule("S504", "grid-is-square", "warning")
def grid_is_square(package: Package) -> Iterator[Problem]:
    """Every row of a table has as many cells as its header.

    A lost cell moves all that follow it under the wrong header, and the numbers stay plausible.
    """
    for evidence in package.evidence:
        for grid in evidence.grids:
            width = len(grid.rows[0])
            for cells, line in zip(grid.rows[1:], grid.row_lines[1:], strict=False):
                if len(cells) != width:
                    place = evidence.location.model_copy(update={"line": line})
                    message = f"the row has {len(cells)} cells, the header {width}."
                    yield Problem(place, message, "Compare the row with its source and give it all its cells.")


@rule("S505", "evidence-pictured", "warning", fixable=True)
def evidence_pictured(package: Package) -> Iterator[Problem]:
    """A table or figure of a publication has a screenshot beside it.

    A transcription can be wrong; the picture is what a doubting reader compares it with. What was never printed, a
    file whose `Source` names no numbered table or figure, needs none.
    """
    for evidence in package.evidence:
        printed = _TEXT_LABEL.search(evidence.source or "") is not None
        raw = evidence.kind in ("table", "figure") and not evidence.derived_from
        if printed and raw and not evidence.screenshot and "derived" not in evidence.location.file:
            place = evidence.location
            picture = re.sub(r"\.md$", ".png", place.file)
            edits = (_screenshot(package, evidence, picture),) if picture in package.files else ()
            mend = "Add `- **Screenshot**: NAME.png` and the file."
            yield Problem(place, f"{place.file} names no screenshot.", mend, edits=edits)


def _screenshot(package: Package, evidence: EvidenceObject, picture: str) -> Edit:
    """Name the picture of the same name, in the form of the line before which it goes: that of the source."""
    text, line = package.texts[evidence.location.file], evidence.line_of("source").line
    bullet = line_at(text, line).partition("**")[0]
    return before_line(text, line, f"{bullet}**Screenshot**: {picture.rsplit('/', 1)[1]}")


@rule("S506", "label-agrees", "error")
def label_agrees(package: Package) -> Iterator[Problem]:
    """File name, title and `Source` of a transcribed table or figure give the same number.

    When `table3.md` holds Table 4, every claim that cites it cites the wrong numbers.
    """
    for evidence in package.evidence:
        path = evidence.location.file
        if evidence.derived_from or "derived" in path or "subset" in path:
            continue
        named = _FILE_LABEL.match(path.rsplit("/", 1)[1])
        for field, text in (("Source", evidence.source or ""), ("its title", evidence.title)):
            said = _TEXT_LABEL.search(text)
            if named and said and _key(named) != _key(said):
                yield Problem(
                    evidence.line_of("source" if field == "Source" else "title"),
                    f"{path} is named for {named.group()}, but {field} says {said.group()}.",
                    "Correct the one that is wrong, and check the numbers against the source.",
                )
                break


def _key(label: re.Match[str]) -> tuple[str, str]:
    return label["kind"][:3].casefold(), label["number"].replace(".", "").casefold()
