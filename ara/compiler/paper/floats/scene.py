"""What stands on a page beside running text: drawings, images and loose words, and the walls between figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ara.compiler.paper.algorithms import find_algorithms
from ara.compiler.paper.captions import Caption
from ara.compiler.paper.furniture import find_furniture
from ara.compiler.paper.heights import ByHeight
from ara.compiler.paper.model import Region
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.running_text import body_style, is_crowded, running_lines
from ara.schema.span import Box

_BACKGROUND = 0.85


@dataclass(frozen=True, slots=True)
class Scene:
    """One page as the search for figures sees it."""

    number: int
    """Page, counted from 1."""
    width: float
    """Width of the page in points."""
    height: float
    """Height of the page in points."""
    graphics: tuple[Box, ...]
    """Drawings that are no images."""
    images: tuple[Box, ...]
    """Raster images."""
    words: tuple[tuple[int, Box], ...]
    """Lines of text that are neither running text nor captions nor margins: index and box."""
    walls: tuple[Box, ...]
    """Running text, tables and algorithms."""
    captions: tuple[Caption, ...]
    """All captions of the page."""

    @property
    def drawn(self) -> tuple[Box, ...]:
        """Drawings and images."""
        return (*self.graphics, *self.images)


Scenes = Callable[[int], Scene | None]


def scenes(pages: Sequence[PageContent], captions: Sequence[Caption], tables: Iterable[Region]) -> Scenes:
    """The scene of a page by its number, made when it is asked for; None for a page without one.

    `tables` are the regions of all tables; they belong to no figure, nor do algorithms.
    """
    style = body_style(pages)
    furniture = find_furniture(pages)
    algorithms = [algorithm.region for algorithm in find_algorithms(pages, captions)]
    others = [*tables, *(Region(page=region.page, box=_grown(region.box, 4)) for region in algorithms)]
    by_number = {page.number: page for page in pages}

    @cache
    def scene_of(number: int) -> Scene | None:
        page = by_number.get(number)
        if page is None or is_crowded(page):
            return None
        here = [caption for caption in captions if caption.region.page == number]
        running = running_lines(page, style, {index for caption in here for index in caption.lines})
        margins = furniture.get(number, frozenset())
        return _scene(page, here, running - margins, margins, [o.box for o in others if o.page == number])

    return scene_of


def _scene(
    page: PageContent,
    captions: Sequence[Caption],
    running: Collection[int],
    margins: Collection[int],
    others: Sequence[Box],
) -> Scene:
    """The page without what can belong to no figure: backgrounds, frames of the margins, marks inside paragraphs."""
    captioned = {index for caption in captions for index in caption.lines}
    paragraphs = [page.lines[index].box for index in sorted(running)]
    prose = ByHeight((box, box) for box in paragraphs)
    edges = [page.lines[index].box for index in sorted(margins)]
    area = _BACKGROUND * page.width * page.height
    drawn = [
        box
        for box in (*(shape.box for shape in page.shapes), *(rule.box for rule in page.rules))
        if (box[2] - box[0]) * (box[3] - box[1]) < area and not _belongs_to_text(box, page, prose, edges, others)
    ]
    images = [
        box
        for box in page.images
        if (box[2] - box[0]) * (box[3] - box[1]) < area and box[2] - box[0] > 2 and box[3] - box[1] > 2
    ]
    words = [
        (index, line.box)
        for index, line in enumerate(page.lines)
        if index not in running
        and index not in margins
        and index not in captioned
        and not any(covers(other, line.box) for other in others)
    ]
    return Scene(
        number=page.number,
        width=page.width,
        height=page.height,
        graphics=tuple(drawn),
        images=tuple(box for box in images if not any(covers(other, box) for other in others)),
        words=tuple(words),
        walls=(*paragraphs, *others),
        captions=tuple(captions),
    )


def covers(outer: Box, inner: Box) -> bool:
    """Whether the middle of one box lies in the other."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _grown(box: Box, by: float) -> Box:
    """The box with a margin on all sides, in points."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _belongs_to_text(
    box: Box, page: PageContent, prose: ByHeight[Box], margins: Sequence[Box], others: Sequence[Box]
) -> bool:
    if any(covers(other, box) for other in others):
        return True
    flat = box[3] - box[1] < 3
    if any(
        line[0] - 2 <= box[0] and box[2] <= line[2] + 2 and line[1] - 3 <= box[1] and box[3] <= line[3] + 3
        for line in prose.between(box[1] - 3, box[3] + 3)
    ):
        return True
    near_margin = any(min(abs(box[1] - edge[3]), abs(edge[1] - box[3])) <= 8 for edge in margins)
    outside = box[3] < 0.09 * page.height or box[1] > 0.93 * page.height
    return flat and (near_margin or outside)
