"""Where the body of each table stands: between its rules, or where lines of text stop being paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ara.compiler.paper.captions import Caption
from ara.compiler.paper.page import Line, PageContent
from ara.compiler.paper.tables.rules import HorizontalRule, PageRules
from ara.schema.span import Box

_SAME_END = 4.0
_FARTHEST = 90.0
_NEARLY = 12.0


@dataclass(frozen=True, slots=True)
class PageView:
    """What the search for table bodies needs of one page."""

    page: PageContent
    """The page."""
    rules: PageRules
    """Its lines."""
    captions: tuple[Caption, ...]
    """The captions on it."""
    running: frozenset[int]
    """Indices of its lines of running text."""


def ruled_bodies(view: PageView) -> tuple[Box, ...]:
    """Boxes between equally long rules with text and without paragraphs or captions between them."""
    stacks: list[list[HorizontalRule]] = []
    for rule in view.rules.horizontal:
        if rule.right - rule.left < 30:
            continue
        home = next((stack for stack in stacks if _same_ends(stack[-1], rule)), None)
        if home is None or _separated(view, home[-1], rule):
            stacks = [stack for stack in stacks if stack is not home or len(stack) > 1]
            stacks.insert(0, [rule])
        else:
            home.append(rule)
    boxes = [
        (stack[0].left, stack[0].y, stack[0].right, stack[-1].y)
        for stack in stacks
        if len(stack) > 1 and _lines_in(view, (stack[0].left, stack[0].y, stack[0].right, stack[-1].y))
    ]
    return _outermost(boxes)


@dataclass(frozen=True, slots=True)
class Pair:
    """A caption and a body that may belong to it."""

    caption: Caption
    """The caption."""
    body: Box
    """The body."""
    distance: float
    """Blank between them in points."""
    below: bool
    """Whether the body stands below its caption."""


def pairs_of(view: PageView, bodies: Sequence[Box], captions: Iterable[Caption]) -> tuple[Pair, ...]:
    """Captions and bodies with nothing but blank between them."""
    return tuple(
        Pair(caption, body, *found)
        for caption in captions
        for body in bodies
        if (found := _distance(view, caption, body)) is not None
    )


def usual_side(pairs: Iterable[Pair]) -> bool:
    """Whether a paper sets its tables below their captions: told by the bodies nearest to each caption."""
    nearest: dict[Caption, Pair] = {}
    for pair in pairs:
        if pair.caption not in nearest or pair.distance < nearest[pair.caption].distance:
            nearest[pair.caption] = pair
    return 2 * sum(pair.below for pair in nearest.values()) > len(nearest)


def match_bodies(pairs: Sequence[Pair], below: bool) -> dict[Caption, Box]:
    """Give each caption the body next to it, nearest pairs first, so that as many as possible have one.

    Between stacked tables a body stands equally near to two captions: the usual side decides.
    """
    usual, other = _matched(pairs, below), _matched(pairs, not below)
    return other if len(other) > len(usual) else usual


def _matched(pairs: Sequence[Pair], below: bool) -> dict[Caption, Box]:
    matched: dict[Caption, Box] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.distance + (_NEARLY if pair.below != below else 0), pair.body)):
        taken = any(pair.body == body and not _apart(pair.caption, caption) for caption, body in matched.items())
        if pair.caption not in matched and not taken:
            matched[pair.caption] = pair.body
    return matched


def unruled_body(view: PageView, caption: Caption, taken: Iterable[Box]) -> Box | None:
    """The lines below or above a caption that stand in columns; None when neither side has any."""
    taken = tuple(taken)
    found = [rows for side in (1, -1) if (rows := _rows_beside(view, caption, side, taken))]
    aligned = [(sum(len(row) > 1 for row in rows), rows) for rows in found]
    best = max(aligned, key=lambda pair: pair[0], default=(0, []))
    if best[0] < 2:
        return None
    return _around([line.box for row in best[1] for line in row])


def _rows_beside(view: PageView, caption: Caption, side: int, taken: Sequence[Box]) -> list[list[Line]]:
    left, top, right, bottom = caption.region.box
    rows: list[list[Line]] = []
    edge = bottom if side > 0 else top
    lines = [
        (index, line)
        for index, line in enumerate(view.page.lines)
        if line.rotation == 0
        and index not in caption.lines
        and min(line.box[2], right + 20) - max(line.box[0], left - 20) > 0
        and (line.box[1] >= bottom - 2 if side > 0 else line.box[3] <= top + 2)
    ]
    blocked = {index for other in view.captions for index in other.lines}
    for index, line in sorted(lines, key=lambda pair: side * pair[1].baseline):
        gap = (line.box[1] - edge) if side > 0 else (edge - line.box[3])
        if index in view.running or index in blocked or gap > 2.5 * line.size or _within(line.box, taken):
            break
        if rows and abs(line.baseline - rows[-1][0].baseline) <= 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
        edge = max(edge, line.box[3]) if side > 0 else min(edge, line.box[1])
    return rows


def _distance(view: PageView, caption: Caption, body: Box) -> tuple[float, bool] | None:
    """How far the body is from the caption, and whether it is below; None when something stands between them."""
    left, top, right, bottom = caption.region.box
    shared = min(right, body[2]) - max(left, body[0])
    if shared < 0.5 * min(right - left, body[2] - body[0]):
        beside = min(bottom, body[3]) - max(top, body[1])
        apart = max(body[0] - right, left - body[2])
        if beside > 0.5 * (bottom - top) and 0 <= apart <= 30:
            return _FARTHEST + apart, body[0] > left
        return None
    below = body[1] >= bottom - 3
    if not below and body[3] > top + 3:
        return None
    between = (bottom, body[1]) if below else (body[3], top)
    if between[1] - between[0] > _FARTHEST:
        return None
    for index, line in enumerate(view.page.lines):
        is_wall = index in view.running or any(index in c.lines for c in view.captions if c is not caption)
        height = (line.box[1] + line.box[3]) / 2
        if is_wall and between[0] < height < between[1] and min(line.box[2], body[2]) > max(line.box[0], body[0]):
            return None
    return max(0.0, between[1] - between[0]), below


def _apart(first: Caption, second: Caption) -> bool:
    """Whether two captions stand side by side, so that one set of rules may hold both tables."""
    a, b = first.region.box, second.region.box
    return min(a[2], b[2]) <= max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _same_ends(first: HorizontalRule, second: HorizontalRule) -> bool:
    return abs(first.left - second.left) <= _SAME_END and abs(first.right - second.right) <= _SAME_END


def _separated(view: PageView, upper: HorizontalRule, lower: HorizontalRule) -> bool:
    """Whether a caption or a paragraph stands between two rules, or nothing at all over a wide space."""
    captioned = {index for caption in view.captions for index in caption.lines}
    between = [
        (index, line)
        for index, line in enumerate(view.page.lines)
        if upper.y < (line.box[1] + line.box[3]) / 2 < lower.y
        and min(line.box[2], lower.right) - max(line.box[0], lower.left) > 0
    ]
    if any(index in captioned for index, _ in between):
        return True
    paragraph = [line for index, line in between if index in view.running and not _fits_a_cell(line, upper)]
    if len(paragraph) > 0.5 * len(between):
        return True
    return not between and lower.y - upper.y > 40


def _fits_a_cell(line: Line, rule: HorizontalRule) -> bool:
    """Whether a line is so short that it may stand in one of several columns under a rule."""
    inside = line.box[0] >= rule.left - 6 and line.box[2] <= rule.right + 6
    return inside and line.box[2] - line.box[0] < 0.7 * (rule.right - rule.left)


def _lines_in(view: PageView, box: Box) -> bool:
    return any(
        box[0] <= (line.box[0] + line.box[2]) / 2 <= box[2] and box[1] <= (line.box[1] + line.box[3]) / 2 <= box[3]
        for line in view.page.lines
    )


def _outermost(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Without the boxes inside others, such as partial rules of equal length inside a table."""
    return tuple(
        box
        for box in boxes
        if not any(
            other != box
            and other[0] <= box[0] + 1
            and other[1] <= box[1] + 1
            and other[2] >= box[2] - 1
            and other[3] >= box[3] - 1
            for other in boxes
        )
    )


def _within(box: Box, others: Iterable[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(other[0] <= x <= other[2] and other[1] <= y <= other[3] for other in others)


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes) - 1,
        min(box[1] for box in boxes) - 1,
        max(box[2] for box in boxes) + 1,
        max(box[3] for box in boxes) + 1,
    )
