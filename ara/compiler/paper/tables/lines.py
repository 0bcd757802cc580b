"""Lines of text gathered into the rows of a table body: wrapped cells joined, labels between two rows set apart."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ara.compiler.paper.tables.parts import Frame, Part, PlacedRow, joined

_CLOSE = 0.85
_TIGHTER = 0.88
_NUMBER = re.compile(r"[^A-Za-z@#=]*\d[^A-Za-z@#=]*(?:[KMBGTkmx%]|ms|s)?[^A-Za-z@#=]*|[-–—−✓✗×↑↓/]+|N/?A|n/?a")


_REMARK = re.compile(r"[(\[±]")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row of a table."""

    y: float
    """Height of its middle."""
    parts: tuple[Part, ...]
    """Its cells that are not empty, from left to right."""


@dataclass(frozen=True, slots=True)
class Band:
    """The rows between two lines drawn across the table."""

    top: float
    """Height of the upper line."""
    bottom: float
    """Height of the lower line."""
    rows: tuple[BodyRow, ...]
    """Its rows, from top to bottom."""
    floating: tuple[Part, ...]
    """Labels that stand between rows."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a table and the row above it, of which it may be a part."""

    row: tuple[PlacedRow, ...]
    """The lines of the row above."""
    line: PlacedRow
    """The line."""
    above: float
    """How far its baseline is below the one above, in points."""
    below: float
    """How far the next one is below it; the usual distance for the last line."""
    usual: float
    """How far the lines of this band are from one another, usually."""
    frame: Frame
    """The columns."""

    @property
    def filled(self) -> set[int]:
        """Columns in which the row above has something."""
        return {column for other in self.row for column in other.filled}


Joins = Callable[[Step], bool]


def is_number(text: str) -> bool:
    """Whether a cell holds a value rather than words."""
    return _NUMBER.fullmatch(text) is not None


def gather(
    lines: Sequence[PlacedRow], turned: Sequence[Part], top: float, bottom: float, frame: Frame, joins: Joins
) -> Band:
    """The rows of one band; labels at an angle stand beside them. `joins` tells which lines go on with a row."""
    anchors, between = settle(lines)
    pitches = [b.baseline - a.baseline for a, b in itertools.pairwise(anchors)]
    usual = median(pitches) if pitches else 0.0
    groups: list[list[PlacedRow]] = []
    for index, line in enumerate(anchors):
        after = pitches[index] if index < len(pitches) else usual
        if groups and joins(Step(tuple(groups[-1]), line, pitches[index - 1], after, usual, frame)):
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = [BodyRow(sum(line.y for line in group) / len(group), _merged(group)) for group in groups]
    floating = [part for line in between for part in line.parts]
    band = _with_halves(rows, floating, top, bottom)
    return replace(band, floating=(*band.floating, *turned))


def settle(lines: Sequence[PlacedRow]) -> tuple[list[PlacedRow], list[PlacedRow]]:
    """Lines that are rows, and lines too near to a fuller one to be a row of their own."""
    anchors: list[PlacedRow] = []
    between: list[PlacedRow] = []
    for line in sorted(lines, key=lambda line: (-len(line.parts), line.y)):
        if not any(is_tight(line, other) for other in anchors):
            anchors.append(line)
        else:
            between.append(line)
    return sorted(anchors, key=lambda line: line.y), sorted(between, key=lambda line: line.y)


def is_tight(first: PlacedRow, second: PlacedRow) -> bool:
    """Whether two lines are nearer than lines of text ever are."""
    return abs(first.baseline - second.baseline) <= _CLOSE * min(first.size, second.size)


def joined_by_spacing(step: Step) -> bool:
    """Whether a line goes on with the row above it, told by how it is set.

    It does when it stands nearer to it than rows do, when its first word did not fit above, or when it holds nothing
    but remarks in brackets, such as deviations below means.
    """
    line, filled = step.line, step.filled
    if not line.filled <= filled or any(part.first != part.last for part in line.parts):
        return False
    if _holds_remarks(line) and not _holds_remarks(step.row[0]):
        return line.filled < filled or 0 not in line.filled
    if line.filled == filled:
        return False
    if step.above <= _TIGHTER * step.usual and step.above <= _TIGHTER * step.below:
        return True
    if any(is_number(part.text) for part in line.parts):
        return False
    return any(_is_full(part, step.row[-1], step.frame) for part in line.parts)


def joined_by_contents(step: Step) -> bool:
    """Whether a line goes on with the row above it, told by what it holds: no value, save a remark, and no label.

    A first word in small letters goes on with a label, too.
    """
    line, filled = step.line, step.filled
    if not line.filled <= filled or any(part.first != part.last for part in line.parts):
        return False
    if _holds_remarks(line) and not _holds_remarks(step.row[0]):
        return 0 not in line.filled
    if line.filled == filled or any(is_number(part.text) for part in line.parts):
        return False
    return all(part.first > 0 or part.text[0].islower() or part.text[0] == "(" for part in line.parts)


def _holds_remarks(line: PlacedRow) -> bool:
    return all(_REMARK.match(part.text) for part in line.parts)


def _is_full(part: Part, before: PlacedRow, frame: Frame) -> bool:
    """Whether the first word of a part would not have fitted into the cell above it."""
    left, right = frame.extents[part.first]
    above = [other for other in before.parts if other.first == other.last == part.first]
    if not above or is_number(above[0].text):
        return False
    word = part.tokens[0]
    room = (right - left) - (above[0].right - above[0].left)
    return room < (word.box[2] - word.box[0]) + 0.25 * word.size and right - left > 4 * word.size


def _merged(lines: Sequence[PlacedRow]) -> tuple[Part, ...]:
    parts: list[Part] = list(lines[0].parts)
    for line in lines[1:]:
        for part in line.parts:
            home = next(i for i, other in enumerate(parts) if other.first <= part.first <= other.last)
            parts[home] = joined((parts[home], part))
    return tuple(parts)


def _with_halves(rows: list[BodyRow], floating: list[Part], top: float, bottom: float) -> Band:
    """Cells of two lines, set around the middle of a row that is empty there, put into that row."""
    left: list[Part] = []
    queue = sorted(floating, key=lambda part: (part.first, part.y))
    while queue:
        part = queue.pop(0)
        pair = queue[0] if queue and queue[0].first == part.first else None
        home = next(
            (
                index
                for index, row in enumerate(rows)
                if pair is not None
                and abs((part.y + pair.y) / 2 - row.y) <= 0.25 * part.tokens[0].size
                and abs(part.y - row.y) <= _CLOSE * part.tokens[0].size
                and not any(other.first <= part.first <= other.last for other in row.parts)
            ),
            None,
        )
        if pair is None or home is None:
            left.append(part)
            continue
        queue.pop(0)
        parts = sorted((*rows[home].parts, joined((part, pair))), key=lambda other: other.first)
        rows[home] = BodyRow(rows[home].y, tuple(parts))
    return Band(top, bottom, tuple(rows), tuple(left))
