"""Drawings of a page sorted into rules, shapes and images."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ara.compiler.paper.page import Rule, Shape
from ara.schema.span import Box

_THIN = 3.0
_SHORTEST = 3.0
_LEVEL = 0.6

Point = tuple[float, float]


def read_rules_and_shapes(drawings: Iterable[dict[str, Any]], page: Box) -> tuple[tuple[Rule, ...], tuple[Shape, ...]]:
    """Sort the paths of a page: thin segments are rules, all else is shapes; both are cut to the page.

    The sides of a stroked rectangle are rules too, since tables and boxes are drawn with them.
    """
    rules: list[Rule] = []
    shapes: list[Shape] = []
    for drawing in drawings:
        items = drawing["items"]
        found = list(_rules(drawing))
        rules.extend(rule for rule in found if _meets(rule.box, page))
        is_rule_only = bool(found) and all(item[0] == "l" or _is_thin(_item_box(item)) for item in items)
        box = _cut(drawing["rect"], page)
        if box is not None and not is_rule_only:
            fill, stroke = _colour(drawing.get("fill")), _colour(drawing.get("color"))
            shapes.append(Shape(box, fill, stroke, len(items)))
    return tuple(rules), tuple(shapes)


def read_images(painted: Iterable[tuple[str, Box]], page: Box) -> tuple[Box, ...]:
    """Boxes of raster images and shadings among what was painted, cut to the page."""
    cuts = (_cut(box, page) for kind, box in painted if "image" in kind or "img" in kind or "shade" in kind)
    return tuple(box for box in cuts if box is not None)


def _rules(drawing: dict[str, Any]) -> Iterator[Rule]:
    stroked = "s" in drawing["type"]
    width = drawing.get("width") or 0.0
    for item in drawing["items"]:
        if item[0] == "l" and stroked:
            yield from _segment(item[1], item[2], width)
        elif item[0] in ("re", "qu"):
            box = _item_box(item)
            if _is_thin(box):
                yield from _bar(box, width if stroked else 0.0)
            elif stroked:
                left, top, right, bottom = box
                yield from _segment((left, top), (right, top), width)
                yield from _segment((left, bottom), (right, bottom), width)
                yield from _segment((left, top), (left, bottom), width)
                yield from _segment((right, top), (right, bottom), width)


def _segment(start: Point, end: Point, width: float) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = start, end
    across, down = abs(x1 - x0), abs(y1 - y0)
    if down <= _LEVEL and across >= _SHORTEST:
        yield Rule(_rounded((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))), True, round(width, 2))
    elif across <= _LEVEL and down >= _SHORTEST:
        yield Rule(_rounded((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))), False, round(width, 2))


def _bar(box: Box, outline: float) -> Iterator[Rule]:
    left, top, right, bottom = box
    across, down = right - left, bottom - top
    if max(across, down) >= _SHORTEST:
        yield Rule(_rounded(box), across >= down, round(min(across, down) + outline, 2))


def _is_thin(box: Box) -> bool:
    left, top, right, bottom = box
    across, down = right - left, bottom - top
    return min(across, down) <= _THIN and max(across, down) >= 2 * min(across, down)


def _item_box(item: Sequence[Any]) -> Box:
    if item[0] == "re":
        left, top, right, bottom = item[1]
        return (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    points = [point for part in item[1:] if isinstance(part, tuple) for point in _points(part)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _points(part: tuple[Any, ...]) -> Iterator[Point]:
    if isinstance(part[0], tuple):
        yield from part
    else:
        yield part


def _cut(box: Sequence[float], page: Box) -> Box | None:
    left, top = max(box[0], page[0]), max(box[1], page[1])
    right, bottom = min(box[2], page[2]), min(box[3], page[3])
    return _rounded((left, top, right, bottom)) if right >= left and bottom >= top else None


def _meets(box: Box, page: Box) -> bool:
    return box[2] >= page[0] and box[0] <= page[2] and box[3] >= page[1] and box[1] <= page[3]


def _colour(channels: Sequence[float] | None) -> str | None:
    if channels is None:
        return None
    return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02x}" for channel in channels)


def _rounded(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
