"""What a sentence says of a whole column: who has the extreme, along what it rises, which limit it keeps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ara.review.rigor.accounts.binding import Binding
from ara.review.rigor.accounts.claims import Said
from ara.review.rigor.accounts.contests import UNIVERSAL
from ara.review.rigor.accounts.directions import polarity, polarity_of
from ara.review.rigor.accounts.levels import unit_fits
from ara.review.rigor.accounts.mentions import Mention
from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.labels import stem, words_of
from ara.review.rigor.quantities.table import Column

_SUPERLATIVE = re.compile(
    r"(?i)\b(?:the|its|is)\s(?:single\s|overall\s)?(?P<up>highest|largest|greatest|most)|\b(?:the|its"
    r"|is)\s(?:single\s|overall\s)?"
    r"(?P<down>lowest|smallest|least|fewest|shortest)|\b(?:the|is)\s(?:single\s|overall\s)?(?P<best>best"
    r"|fastest|strongest|cheapest)\b"
)
_SECOND = re.compile(
    r"(?i)\b(?:second|third|one of|among the|not|never|next|after|except|excluding|besides|other than|behind|than)\b"
)
_RISES = re.compile(
    r"(?i)\b(?:increas\w+|rises?|rising|grows?|growing|climbs?|goes up|higher|larger|improv\w+|gains?)\b"
)
_FALLS = re.compile(
    r"(?i)\b(?:decreas\w+|falls?|falling|drops?|dropping|shrinks?|declin\w+|goes down|lower|smaller"
    r"|reduc\w+|degrad\w+|worsens?)\b"
)
_ALONG = re.compile(
    r"(?i)\b(?:with|as(?:\s[a-z]+){0,3}?)\s(?:the\s)?(?:increas\w+\s|grow\w+\s|larger\s|longer\s|greater\s"
    r"|higher\s|more\s|rising\s)?(?P<what>(?:[\w-]+\s?){1,4})"
)
_DIMENSIONS = {
    "deeper": ["depth", "layers"],
    "wider": ["width", "dim"],
    "longer": ["length", "context", "tokens", "steps"],
    "larger": ["size", "parameters", "batch", "budget"],
    "bigger": ["size", "parameters", "batch", "budget"],
}
_MORE = re.compile(rf"(?i)\s*(?P<more>{'|'.join(_DIMENSIONS)})\s")
_STRICT = re.compile(r"(?i)\b(?:monoton\w+|strictly|steadily|always|at every step|each step|consistently|throughout)\b")
_EVERY = re.compile(r"(?i)\b(?:all|every|each|none|no)\b")
_LONG = 3


@dataclass(frozen=True, slots=True)
class Broken:
    """A statement about a column that a cell breaks."""

    words: str
    """What the sentence says, as the middle of a sentence."""
    text: str
    """The cell that breaks it."""
    place: str
    """Its row and column."""
    table: str
    """Its table."""


def broken_statements(said: Said) -> Iterator[Broken]:
    """Give the first statement of a sentence about a column that its cells break, of each of the three kinds."""
    for find in (_superlatives, _limits, _courses):
        found = next(find(said), None)
        if found is not None:
            yield found


def _superlatives(said: Said) -> Iterator[Broken]:
    """A named row that is said to have the highest, lowest or best of a measure."""
    match = _SUPERLATIVE.search(said.text)
    if match is None or _SECOND.search(said.text):
        return
    for binding in said.bindings:
        yield from _across(binding, match)
        if len(binding.picks) != 1 or binding.comparisons or not binding.lone:
            continue
        place = next(iter(binding.picks))
        line = binding.lone[0]
        behind = words_of(said.text[match.end() : match.end() + 60])
        for column in binding.table.metrics:
            if not _follows(column, behind):
                continue
            sign = 1 if match["up"] else -1 if match["down"] else polarity(column)
            own = [(cell, row) for (_, index), (cell, row, _) in line.cells.items() if index == column.index]
            others = _others(binding, place, line.name, column)
            if not sign or not own or not others:
                continue
            best = max(own, key=lambda pair: pair[0].value * sign)
            rival = max(others, key=lambda pair: pair[0].value * sign)
            if (rival[0].value - best[0].value) * sign > 0 and not rival[0].interval.meets(best[0].interval):
                most = match["up"] or match["down"] or match["best"]
                words = f"{line.name} has the {most} {column.header} ({best[0].text})"
                yield Broken(words, rival[0].text, binding.table.words_at(rival[1], column), binding.table.name)


def _across(binding: Binding, match: re.Match[str]) -> Iterator[Broken]:
    """The same where the things are columns and the measures rows."""
    table = binding.table
    one_unit = len({column.measure for column in table.metrics}) == 1
    if len(binding.columns) != 1 or len(binding.rows) != 1 or len(table.metrics) < _LONG or not one_unit:
        return
    row, named = binding.rows[0], table.columns[next(iter(binding.columns))]
    behind = words_of(match.string[match.end() : match.end() + 60])
    own = named.cells[row]
    if own is None or not set(table.rows[row].words) & set(behind[:4]):
        return
    sign = 1 if match["up"] else -1 if match["down"] else polarity_of(table.rows[row].label)
    others = [(cell, one) for one in table.metrics if one is not named and (cell := one.cells[row]) is not None]
    if not sign or not others:
        return
    rival, column = max(others, key=lambda pair: pair[0].value * sign)
    if (rival.value - own.value) * sign > 0 and not rival.interval.meets(own.interval):
        most = match["up"] or match["down"] or match["best"]
        words = f"{named.header} has the {most} {table.rows[row].label} ({own.text})"
        yield Broken(words, rival.text, table.words_at(row, column), table.name)


def _follows(column: Column, behind: tuple[str, ...]) -> bool:
    """Tell whether the words behind a superlative name the column."""
    own = {word for word in column.words if len(word) > 2}
    return bool(own & set(behind[:4]))


def _others(binding: Binding, place: int, name: str, column: Column) -> list[tuple[Cell, int]]:
    rows = binding.table.rows
    labels = [(*row.parts, row.group)[place] for row in rows]
    return [
        (cell, index)
        for index in binding.table.body
        if labels[index] != name and (cell := column.cells[index]) is not None and not cell.is_bound
    ]


def _limits(said: Said) -> Iterator[Broken]:
    """A limit that all rows are said to keep."""
    if not (UNIVERSAL.search(said.text) or _EVERY.search(said.text)):
        return
    for mention in said.judged:
        if mention.bound not in (">", "<") or mention.role not in ("level", "ratio", "share", "parameter"):
            continue
        for binding in said.bindings:
            for column in _limited(binding, mention):
                for row in binding.rows if binding.names_rows else binding.table.body:
                    cell = column.cells[row]
                    if cell is not None and not cell.is_bound and _breaks(mention, cell):
                        side = "above" if mention.bound == ">" else "below"
                        words = f"{column.header} is {side} {mention.text} everywhere"
                        yield Broken(words, cell.text, binding.table.words_at(row, column), binding.table.name)


def _limited(binding: Binding, mention: Mention) -> list[Column]:
    named = [binding.table.columns[index] for index in binding.columns]
    fitting = [column for column in named if unit_fits(mention.unit, column.measure)]
    if len(named) != 1:
        return []
    # a limit that no cell keeps is about another measure
    return [one for one in fitting if not all(cell is None or _breaks(mention, cell) for cell in one.cells)]


def _breaks(mention: Mention, cell: Cell) -> bool:
    if mention.bound == ">":
        return cell.value + cell.half < mention.value
    return cell.value - cell.half > mention.value


def _courses(said: Said) -> Iterator[Broken]:
    """A measure that is said to rise or fall along a parameter."""
    rises, falls = _RISES.search(said.text), _FALLS.search(said.text)
    along, more = _ALONG.search(said.text), _MORE.match(said.text)
    if (rises is None) == (falls is None) or not (along or more) or _SECOND.search(said.text):
        return
    words = re.findall(r"[^\W_]+", along["what"]) if along else _DIMENSIONS[more["more"].lower()] if more else []
    what = {stem(word.lower()) for word in words}
    sign = 1 if rises else -1
    strict = _STRICT.search(said.text) is not None
    for binding in said.bindings:
        for parameter in binding.table.columns:
            if parameter.kind != "parameter" or not what & set(parameter.words):
                continue
            for index in binding.columns:
                column = binding.table.columns[index]
                if set(column.words) & what:
                    continue
                yield from _against(binding, parameter, column, sign, strict=strict)


def _against(binding: Binding, parameter: Column, column: Column, sign: int, *, strict: bool) -> Iterator[Broken]:
    points = sorted(
        (x.value, y.value, row)
        for row in binding.rows
        if (x := parameter.cells[row]) is not None and (y := column.cells[row]) is not None and not y.is_bound
    )
    if len(points) < _LONG or len({x for x, _, _ in points}) < len(points):
        return
    steps = [(b[1] - a[1]) * sign for a, b in itertools.pairwise(points)]
    opposite = (points[-1][1] - points[0][1]) * sign < 0 and sum(step < 0 for step in steps) * 2 > len(steps)
    worst = min(range(len(steps)), key=steps.__getitem__)
    if opposite or (strict and steps[worst] < 0):
        cell = column.cells[points[worst + 1][2]]
        words = f"{column.header} {'rises' if sign > 0 else 'falls'} with {parameter.header}"
        if cell is not None:
            yield Broken(words, cell.text, binding.table.words_at(points[worst + 1][2], column), binding.table.name)
