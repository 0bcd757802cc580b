"""Pictures of tables and figures: their part of the page, caption included, as PNG files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pymupdf

from ara.compiler.paper.model import FigureReading, Region, TableReading

DOTS_PER_INCH = 150
"""Resolution of the pictures, unless they would grow too large."""
MAX_SIDE = 2400
"""Longest side of a picture in pixels."""
_MARGIN = 1.0
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


def draw_pictures(
    document: pymupdf.Document,
    tables: Sequence[TableReading],
    figures: Sequence[FigureReading],
    folder: Path,
) -> tuple[tuple[TableReading, ...], tuple[FigureReading, ...]]:
    """Write one PNG for each table and each region of a figure; the readings come back with the files' names.

    Files are called `table3.png`, `figure4.png`, and `figure4_2.png` for the second page of a figure. What cannot be
    drawn gets no file and no name. The bytes depend on the document and the regions only.
    """
    studio = _Studio(document, folder)
    drawn_tables = tuple(
        table.model_copy(update={"image": studio.draw("table", table.label, 1, table.region)}) for table in tables
    )
    drawn_figures = tuple(
        figure.model_copy(
            update={
                "images": tuple(
                    name
                    for part, region in enumerate(_main_first(figure), 1)
                    if (name := studio.draw("figure", figure.label, part, region)) is not None
                )
            }
        )
        for figure in figures
    )
    return drawn_tables, drawn_figures


def _main_first(figure: FigureReading) -> tuple[Region, ...]:
    """A figure's regions with the one that holds the caption in front."""
    return tuple(sorted(figure.regions, key=lambda region: region.page != figure.caption_region.page))


class _Studio:
    """Draws parts of pages; keeps the last page's drawing commands, since neighbours often share a page."""

    def __init__(self, document: pymupdf.Document, folder: Path) -> None:
        self._document = document
        self._folder = folder
        self._names: set[str] = set()
        self._page = 0
        self._commands: pymupdf.DisplayList | None = None

    def draw(self, kind: str, label: str, part: int, region: Region) -> str | None:
        """The name of the file written, or None when the region could not be drawn."""
        name = self._name(kind, label, part)
        try:
            if region.page != self._page or self._commands is None:
                self._commands = self._document[region.page - 1].get_displaylist()  # type: ignore[no-untyped-call]
                self._page = region.page
            left, top, right, bottom = region.box
            clip = pymupdf.Rect(left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)  # type: ignore[no-untyped-call]
            clip &= self._commands.rect
            if clip.is_empty or clip.is_infinite:
                return None
            scale = min(DOTS_PER_INCH / 72, MAX_SIDE / max(clip.width, clip.height))
            zoom = pymupdf.Matrix(scale, scale)  # type: ignore[no-untyped-call]
            picture = self._commands.get_pixmap(zoom, colorspace=pymupdf.csRGB, clip=clip)
            picture.set_dpi(DOTS_PER_INCH, DOTS_PER_INCH)
            picture.save(self._folder / name)
        except (RuntimeError, ValueError, IndexError):
            return None
        return name

    def _name(self, kind: str, label: str, part: int) -> str:
        plain = _NOT_IN_NAMES.sub("-", label).strip("-") or "x"
        stem = f"{kind}{plain}" if part == 1 else f"{kind}{plain}_{part}"
        name, repetition = f"{stem}.png", 1
        while name.lower() in self._names:
            repetition += 1
            name = f"{stem}-{repetition}.png"
        self._names.add(name.lower())
        return name
