"""The ledger as a value: one entry for each number at each place where it is stated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ara.schema.frozen import Frozen
from ara.schema.location import Location

HolderKind = Literal["quote", "span", "cell", "evidence", "setting", "run", "derived"]
Agreement = Literal["equal", "rounded", "percent", "scaled", "estimated", "derived"]
Status = Literal["agrees", "disagrees", "unheld", "pending"]


class Holder(Frozen):
    """A place that holds a number: words of a source, a cell, a setting, a measured row, or two other numbers."""

    kind: HolderKind
    """`quote`: verbatim words beside the statement; `span`: words in the record of sources; `cell`: a table's cell;
    `evidence`: another line of an evidence file; `setting`; `run`: a metric row; `derived`: arithmetic over others."""
    location: Location
    """Where it stands in the Ara."""
    place: str
    """What it is there: row and column, page of the source, name of the setting or metric, the arithmetic."""
    printed: str
    """The number as it stands there."""


class Entry(Frozen):
    """One number at one place."""

    location: Location
    """Where it is stated."""
    entity: str
    """The claim, e.g. `C03`; empty on a page of free text."""
    field: str
    """The field, e.g. `statement`; `page` on a page of free text."""
    printed: str
    """The number with its unit, as stated."""
    status: Status
    """`agrees`: a holder has it; `disagrees`: a place that is named for it has it not, nor has any other; `unheld`: no
    place is named and none has it; `pending`: the claim says that its source is still to come."""
    agreement: Agreement | None = None
    """How the two agree: as printed, within the stated rounding, as percent and fraction, by a scale, with an estimate
    such as a cell `≈ 12`, by arithmetic."""
    holder: Holder | None = None
    """Who holds it; of a disagreement, the place that was named; None when nobody does."""
    named: bool = False
    """Whether the statement itself leads to the holder, or it was found by the number alone."""


class Ledger(Frozen):
    """All entries of an Ara, in the order of files and lines."""

    entries: tuple[Entry, ...]
    """The entries."""

    @property
    def counts(self) -> dict[str, int]:
        """How many entries have each status."""
        found = dict.fromkeys(("agrees", "disagrees", "unheld", "pending"), 0)
        for entry in self.entries:
            found[entry.status] += 1
        return found

    @property
    def balanced(self) -> bool:
        """True when no number disagrees or lacks a holder; one that waits for its source is no fault."""
        return not (self.counts["disagrees"] or self.counts["unheld"])


def in_order(entries: Iterable[Entry]) -> Ledger:
    """Give the ledger of some entries; those of one line keep their order."""
    return Ledger(entries=tuple(sorted(entries, key=lambda entry: (entry.location.file, entry.location.line))))
