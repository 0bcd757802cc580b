"""Rules about arithmetic inside tables."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.quantities.declared import declared_problems
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.relations import Relation
from ara.review.rigor.quantities.table import Table
from ara.review.rigor.quantities.totals import totals_of
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule


@rigor_rule("R611", "column-formula-holds", "D6", "major")
def column_formula_holds(reading: Reading) -> Iterator[RigorProblem]:
    """A formula that ties columns together holds in every row.

    When one column is the product, sum, difference, ratio or percent change of others in all rows but one or two, one
    of the cells in those rows is wrong. Cells are compared as intervals of what their rounding allows, so sums that
    differ by rounding are not reported. Compare the row with its source, cell by cell.
    """
    for table in reading.audited:
        swapped = {place for swap in reading.swaps[table] for place in swap.places}
        told: set[int] = set()
        for relation in reading.relations[table]:
            for row in () if relation.weak else relation.wrong:
                if row in told or any((row, column) in swapped for column in relation.columns):
                    continue
                told.add(row)
                yield _broken(table, relation, row)


def _broken(table: Table, relation: Relation, row: int) -> RigorProblem:
    cells = [column.cells[row] for column in (*relation.operands, relation.target)]
    texts = [cell.text for cell in cells if cell is not None]
    expected = relation.compute(row)
    given = _shown(expected) if expected else "nothing"
    message = (
        f"{table.name}, {table.rows[row].label}: {relation.target.header} = {relation.words} gives {given},"
        f" not {texts[-1]}; "
        f"it holds in {len(relation.right)} other row{'s' if len(relation.right) > 1 else ''}."
    )
    weak = len(relation.right) < 2
    mend = "Compare the row with its source, cell by cell."
    return RigorProblem(table.place(row), table.name, " | ".join(texts), message, mend, "minor" if weak else None)


@rigor_rule("R612", "total-adds-up", "D6", "major")
def total_adds_up(reading: Reading) -> Iterator[RigorProblem]:
    """A total is the sum of its parts, and an average their mean.

    A row or column that is called total, sum, average or mean is computed again from the cells it covers, with the
    rounding of each; averages weighted by a column of counts are taken into account. A total that does not follow means
    a wrong cell, or a part that was left out. Add up again, or say what the total covers.
    """
    for table in reading.audited:
        swapped = {place for swap in reading.swaps[table] for place in swap.places}
        for found in totals_of(table):
            if (found.row, found.column.index) in swapped:
                continue
            held = f", as for {found.others} other{'s' if found.others > 1 else ''}" if found.others else ""
            message = (
                f"{table.name}, {table.words_at(found.row, found.column)}: {found.cell.text} is not {found.words}, "
                f"which is {_shown(found.expected)}{held}."
            )
            mend = "Add the parts up again, or say what the total covers."
            yield RigorProblem(table.place(found.row), table.name, found.cell.text, message, mend)


@rigor_rule("R618", "declared-formula-holds", "D6", "major")
def declared_formula_holds(reading: Reading) -> Iterator[RigorProblem]:
    """A formula that a table declares gives the cells of its column.

    When title, caption or notes say `ASR = PASS × FCV` or give a closed form whose symbols are columns, each row is
    computed by it, with the rounding of its cells. A row that differs was computed otherwise: by another formula, a
    wrong sign, or other inputs. Correct the formula or the cells.
    """
    for table in reading.audited:
        known = {(r.target, row) for r in reading.relations[table] if not r.weak for row in r.wrong}
        for found in declared_problems(table):
            if (found.column, found.row) in known:
                continue
            held = f"; it holds in {found.others} other rows" if found.others > 1 else ""
            message = (
                f"{table.name}, {table.words_at(found.row, found.column)}: `{found.words}` gives "
                f"{_shown(found.expected)}, the cell holds {found.cell.text}{held}."
            )
            mend = "Correct the formula or the cell, whichever is wrong."
            yield RigorProblem(table.place(found.row), table.name, found.cell.text, message, mend)


def _shown(interval: Interval) -> str:
    low, high = f"{interval.low:.5g}", f"{interval.high:.5g}"
    return low if low == high else f"{low} to {high}"
