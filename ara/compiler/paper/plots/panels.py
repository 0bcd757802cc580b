"""Panels of a figure: which axes belong together, and the area in which their marks stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ara.compiler.paper.paths import DrawnPath
from ara.compiler.paper.plots.axes import Axis
from ara.schema.span import Box

_NEAR = 2.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot with at least one measured axis."""

    x: Axis | None
    """The horizontal axis; None when it has names, or numbers that fit no scale."""
    y: Axis | None
    """The vertical axis."""
    area: Box
    """Where its marks stand."""


def find_panels(axes: Sequence[Axis], paths: Sequence[DrawnPath]) -> list[Panel]:
    """The plots of a figure by rows from the top left; each axis belongs to one of them."""
    horizontal = [axis for axis in axes if axis.across]
    vertical = [axis for axis in axes if not axis.across]
    frames = [path.box for path in paths]
    panels: list[Panel] = []
    paired: set[int] = set()
    for y in vertical:
        fitting = [x for x in horizontal if id(x) not in paired and _belong(x, y)]
        x = min(fitting, key=lambda axis: abs(axis.ticks[0] - y.edge), default=None)
        if x is not None:
            paired.add(id(x))
        area = _area(x, y, frames)
        if area is not None:
            panels.append(Panel(x, y, area))
    for x in horizontal:
        area = _area(x, None, frames) if id(x) not in paired else None
        if area is not None:
            panels.append(Panel(x, None, area))
    rows = sorted(panels, key=lambda panel: (round(panel.area[3] / 20), panel.area[0]))
    return [panel for place, panel in enumerate(rows) if not any(_overlaps(panel, other) for other in rows[:place])]


def _belong(x: Axis, y: Axis) -> bool:
    """Whether two axes meet in a corner, or would after less than two ticks."""
    down = x.edge - y.ticks[-1]
    over = x.ticks[0] - y.edge
    return -_NEAR <= down <= 1.5 * y.spacing and -_NEAR <= over <= 1.5 * x.spacing


def _area(x: Axis | None, y: Axis | None, boxes: Sequence[Box]) -> Box | None:
    """The largest drawn frame, or pair of lines, that starts at the axes; None when nothing is drawn there."""
    fitting = [box for box in boxes if _holds(box, x, y)]
    frame = max(fitting, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)
    if frame is not None:
        return frame
    return _between_lines(x, y, boxes)


def _between_lines(x: Axis | None, y: Axis | None, boxes: Sequence[Box]) -> Box | None:
    """The area between a drawn vertical line along the left edge and a horizontal one along the lower edge."""
    uprights = [box for box in boxes if box[2] - box[0] < 1 and box[3] - box[1] > 20 and _holds_upright(box, y)]
    for upright in sorted(uprights, key=lambda box: box[1] - box[3]):
        for box in boxes:
            level = box[3] - box[1] < 1 and box[2] - box[0] > 20
            meets = abs(box[0] - upright[0]) < _NEAR and abs(box[3] - upright[3]) < _NEAR
            whole = (upright[0], upright[1], box[2], upright[3])
            if level and meets and _holds(whole, x, y):
                return whole
    return None


def _holds_upright(box: Box, y: Axis | None) -> bool:
    return y is None or _holds((box[0], box[1], box[0] + 100, box[3]), None, y)


def _holds(box: Box, x: Axis | None, y: Axis | None) -> bool:
    """Whether a box has its lower left corner at the axes and reaches over all of their ticks."""
    if x is not None and not (_at(box[3], x) and box[0] <= x.ticks[0] + 1 and box[2] >= x.ticks[-1] - 1):
        return False
    if y is not None and not (_at(box[0], y) and box[1] <= y.ticks[0] + 1 and box[3] >= y.ticks[-1] - 1):
        return False
    return box[2] - box[0] > 20 and box[3] - box[1] > 20


def _at(edge: float, axis: Axis) -> bool:
    return axis.ends[0] - _NEAR <= edge <= axis.ends[1] + _NEAR


def _overlaps(one: Panel, other: Panel) -> bool:
    across = min(one.area[2], other.area[2]) - max(one.area[0], other.area[0])
    down = min(one.area[3], other.area[3]) - max(one.area[1], other.area[1])
    return across > 5 and down > 5
