"""Header rows: one per level, with titles over several columns repeated in each of them."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.tables.lines import is_tight, settle
from ara.compiler.paper.tables.parts import Frame, Part, PlacedRow, joined, over
from ara.compiler.paper.tables.rules import HorizontalRule

Level = dict[int, Part]


def header_levels(
    lines: Sequence[PlacedRow], turned: Sequence[Part], partial: Sequence[HorizontalRule], frame: Frame
) -> list[Level]:
    """The header's levels from top to bottom, each a map from column to the words that stand over it.

    Lines belong to different levels where a line is drawn between them under a title, or where a title reaches over
    several columns that have words of their own below. Other lines are the lines of one cell.
    """
    anchors, between = _levels_and_middles(lines)
    groups: list[list[PlacedRow]] = []
    for line in anchors:
        if groups and not _parts_levels(groups[-1][-1], line, partial, frame):
            groups[-1].append(line)
        else:
            groups.append([line])
    levels = []
    for index, group in enumerate(groups):
        below = {column for lower in groups[index + 1 :] for line in lower for column in line.filled}
        end = groups[index + 1][0].y if index + 1 < len(groups) else None
        levels.append(_level(group, partial, frame, below, end))
    if not groups:
        return [{part.first: part for part in turned}] if turned else []
    for part in (*(part for line in between for part in line.parts), *turned):
        _place_between(levels, groups, part)
    return _completed(levels, groups, frame)


def _levels_and_middles(lines: Sequence[PlacedRow]) -> tuple[list[PlacedRow], list[PlacedRow]]:
    """Lines that make levels, set apart from those between them: titles that alone have words in their columns."""
    rows = sorted(lines, key=lambda line: line.y)
    beside = [
        line
        for line in rows
        if any(other is not line and is_tight(line, other) for other in rows)
        and not any(other is not line and line.filled & other.filled for other in rows)
        and all(part.first == part.last for part in line.parts)
    ]
    anchors, between = settle([line for line in rows if line not in beside] or rows)
    return anchors, sorted((*between, *(beside if len(beside) < len(rows) else ())), key=lambda line: line.y)


def _parts_levels(upper: PlacedRow, lower: PlacedRow, partial: Sequence[HorizontalRule], frame: Frame) -> bool:
    if any(upper.y < rule.y < lower.y for rule in partial):
        return True
    spanning = [part for part in upper.parts if part.first < part.last]
    if any(len(lower.filled.intersection(range(part.first, part.last + 1))) > 1 for part in spanning):
        return True
    spans = _centred_spans(upper.parts, upper.filled, lower.filled, frame)
    return any(span != (part.first, part.last) for part, span in spans.items())


def _level(
    group: Sequence[PlacedRow], partial: Sequence[HorizontalRule], frame: Frame, below: set[int], end: float | None
) -> Level:
    """One level: titles over the columns of the line drawn under them, or over those that they are centred on."""
    filled = {column for line in group for column in line.filled}
    parts = [part for line in group for part in line.parts]
    spans: dict[Part, tuple[int, int]] = {}
    for rule in partial:
        if end is not None and group[-1].y < rule.y < end:
            over_rule = [part for part in parts if rule.left - 1 <= part.middle <= rule.right + 1]
            # lines that touch one another look like one: then each title's middle tells its share
            if len(over_rule) == 1:
                spans[over_rule[0]] = frame.under(rule.left, rule.right) or (over_rule[0].first, over_rule[0].last)
    taken = filled | {column for first, last in spans.values() for column in range(first, last + 1)}
    spans |= _centred_spans([part for part in parts if part not in spans], taken, below, frame)
    level: Level = {}
    for part in sorted(parts, key=lambda part: spans[part][0] - spans[part][1]):
        for column in range(spans[part][0], spans[part][1] + 1):
            level[column] = joined((level[column], part)) if column in level else over(part, spans[part])
    return level


def _centred_spans(
    parts: Sequence[Part], filled: set[int], below: set[int], frame: Frame
) -> dict[Part, tuple[int, int]]:
    """For titles without a line under them the widest run of columns that they are centred on.

    The run takes in only columns without another title that have words below. Titles share what lies between them:
    the one with least room goes first.
    """
    taken = set(filled)
    spans: dict[Part, tuple[int, int]] = {}
    waiting = list(parts)
    while waiting:
        runs = {part: _runs(part, taken, below, frame) for part in waiting}
        part = min(waiting, key=lambda part: (max(last - first for first, last in runs[part]), part.first))
        spans[part] = max(runs[part], key=lambda run: run[1] - run[0])
        taken.update(range(spans[part][0], spans[part][1] + 1))
        waiting.remove(part)
    return spans


def _runs(part: Part, taken: set[int], below: set[int], frame: Frame) -> list[tuple[int, int]]:
    """Runs of columns that a title may stand over; the columns that it reaches are always one of them."""
    own = (part.first, part.last)
    if not below.intersection(range(part.first, part.last + 1)):
        return [own]
    free = below - taken
    lowest, highest = own
    while lowest - 1 in free:
        lowest -= 1
    while highest + 1 in free:
        highest += 1
    if part.first == part.last and not _is_middle(part, own, frame):
        return [own]
    runs = [(a, b) for a in range(lowest, own[0] + 1) for b in range(own[1], highest + 1)]
    return [own, *(run for run in runs if _is_middle(part, run, frame))]


def _is_middle(part: Part, run: tuple[int, int], frame: Frame) -> bool:
    middle = (frame.extents[run[0]][0] + frame.extents[run[1]][1]) / 2
    return abs(middle - part.middle) <= 0.5 * part.tokens[0].size


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


def _completed(levels: list[Level], groups: Sequence[Sequence[PlacedRow]], frame: Frame) -> list[Level]:
    """Titles that stand for several levels repeated in each."""
    for column in range(frame.count):
        _join_remarks(levels, column)
        having = [index for index, level in enumerate(levels) if column in level]
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


def _join_remarks(levels: list[Level], column: int) -> None:
    """Join a title with the remark in brackets below it, such as a unit, which titles nothing by itself."""
    for index in range(1, len(levels)):
        above, part = levels[index - 1].get(column), levels[index].get(column)
        if above is not None and part is not None and above.first == above.last and part.text.startswith("("):
            levels[index - 1][column] = joined((above, part))
            del levels[index][column]
