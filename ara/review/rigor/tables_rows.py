"""Rule about repeated rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.quantities.table import Table
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule

_LEAST_CELLS = 3
_LEAST_DIGITS = 7
"""Digits in equal cells, all together, from which two rows are hardly a coincidence."""
_SURE_DIGITS = 9
"""Digits from which they are none."""
_ENOUGH_CELLS = 4
_LEAST_SHARE = 0.75
"""Share of the numbers of a row that another row repeats, from which the rest is beside the point."""
_DEFAULT = re.compile(r"(?i)\b(?:default|full|ours|base\w*|same|reference|standard|none)\b|\*")


@rigor_rule("R614", "rows-are-their-own", "D6", "major")
def rows_are_their_own(reading: Reading) -> Iterator[RigorProblem]:
    """Rows of different things hold different measurements.

    Two rows with different labels and the same distinctive numbers are one measurement typed twice, or a row that was
    copied to be overwritten and was not. Numbers count that have decimals or three digits. Look up the row whose
    numbers were lost, or say that both are one run.
    """
    for table in reading.audited:
        seen: dict[tuple[object, ...], int] = {}
        for row in table.body:
            for other in _twins(table, row, seen):
                texts = [cell.text for column in table.metrics if (cell := column.cells[row]) is not None]
                labels = table.rows[other].label, table.rows[row].label
                message = (
                    f"{table.name}: `{labels[1]}` repeats the numbers of `{labels[0]}` ({', '.join(texts[:5])}), "
                    "though it is another thing."
                )
                numbers = _telling(table, row)
                digits = sum(cell.digits for column in table.metrics if (cell := column.cells[row]) is not None)
                sure = numbers == _telling(table, other) and digits >= _SURE_DIGITS
                mend = "Look up the numbers of one of the two rows, or say that both are one run."
                yield RigorProblem(
                    table.place(row), table.name, " | ".join(texts), message, mend, None if sure else "minor"
                )
                break


def _twins(table: Table, row: int, seen: dict[tuple[object, ...], int]) -> Iterator[int]:
    """Give the earlier rows that a row repeats. Rows are found again by their first telling numbers."""
    numbers = _telling(table, row)
    if len(numbers) < _LEAST_CELLS:
        return
    for start in range(min(2, len(numbers) - 2)):
        key = (start, numbers[start : start + 3])
        other = seen.setdefault(key, row)
        if other != row and _repeats(table, row, other):
            yield other


def _telling(table: Table, row: int) -> tuple[float, ...]:
    cells = (column.cells[row] for column in table.metrics)
    return tuple(cell.value for cell in cells if cell is not None and _tells(cell.digits, cell.places))


def _tells(digits: int, places: int) -> bool:
    return digits >= 3 or (places > 0 and digits >= 2)


def _repeats(table: Table, row: int, other: int) -> bool:
    one_row, two_row = table.rows[row], table.rows[other]
    if one_row.words == two_row.words and one_row.group == two_row.group:
        return False
    # under two headings the default configuration is often printed once under each
    if one_row.group != two_row.group and (_DEFAULT.search(one_row.label) or _DEFAULT.search(two_row.label)):
        return False
    equal = digits = compared = 0
    for column in table.metrics:
        one, two = column.cells[row], column.cells[other]
        if one is None or two is None or not _tells(one.digits, one.places):
            continue
        compared += 1
        if one.value == two.value and one.error == two.error:
            equal += 1
            digits += one.digits
    if equal < _LEAST_CELLS or digits < _LEAST_DIGITS:
        return False
    return equal == compared or (equal >= _ENOUGH_CELLS and equal >= _LEAST_SHARE * compared)
