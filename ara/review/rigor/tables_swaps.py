"""Rule about exchanged cells."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.swaps import Swap
from ara.review.rigor.quantities.table import Table
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule


@rigor_rule("R613", "cells-in-their-place", "D6", "major")
def cells_in_their_place(reading: Reading) -> Iterator[RigorProblem]:
    """No two cells of a table stand in each other's place.

    Two cells look exchanged when putting them back makes a formula hold, restores an order that the other rows keep in
    several columns, or gives a row the order of two numbers that another row has them in. Each number is then plausible
    by itself, and wrong where it stands. Compare the row with the logs it was typed from.
    """
    for table in reading.audited:
        for swap in reading.swaps[table]:
            (row, column), (other_row, other_column) = swap.first, swap.second
            cells = column.cells[row], other_column.cells[other_row]
            texts = [cell.text for cell in cells if cell is not None]
            yield RigorProblem(
                table.place(row),
                table.name,
                " | ".join(texts),
                _message(table, swap, cells),
                "Compare the cells with their source, and exchange them if that is how they stand there.",
                None if swap.sure else "minor",
            )


def _message(table: Table, swap: Swap, cells: tuple[Cell | None, Cell | None]) -> str:
    places = [table.words_at(row, column) for row, column in (swap.first, swap.second)]
    texts = [cell.text if cell else "" for cell in cells]
    return f"{table.name}: {texts[0]} ({places[0]}) and {texts[1]} ({places[1]}) look exchanged: {swap.reason}."
