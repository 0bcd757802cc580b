"""Frames: the left and right edge of the column that a row stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ara.compiler.paper.rows import Row

_OUTLIERS = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """Edges of a column on a page, in points."""

    left: float
    """Where full lines start."""
    right: float
    """Where full lines end."""


def find_frames(rows: Sequence[Row]) -> list[Frame]:
    """For each row the frame of its column on its page, told by the rows that fill it."""
    lefts: dict[tuple[int, int], list[float]] = {}
    rights: dict[tuple[int, int], list[float]] = {}
    for row in rows:
        lefts.setdefault((row.page, row.column), []).append(row.box[0])
        rights.setdefault((row.page, row.column), []).append(row.box[2])
    edges = {key: Frame(_early(sorted(lefts[key])), _early(sorted(rights[key], reverse=True))) for key in lefts}
    return [edges[row.page, row.column] for row in rows]


def _early(values: list[float]) -> float:
    """A value near the start of a sorted list, so that a few strays do not move the edge."""
    return values[len(values) // _OUTLIERS]
