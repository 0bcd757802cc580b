"""Whether the grid of a source and the grid read from the PDF say the same, and which is kept."""

from __future__ import annotations

import re
import unicodedata

from ara.compiler.paper.model import TableReading
from ara.compiler.tex.model import TexTable

Rows = tuple[tuple[str, ...], ...]

_CITED = re.compile(r"\[[\d,;–\- ]{1,40}\]|\([^()]{0,80}\b(?:19|20)\d\d[a-z]?\)")
# characters that fonts and sources choose differently for one sign
_ONE_SIGN = str.maketrans("−–—‐‑∆∗", "-----Δ*")
_HYPHEN_IN_WORD = re.compile(r"(?<=\w)-(?=\w)")


def with_source(read: TableReading, source: TexTable) -> TableReading:
    """Take the source's grid. When the PDF's reading differs, it is kept beside it and confidence is low."""
    if not source.rows:
        return read
    if not read.rows:
        update = {"rows": source.rows, "header_rows": source.header_rows, "marks": source.marks}
        return read.model_copy(update={**update, "extraction": "exact_from_text", "other_rows": None})
    same = alike(source.rows, read.rows)
    return read.model_copy(
        update={
            "rows": source.rows,
            "header_rows": source.header_rows,
            "marks": source.marks,
            "extraction": "exact_from_text" if same else "low_confidence",
            "other_rows": None if same else read.rows,
        }
    )


def alike(one: Rows, other: Rows) -> bool:
    """Tell whether two grids have the same cells, up to citations, markup of formulas and empty lines."""
    return _solid(one) == _solid(other)


def _solid(rows: Rows) -> list[tuple[str, ...]]:
    cells = [[_printed(cell) for cell in row] for row in rows]
    filled = [row for row in cells if any(row)]
    width = max(map(len, filled), default=0)
    columns = [place for place in range(width) if any(place < len(row) and row[place] for row in filled)]
    return [tuple(row[place] if place < len(row) else "" for place in columns) for row in filled]


def _printed(cell: str) -> str:
    """A cell's letters, digits and signs as a page shows them, without citations."""
    plain = unicodedata.normalize("NFKC", _CITED.sub("", cell)).translate(_ONE_SIGN)
    # a page breaks words at hyphens that the source does not have
    plain = _HYPHEN_IN_WORD.sub("", "".join(c for c in plain if c not in "^_{}").replace(" ", ""))
    return "".join(c for c in plain if c.isalnum() or c in "%+-±.×<>=/").casefold()
