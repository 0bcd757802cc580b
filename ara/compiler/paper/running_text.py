"""Which lines of a paper are running text: the paragraphs and headings between which tables and figures stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ara.compiler.paper.heights import ByHeight
from ara.compiler.paper.page import Line, PageContent, Shape
from ara.schema.span import Box

MAX_LINES = 5_000
"""Lines of text beyond which a page is no page of a paper."""
MAX_RULES = 8_000
"""Drawn rules beyond which it is none."""

_EDGE = 1.6
_LEADING = 1.6
_SAME_SIZE = 0.6
_LONG = 30
_PANEL = re.compile(r"\([a-z]\)(?:\s|$)")
_HEADING_NUMBER = re.compile(r"(?:[A-Z]|[IVX]+|\d+)(?:\.\d+)*\.?")


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """How a paper sets its paragraphs."""

    size: float
    """Font size of most of its characters, in points."""
    font: str
    """Name of that font."""
    lefts: tuple[float, ...]
    """Left edges of its text columns."""


def body_style(pages: Sequence[PageContent]) -> BodyStyle:
    """The size and font of most characters of the paper, and the edges at which its long lines begin."""
    fonts: Counter[tuple[float, str]] = Counter()
    for page in pages:
        for line in page.lines:
            if line.rotation == 0:
                for span in line.spans:
                    fonts[round(span.size * 2) / 2, span.font] += len(span.text)
    if not fonts:
        return BodyStyle(10.0, "", ())
    size, font = max(fonts, key=lambda style: (fonts[style], style))
    edges: Counter[int] = Counter()
    for page in pages:
        for line in page.lines:
            if line.rotation == 0 and abs(line.size - size) <= _SAME_SIZE and len(line.text) >= _LONG:
                edges[round(line.box[0])] += 1
    common = 0.04 * sum(edges.values())
    return BodyStyle(size, font, tuple(float(edge) for edge, count in sorted(edges.items()) if count >= common))


def is_crowded(page: PageContent) -> bool:
    """Whether a page holds more lines or drawn rules than any page of a paper does; tables are not looked for there."""
    return len(page.lines) > MAX_LINES or len(page.rules) > MAX_RULES


def text_columns(pages: Sequence[PageContent]) -> tuple[tuple[float, float], ...]:
    """Left and right edges of the paper's text columns, and of all columns together, narrow ones first."""
    style = body_style(pages)
    spans: Counter[tuple[int, int]] = Counter()
    for page in pages:
        for line in page.lines:
            if line.rotation == 0 and abs(line.size - style.size) <= _SAME_SIZE and len(line.text) >= _LONG:
                spans[round(line.box[0]), round(line.box[2])] += 1
    common = [edges for edges, count in spans.most_common(12) if count >= 0.05 * sum(spans.values())]
    columns: list[tuple[float, float]] = []
    for left, right in common:
        if not any(abs(left - a) <= 3 and abs(right - b) <= 3 for a, b in columns):
            columns.append((float(left), float(right)))
    if columns:
        columns.append((min(left for left, _ in columns), max(right for _, right in columns)))
    elif pages:
        columns.append((0.05 * pages[0].width, 0.95 * pages[0].width))
    return tuple(sorted(set(columns), key=lambda column: column[1] - column[0]))


def running_lines(page: PageContent, style: BodyStyle, captions: Collection[int]) -> frozenset[int]:
    """Indices of the lines of a page that belong to paragraphs and headings.

    Captions are none, nor is text inside a drawn box: it is part of a figure, a table or an inset.
    """
    lines = page.lines
    boxes = ByHeight((shape.box, shape.box) for shape in page.shapes if _is_panel(shape, page))
    panels = _panel_captions(page)
    free = [
        index
        for index, line in enumerate(lines)
        if line.rotation == 0
        and index not in captions
        and not any(_inside(line.box, box) for box in boxes.between(line.box[1], line.box[3]))
        and not any(_inside(line.box, box) for box in panels)
    ]
    around = ByHeight((lines[index].box, index) for index in free)

    def near(line: Line) -> list[Line]:
        reach = 2 * line.size
        return [lines[other] for other in around.between(line.box[1] - reach, line.box[3] + reach)]

    running = {index for index in free if _is_justified(lines[index], near(lines[index]), style)}
    paragraphs = {(lines[index].block, round(lines[index].size)) for index in running}
    for index in free:
        line = lines[index]
        reach = 2 * line.size
        if (line.block, round(line.size)) in paragraphs:
            beside = around.between(line.box[1] - reach, line.box[3] + reach)
            if _touches(line, (lines[other] for other in beside if other in running)):
                running.add(index)
        if index not in running and (_stands_alone(line, style) or _follows_number(line, near(line), style)):
            running.add(index)
    return frozenset(running)


