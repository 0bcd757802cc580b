"""What was read from a PDF: typed, immutable, each piece with its page and box.

This is the only thing that the rest of the compiler knows of a paper. It crosses a process boundary as JSON, since
PDFs are parsed in a child process; pictures are files in a folder beside it, named in the models.
"""

from __future__ import annotations

from typing import Literal

from ara.schema.frozen import Frozen
from ara.schema.span import Box

PassageKind = Literal[
    "abstract", "body", "list", "caption", "footnote", "equation", "algorithm", "code", "reference", "margin"
]


class Region(Frozen):
    """A rectangle on a page."""

    page: int
    """Page, counted from 1; a number past the last page counts the files of a LaTeX source, see `path`."""
    box: Box
    """Left, top, right, bottom in PDF points; all 0 in a LaTeX source."""
    path: str | None = None
    """File of a LaTeX source, for what was read there and not on a page."""
    line: int | None = None
    """First line in that file, counted from 1."""
    end_line: int | None = None
    """Last line in that file."""

    @property
    def place(self) -> str:
        """The place in a reader's words: `p. 3`, or `sections/method.tex:41`."""
        return f"p. {self.page}" if self.path is None else f"{self.path}:{self.line}"


class Passage(Frozen):
    """A run of text that a reader sees as one unit: a paragraph, a list item, a caption, a displayed equation."""

    kind: PassageKind
    """What the passage is; `margin` is a running header, footer, page number, stamp or line number."""
    text: str
    """Its words in reading order, lines joined (but in algorithms), words hyphenated at line ends made whole."""
    regions: tuple[Region, ...]
    """Where it stands; more than one when it runs over a column or page."""
    section: int | None = None
    """Index in `PaperReading.sections` of the section it belongs to; None before the first heading."""
    bold_lead: str | None = None
    """Words set in bold at its start, when it opens with a run-in heading."""

    @property
    def page(self) -> int:
        """The page on which the passage starts."""
        return self.regions[0].page


class Section(Frozen):
    """A heading, in reading order."""

    number: str | None
    """The printed number, e.g. `3.2` or `A.1` or `IV`; None when the heading has none."""
    title: str
    """The heading's words without its number."""
    level: int
    """Depth in the outline, 1 for a top section."""
    region: Region
    """Where the heading stands."""


class Author(Frozen):
    """One author as the title page names them."""

    name: str
    """Full name, accents kept, marks and superscripts removed."""
    region: Region
    """Where the name stands."""


class Metadata(Frozen):
    """What the title page says of the paper. None or empty: not found."""

    title: Passage | None = None
    """The title."""
    authors: tuple[Author, ...] = ()
    """All authors, in order."""
    affiliations: tuple[str, ...] = ()
    """Institutions named on the title page."""
    abstract: Passage | None = None
    """The abstract without its heading."""
    year: int | None = None
    """Year of publication, read from a stamp, a venue line, a copyright line or the document's properties."""
    year_source: str | None = None
    """The printed words (or `document properties`) from which the year was taken."""
    venue: str | None = None
    """Venue as printed."""
    doi: str | None = None
    """DOI without the resolver's address."""
    arxiv: str | None = None
    """arXiv identifier with its version when printed, e.g. `2409.12517v2`."""
    code_urls: tuple[str, ...] = ()
    """Addresses of code repositories, made whole when broken over lines."""


class TableReading(Frozen):
    """One numbered table."""

    label: str
    """Its printed number, e.g. `3` or `A.2` or `IV`."""
    caption: str
    """The caption with its label, e.g. `Table 3: Results on …`."""
    caption_region: Region
    """Where the caption stands."""
    region: Region
    """Where the table body stands, with its caption."""
    rows: tuple[tuple[str, ...], ...]
    """The grid, header rows first, every row of one length; a spanning label is repeated in each cell that it spans."""
    header_rows: int
    """How many of the first rows are header rows."""
    extraction: Literal["exact_from_text", "digitized", "low_confidence"]
    """`exact_from_text` when two independent readings agree; `low_confidence` when they differ or none is sure."""
    other_rows: tuple[tuple[str, ...], ...] | None = None
    """The second reading, kept when it differs from the first."""
    marks: tuple[tuple[int, int, str], ...] = ()
    """Typographic marks that carry meaning: (row, column, `bold` | `underline` | `italic`)."""
    image: str | None = None
    """File name of its picture in the pictures folder."""
    further_regions: tuple[Region, ...] = ()
    """Where the body goes on, when it runs over pages."""
    further_images: tuple[str, ...] = ()
    """File names of the pictures of those parts."""


class AxisReading(Frozen):
    """One axis of a plot."""

    title: str | None
    """The words beside it."""
    scale: Literal["linear", "log", "category"]
    """How positions along it stand for values; a `category` axis has names instead of numbers."""


class PlotPoint(Frozen):
    """One mark of a plot."""

    x: float | str
    """Value along the horizontal axis, or the name of the category."""
    y: float | str
    """Value along the vertical axis, or the name of the category."""
    printed: bool = False
    """Whether the value is printed beside the mark, and taken from there."""


class SeriesReading(Frozen):
    """The marks of one kind and colour in one panel of a vector plot, measured from their drawing."""

    panel: int
    """Number of the panel within its figure, from 1, by rows from the top left."""
    name: str
    """Its words in the legend; its colour when no legend entry has that colour alone."""
    kind: Literal["line", "scatter", "bar"]
    """What its marks are."""
    x_axis: AxisReading
    """The horizontal axis."""
    y_axis: AxisReading
    """The vertical axis."""
    points: tuple[PlotPoint, ...]
    """Its marks, in the order of their drawing."""
    drawn: int
    """How many marks are drawn; more than there are points when only every n-th is kept."""


