"""Claims and the cells and figures that hold them."""

from __future__ import annotations

from collections.abc import Iterator

from ara.compiler.emit.evidence import object_path
from ara.compiler.identify import Identified, NumberedClaim
from ara.schema.links import Link

_NAMED = 1.0
_OWN_TABLE = 1.0
_FOUND = 0.8
"""A cell found by its number and by words of its row and column, in a table that the claim does not name."""


def link_evidence(identified: Identified) -> Iterator[Link]:
    """Link each claim to the cells that print its numbers, and to the figures and tables that it names."""
    known = {experiment.label for experiment in identified.reported}
    for claim in identified.claims:
        yield from _cells(claim)
        for label in claim.reading.evidence:
            if label in known and not any(f"Table {cell.label}" == label for cell in claim.reading.cells):
                yield Link(source=claim.id, target=_path(label), kind="figure", reason=f"names {label}", score=_NAMED)


def _cells(claim: NumberedClaim) -> Iterator[Link]:
    reading = claim.reading
    for cell in reading.cells:
        table = f"Table {cell.label}"
        if reading.where == table:
            score, why = _OWN_TABLE, "is made of this cell"
        elif table in reading.statement:
            score, why = _NAMED, f"prints {cell.printed} and names {table}"
        else:
            score, why = _FOUND, f"prints {cell.printed}, with words of its row and column"
        # rows of the evidence file count from the header, like those of the reading
        place = f"{_path(table)}#r{cell.row}c{cell.column}"
        yield Link(source=claim.id, target=place, kind="cell", reason=why, score=score)


def _path(label: str) -> str:
    kind, _, number = label.partition(" ")
    return object_path(kind.lower(), number)