def _is_panel(shape: Shape, page: PageContent) -> bool:
    width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return width > 40 and height > 12 and width * height < 0.8 * page.width * page.height


def _panel_captions(page: PageContent) -> list[Box]:
    """Boxes around the captions of sub-figures: blocks that open with `(a)` right below something drawn."""
    big = [*page.images, *(shape.box for shape in page.shapes if shape.box[3] - shape.box[1] > 20)]
    drawn = ByHeight((box, box) for box in big)
    boxes: list[Box] = []
    for line in page.lines:
        if line.rotation == 0 and _PANEL.match(line.text):
            left, top, right, _ = line.box
            if any(
                -4 <= top - box[3] <= 25 and min(right, box[2]) - max(left, box[0]) > 0.5 * (right - left)
                for box in drawn.between(top - 26, top + 5)
            ):
                boxes.append(_paragraph(page, line))
    return boxes


def _paragraph(page: PageContent, first: Line) -> Box:
    left, top, right, bottom = first.box
    baseline = first.baseline
    for line in sorted(page.lines, key=lambda line: line.baseline):
        follows = 0.5 * first.size < line.baseline - baseline <= 1.35 * first.size
        aligned = min(right, line.box[2]) - max(left, line.box[0]) > 0.7 * (line.box[2] - line.box[0])
        if follows and aligned and abs(line.size - first.size) <= _SAME_SIZE and line.rotation == 0:
            left, right, bottom = min(left, line.box[0]), max(right, line.box[2]), line.box[3]
            baseline = line.baseline
    return (left, top, right, bottom)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 2 and inner[1] >= outer[1] - 2 and inner[2] <= outer[2] + 2 and inner[3] <= outer[3] + 2
    )


def _is_justified(line: Line, others: Iterable[Line], style: BodyStyle) -> bool:
    """Whether another line right above or below begins and ends at the same edges."""
    if len(line.text) < _LONG or not _readable_size(line, style):
        return False
    return any(
        0.5 * line.size < abs(other.baseline - line.baseline) <= _LEADING * line.size
        and abs(other.box[0] - line.box[0]) <= _EDGE
        and abs(other.box[2] - line.box[2]) <= _EDGE
        and abs(other.size - line.size) <= _SAME_SIZE
        for other in others
    )


def _touches(line: Line, running: Iterable[Line]) -> bool:
    return any(
        abs(other.baseline - line.baseline) <= _LEADING * line.size
        and other.block == line.block
        and -2 * line.size <= line.box[0] - other.box[0] <= other.box[2] - other.box[0]
        for other in running
    )


def _stands_alone(line: Line, style: BodyStyle) -> bool:
    """A line in the font of the paper's paragraphs, or a heading, that begins where its columns begin."""
    if not any(abs(line.box[0] - left) <= _EDGE for left in style.lefts):
        return False
    if line.size >= style.size + 0.8:
        return len(line.text) > 2
    in_body_font = sum(len(span.text) for span in line.spans if span.font == style.font)
    is_body = abs(line.size - style.size) <= _SAME_SIZE and 2 * in_body_font > len(line.text)
    return (is_body or (line.bold and abs(line.size - style.size) <= _SAME_SIZE)) and len(line.text.split()) >= 3


def _follows_number(line: Line, others: Iterable[Line], style: BodyStyle) -> bool:
    """The words of a heading whose number is a piece of text of its own."""
    if line.size < style.size + 0.8 and not line.bold:
        return False
    return any(
        abs(other.baseline - line.baseline) <= 0.2 * line.size
        and 0 < line.box[0] - other.box[2] <= 4 * line.size
        and abs(other.size - line.size) <= _SAME_SIZE
        and any(abs(other.box[0] - left) <= _EDGE for left in style.lefts)
        and _HEADING_NUMBER.fullmatch(other.text) is not None
        for other in others
    )


def _readable_size(line: Line, style: BodyStyle) -> bool:
    return 0.75 * style.size <= line.size <= 1.3 * style.size
