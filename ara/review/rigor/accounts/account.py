"""What can be said of each number of a claim: how it was obtained, and whether that gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from ara.review.rigor.accounts.arithmetic import Operand, agrees, nearest, results
from ara.review.rigor.accounts.binding import Binding, Line
from ara.review.rigor.accounts.claims import Said
from ara.review.rigor.accounts.mentions import Mention
from ara.review.rigor.accounts.operands import list_before, pairs_for
from ara.review.rigor.language.measures import kinds_in
from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.interval import Interval, total
from ara.review.rigor.quantities.table import Column

Verdict = Literal["agrees", "differs", "open"]

_CLOSE = 2
"""Columns up to which a comparison without a named column says which is meant."""
_REACH = 60
"""Characters around a number that say what it is of."""
_MOST = 2000
"""Pairs of cells that are tried for one number."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is found for one derived number."""

    mention: Mention
    """The number."""
    verdict: Verdict
    """`agrees`: something gives it; `differs`: what it must come from gives another; `open`: nothing says."""
    words: str = ""
    """The arithmetic, when it differs."""
    value: Interval | None = None
    """What the arithmetic gives."""
    sure: bool = True
    """Whether sentence or table leave no doubt about the operands."""
    told: bool = False
    """Whether the operands stand in the sentence."""
    as_points: bool = False
    """Whether the number is right as a difference in points, and wrong in percent, or the other way round."""


def accounts_of(said: Said) -> Iterator[Account]:
    """Account for the derived numbers of a sentence; levels and parameters are not derived."""
    for mention in said.judged:
        if mention.role in ("ratio", "change", "points", "delta", "share"):
            yield derived(mention, said.mentions, said.text, said.bindings)
        elif mention.role in ("mean", "sum") and mention.tells:
            yield collected(mention, said.mentions, said.text, said.bindings)


def derived(mention: Mention, mentions: tuple[Mention, ...], sentence: str, bindings: list[Binding]) -> Account:
    """Account for a ratio, a change, a difference or a share."""
    told = [(_stated(one), _stated(other)) for one, other in pairs_for(mention, mentions, sentence)]
    if any(_gives(mention, pair) for pair in told) or _printed(mention, bindings):
        return Account(mention, "agrees")
    levels = [
        _stated(one)
        for one in mentions
        if one is not mention and one.role in ("level", "mean", "sum", "share", "parameter")
    ]
    if any(_gives(mention, pair) for pair in combinations(levels, 2)):
        return Account(mention, "agrees")
    if mention.role == "share" and not told:
        # without its two numbers beside it, a share is a level like any other
        return Account(mention, "open")
    compared, sure = _compared(mention, bindings, kinds_in(_clause(mention, sentence)))
    if any(_gives(mention, pair) for pair in compared):
        return Account(mention, "agrees")
    if told:
        return replace(_differs(mention, told, sure=True), told=True)
    if compared:
        return _differs(mention, compared, sure=sure)
    return Account(mention, "agrees" if _somewhere(mention, bindings) else "open")


def _differs(mention: Mention, pairs: list[tuple[Operand, Operand]], *, sure: bool) -> Account:
    best = nearest(mention.role, mention, pairs)
    if best is None:
        return Account(mention, "open")
    other = "points" if mention.role == "change" else "change"
    mixed = mention.role in ("change", "points") and _agree(mention, other, pairs)
    turned = bool(mention.base) and _agree(mention, "change", pairs)
    return Account(mention, "differs", best[0], best[1], sure and not (mixed or turned), as_points=mixed)


def _agree(mention: Mention, role: str, pairs: list[tuple[Operand, Operand]]) -> bool:
    return any(agrees(mention, value) for pair in pairs for _, value in results(role, *pair))


def _gives(mention: Mention, pair: tuple[Operand, Operand]) -> bool:
    return any(agrees(mention, value) for _, value in results(mention.role, *pair, mention.base))


def _stated(mention: Mention) -> Operand:
    return Operand(mention.text, Interval(mention.value - mention.half, mention.value + mention.half), mention.unit)


def _held(cell: Cell, place: str, column: Column) -> Operand:
    return Operand(cell.text, cell.interval, cell.unit or column.unit, place)


def _clause(mention: Mention, sentence: str) -> str:
    """Give the words around a number up to the next comma or bracket."""
    before = re.split(r"[,;:(]", sentence[max(0, mention.start - _REACH) : mention.start])[-1]
    behind = re.split(r"[,;:)]", sentence[mention.end : mention.end + _REACH])[0]
    return before + mention.text + behind


_Pairs = list[tuple[Operand, Operand]]


def _compared(
    mention: Mention, bindings: list[Binding], kinds: frozenset[str]
) -> tuple[list[tuple[Operand, Operand]], bool]:
    """Give the pairs of cells of things that the sentence sets side by side, and whether it says of which measure."""
    pairs: _Pairs = []
    sure = True
    for binding in bindings:
        for lines in binding.comparisons:
            columns = {column for column in _columns(binding, mention) if _speaks_of(column, kinds)}
            for one, other in combinations(lines, 2):
                shared = [
                    key
                    for key in one.cells
                    if key in other.cells and _counts(one.cells[key], other.cells[key], columns)
                ]
                for key in shared[: _MOST - len(pairs)]:
                    pairs.append((_of_line(binding, one, key), _of_line(binding, other, key)))
                named = {binding.table.columns[index] for index in binding.columns} & columns
                sure = sure and (bool(named) or len({one.cells[key][2] for key in shared}) <= _CLOSE)
    return pairs, sure


