"""Rules about single cells of tables: size, unit, range."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from ara.review.rigor.accounts.mentions import Mention
from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.table import Column, Table
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule

_ROWS = 4
"""Cells beside the one in question from which a column has a size of its own."""
_SPREAD = math.log10(4)
"""How far apart the other cells may be, as a factor of four, for one cell to be out of line."""
_APART = math.log10(5)
"""How far from the nearest other cell it must be: less is no slip of the decimal point."""
_FREE = re.compile(
    r"(?i)\b(?:p[\s-]?values?|p|var(?:iance)?|std\w*|sd|deviation|se|error|lr|learning rate|seed|steps?"
    r"|cost|price|rank|id|year|params?)\b"
)
_TIMES = frozenset(
    "ns µs μs us ms s sec secs second seconds min mins minutes h hr hrs hour hours".split()  # noqa: SIM905
)
_BYTES = frozenset(("B", "KB", "KiB", "MB", "MiB", "GB", "GiB", "TB", "TiB"))
_BOUNDED = re.compile(
    r"(?i)\b(?:accurac\w+|precision|recall|f1|auc|auroc|pass(?:@\d+| rate)?|success(?: rate)?|solved|share"
    r"|proportion|coverage"
    r"|hit rate|error rate|win rate|rate|exact match|em|sparsity|specificity|sensitivity|agreement|correct"
    r"|map|iou|utili[sz]ation)\b"
)
_UNBOUNDED = re.compile(
    r"(?i)\b(?:gain|change|increase|improvement|relative|speed-?\s?up|growth|overhead"
    r"|of (?:the )?(?:baseline|dense|full)|vs|frame"
    r"|learning|bit|sampling|refresh|per|/s|throughput|error rate ratio)\b|[Δ×]|/s"
)
_NOT_NEGATIVE = re.compile(
    r"(?i)\b(?:accurac\w+|counts?|number|time|latency|runtime|duration|throughput|memory|size|params?"
    r"|parameters|tokens?|steps?"
    r"|accurac\w+|precision|recall|f1|bleu|rate|seconds|bytes|std|sd|deviation|variance|samples?"
    r"|participants?|patients?)\b|^n$|^#"
)
_SIGNED = re.compile(
    r"(?i)\b(?:change|diff\w*|delta|gain|improvement|relative|log|net|reduction|savings?|drop|bias|error"
    r"|score)\b|[Δ+]|vs"
)
_CORRELATION = re.compile(
    r"(?i)(?:^|/\s)(?:r|ρ|rho|tau|τ|pearson(?:'s)?(?: r)?|spearman(?:'s)?(?: ρ| rho)?|kendall(?:'s)?(?: τ"
    r"| tau)?|correlation)$"
)
_PROBABILITY = re.compile(r"(?i)(?:^|/\s)(?:p|p[\s-]?values?|probability)$")


@rigor_rule("R615", "size-in-line", "D6", "major")
def size_in_line(reading: Reading) -> Iterator[RigorProblem]:
    """No cell is ten or a hundred times as large or small as all others of its column.

    When the cells of a column lie close together and one is off by a power of ten, a decimal point was moved or a
    digit lost on the way. Columns that span much by themselves are left alone, and so are parameters. Look the number
    up; if it is right, say why it is so different.
    """
    for table in reading.audited:
        for column in table.metrics:
            if _FREE.search(column.header):
                continue
            row = _out_of_line(table, column)
            if row is None:
                continue
            cell = column.cells[row]
            others = sorted(c.value for i in table.body if i != row and (c := column.cells[i]) is not None)
            if cell is None:
                continue
            message = (
                f"{table.name}, {table.words_at(row, column)}: {cell.text} is out of line with the other "
                f"{len(others)} cells, which lie between {others[0]:g} and {others[-1]:g}."
            )
            mend = "Look the number up in its source, and mend its decimal point or say why it is so different."
            yield RigorProblem(table.place(row), table.name, cell.text, message, mend)


def _out_of_line(table: Table, column: Column) -> int | None:
    """Give the row of the only cell that a power of ten brings among the others."""
    cells = {row: cell for row in table.body if (cell := column.cells[row]) is not None and not cell.is_bound}
    if len(cells) <= _ROWS or any(cell.value <= 0 for cell in cells.values()):
        return None
    logs = sorted((math.log10(cell.value), row) for row, cell in cells.items())
    for at, rest in ((logs[0], logs[1:]), (logs[-1], logs[:-1])):
        low, high = rest[0][0], rest[-1][0]
        if high - low > _SPREAD or min(abs(at[0] - low), abs(at[0] - high)) < _APART:
            continue
        if _mixed(cells, at[1]):
            continue
        steps = (1, 2, 3) if at[0] < low else (-1, -2, -3)
        margin = max(0.1, (high - low) / 4)
        if any(low - margin <= at[0] + step <= high + margin for step in steps):
            return at[1]
    return None


def _mixed(cells: dict[int, Cell], row: int) -> bool:
    """Tell whether the cell has another unit than the others: that is another rule's matter."""
    units = {cell.unit for other, cell in cells.items() if other != row}
    return cells[row].unit not in units or (
        cells[row].value <= 1 < min(cell.value for other, cell in cells.items() if other != row)
        and cells[row].places >= 2
    )


