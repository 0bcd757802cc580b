"""Rules about percentages that are counts out of a known number of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.language.sentences import sentences
from ara.review.rigor.quantities.cells import Cell, magnitude
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.table import Column, Table
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.statistics.granularity import share_is_possible, telling_for
from ara.review.rigor.statistics.sample_sizes import AVERAGED, Share, shares_in, sizes_for

_SURE = 1e-3
"""How probable it may be that so many cells are counts out of n by chance, to call the others impossible."""
_RATE = re.compile(
    r"(?i)\b(?:accurac\w+|rates?|pass\w*|success\w*|correct|solved|share|proportion|percent\w*|yes|agree\w*"
    r"|fail\w*|hit|win)\b"
)


@rigor_rule("R601", "percentage-possible-for-n", "D6", "major")
def percentage_possible_for_n(reading: Reading) -> Iterator[RigorProblem]:
    """A percentage is one that some whole number of its cases gives.

    Of 54 cases 44 are 81.5% and 45 are 83.3%: 83.0% is none of them (the GRIM test). The number of cases is taken from
    the sentence, the header, the caption or a column of counts; in a table only cells of a column whose others are
    counts out of these numbers are judged, since averages and weighted rates need not be. Compare the count with its
    source, and give it beside the percentage.
    """
    seen: set[tuple[str, str]] = set()
    for passage in reading.passages:
        if "%" not in passage.text and "percent" not in passage.text:
            continue
        for sentence in sentences(passage.text):
            for share in shares_in(sentence):
                message = _share_problem(share)
                if message and (passage.entity, share.text) not in seen:
                    seen.add((passage.entity, share.text))
                    yield RigorProblem(passage.location, passage.entity, share.text, message, _MEND)
    for table in reading.audited:
        for column in table.metrics:
            yield from _column(table, column, reading.audited)


_MEND = "Compare count and number of cases with their source, and give the count beside the percentage."


def _share_problem(share: Share) -> str:
    value, half = magnitude(share.printed)
    printed = Interval(value - half, value + half)
    if share.n < 1 or (share.part or 0) > share.n:
        return ""
    if share.part is not None:
        exact = 100 * share.part / share.n
        # a count beside a coarser number, as in "about 80%", is rounded with it
        if printed.widened(half).meets(Interval(exact, exact)):
            return ""
        return f"{share.part} of {share.n} are {exact:.{_places(share.printed)}f}%, not {share.printed}%."
    if not telling_for(half / 100, share.n) or share_is_possible(printed.widened(half).scaled(0.01), share.n):
        return ""
    return f"{share.printed}% of {share.n} is impossible: {_neighbours(value, share.n, _places(share.printed))}."


def _column(table: Table, column: Column, tables: tuple[Table, ...]) -> Iterator[RigorProblem]:
    factor = _share_factor(table, column)
    if factor is None:
        return
    for source, sizes in sizes_for(table, column, tables):
        wrong, chance, right = [], 1.0, 0
        for row, n in sizes.items():
            cell = column.cells[row]
            if cell is None or cell.is_bound or not telling_for(cell.half * factor, n):
                continue
            if share_is_possible(cell.interval.scaled(factor), n):
                # nought and all of them are possible for any number of cases, and tell nothing
                plain = cell.value * factor in (0, 1)
                chance *= 1.0 if plain else min(1.0, 2 * cell.half * factor * n)
                right += not plain
            else:
                wrong.append((row, cell, n))
        few = 0 < len(wrong) <= max(1, right // 5)
        if few and (chance < _SURE or (source == "its header" and right >= 2)):
            for row, cell, n in wrong:
                yield _impossible(table, column, row, cell, n, source, factor)
            return


def _share_factor(table: Table, column: Column) -> float | None:
    """Give what makes a share of 0 to 1 of a cell; None when the column holds no shares."""
    cells = [cell for cell in column.cells if cell is not None]
    if not cells or any(cell.value < 0 for cell in cells) or AVERAGED.search(column.header):
        return None
    top = max(cell.value for cell in cells)
    if column.is_percent and top <= 100:
        return 0.01
    if column.measure not in ("", "%"):
        return None
    says = "%" in table.about or _RATE.search(column.header) is not None
    if top <= 1 and all(cell.places >= 2 for cell in cells) and _RATE.search(f"{column.header} {table.title}"):
        return 1.0
    return 0.01 if says and 1 < top <= 100 and any(cell.places for cell in cells) else None


def _impossible(table: Table, column: Column, row: int, cell: Cell, n: int, source: str, factor: float) -> RigorProblem:
    near = _neighbours(cell.value, n, cell.places, 1 / factor)
    words = table.words_at(row, column)
    message = (
        f"{words}: {cell.text} cannot be a share of {n} ({source}): {near}, and the other cells of the column are."
    )
    return RigorProblem(table.place(row), table.name, cell.text, message, _MEND)


def _neighbours(value: float, n: int, places: int, whole: float = 100) -> str:
    below = int(value / whole * n)
    sign = "%" if whole == 100 else ""
    low, high = (f"{count}/{n} is {whole * count / n:.{places}f}{sign}" for count in (below, min(below + 1, n)))
    return low if low == high else f"{low} and {high}"


def _places(printed: str) -> int:
    return len(printed.partition(".")[2])
