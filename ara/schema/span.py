"""Spans: where in a source a statement, number or cell was read."""

from typing import Annotated

from pydantic import Field

from ara.schema.frozen import Frozen

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in PDF points (1/72 inch), origin at the top left of the page."""


class Span(Frozen):
    """One place in one source, with the words that stand there. A line of `evidence/sources.jsonl`."""

    id: Annotated[str, Field(pattern=r"^S\d{4,}$")]
    """Identifier of the span, unique in its Ara, e.g. `S0042`."""
    source: str
    """What was read: the file name of the PDF or of the LaTeX source, or the repository's name with its commit."""
    page: int | None = None
    """Page of the PDF, counted from 1."""
    box: Box | None = None
    """Bounding box on that page, in PDF points."""
    path: str | None = None
    """Path of the file inside the repository or the LaTeX source."""
    line: int | None = None
    """First line in that file, counted from 1."""
    end_line: int | None = None
    """Last line in that file; missing when it is the first one."""
    commit: str | None = None
    """Commit whose message or change is quoted, as a full hash."""
    quote: str
    """The words at that place, verbatim up to line breaks, hyphenation at line ends and runs of blanks."""
    written: str | None = None
    """For a LaTeX source, those lines as they stand there, markup included; a long passage is cut."""
    holds: str
    """What in the Ara rests on it, e.g. `C03`, `tables/table2.md`, `src/configs/training.md#learning-rate`."""
