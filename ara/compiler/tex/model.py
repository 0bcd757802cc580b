"""What was read from a LaTeX source: typed, immutable, each piece with its file and lines."""

from __future__ import annotations

from ara.compiler.paper.model import Gap, PassageKind
from ara.schema.frozen import Frozen

Mark = tuple[int, int, str]


class Place(Frozen):
    """Lines of a file of the source."""

    path: str
    """Path of the file inside the source."""
    line: int
    """First line, counted from 1."""
    end_line: int
    """Last line."""


class TexAuthor(Frozen):
    """One author as the source names them."""

    name: str
    """Full name without marks."""
    place: Place
    """Where the name stands."""


class TexSection(Frozen):
    """A heading."""

    number: str | None
    """Its number, counted as LaTeX counts; None when it is starred."""
    title: str
    """Its words."""
    level: int
    """Depth in the outline, 1 for `section` (or `chapter`)."""
    place: Place
    """Where it stands."""


class TexPassage(Frozen):
    """A paragraph, list item, footnote, displayed equation, algorithm or listing."""

    kind: PassageKind
    """What it is."""
    text: str
    """Its words without markup; of an equation, its LaTeX with the source's own macros expanded."""
    place: Place
    """Where it stands."""
    section: int | None = None
    """Index in `TexReading.sections` of the section it belongs to."""
    bold_lead: str | None = None
    """Run-in heading at its start."""
    number: str | None = None
    """Number of an equation, counted or given by a tag, or of a captioned algorithm."""


class TexTable(Frozen):
    """A table with a caption."""

    label: str
    """Its number, counted."""
    caption: str
    """The caption's words, without `Table 3:` before them."""
    rows: tuple[tuple[str, ...], ...]
    """The grid, every row of one length; a spanning label is repeated in each cell that it spans."""
    header_rows: int
    """How many of the first rows are header rows."""
    marks: tuple[Mark, ...] = ()
    """(row, column, `bold` | `underline` | `italic`) from 0."""
    key: str | None = None
    """Its `label`."""
    place: Place
    """Where it stands."""


class TexFigure(Frozen):
    """A figure with a caption."""

    label: str
    """Its number, counted."""
    caption: str
    """The caption's words, without `Figure 3:` before them."""
    panels: tuple[str, ...] = ()
    """Captions of its sub-figures."""
    key: str | None = None
    """Its `label`."""
    place: Place
    """Where it stands."""


class TexReference(Frozen):
    """One entry of the bibliography."""

    key: str
    """The key by which the text cites it."""
    label: str | None
    """The printed key: its place in the list, or the label that the source gives; None in author-year styles."""
    text: str
    """Its words."""
    authors: tuple[str, ...] = ()
    """Authors."""
    year: int | None = None
    """Year."""
    title: str | None = None
    """Title."""
    place: Place
    """Where it stands."""


class Citation(Frozen):
    """One place at which the text cites."""

    keys: tuple[str, ...]
    """Keys of the entries, in the order of the source."""
    place: Place
    """Where it stands."""


class TexReading(Frozen):
    """Everything that was read from one LaTeX source."""

    name: str
    """File name of the archive or folder."""
    sha256: str
    """Hash over the paths and bytes of all text files."""
    main: str
    """Path of the file at which reading began."""
    texts: dict[str, str]
    """Text of each file that was read, by path."""
    title: str | None = None
    """Title without markup."""
    title_place: Place | None = None
    """Where the title stands."""
    authors: tuple[TexAuthor, ...] = ()
    """Authors, in order."""
    abstract: TexPassage | None = None
    """The abstract."""
    sections: tuple[TexSection, ...] = ()
    """Headings, in reading order."""
    passages: tuple[TexPassage, ...] = ()
    """Text outside tables and figures, in reading order."""
    tables: tuple[TexTable, ...] = ()
    """Tables with captions, in reading order."""
    figures: tuple[TexFigure, ...] = ()
    """Figures with captions, in reading order."""
    references: tuple[TexReference, ...] = ()
    """The bibliography."""
    citations: tuple[Citation, ...] = ()
    """Where the text cites, in reading order."""
    gaps: tuple[Gap, ...] = ()
    """What could not be read."""

    @property
    def equations(self) -> tuple[TexPassage, ...]:
        """The displayed equations, in reading order."""
        return tuple(passage for passage in self.passages if passage.kind == "equation")
