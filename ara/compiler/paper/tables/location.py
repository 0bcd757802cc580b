"""Where each captioned table stands, over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ara.compiler.paper.boxes import holds_centre, shared_height, union
from ara.compiler.paper.captions import Caption
from ara.compiler.paper.furniture import find_furniture
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.running_text import body_style, is_crowded, running_lines
from ara.compiler.paper.tables.region import (
    PageView,
    Pair,
    match_bodies,
    pairs_of,
    ruled_bodies,
    unruled_body,
    usual_side,
)
from ara.compiler.paper.tables.rules import page_rules
from ara.schema.span import Box

MAX_WORDS = 2_500
"""Words beyond which a page's part of a table is not read."""

_SAME_END = 4.0


@dataclass(frozen=True, slots=True)
class BodyPart:
    """The part of a table's body that stands on one page."""

    view: PageView
    """The page."""
    box: Box
    """Where it stands there."""


@dataclass(frozen=True, slots=True)
class TableBody:
    """A captioned table."""

    caption: Caption
    """Its caption."""
    parts: tuple[BodyPart, ...]
    """Its body, the first part beside the caption."""


def table_bodies(pages: Sequence[PageContent], captions: Sequence[Caption]) -> tuple[TableBody, ...]:
    """Every captioned table whose body was found, in the order of the captions."""
    style = body_style(pages)
    furniture = find_furniture(pages)
    views: dict[int, PageView] = {}
    ruled: dict[int, tuple[Box, ...]] = {}
    pairs: dict[int, tuple[Pair, ...]] = {}
    for page in pages:
        here = tuple(caption for caption in captions if caption.region.page == page.number)
        wanted = [caption for caption in here if caption.kind == "table"]
        if is_crowded(page) or not (wanted or page.number - 1 in views):
            continue
        running = running_lines(page, style, {index for caption in here for index in caption.lines})
        views[page.number] = PageView(page, page_rules(page), here, running - furniture[page.number])
        ruled[page.number] = tuple(box for box in ruled_bodies(views[page.number]) if _words_in(page, box) <= MAX_WORDS)
        pairs[page.number] = pairs_of(views[page.number], ruled[page.number], wanted)
    below = usual_side(pair for found in pairs.values() for pair in found)
    bodies = {number: _bodies_on(views[number], ruled[number], pairs[number], below) for number in views}
    taken = {number: set(found.values()) for number, found in bodies.items()}
    result = []
    for number, found in bodies.items():
        for caption, box in found.items():
            parts = [BodyPart(views[number], box)]
            while (part := _next_part(parts[-1], views, ruled, taken, furniture)) is not None:
                taken[part.view.page.number].add(part.box)
                parts.append(part)
            result.append(TableBody(caption, tuple(parts)))
    place = {caption: index for index, caption in enumerate(captions)}
    return _with_continued(sorted(result, key=lambda body: place[body.caption]))


def _bodies_on(view: PageView, ruled: Sequence[Box], pairs: Sequence[Pair], below: bool) -> dict[Caption, Box]:
    bodies = match_bodies(pairs, below)
    for caption in (caption for caption in view.captions if caption.kind == "table"):
        if caption in bodies:
            bodies[caption] = _with_neighbours(bodies[caption], caption, ruled, bodies.values())
        elif (body := unruled_body(view, caption, bodies.values())) and _words_in(view.page, body) <= MAX_WORDS:
            bodies[caption] = body
    return bodies


def _words_in(page: PageContent, box: Box) -> int:
    return sum(holds_centre(box, word.box) for word in page.words)


def _with_neighbours(body: Box, caption: Caption, ruled: Sequence[Box], taken: Iterable[Box]) -> Box:
    """The body with the tables set beside it under the same caption."""
    claimed = set(taken)
    beside = [box for box in ruled if box not in claimed and shared_height(box, body) > 0.7]
    centre = (caption.region.box[0] + caption.region.box[2]) / 2
    whole = union([body, *beside])
    # neighbours belong together only if the caption stands in the middle of all of them
    return whole if beside and abs((whole[0] + whole[2]) / 2 - centre) < abs((body[0] + body[2]) / 2 - centre) else body


def _next_part(
    part: BodyPart,
    views: Mapping[int, PageView],
    ruled: Mapping[int, Sequence[Box]],
    taken: Mapping[int, Collection[Box]],
    furniture: Mapping[int, frozenset[int]],
) -> BodyPart | None:
    """The part on the next page: equally wide, at its top, when nothing but the foot of the page follows this one."""
    number = part.view.page.number
    if number + 1 not in views or not _ends_page(part.view, part.box, furniture[number]):
        return None
    view = views[number + 1]
    for box in ruled[number + 1]:
        same = abs(box[0] - part.box[0]) <= _SAME_END and abs(box[2] - part.box[2]) <= _SAME_END
        if same and box not in taken[number + 1] and _starts_page(view, box, furniture[number + 1]):
            return BodyPart(view, box)
    return None


def _ends_page(view: PageView, box: Box, furniture: Collection[int]) -> bool:
    captioned = {index for caption in view.captions for index in caption.lines}
    return not any(
        line.box[1] > box[3] and index not in furniture and index not in captioned and line.rotation == 0
        for index, line in enumerate(view.page.lines)
        if min(line.box[2], box[2]) > max(line.box[0], box[0])
    )


def _starts_page(view: PageView, box: Box, furniture: Collection[int]) -> bool:
    continued = {index for caption in view.captions if caption.continued for index in caption.lines}
    return not any(
        line.box[3] < box[1] and index not in furniture and index not in continued and line.rotation == 0
        for index, line in enumerate(view.page.lines)
        if min(line.box[2], box[2]) > max(line.box[0], box[0]) and not holds_centre(box, line.box)
    )


def _with_continued(bodies: Iterable[TableBody]) -> tuple[TableBody, ...]:
    """Tables whose caption is repeated on further pages put together under the first one."""
    whole: dict[str, TableBody] = {}
    for body in bodies:
        first = whole.get(body.caption.label)
        if first is not None and body.caption.continued:
            whole[body.caption.label] = TableBody(first.caption, (*first.parts, *body.parts))
        elif first is None:
            whole[body.caption.label] = body
    return tuple(whole.values())
