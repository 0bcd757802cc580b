"""Arithmetic that ties the columns of a table together, found because it holds in nearly all of its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.table import Column, Table

_WIDE = 10
"""Numeric columns from which only near ones are tried together."""
_NEAR = 3
"""How far apart columns of a wide table may stand to be tried together."""
_MOST_ROWS = 200
"""Rows that are looked at; what holds in so many holds."""
_MOST_WRONG = 2
"""Rows that may break a relation; with more it is none."""
_CHANCE = 1e-3
"""How probable it may be that so many rows agree by chance."""
_NAMED = re.compile(
    r"(?i)\b(?:total|sum|diff\w*|delta|gain|change|improvement|reduction|saving\w*|drop|speed-?\s?up|ratio"
    r"|relative|product"
    r"|net|share|fraction|overhead|increase|decrease)\b|[Δ×]|\bvs\b"
)
"""Headers of columns that are computed from others."""


@dataclass(frozen=True, eq=False)
class Relation:
    """A formula for one column, with the rows in which it holds and in which it does not."""

    target: Column
    """The column that follows from others."""
    operands: tuple[Column, ...]
    """The columns it follows from."""
    words: str
    """The formula with the headers in it."""
    of: Callable[..., Interval | None]
    """The formula over the operands' values, in their order."""
    right: tuple[int, ...] = ()
    """Rows in which it holds, up to truncated digits."""
    wrong: tuple[int, ...] = ()
    """Rows in which it does not."""
    weak: bool = False
    """Whether so many rows break it that only another reason makes it credible."""

    def compute(self, row: int) -> Interval | None:
        """Give what the formula gives in a row; None where an operand is missing or a mere bound."""
        cells = [column.cells[row] for column in self.operands]
        held = [cell.interval for cell in cells if cell is not None and not cell.is_bound]
        return self.of(*held) if len(held) == len(cells) else None

    @property
    def columns(self) -> frozenset[int]:
        """All columns that take part."""
        return frozenset((self.target.index, *(column.index for column in self.operands)))


def relations_of(table: Table) -> tuple[Relation, ...]:
    """Give the relations that hold in all rows but one or two; of those for one column, the best supported."""
    columns = [column for column in table.columns if column.kind != "label" and any(column.cells)]
    rows = table.body[:_MOST_ROWS]
    found = [*_of_three(columns, rows), *_against_a_row(columns, rows)]
    found.sort(key=lambda relation: (len(relation.wrong), -len(relation.right)))
    kept: list[Relation] = []
    for relation in found:
        rivals = [other for other in kept if other.target is relation.target or other.columns == relation.columns]
        if not rivals:
            kept.append(relation)
    return tuple(kept)


def _of_three(columns: list[Column], rows: tuple[int, ...]) -> Iterator[Relation]:
    for trio in combinations(columns, 3):
        far = len(columns) > _WIDE and trio[2].index - trio[0].index > _NEAR
        if far or all(column.kind == "parameter" for column in trio):
            continue
        lines = [row for row in rows if all(column.cells[row] is not None for column in trio)]
        if len(lines) < 3:
            continue
        for relation in (*_sums(trio, lines), *_products(trio, lines), *_changes(trio, lines)):
            settled = _settled(relation, rows)
            if settled is not None:
                yield settled


def _sums(trio: tuple[Column, ...], rows: list[int]) -> Iterator[Relation]:
    """One column is the sum of the two others, which is also how a difference looks."""
    for whole in trio:
        one, other = (column for column in trio if column is not whole)
        if _nearly(rows, _gap_of_sum, (whole, one, other)):
            target = _target(trio, whole)
            if target is whole:
                yield _relation(target, one, other, "{} + {}", Interval.__add__)
            else:
                yield _relation(target, whole, other if target is one else one, "{} − {}", Interval.__sub__)


def _products(trio: tuple[Column, ...], rows: list[int]) -> Iterator[Relation]:
    """One column is the product of the two others, as numbers or as percentages, which is also how a ratio looks."""
    for whole in trio:
        one, other = (column for column in trio if column is not whole)
        for factor, sign, inverse in ((1.0, "", ""), (0.01, " / 100", " × 100"), (100.0, " × 100", " / 100")):
            if not _nearly(rows, _gap_of_product, (whole, one, other), factor):
                continue
            target = _target(trio, whole)
            if target is whole:
                yield _relation(target, one, other, "{} × {}" + sign, Interval.__mul__, factor)
            else:
                yield _relation(
                    target, whole, other if target is one else one, "{} / {}" + inverse, Interval.over, 1 / factor
                )


def _changes(trio: tuple[Column, ...], rows: list[int]) -> Iterator[Relation]:
    """One column is the change in percent from one of the others to the third."""
    for target, after, before in permutations(trio):
        if target.kind == "parameter" or not (target.is_percent or _NAMED.search(target.header)):
            continue
        for sign, words in ((1, "({} − {}) / the latter in %"), (-1, "({1} − {0}) / {1} in %")):
            if _nearly(rows, _gap_of_change, (target, after, before), sign):
                how = _rise if sign > 0 else _fall
                yield _relation(target, after, before, words, how)


def _rise(after: Interval, before: Interval) -> Interval | None:
    ratio = after.over(before)
    return None if ratio is None else Interval(ratio.low - 1, ratio.high - 1).scaled(100.0)


def _fall(after: Interval, before: Interval) -> Interval | None:
    rise = _rise(after, before)
    return None if rise is None else rise.scaled(-1.0)


