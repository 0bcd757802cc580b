"""Header rows: one per level, with titles over several columns repeated in each of them."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.tables.lines import settle
from ara.compiler.paper.tables.parts import Frame, Part, PlacedRow, joined, over
from ara.compiler.paper.tables.rules import HorizontalRule

Level = dict[int, Part]


def header_levels(lines: Sequence[PlacedRow], partial: Sequence[HorizontalRule], frame: Frame) -> list[Level]:
    """The header's levels from top to bottom, each a map from column to the words that stand over it.

    Lines belong to different levels where a line is drawn between them under a title, or where a title reaches over
    several columns that have words of their own below. Other lines are the lines of one cell.
    """
    anchors, between = settle(lines)
    groups: list[list[PlacedRow]] = []
    for line in anchors:
        if groups and not _parts_levels(groups[-1][-1], line, partial, frame):
            groups[-1].append(line)
        else:
            groups.append([line])
    lower = [_lowest(groups, index) for index in range(len(groups))]
    levels = [
        _level(group, partial, frame, below, groups[index + 1][0].y if index + 1 < len(groups) else None)
        for index, (group, below) in enumerate(zip(groups, lower, strict=True))
    ]
    for line in between:
        for part in line.parts:
            _place_between(levels, groups, part)
    return _completed(levels, groups, partial, frame)


def _parts_levels(upper: PlacedRow, lower: PlacedRow, partial: Sequence[HorizontalRule], frame: Frame) -> bool:
    if any(upper.y < rule.y < lower.y for rule in partial):
        return True
    return any(
        part.first < part.last and len(lower.filled.intersection(range(part.first, part.last + 1))) > 1
        for part in upper.parts
    ) or any(_widened(part, upper.filled, lower.filled, frame) != (part.first, part.last) for part in upper.parts)


def _lowest(groups: Sequence[Sequence[PlacedRow]], index: int) -> set[int]:
    """Columns that have words below a level."""
    return {column for group in groups[index + 1 :] for line in group for column in line.filled}


def _level(
    group: Sequence[PlacedRow], partial: Sequence[HorizontalRule], frame: Frame, below: set[int], end: float | None
) -> Level:
    by_span: dict[tuple[int, int], list[Part]] = {}
    filled = {column for line in group for column in line.filled}
    for line in group:
        for part in line.parts:
            span = _span(part, group, partial, frame, filled, below, end)
            by_span.setdefault(span, []).append(part)
    level: Level = {}
    for span, parts in sorted(by_span.items(), key=lambda item: item[0][0] - item[0][1]):
        for column in range(span[0], span[1] + 1):
            level[column] = joined((level[column], *parts)) if column in level else over(joined(parts), span)
    return level


def _span(
    part: Part,
    group: Sequence[PlacedRow],
    partial: Sequence[HorizontalRule],
    frame: Frame,
    filled: set[int],
    below: set[int],
    end: float | None,
) -> tuple[int, int]:
    """The columns over which a title stands: those of the line drawn under it, or those it is centred on."""
    if end is None and part.first == part.last:
        return part.first, part.last
    for rule in partial:
        if end is not None and group[-1].y < rule.y < end and rule.left - 1 <= part.middle <= rule.right + 1:
            return frame.under(rule.left, rule.right) or (part.first, part.last)
    own = set(range(part.first, part.last + 1))
    if part.first < part.last:
        return frame.centred(part, filled - own)
    return _widened(part, filled, below, frame)


def _widened(part: Part, filled: set[int], below: set[int], frame: Frame) -> tuple[int, int]:
    """A narrow title over an odd number of columns: equally many untitled columns with words below on both sides."""
    first, last = part.first, part.last
    if part.first != part.last or part.first not in below:
        return first, last
    start, end = frame.extents[part.first]
    if abs(part.middle - (start + end) / 2) > 0.35 * part.tokens[0].size:
        return first, last
    while first - 1 in below - filled and last + 1 in below - filled:
        first, last = first - 1, last + 1
        middle = (frame.extents[first][0] + frame.extents[last][1]) / 2
        if abs(middle - part.middle) > part.tokens[0].size:
            return first + 1, last - 1
    return first, last


def _place_between(levels: list[Level], groups: Sequence[Sequence[PlacedRow]], part: Part) -> None:
    """Put a title that stands between two levels into the nearest one in which its columns are free."""
    order = sorted(range(len(levels)), key=lambda index: abs(groups[index][0].y - part.y))
    columns = range(part.first, part.last + 1)
    for index in order:
        if not any(column in levels[index] for column in columns):
            # a title that stands lower than its level's other words reaches down from it
            levels[index].update(dict.fromkeys(columns, part))
            return
    for column in columns:
        level = levels[order[0]]
        level[column] = joined(sorted((level[column], part), key=lambda p: p.y)) if column in level else part


def _completed(
    levels: list[Level], groups: Sequence[Sequence[PlacedRow]], partial: Sequence[HorizontalRule], frame: Frame
) -> list[Level]:
    """Titles that stand for several levels repeated in each."""
    for column in range(frame.count):
        having = [index for index, level in enumerate(levels) if column in level]
        single = [index for index in having if levels[index][column].first == levels[index][column].last]
        if len(having) > 1 and having == single and not _underlined(column, having, groups, partial, frame):
            title = joined(levels[index][column] for index in having)
            having = list(range(having[0], having[-1] + 1))
            for index in having:
                levels[index][column] = title
        if not having:
            continue
        last = levels[having[-1]][column]
        if last.first == last.last:
            for index in range(having[-1] + 1, len(levels)):
                levels[index][column] = last
        first = levels[having[0]][column]
        raised = having[-1] < len(levels) - 1 or first.y < groups[having[0]][-1].y - 0.35 * first.tokens[0].size
        if raised and first.first == first.last:
            for index in range(having[0]):
                levels[index][column] = first
    return levels


def _underlined(
    column: int,
    having: Sequence[int],
    groups: Sequence[Sequence[PlacedRow]],
    partial: Sequence[HorizontalRule],
    frame: Frame,
) -> bool:
    top, bottom = groups[having[0]][-1].y, groups[having[-1]][0].y
    for rule in partial:
        covered = frame.under(rule.left, rule.right)
        if top < rule.y < bottom and covered is not None and covered[0] <= column <= covered[1]:
            return True
    return False
