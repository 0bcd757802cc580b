"""Where a figure stands: the strip of page that its caption belongs to, up to the next paragraph, table or caption."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ara.compiler.paper.boxes import union
from ara.compiler.paper.captions import Caption
from ara.compiler.paper.floats.scene import Scene
from ara.schema.span import Box

Side = Literal["above", "below", "left", "right"]

_REACH = 45.0
_WORDS_REACH = 26.0
_SMALLEST = 300.0


@dataclass(frozen=True, slots=True)
class Find:
    """What was found on one side of a caption."""

    side: Side
    """On which side."""
    box: Box
    """Around all that belongs to the figure, without its caption."""
    drawn: tuple[Box, ...]
    """Its drawings and images."""
    bound: float
    """How far the strip reaches: the edge of the next wall, or of the page."""
    walled: bool
    """Whether a wall ends the strip, or else the page does."""


def find_figure(view: Scene, caption: Caption, columns: Sequence[tuple[float, float]]) -> Find | None:
    """The figure of a caption: above it, else below it, else beside it; None when nothing stands there."""
    left, right = strip_sides(view, caption, columns)
    top, bottom = caption.region.box[1], caption.region.box[3]
    above = search(view, (left, 0.0, right, top), "above", caption)
    below = search(view, (left, bottom, right, view.height), "below", caption)
    if above is not None and _is_drawn(above):
        return above
    if below is not None and _is_drawn(below) and not _wanted_elsewhere(view, caption, below.box):
        return below
    beside = _beside(view, caption)
    return beside or above


def strip_sides(view: Scene, caption: Caption, columns: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Left and right end of the strip: the text column that holds the caption, less what other captions claim."""
    left, top, right, bottom = caption.region.box
    middle = (left + right) / 2
    fitting = [
        (start, end)
        for start, end in columns
        if start - 3 <= left
        and right <= end + 3
        and (abs(left - start) <= 3 or abs(middle - (start + end) / 2) <= 0.04 * (end - start))
    ]
    strip = min(fitting, key=lambda column: column[1] - column[0]) if fitting else (left - 6, right + 6)
    for other in view.captions:
        a, b, c, d = other.region.box
        if other is caption or min(bottom, d) <= max(top, b):
            continue
        if a >= right:
            strip = (strip[0], min(strip[1], (right + a) / 2))
        elif c <= left:
            strip = (max(strip[0], (c + left) / 2), strip[1])
    return strip


def search(view: Scene, strip: Box, side: Side, caption: Caption | None) -> Find | None:
    """What stands in a strip, taken from its caption's edge outwards until a wall or a wide blank."""
    upwards = side == "above"
    walls = [
        *view.walls,
        *(other.region.box for other in view.captions if other is not caption),
    ]
    blocking = [
        wall
        for wall in walls
        if min(wall[2], strip[2]) - max(wall[0], strip[0]) > min(12.0, 0.5 * (wall[2] - wall[0]))
        and strip[1] - 1 <= (wall[1] + wall[3]) / 2 <= strip[3] + 1
    ]
    if upwards:
        bound = max((wall[3] for wall in blocking), default=strip[1])
        strip = (strip[0], bound, strip[2], strip[3])
    else:
        bound = min((wall[1] for wall in blocking), default=strip[3])
        strip = (strip[0], strip[1], strip[2], bound)
    drawn = [box for box in view.drawn if _stands_in(box, strip)]
    words = [box for _, box in view.words if _stands_in(box, strip)]
    start = strip[3] if upwards else strip[1]
    drawn = _connected(drawn, words, start, upwards)
    if not drawn:
        loose = _connected(words, [], start, upwards)
        return Find(side, union(loose), (), bound, bool(blocking)) if loose else None
    box = _with_words(_cut(union(drawn), strip), words, start, upwards)
    return Find(side, box, tuple(drawn), bound, bool(blocking))


