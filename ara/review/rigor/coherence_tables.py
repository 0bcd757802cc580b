"""Rules about tables that disagree with one another."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.quantities.shared_cells import moved_cells, shared_columns
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule


@rigor_rule("R454", "tables-agree", "D4", "major")
def tables_agree(reading: Reading) -> Iterator[RigorProblem]:
    """A measurement that two tables print is the same in both.

    When a column repeats the column of another table, which the equal numbers of most rows show, the cells that differ
    are wrong in one of the two, or come from another run. A number that two tables print for one row under different
    headers has lost its column in one of them. Take both tables from the same run, or say what differs.
    """
    for shared in shared_columns(reading.audited):
        for row, other_row in shared.differ:
            one, two = shared.column.cells[row], shared.other_column.cells[other_row]
            if one is None or two is None:
                continue
            message = (
                f"{shared.table.name} prints {one.text} for {shared.table.words_at(row, shared.column)}, "
                f"{shared.other.name} prints {two.text}; {shared.agree} other cells of the two columns are the same."
            )
            yield RigorProblem(
                shared.other.place(other_row),
                shared.other.name,
                f"{one.text} | {two.text}",
                message,
                "Take both tables from the same run, or say what differs between them.",
            )
    for moved in moved_cells(reading.audited):
        own, theirs = moved.column.cells[moved.row], moved.other_column.cells[moved.other_row]
        if own is None or theirs is None:
            continue
        message = (
            f"{moved.other.name} prints {theirs.text} for {moved.other.words_at(moved.other_row, moved.other_column)}; "
            f"{moved.table.name} has that number under another header, and {own.text} there."
        )
        mend = "Compare the headers of both tables with their source: two columns look exchanged."
        yield RigorProblem(moved.table.place(moved.row), moved.table.name, own.text, message, mend)
