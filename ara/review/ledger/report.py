"""The ledger in words and as JSON."""

from __future__ import annotations

import json

from ara.review.ledger.model import Entry, Ledger
from ara.review.reports import inert

_WIDTH = 44


def as_json(ledger: Ledger) -> str:
    """Give the ledger as a JSON document: `{"entries": […], "summary": {…}}`."""
    entries = [_document(entry) for entry in ledger.entries]
    document = {"entries": entries, "summary": {**ledger.counts, "balanced": ledger.balanced}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _document(entry: Entry) -> dict[str, object]:
    holder = entry.holder
    return {
        "file": entry.location.file,
        "line": entry.location.line,
        "entity": entry.entity or None,
        "field": entry.field,
        "printed": entry.printed,
        "status": entry.status,
        "agreement": entry.agreement,
        "named": entry.named,
        "holder": None
        if holder is None
        else {
            "kind": holder.kind,
            "file": holder.location.file,
            "line": holder.location.line,
            "place": holder.place,
            "printed": holder.printed,
        },
    }


def as_text(ledger: Ledger, *, everything: bool = True) -> str:
    """Give the ledger as a table, and its sums; without `everything` only what does not agree."""
    shown = [entry for entry in ledger.entries if everything or entry.status != "agrees"]
    rows = [_row(entry) for entry in shown]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows
    ]
    counts = ledger.counts
    held = f"{counts['agrees']} of {len(ledger.entries)} numbers are held"
    rest = f"{counts['disagrees']} disagree, {counts['unheld']} have no holder, {counts['pending']} pending"
    return "".join(line.rstrip() + "\n" for line in [*lines, f"{held}; {rest}."])


def _row(entry: Entry) -> tuple[str, str, str, str, str]:
    holder = entry.holder
    where = ""
    if holder is not None:
        place = f" {_clipped(holder.place)}" if holder.place else ""
        printed = f" = {holder.printed}" if holder.printed and holder.printed != entry.printed else ""
        found = "" if entry.named else " (not named)"
        where = f"{holder.kind} {holder.location}{place}{printed}{found}"
    state = entry.status if entry.agreement in (None, "equal") else f"{entry.status}, {entry.agreement}"
    cells = (str(entry.location), f"{entry.entity} {entry.field}".strip(), entry.printed, state, where)
    return tuple(inert(cell) for cell in cells)  # type: ignore[return-value]


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
