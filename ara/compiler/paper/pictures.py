"""Parts of pages as PNG files. Runs in the parsing process only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pymupdf

from ara.compiler.paper.clippings import Clipping

DOTS_PER_INCH = 150
"""Resolution of the pictures, unless they would grow too large."""
MAX_SIDE = 2400
"""Longest side of a picture in pixels."""


def draw_pictures(document: pymupdf.Document, clippings: Sequence[Clipping], folder: Path) -> tuple[bool, ...]:
    """Write one PNG for each clipping, and tell for each whether it was drawn; what cannot be drawn leaves no file.

    The bytes depend on the document and the regions only.
    """
    studio = _Studio(document, folder)
    # neighbours on a page share its drawing commands
    order = sorted(range(len(clippings)), key=lambda place: clippings[place].region.page)
    drawn = {place: studio.draw(clippings[place]) for place in order}
    return tuple(drawn[place] for place in range(len(clippings)))


class _Studio:
    """Draws parts of pages; keeps the last page's drawing commands, since neighbours often share a page."""

    def __init__(self, document: pymupdf.Document, folder: Path) -> None:
        self._document = document
        self._folder = folder
        self._page = 0
        self._commands: pymupdf.DisplayList | None = None

    def draw(self, clipping: Clipping) -> bool:
        """Whether the region could be drawn and its file was written."""
        region, margin = clipping.region, clipping.margin
        try:
            if region.page != self._page or self._commands is None:
                self._commands = self._document[region.page - 1].get_displaylist()  # type: ignore[no-untyped-call]
                self._page = region.page
            left, top, right, bottom = region.box
            clip = pymupdf.Rect(left - margin, top - margin, right + margin, bottom + margin)  # type: ignore[no-untyped-call]
            clip &= self._commands.rect
            if clip.is_empty or clip.is_infinite:
                return False
            scale = min(DOTS_PER_INCH / 72, MAX_SIDE / max(clip.width, clip.height))
            zoom = pymupdf.Matrix(scale, scale)  # type: ignore[no-untyped-call]
            picture = self._commands.get_pixmap(zoom, colorspace=pymupdf.csRGB, clip=clip)
            picture.set_dpi(DOTS_PER_INCH, DOTS_PER_INCH)
            picture.save(self._folder / clipping.name)
        except (RuntimeError, ValueError, IndexError):
            return False
        return True
