"""What of a file of evidence may bear out a proposal: neither suggestions nor cells whose two readings differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.compiler.propose.fields import settable
from ara.compiler.propose.find import disagreements
from ara.schema.evidence import EvidenceObject

_CELL = re.compile(r"\brow (\d{1,6}), column \d{1,6} by ")


def untouched_text(evidence: EvidenceObject, text: str) -> str:
    """Give the text of a file of evidence without the lines that proposals wrote or may still settle.

    It is the same before and after proposals for the file were applied, so that the quotes of others stay found.
    """
    suggested = next((extra.text for extra in evidence.extra if extra.label == "Suggested"), "")
    if suggested.startswith("the table by "):
        return ""
    dropped = {extra.line for extra in evidence.extra if extra.label in ("Suggested", "Provenance")}
    written = (name for name, form in settable(evidence).items() if f"{form.label} by " in suggested)
    dropped.update(evidence.field_lines.get(name, 0) for name in written)
    dropped.update(_doubtful_lines(evidence, suggested))
    return "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in dropped)


def _doubtful_lines(evidence: EvidenceObject, suggested: str) -> Iterator[int]:
    rows = {cell.row for cell in disagreements(evidence)} | {int(row) for row in _CELL.findall(suggested)}
    for grid in evidence.grids[:2]:
        yield from (line for row, line in enumerate(grid.row_lines, 1) if row in rows)