@rigor_rule("R616", "unit-stays", "D6", "major")
def unit_stays(reading: Reading) -> Iterator[RigorProblem]:
    """The cells of a column have one unit.

    A column of milliseconds with one cell in seconds, or of percentages with one fraction, is misread by whoever
    compares its rows, and by every program. Write all cells in the unit of the header.
    """
    for table in reading.audited:
        for column in table.metrics:
            for row, words in _strangers(table, column):
                cell = column.cells[row]
                if cell is not None:
                    message = f"{table.name}, {table.words_at(row, column)}: {cell.text} {words}."
                    yield RigorProblem(table.place(row), table.name, cell.text, message, "Write all cells in one unit.")


def _strangers(table: Table, column: Column) -> Iterator[tuple[int, str]]:
    cells = {row: cell for row, cell in enumerate(column.cells) if cell is not None and not cell.is_bound}
    if len(cells) <= 2:
        return
    units = Counter(cell.unit for cell in cells.values())
    usual, often = units.most_common(1)[0]
    if len(units) > 1 and often >= max(2, len(cells) - 2):
        for row, cell in cells.items():
            if cell.unit != usual and _same_kind(cell.unit, usual or column.unit):
                yield row, f"is in {cell.unit}, the other cells are in {usual or column.unit}"
    elif len(units) == 1 and usual in ("", "%"):
        yield from _fractions(cells, column)


def _same_kind(unit: str, usual: str) -> bool:
    return any(unit in kind and usual in kind and unit != usual for kind in (_TIMES, _BYTES))


def _fractions(cells: dict[int, Cell], column: Column) -> Iterator[tuple[int, str]]:
    """Give the cells that are shares of one in a column of percentages."""
    small = [row for row, cell in cells.items() if 0 < cell.value < 1 and cell.places >= 2]
    large = [cell for cell in cells.values() if 10 < cell.value <= 100]
    if len(small) > 2 or len(small) + len(large) < len(cells) or len(large) < 3:
        return
    if column.is_percent or _BOUNDED.search(column.header):
        low, high = min(cell.value for cell in large), max(cell.value for cell in large)
        for row in small:
            if low / 2 <= cells[row].value * 100 <= high * 2:
                yield row, "is a fraction of one, the other cells are percentages"


@rigor_rule("R617", "value-in-range", "D6", "major")
def value_in_range(reading: Reading) -> Iterator[RigorProblem]:
    """A cell is one that its measure can have: no rate above 100%, no negative count, no correlation above 1.

    Accuracies, shares and rates end at 100%, counts, times and sizes at zero, correlations at 1 and probabilities
    between 0 and 1. A cell outside is a typing error, or its header names the wrong measure. Correct one of the two.
    """
    for table in reading.audited:
        for column in table.columns:
            if column.kind in ("label", "parameter"):
                continue
            for row, cell in enumerate(column.cells):
                words = _beyond(table, column, cell) if cell is not None else ""
                if cell is not None and words:
                    message = f"{table.name}, {table.words_at(row, column)}: {cell.text} {words}."
                    mend = "Look the number up, or name the measure that it is."
                    yield RigorProblem(table.place(row), table.name, cell.text, message, mend)

    for claim in reading.claims:
        for said in claim.sentences:
            for mention in said.judged:
                if _is_too_much(mention, said.text):
                    message = f"{claim.claim.id} gives {mention.text}, which is more than all."
                    mend = "Look the number up, or name the measure that it is."
                    yield RigorProblem(said.location, claim.claim.id, said.text, message, mend)


def _is_too_much(mention: Mention, sentence: str) -> bool:
    """Tell whether a sentence gives a rate or a share above 100%."""
    if mention.unit != "%" or mention.value <= 100 or mention.role not in ("level", "share", "mean"):
        return False
    before = sentence[max(0, mention.start - 40) : mention.start]
    return _BOUNDED.search(before) is not None and _UNBOUNDED.search(sentence) is None


def _beyond(table: Table, column: Column, cell: Cell) -> str:
    name = column.header.rpartition(" / ")[2]
    if _CORRELATION.search(column.header) and abs(cell.value) > 1 + cell.half and not cell.unit:
        held = [abs(other.value) for other in column.cells if other is not None]
        return "is no correlation, which ends at 1" if sum(value <= 1 for value in held) > len(held) / 2 else ""
    if _PROBABILITY.search(name) and not 0 <= cell.value <= 1 and not cell.unit:
        return "is no probability, which lies between 0 and 1"
    bounded = _BOUNDED.search(name) and not _UNBOUNDED.search(f"{column.header} {table.title}")
    if bounded and cell.value > 100 and (column.is_percent or cell.unit == "%"):
        return "is more than all"
    if cell.value < 0 and _NOT_NEGATIVE.search(name) and not _SIGNED.search(f"{column.header} {table.title}"):
        below = sum(other.value < 0 for other in column.cells if other is not None)
        return "is negative, which it cannot be" if below * 2 < sum(map(bool, column.cells)) else ""
    return ""