def _cut(box: Box, strip: Box) -> Box:
    """The box within its strip. PDFs tell the size of a drawing before it is cropped, which may reach over text.

    What sticks out equally on both sides of a column is no cropped drawing, but a figure wider than the column.
    """
    left, right = max(0.0, strip[0] - box[0]), max(0.0, box[2] - strip[2])
    top, bottom = max(box[1], strip[1]), min(box[3], strip[3])
    if abs(left - right) <= 6:
        return (box[0], top, box[2], bottom)
    return (max(box[0], strip[0]), top, min(box[2], strip[2]), bottom)


def _connected(boxes: Iterable[Box], bridges: Iterable[Box], start: float, upwards: bool) -> list[Box]:
    """The boxes that follow one another from the caption's edge with no blank wider than a figure has inside."""
    kept: list[Box] = []
    edge = start
    items = sorted(
        [*((box, True) for box in boxes), *((box, False) for box in bridges)],
        key=lambda item: -item[0][3] if upwards else item[0][1],
    )
    for box, counts in items:
        gap = edge - box[3] if upwards else box[1] - edge
        if gap > _REACH:
            break
        if counts:
            kept.append(box)
        edge = min(edge, box[1]) if upwards else max(edge, box[3])
    return kept


def _with_words(box: Box, words: Sequence[Box], start: float, upwards: bool) -> Box:
    """The drawings with the words inside, beside and between them and their caption."""
    rest = list(words)
    grown = True
    while grown:
        grown = False
        for word in list(rest):
            between = word[1] >= box[1] - 1 if upwards else word[3] <= box[3] + 1
            near = _distance(word, box) <= _WORDS_REACH
            inward = start >= word[3] - 1 if upwards else start <= word[1] + 1
            if near or (between and inward):
                box = union([box, word])
                rest.remove(word)
                grown = True
    return box


def _beside(view: Scene, caption: Caption) -> Find | None:
    left, top, right, bottom = caption.region.box
    for side in ("left", "right"):
        room = (0.0, left) if side == "left" else (right, view.width)
        drawn = [
            box
            for box in view.drawn
            if room[0] <= (box[0] + box[2]) / 2 <= room[1] and box[1] <= bottom + 40 and box[3] >= top - 40
        ]
        if drawn and _area(union(drawn)) > _SMALLEST * 4:
            box = union(drawn)
            if min(box[3], bottom) - max(box[1], top) > 0.5 * (bottom - top) and not _walled(view, box, caption):
                words = [word for _, word in view.words]
                return Find(side, _with_words(box, words, box[3], True), tuple(drawn), box[1], True)
    return None


def _walled(view: Scene, box: Box, caption: Caption) -> bool:
    left, _, right, _ = caption.region.box
    low, high = (box[2], left) if box[2] <= left + 3 else (right, box[0])
    return any(
        low < (wall[0] + wall[2]) / 2 < high and min(wall[3], box[3]) > max(wall[1], box[1]) for wall in view.walls
    ) or any(
        other is not caption and min(other.region.box[3], box[3]) > max(other.region.box[1], box[1])
        for other in view.captions
    )


def _wanted_elsewhere(view: Scene, caption: Caption, box: Box) -> bool:
    """Whether another figure's caption stands right below what was found below this one."""
    return any(
        other is not caption
        and other.kind == "figure"
        and min(other.region.box[2], box[2]) > max(other.region.box[0], box[0])
        and -3 <= other.region.box[1] - box[3] <= _REACH
        for other in view.captions
    )


def _is_drawn(find: Find) -> bool:
    return bool(find.drawn) and _area(union(find.drawn)) > _SMALLEST


def _stands_in(box: Box, strip: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return strip[0] - 1 <= x <= strip[2] + 1 and strip[1] - 1 <= y <= strip[3] + 1


def _distance(first: Box, second: Box) -> float:
    across = max(0.0, max(first[0], second[0]) - min(first[2], second[2]))
    down = max(0.0, max(first[1], second[1]) - min(first[3], second[3]))
    return max(across, down)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
