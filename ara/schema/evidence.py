"""The evidence layer: raw tables and figures, the index over them, and the Spans everything rests on."""

from typing import Annotated, ClassVar, Literal

from ara.schema.frozen import Frozen
from ara.schema.location import Location
from ara.schema.markdown.entity import Entity, Label


class Grid(Frozen):
    """A table as it stands in a Markdown file."""

    rows: tuple[tuple[str, ...], ...]
    """Trimmed cells, the header row first."""
    line: int
    """Line of the header row."""
    row_lines: tuple[int, ...]
    """Line of each row."""


class EvidenceObject(Entity):
    """A file under `evidence/tables`, `evidence/figures`, `evidence/results` or `evidence/proofs`."""

    paragraphs: ClassVar[bool] = True

    kind: Literal["table", "figure", "result", "proof"] = "table"
    """Which folder it lies in."""
    title: str = ""
    """Its first heading."""
    source: Annotated[str | None, Label("Source", ("Sources",))] = None
    """The object of the source it transcribes, e.g. `Table 3, §4.1`."""
    caption: Annotated[str | None, Label("Caption")] = None
    """The printed caption."""
    screenshot: Annotated[str | None, Label("Screenshot")] = None
    """File name of its picture, beside it."""
    extraction_type: Annotated[str | None, Label("Extraction type")] = None
    """`raw_table`, `derived_subset`, …"""
    derived_from: Annotated[str | None, Label("Derived from")] = None
    """The raw object from which a subset was taken."""
    figure_type: Annotated[str | None, Label("Figure type")] = None
    """`quantitative_plot`, `diagram`, `qualitative_sample` or `mixed`."""
    extraction_method: Annotated[str | None, Label("Extraction method", ("Extraction",))] = None
    """How its values were read."""
    reading_confidence: Annotated[str | None, Label("Reading confidence")] = None
    """How far the reading can be trusted: high, medium or low."""
    axes: Annotated[str | None, Label("Axes")] = None
    """What the axes show, with units and scale."""
    plot_kind: Annotated[str | None, Label("Plot kind")] = None
    """`line`, `bar`, `scatter`, …"""
    grids: tuple[Grid, ...] = ()
    """The tables in the file."""


class IndexRow(Frozen):
    """One row of the index in `evidence/README.md`."""

    path: str
    """The evidence file, relative to `evidence/`."""
    source: str
    """The object of the source."""
    claims: tuple[str, ...]
    """Claims that rest on it."""
    description: str
    """What it shows."""
    location: Location
    """Where the row stands."""
