"""The document's own measures: what is body text, and how far apart its lines stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ara.compiler.paper.rows import Row

_STEP = 0.5
_TYPICAL_LEADING = 1.2
_MONOSPACED = (
    "mono",
    "courier",
    "typewriter",
    "consol",
    "cmtt",
    "sftt",
    "ectt",
    "inconsolata",
    "menlo",
    "code",
    "nimbusmonl",
)


@dataclass(frozen=True, slots=True)
class Typography:
    """Measures of the running text, in points."""

    body: float
    """Font size of the running text."""
    leading: float
    """Distance between baselines of its lines."""

    def is_body(self, size: float) -> bool:
        """Whether text of this size is running text; sizes differ by a few percent where fonts are stretched."""
        return abs(size - self.body) <= 0.06 * self.body

    def is_larger(self, size: float) -> bool:
        """Whether text of this size stands out from the running text."""
        return size > 1.06 * self.body

    def is_smaller(self, size: float) -> bool:
        """Whether text of this size is set back against the running text."""
        return size < 0.94 * self.body


def measure(rows: Sequence[Row]) -> Typography:
    """The measures of a document, from its rows in reading order: of what precedes the reference list, code aside."""
    end = next(
        (place for place, row in enumerate(rows) if place > len(rows) // 5 and _opens_references(row)), len(rows)
    )
    rows = [row for row in rows[:end] if not is_monospaced(row.spans[0].font)]
    letters: Counter[int] = Counter()
    for row in rows:
        letters[round(row.size / _STEP)] += len(row.text)
    if not letters:
        return Typography(10.0, 10.0 * _TYPICAL_LEADING)
    common = max(letters, key=lambda step: (letters[step], step))
    near = [row.size for row in rows if abs(row.size / _STEP - common) <= 1]
    body = sorted(near)[len(near) // 2]
    distances = Counter(
        round(below.baseline - above.baseline, 0)
        for above, below in pairwise(rows)
        if above.page == below.page and above.column == below.column and abs(above.size - body) < _STEP
    )
    likely = {distance: count for distance, count in distances.items() if body <= distance <= 2.5 * body}
    leading = max(likely, key=lambda distance: (likely[distance], -distance), default=body * _TYPICAL_LEADING)
    return Typography(round(body, 2), leading)


def _opens_references(row: Row) -> bool:
    return row.text.lower().rstrip(".:").lstrip("0123456789. ") in ("references", "bibliography", "literature cited")


def is_monospaced(font: str) -> bool:
    """Whether the font is one for code."""
    name = font.lower()
    return any(part in name for part in _MONOSPACED)