def _relation(
    target: Column,
    a: Column,
    b: Column,
    words: str,
    how: Callable[[Interval, Interval], Interval | None],
    factor: float = 1.0,
) -> Relation:
    def of(one: Interval, other: Interval) -> Interval | None:
        value = how(one, other)
        return None if value is None else value.scaled(factor)

    return Relation(target, (a, b), words.format(a.header, b.header), of)


def _target(trio: tuple[Column, ...], whole: Column) -> Column:
    """Choose the column that was computed: the one whose header says so, else product or sum, else the last."""
    computed = [column for column in trio if column.kind != "parameter" and _NAMED.search(column.header)]
    if len(computed) == 1:
        return computed[0]
    return (
        whole if whole.kind != "parameter" else next(column for column in reversed(trio) if column.kind != "parameter")
    )


def _nearly(rows: list[int], gap: Callable[..., float], columns: tuple[Column, ...], *further: float) -> bool:
    """Tell whether a gap is closed in all rows but two: a quick look, before intervals decide."""
    missed = 0
    for row in rows:
        if gap(*(column.cells[row] for column in columns), *further) > 0:
            missed += 1
            if missed > _MOST_WRONG:
                return False
    return len(rows) > missed


def _gap_of_sum(whole: Cell, a: Cell, b: Cell) -> float:
    return abs(whole.value - a.value - b.value) - 2.001 * (whole.half + a.half + b.half)


def _gap_of_product(whole: Cell, a: Cell, b: Cell, factor: float) -> float:
    slack = 2 * whole.half + 2 * factor * (abs(a.value) * b.half + abs(b.value) * a.half + a.half * b.half)
    return abs(whole.value - factor * a.value * b.value) - 1.001 * slack


def _gap_of_change(change: Cell, after: Cell, before: Cell, sign: float) -> float:
    ratio = 1 + sign * change.value / 100
    slack = 2 * after.half + 2 * abs(ratio) * before.half + abs(before.value) * change.half / 50
    return abs(after.value - before.value * ratio) - 1.001 * slack


def _against_a_row(columns: list[Column], rows: tuple[int, ...]) -> Iterator[Relation]:
    """A column that compares each row of another with one row, whose own cell is then 1, 0 or 100, or empty."""
    for target in columns:
        if target.kind != "metric" or not _NAMED.search(target.header):
            continue
        for source in columns:
            if source is target or source.kind == "parameter":
                continue
            for base in rows:
                cell = target.cells[base]
                if source.cells[base] is None or (cell is not None and cell.value not in (0.0, 1.0, 100.0)):
                    continue
                others = tuple(row for row in rows if row != base)
                for relation in _comparisons(target, source, base):
                    settled = _settled(relation, others, based=cell is not None)
                    if settled is not None:
                        yield settled


def _comparisons(target: Column, source: Column, base: int) -> Iterator[Relation]:
    cell = source.cells[base]
    if cell is None or cell.is_bound:
        return
    fixed, text, name = cell.interval, cell.text, source.header
    ways: tuple[tuple[str, Callable[[Interval], Interval | None]], ...] = (
        (f"{text} / {name}", lambda held: fixed.over(held)),
        (f"{name} / {text}", lambda held: held.over(fixed)),
        (f"{name} − {text}", lambda held: held - fixed),
        (f"{text} − {name}", lambda held: fixed - held),
        (f"{name} / {text} in %", lambda held: (held.over(fixed) or _NOTHING).scaled(100.0)),
        (f"({name} − {text}) / {text} in %", lambda held: _rise(held, fixed)),
        (f"({text} − {name}) / {text} in %", lambda held: _fall(held, fixed)),
    )
    for words, how in ways:
        yield Relation(target, (source,), words, how)


_NOTHING = Interval(float("nan"), float("nan"))


def _settled(relation: Relation, rows: tuple[int, ...], *, based: bool = False) -> Relation | None:
    """Give the relation with its rows when enough of them hold and few do not; None otherwise."""
    target = relation.target
    right: list[int] = []
    wrong: list[int] = []
    spread = _spread(target, rows)
    chance = 1.0
    for row in rows:
        cell = target.cells[row]
        expected = None if cell is None or cell.is_bound else relation.compute(row)
        if cell is None or expected is None:
            continue
        # half a place more than rounding: some truncate
        if expected.meets(cell.interval.widened(cell.half)):
            # a zero follows from a zero, and tells nothing
            if cell.value:
                right.append(row)
                chance *= min(1.0, (expected.width + 4 * cell.half) / spread) if spread else 1.0
        else:
            wrong.append(row)
            if len(wrong) > _MOST_WRONG:
                return None
    named = _NAMED.search(target.header) is not None
    distinct = len({cell.value for row in right if (cell := target.cells[row]) is not None})
    least, kinds, likely = (1, 1, 1.0) if based else (2, 2, 0.1) if named else (4, 3, _CHANCE)
    if len(right) < least or distinct < kinds or len(wrong) > len(right) or chance > likely:
        return None
    few = len(wrong) <= max(1, len(right) // 4)
    return replace(relation, right=tuple(right), wrong=tuple(wrong), weak=not few)


def _spread(column: Column, rows: tuple[int, ...]) -> float:
    """Give how far most cells of a column are apart: the range without its farthest cell."""
    values = sorted(cell.value for row in rows if (cell := column.cells[row]) is not None)
    if len(values) < 3:
        return values[-1] - values[0] if values else 0.0
    return min(values[-1] - values[1], values[-2] - values[0])
