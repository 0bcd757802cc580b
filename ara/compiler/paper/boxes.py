"""Arithmetic on boxes: left, top, right, bottom in points, from the top left of the page."""

from __future__ import annotations

from collections.abc import Iterable

from ara.schema.span import Box


def union(boxes: Iterable[tuple[float, ...]]) -> Box:
    """The smallest box around all, to a hundredth of a point. There must be at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2))


def shared_height(one: Box, other: Box) -> float:
    """How much of the lower of the two lies beside the other one: 0 (above or below it) to 1."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, shared) / max(min(one[3] - one[1], other[3] - other[1]), 0.01)


def shared_width(one: Box, other: Box) -> float:
    """How much of the narrower of the two lies above or below the other one: 0 (beside it) to 1."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return max(0.0, shared) / max(min(one[2] - one[0], other[2] - other[0]), 0.01)


def holds_centre(outer: Box, inner: Box) -> bool:
    """Whether the middle of `inner` lies in `outer`."""
    across, down = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= down <= outer[3]