class FigureReading(Frozen):
    """One numbered figure."""

    label: str
    """Its printed number, e.g. `3`."""
    caption: str
    """The caption with its label."""
    caption_region: Region
    """Where the caption stands."""
    regions: tuple[Region, ...]
    """The picture with its caption; several when it runs over pages."""
    kind: Literal["vector", "raster", "mixed", "text"]
    """What it is made of; `text` is a box of code, a prompt or a transcript."""
    panels: tuple[str, ...] = ()
    """Sub-figure labels with their words, e.g. `(a) Accuracy`."""
    labels: tuple[str, ...] = ()
    """Text printed inside the picture: axis titles, legends, data labels."""
    images: tuple[str, ...] = ()
    """File names of its pictures in the pictures folder, the first one is the main one."""
    series: tuple[SeriesReading, ...] = ()
    """Data of its plots, where marks, ticks and tick labels are drawn so that they can be measured exactly."""


class EquationReading(Frozen):
    """One displayed equation, or a group of them that shares a number."""

    number: str | None
    """Its printed number without parentheses, e.g. `3` or `A.2`; None when it has none."""
    passages: tuple[int, ...]
    """Indices in `PaperReading.passages` of the passages that hold its characters, in reading order."""
    region: Region
    """Where it stands."""
    image: str | None = None
    """File name of its picture in the pictures folder."""


class AlgorithmStep(Frozen):
    """One step of an algorithm."""

    number: str | None
    """Its printed line number; None for inputs, outputs and steps without one."""
    text: str
    """Its words, lines joined."""


class AlgorithmReading(Frozen):
    """One captioned algorithm or listing."""

    kind: Literal["algorithm", "listing"]
    """What its caption calls it."""
    label: str
    """Its printed number, e.g. `1`."""
    caption: str
    """The caption with its label."""
    region: Region
    """Where it stands, with its caption."""
    steps: tuple[AlgorithmStep, ...]
    """Its steps in order; for a listing one step for each line."""
    image: str | None = None
    """File name of its picture in the pictures folder."""


class StatementReading(Frozen):
    """One theorem-like statement: a theorem, lemma, proposition, corollary, definition, assumption and the like."""

    kind: str
    """What the paper calls it, in lower case, e.g. `theorem`."""
    label: str | None
    """Its printed number, e.g. `2.1`; None when it has none."""
    name: str | None
    """The name printed in parentheses behind the label."""
    text: str
    """Its words, without label and name, as the text layer holds them."""
    regions: tuple[Region, ...]
    """Where it stands."""


class ReferenceReading(Frozen):
    """One entry of the reference list."""

    label: str | None
    """The printed key, e.g. `12` or `VSP17`; None in author-year styles."""
    text: str
    """The entry, lines joined."""
    authors: tuple[str, ...] = ()
    """Authors, as far as they could be split."""
    year: int | None = None
    """Year, when printed."""
    title: str | None = None
    """Title, when it could be told from the rest."""
    venue: str | None = None
    """Journal, proceedings or publisher, when it could be told from the rest."""
    doi: str | None = None
    """DOI without the resolver's address."""
    arxiv: str | None = None
    """arXiv identifier, e.g. `2409.12517`."""
    url: str | None = None
    """Another address that the entry prints."""
    region: Region
    """Where it starts."""


class CitationReading(Frozen):
    """A place in the text that cites one entry of the reference list."""

    reference: int
    """Index in `PaperReading.references`."""
    passage: int
    """Index in `PaperReading.passages`."""
    page: int
    """Page on which it is printed, counted from 1."""
    text: str
    """The words that cite, e.g. `[3, 5–7]`; a group that cites several entries is listed once for each of them."""


class Gap(Frozen):
    """Something that was looked for and not found, or found and not read."""

    what: str
    """What is missing, e.g. `figure 4: picture`."""
    where: str
    """Where it was looked for, e.g. `page 7`."""
    why: str
    """Why it is missing, in a sentence."""


class PaperReading(Frozen):
    """Everything that was read from one PDF."""

    name: str
    """File name of the PDF."""
    sha256: str
    """Hash of its bytes."""
    pages: int
    """Number of pages; 0 when only a LaTeX source was read."""
    metadata: Metadata
    """What the title page says."""
    sections: tuple[Section, ...]
    """The outline, in reading order."""
    passages: tuple[Passage, ...]
    """All text outside tables and figures, in reading order."""
    tables: tuple[TableReading, ...]
    """Numbered tables, in order of their captions."""
    figures: tuple[FigureReading, ...]
    """Numbered figures, in order of their captions."""
    equations: tuple[EquationReading, ...] = ()
    """Displayed equations, in reading order."""
    algorithms: tuple[AlgorithmReading, ...] = ()
    """Captioned algorithms and listings whose steps were found."""
    statements: tuple[StatementReading, ...] = ()
    """Theorem-like statements, in reading order."""
    references: tuple[ReferenceReading, ...]
    """The reference list."""
    citations: tuple[CitationReading, ...] = ()
    """Where the text cites its entries, in reading order."""
    page_texts: tuple[str, ...]
    """The plain text layer of each page, for checking quotes; after the pages, the words of each LaTeX file."""
    gaps: tuple[Gap, ...] = ()
    """What could not be read."""
