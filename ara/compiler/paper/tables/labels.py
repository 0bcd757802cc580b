"""Labels set once for several rows: centred beside them, upright or turned, repeated in each row they stand for."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ara.compiler.paper.tables.lines import Band, BodyRow, is_number
from ara.compiler.paper.tables.parts import Part, over
from ara.compiler.paper.tables.rules import HorizontalRule


def spread_labels(band: Band, column: int, partial: Sequence[HorizontalRule], is_label: bool) -> Band:
    """The band with the labels of one column repeated over the rows they are centred on.

    Lines drawn across the column part groups of rows. In a group, labels that stand for several rows share it out:
    each stands at the middle of its rows and no row is left over; a label alone near the middle stands for all. Where
    that does not come out even, a label stays in the row nearest to it and the other cells stay empty, as printed.
    """
    floating = [part for part in band.floating if part.first == part.last == column]
    if not floating and not is_label:
        return band
    cuts = sorted(rule.y for rule in partial if band.top < rule.y < band.bottom)
    edges = [band.top, *cuts, band.bottom]
    rows = list(band.rows)
    for top, bottom in itertools.pairwise(edges):
        inside = [index for index, row in enumerate(rows) if top < row.y < bottom]
        loose = [part for part in floating if top < part.y < bottom]
        for index, part in _shares(rows, inside, loose, column):
            rows[index] = _with_part(rows[index], part, column)
    kept = tuple(part for part in band.floating if part not in floating)
    return Band(band.top, band.bottom, tuple(rows), kept)


def _shares(
    rows: Sequence[BodyRow], inside: Sequence[int], loose: Sequence[Part], column: int
) -> list[tuple[int, Part]]:
    """For each row of a group the label that stands for it."""
    own = {
        index: part
        for index in inside
        for part in rows[index].parts
        if part.first == part.last == column and not is_number(part.text)
    }
    crossed = any(part.first < part.last and part.first <= column for index in inside for part in rows[index].parts)
    labels = sorted([*((rows[index].y, part) for index, part in own.items()), *((p.y, p) for p in loose)], key=_height)
    if not labels or not inside or crossed:
        return [(_nearest(rows, inside, part.y), part) for part in loose if inside]
    top, height = rows[inside[0]].y, rows[inside[-1]].y - rows[inside[0]].y
    if len(labels) == 1 and top + 0.25 * height < labels[0][0] < top + 0.75 * height:
        # TeX centres a label on equal rows, and misses the middle where rules add room between them
        return [(index, labels[0][1]) for index in inside]
    pitch = height / max(1, len(inside) - 1)
    shares: list[tuple[int, Part]] = []
    start = 0
    for y, part in labels:
        end = next(
            (
                stop
                for stop in range(start, len(inside))
                if abs((rows[inside[start]].y + rows[inside[stop]].y) / 2 - y) <= 0.3 * max(pitch, 4.0)
            ),
            None,
        )
        if end is None:
            break
        shares.extend((inside[k], part) for k in range(start, end + 1))
        start = end + 1
    else:
        if start == len(inside):
            return shares
    return [(_nearest(rows, inside, part.y), part) for part in loose]


def _height(label: tuple[float, Part]) -> float:
    return label[0]


def _nearest(rows: Sequence[BodyRow], inside: Sequence[int], y: float) -> int:
    return min(inside, key=lambda index: abs(rows[index].y - y))


def _with_part(row: BodyRow, part: Part, column: int) -> BodyRow:
    if any(other.first <= column <= other.last for other in row.parts):
        return row
    parts = sorted((*row.parts, over(part, (column, column))), key=lambda other: other.first)
    return BodyRow(row.y, tuple(parts))
