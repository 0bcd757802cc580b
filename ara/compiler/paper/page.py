"""One page of a PDF as plain values: words, lines, rules, shapes and images, each with its box.

Everything that the compiler knows of a page is here; no later step opens the PDF to read. All boxes are in PDF points,
left, top, right, bottom, from the top left corner of the page as it is shown (rotation applied).
"""

from __future__ import annotations

from dataclasses import dataclass

from ara.compiler.paper.model import Gap
from ara.schema.span import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank."""

    text: str
    """Its characters, cleaned."""
    box: Box
    """Where it stands."""
    line: int
    """Index of its line in `PageContent.lines`."""
    size: float
    """Font size of most of its characters, in points."""
    bold: bool
    """Whether most of its characters are bold."""
    italic: bool
    """Whether most of its characters are italic."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A part of a line in one font, size and vertical position."""

    text: str
    """Its characters, cleaned, blanks kept."""
    box: Box
    """Where it stands."""
    font: str
    """Name of the font without its subset prefix."""
    size: float
    """Font size in points."""
    bold: bool
    """Whether the font is bold."""
    italic: bool
    """Whether the font is italic or slanted."""
    superscript: bool
    """Whether it is set smaller and above the line's baseline."""
    subscript: bool
    """Whether it is set smaller and below the line's baseline."""


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one baseline without a wide gap in it."""

    text: str
    """Its characters, without blanks at the ends."""
    box: Box
    """Where it stands."""
    spans: tuple[TextSpan, ...]
    """Its parts, in order."""
    block: int
    """Number of the text block to which the PDF's layout assigns it; equal for lines that belong together."""
    rotation: int
    """Writing direction in degrees, counter-clockwise: 0, 90, 180, 270 or another angle."""
    size: float
    """Font size of most of its characters, in points."""
    bold: bool
    """Whether all its letters and digits are bold."""
    italic: bool
    """Whether all its letters and digits are italic."""
    baseline: float
    """Distance of its baseline from the top of the page; for upright text only."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal or vertical segment."""

    box: Box
    """Where it stands."""
    horizontal: bool
    """Horizontal, or else vertical."""
    width: float
    """Thickness in points."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Another drawing: a filled or stroked path that is no rule."""

    box: Box
    """Its bounding box, cut to the page."""
    fill: str | None
    """Colour of its inside as `#rrggbb`; None when it is not filled."""
    stroke: str | None
    """Colour of its outline as `#rrggbb`; None when it has none."""
    segments: int
    """How many lines, curves and rectangles it is drawn with."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place that can be clicked. One link per line when the linked words run over lines."""

    target: str
    """An address, or a named destination or page in the same document."""
    box: Box
    """Where it can be clicked."""
    external: bool
    """Whether it leads out of the document."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything that was read from one page."""

    number: int
    """Page, counted from 1."""
    width: float
    """Width in points."""
    height: float
    """Height in points."""
    words: tuple[Word, ...] = ()
    """Words in the order of `lines`."""
    lines: tuple[Line, ...] = ()
    """Lines in the order of the PDF's content."""
    rules: tuple[Rule, ...] = ()
    """Thin segments, also thin filled rectangles and the sides of stroked ones."""
    shapes: tuple[Shape, ...] = ()
    """Drawings that are no rules."""
    images: tuple[Box, ...] = ()
    """Boxes of raster images and shadings, cut to the page."""
    links: tuple[Link, ...] = ()
    """Links, in the order of the PDF."""
    gaps: tuple[Gap, ...] = ()
    """What the page holds and was not read."""
