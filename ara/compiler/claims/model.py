"""What was read as a claim: a result that the paper asserts, with the words, numbers and cells it stands on."""

from __future__ import annotations

from typing import Literal

from ara.compiler.paper.model import Region
from ara.schema.frozen import Frozen

ClaimKind = Literal["speed", "memory", "accuracy", "theory", "qualitative"]
Direction = Literal["higher", "lower", "equal", "none"]
NumberRole = Literal["value", "baseline", "ratio", "sample_size", "setting"]


class Number(Frozen):
    """A quantity as the paper prints it."""

    text: str
    "The printed characters with a unit that is set against them, e.g. `40.7%`, `2.2×`, `1,312`, `53K`."
    value: float
    """The printed magnitude. Letters such as K, M and B are kept in `unit`, not multiplied in."""
    unit: str
    "The unit as printed, e.g. `%`, `×`, `ms`, `tokens/s`, `K`; empty when none follows."
    role: NumberRole
    """What the sentence uses it for."""


class TableRef(Frozen):
    """A cell of a table."""

    label: str
    """The table's printed number."""
    row: int
    """Index of the row in `TableReading.rows`."""
    column: int
    """Index of the column."""
    row_name: str
    """The row's own label, empty when it has none."""
    column_name: str
    """The headers above the cell, joined."""
    printed: str
    """What the cell prints."""


class Quote(Frozen):
    """Words of the paper and where they stand."""

    text: str
    """Verbatim from one page's text layer, up to line breaks, hyphens at line ends and runs of blanks."""
    region: Region
    """The page and the box of the passage or table that holds them."""
    where: str
    """The place as a reader names it: `Abstract`, `Section 4.2`, `Appendix D`, `Table 3`, `Figure 2`."""


class ClaimReading(Frozen):
    """One result. Every number in it is printed in the paper."""

    title: str
    """A short name, made of the claim's own words."""
    statement: str
    """The claim: a sentence of the paper without its opening adverb, or a table row with its headers."""
    quotes: tuple[Quote, ...]
    """The words it rests on; the first is its source, the others say the same elsewhere in the paper."""
    kind: ClaimKind
    """What sort of result it is."""
    direction: Direction
    """Whether the subject is said to be higher, lower or equal; `none` when nothing is compared."""
    numbers: tuple[Number, ...]
    """The quantities in the statement, in order; of a table row, the one in its title first."""
    conditions: tuple[str, ...]
    """Verbatim phrases that bound the claim; empty when none was recognised."""
    evidence: tuple[str, ...]
    """Tables, figures and sections that it names, or whose cells hold its numbers, e.g. `Table 2`."""
    cells: tuple[TableRef, ...]
    """Table cells that print its numbers."""
    falsified_by: str
    """An observation that would refute it."""

    @property
    def quote(self) -> str:
        """The words of its first source."""
        return self.quotes[0].text

    @property
    def region(self) -> Region:
        """Where its first source stands."""
        return self.quotes[0].region

    @property
    def where(self) -> str:
        """The name of the place of its first source."""
        return self.quotes[0].where

    @property
    def conditions_text(self) -> str:
        """The conditions in one line, or `not stated`."""
        return "; ".join(self.conditions) or "not stated"
