"""The PDF's own outline (its bookmarks) and properties, as plain values."""

from __future__ import annotations

from ara.schema.frozen import Frozen


class OutlineEntry(Frozen):
    """One bookmark."""

    level: int
    """Depth, 1 for the top."""
    title: str
    """Its words; often without the number, and without symbols the PDF could not name."""
    page: int
    """Page it leads to, from 1; -1 when it leads nowhere."""
    left: float | None = None
    """Distance of its target from the left edge of the page, in points."""
    top: float | None = None
    """Distance of its target from the top of the page, in points."""
    name: str = ""
    """Name of its target, e.g. `subsection.3.2`."""


class Description(Frozen):
    """What a PDF says of itself."""

    pages: int
    """Number of pages."""
    locked: bool
    """Whether it cannot be read without a password."""
    properties: dict[str, str]
    """Title, author, creation date and others, as written by the program that made it."""
    outline: tuple[OutlineEntry, ...] = ()
    """Its bookmarks, in order."""