def compared_values(mention: Mention, bindings: list[Binding]) -> list[tuple[str, Interval]]:
    """Give what two things that a sentence compares give at each of their cells, the larger way round."""
    if not any(len(lines) == 2 for binding in bindings for lines in binding.comparisons):
        return []
    pairs, _ = _compared(mention, [b for b in bindings if all(len(lines) == 2 for lines in b.comparisons)], frozenset())
    found = []
    for pair in pairs:
        fitting = [value for value in results(mention.role, *pair) if value[1].low > 0]
        if fitting:
            found.append(max(fitting, key=lambda value: value[1].middle) if mention.role == "ratio" else fitting[0])
    return found


def _speaks_of(column: Column, kinds: frozenset[str]) -> bool:
    """Tell whether a column can be what the words around a number speak of, as far as its header tells."""
    own = kinds_in(f"{column.header} {column.measure}")
    return not own or not kinds or bool(own & kinds)


def _columns(binding: Binding, mention: Mention) -> set[Column]:
    """Give the columns that the operands can be in: those that are meant, without the ones that hold results."""
    plain = [column for column in binding.table.metrics if not column.is_result]
    meant = [column for column in binding.meant if column in plain]
    return set(meant or plain)


def _counts(one: tuple[Cell, int, Column], other: tuple[Cell, int, Column], columns: set[Column]) -> bool:
    return one[2] in columns and other[2] in columns and not one[0].is_bound and not other[0].is_bound


def _of_line(binding: Binding, line: Line, key: tuple[tuple[str, ...], int]) -> Operand:
    cell, row, column = line.cells[key]
    return _held(cell, binding.table.words_at(row, column), column)


def _printed(mention: Mention, bindings: list[Binding]) -> bool:
    """Tell whether a cell of the rows in question holds the derived number itself."""
    for binding in bindings:
        for row in binding.rows:
            for column in binding.table.metrics:
                cell = column.cells[row]
                if cell is not None and _is_result(mention, column, cell) and agrees(mention, _absolute(cell)):
                    return True
    return False


def _is_result(mention: Mention, column: Column, cell: Cell) -> bool:
    unit = cell.unit or column.measure
    if mention.role == "ratio":
        return unit == "×" or column.is_result
    if mention.role == "share":
        return unit in ("%", "")
    return column.is_result


def _absolute(cell: Cell) -> Interval:
    return Interval(abs(cell.value) - cell.half, abs(cell.value) + cell.half)


def _somewhere(mention: Mention, bindings: list[Binding]) -> bool:
    """Tell whether two cells of one column, or of one row, give the number: what an unnamed comparison may mean."""
    tried = 0
    for binding in bindings:
        columns = _columns(binding, mention)
        for column in columns:
            cells = [_held(cell, "", column) for cell in column.cells if cell is not None and not cell.is_bound]
            for pair in combinations(cells, 2):
                tried += 1
                if tried > _MOST or _gives(mention, pair):
                    return True
        for row in binding.rows:
            held = [_held(cell, "", column) for column in columns if (cell := column.cells[row]) is not None]
            for pair in combinations(held, 2):
                tried += 1
                if tried > _MOST or _gives(mention, pair):
                    return True
    return False


def collected(mention: Mention, mentions: tuple[Mention, ...], sentence: str, bindings: list[Binding]) -> Account:
    """Account for a mean or a sum: of the numbers listed beside it, or of the cells of a column or a row."""
    for binding in bindings:
        for column in binding.table.metrics:
            if any(cell is not None and agrees(mention, _absolute(cell)) for cell in column.cells):
                return Account(mention, "agrees")
    listed = [_stated(one) for one in list_before(mention, mentions, sentence)]
    if listed:
        value = _collect(mention, [operand.interval for operand in listed])
        if agrees(mention, value):
            return Account(mention, "agrees")
    columns = [(binding, column) for binding in bindings for column in binding.meant]
    best: tuple[float, str, Interval] | None = None
    for binding, column in columns:
        for rows in (binding.rows, binding.table.body):
            cells = [cell for row in rows if (cell := column.cells[row]) is not None and row in binding.table.body]
            if len(cells) < 2:
                continue
            value = _collect(mention, [cell.interval for cell in cells])
            if agrees(mention, value):
                return Account(mention, "agrees")
            gap = value.distance(mention.interval)
            named = column.index in binding.columns or len(binding.table.metrics) == 1
            if named and (best is None or gap < best[0]):
                best = (
                    gap,
                    f"the {mention.role} of the {len(cells)} cells of {column.header} in {binding.table.name}",
                    value,
                )
    if _across(mention, bindings):
        return Account(mention, "agrees")
    if listed:
        words = f"the {mention.role} of {', '.join(operand.text for operand in listed)}"
        return Account(
            mention, "differs", words, _collect(mention, [operand.interval for operand in listed]), told=True
        )
    if best is not None:
        return Account(mention, "differs", best[1], best[2], sure=mention.role == "mean" and len(columns) == 1)
    return Account(mention, "open")


def _collect(mention: Mention, parts: list[Interval]) -> Interval:
    whole = total(parts)
    return whole.scaled(1 / len(parts)) if mention.role == "mean" else whole


def _across(mention: Mention, bindings: list[Binding]) -> bool:
    """Tell whether the cells of one row give the number."""
    for binding in bindings:
        for row in binding.rows:
            cells = [cell.interval for column in binding.table.metrics if (cell := column.cells[row]) is not None]
            if len(cells) > 1 and agrees(mention, _collect(mention, cells)):
                return True
    return False
