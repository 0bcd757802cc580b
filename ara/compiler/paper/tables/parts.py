"""Parts of a table's lines put into columns; a part that reaches over several keeps its extent."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ara.compiler.paper.tables.columns import Columns
from ara.compiler.paper.tables.pieces import Piece, cut, pieces
from ara.compiler.paper.tables.tokens import TextRow, Token
from ara.schema.span import Box


@dataclass(frozen=True, slots=True)
class Part:
    """Words in one cell, or over several."""

    tokens: tuple[Token, ...]
    """The words, in reading order."""
    first: int
    """First column that they reach."""
    last: int
    """Last column that they reach."""
    y: float
    """Height of their middle."""

    @property
    def text(self) -> str:
        """The words with a blank between them; words broken at the end of a line are made whole."""
        words = [self.tokens[0].text]
        for before, token in itertools.pairwise(self.tokens):
            is_broken = token.baseline > before.baseline + 0.5 * token.size and re.search(r"[a-z]-$", before.text)
            if is_broken and token.text[:1].islower():
                words[-1] = words[-1][:-1] + token.text
            else:
                words.append(token.text)
        return " ".join(words)

    @property
    def left(self) -> float:
        """Left edge."""
        return min(token.box[0] for token in self.tokens)

    @property
    def right(self) -> float:
        """Right edge."""
        return max(token.box[2] for token in self.tokens)

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One line of a table with its parts in their columns, from left to right."""

    y: float
    """Height of the middle of its letters."""
    baseline: float
    """Distance of its baseline from the top of the page."""
    size: float
    """Largest font size in it."""
    parts: tuple[Part, ...]
    """Its parts."""

    @property
    def filled(self) -> set[int]:
        """Columns in which it has something."""
        return {column for part in self.parts for column in range(part.first, part.last + 1)}


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a table with the extent of what stands in each."""

    columns: Columns
    """Where they part."""
    extents: tuple[tuple[float, float], ...]
    """Left and right edge of each column: of its words, or else of its room."""
    box: Box
    """The table body."""

    @property
    def count(self) -> int:
        """How many columns there are."""
        return self.columns.count

    def under(self, left: float, right: float) -> tuple[int, int] | None:
        """Columns of which a line from `left` to `right` covers the greater part."""
        covered = [
            index
            for index, (start, end) in enumerate(self.extents)
            if min(right + 1, end) - max(left - 1, start) >= 0.6 * (end - start)
        ]
        return (covered[0], covered[-1]) if covered else None

    def centred(self, part: Part, taken: Collection[int]) -> tuple[int, int]:
        """The columns over which a part is set: at least those that it reaches, and such that it stands in the middle.

        Columns in `taken` hold something else. A part that begins where its first column begins is set from there.
        """
        if abs(part.left - self.extents[part.first][0]) <= 1.0 and part.first != part.last:
            return part.first, part.last
        lowest, highest = part.first, part.last
        while lowest > 0 and lowest - 1 not in taken:
            lowest -= 1
        while highest < self.count - 1 and highest + 1 not in taken:
            highest += 1
        ranges = [(a, b) for a in range(lowest, part.first + 1) for b in range(part.last, highest + 1)]

        def badness(span: tuple[int, int]) -> tuple[float, int]:
            middle = (self.extents[span[0]][0] + self.extents[span[1]][1]) / 2
            return round(abs(middle - part.middle) / 3), span[1] - span[0]

        return min(ranges, key=badness)


def frame(columns: Columns, rows: Sequence[TextRow], box: Box) -> Frame:
    """The columns with the extent of the words that stand in one column only."""
    edges = [box[0], *((left + right) / 2 for left, right in columns.spaces), box[2]]
    extents = []
    for index, (start, end) in enumerate(itertools.pairwise(edges)):
        inside = [
            part
            for row in rows
            for part in placed(columns, row).parts
            if part.first == part.last == index and start - 2 <= part.left and part.right <= end + 2
        ]
        if inside:
            extents.append((min(part.left for part in inside), max(part.right for part in inside)))
        else:
            extents.append((start, end))
    return Frame(columns, tuple(extents), box)


def placed(columns: Columns, row: TextRow) -> PlacedRow:
    """The row's parts in their columns; parts in the same column are joined."""
    parts: list[Part] = []
    for piece in cut(pieces(row), columns.spaces):
        first, last = columns.crossed(piece.left, piece.right)
        part = Part(piece.tokens, first, last, _height(piece.tokens))
        if parts and parts[-1].last >= part.first:
            parts[-1] = joined((parts[-1], part))
        else:
            parts.append(part)
    return PlacedRow(row.middle, row.baseline, row.size, tuple(parts))


def joined(parts: Iterable[Part]) -> Part:
    """Several parts as one, in the given order."""
    parts = tuple(parts)
    tokens = tuple(token for part in parts for token in part.tokens)
    first, last = min(part.first for part in parts), max(part.last for part in parts)
    return Part(tokens, first, last, (min(p.y for p in parts) + max(p.y for p in parts)) / 2)


def over(part: Part, span: tuple[int, int]) -> Part:
    """The part set over other columns."""
    return replace(part, first=span[0], last=span[1])


def whole(piece: Piece, count: int) -> Part:
    """Words over all columns."""
    return Part(piece.tokens, 0, count - 1, _height(piece.tokens))


def _height(tokens: Sequence[Token]) -> float:
    return sum(token.baseline - 0.3 * token.size for token in tokens) / len(tokens)
