"""Figures of a paper: found beside their captions, over as many pages as they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ara.compiler.paper.boxes import union
from ara.compiler.paper.captions import Caption
from ara.compiler.paper.figures.contents import FigureKind, figure_kind, printed_words
from ara.compiler.paper.floats import Find, Scene, Scenes, find_figure, scenes, search
from ara.compiler.paper.model import FigureReading, Region
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.running_text import text_columns
from ara.compiler.paper.tables.location import table_bodies
from ara.schema.span import Box

_SAME_EDGE = 3.0


def read_figures(pages: Sequence[PageContent], captions: Sequence[Caption]) -> tuple[FigureReading, ...]:
    """Every captioned figure, in the order of the captions; one whose picture was not found has no regions."""
    wanted = [caption for caption in captions if caption.kind == "figure" and not caption.continued]
    if not wanted:
        return ()
    by_number = {page.number: page for page in pages}
    bodies = [part for body in table_bodies(pages, captions) for part in body.parts]
    view_of = scenes(pages, captions, [Region(page=part.view.page.number, box=part.box) for part in bodies])
    columns = text_columns(pages)
    return tuple(_reading(caption, by_number, view_of, columns) for caption in wanted)


def _reading(
    caption: Caption,
    pages: Mapping[int, PageContent],
    view_of: Scenes,
    columns: Sequence[tuple[float, float]],
) -> FigureReading:
    view = view_of(caption.region.page)
    find = find_figure(view, caption, columns) if view is not None else None
    found = [*_earlier(view_of, view, find), (view, find.box)] if view is not None and find is not None else []
    regions = [Region(page=scene_.number, box=box) for scene_, box in found]
    if regions:
        last = regions[-1]
        regions[-1] = Region(page=last.page, box=union([last.box, caption.region.box]))
    words = [printed_words(pages[scene_.number], scene_, box) for scene_, box in found]
    return FigureReading(
        label=caption.label,
        caption=caption.text,
        caption_region=caption.region,
        regions=tuple(regions),
        kind=_kind(found, pages),
        panels=tuple(text for panels, _ in words for text in panels),
        labels=tuple(text for _, labels in words for text in labels),
    )


def _kind(found: Sequence[tuple[Scene, Box]], pages: Mapping[int, PageContent]) -> FigureKind:
    views = [view for view, _ in found]
    return figure_kind([pages[view.number] for view in views], views, [box for _, box in found])


def _earlier(view_of: Scenes, view: Scene, find: Find) -> list[tuple[Scene, Box]]:
    """The parts of a framed figure on the pages before its caption's, first page first.

    A frame goes on from the page before when nothing stands above it and a frame of the same width ends that page.
    """
    parts: list[tuple[Scene, Box]] = []
    frames = _frames(find)
    while find.side == "above" and not find.walled and frames and (earlier := view_of(view.number - 1)) is not None:
        view = earlier
        strip = (frames[0] - _SAME_EDGE, 0.0, frames[1] + _SAME_EDGE, _lowest(view))
        before = search(view, strip, "above", None)
        if before is None or _frames(before) is None or before.box[3] < 0.6 * view.height:
            break
        left, right = _frames(before) or (0.0, 0.0)
        ends = [box for box in before.drawn if box[3] > before.box[3] - 20]
        low = any(abs(b[0] - frames[0]) <= _SAME_EDGE and abs(b[2] - frames[1]) <= _SAME_EDGE for b in ends)
        if not low or abs(left - frames[0]) > _SAME_EDGE or abs(right - frames[1]) > _SAME_EDGE:
            break
        parts.insert(0, (view, before.box))
        find = before
    return parts


def _lowest(view: Scene) -> float:
    """Lower edge of all that stands on a page inside its margins."""
    boxes = [*view.drawn, *view.walls, *(box for _, box in view.words), *(c.region.box for c in view.captions)]
    return max((box[3] for box in boxes), default=0.0)


def _frames(find: Find) -> tuple[float, float] | None:
    """Left and right edge of the drawn box that holds what was found; None when it has no such box."""
    wide = [box for box in find.drawn if box[2] - box[0] >= 0.95 * (find.box[2] - find.box[0]) and box[3] - box[1] > 20]
    return (min(box[0] for box in wide), max(box[2] for box in wide)) if wide else None


__all__ = ["read_figures"]
