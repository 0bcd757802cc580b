"""Claims: one block per result, with its words, page, numbers and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.compiler.claims import ClaimReading, Quote
from ara.compiler.declared import Declared
from ara.compiler.identify import Identified, NumberedClaim
from ara.compiler.spans import SpanBook
from ara.schema.location import Location
from ara.schema.logic import Claim
from ara.schema.markdown.escape import inline, quote

FILE = "logic/claims.md"
MOST_CELLS = 6
"""Cells named in a claim's evidence basis; the table file holds all."""


def claim_blocks(identified: Identified, declared: dict[str, Declared], book: SpanBook) -> tuple[Claim, ...]:
    """Write every claim of which at least one quote is grounded; `declared` holds statuses by identifier."""
    blocks = (_block(claim, identified, declared.get(claim.id), book) for claim in identified.claims)
    return tuple(block for block in blocks if block is not None)


def _block(claim: NumberedClaim, identified: Identified, declared: Declared | None, book: SpanBook) -> Claim | None:
    reading = claim.reading
    quotes = [q for q in reading.quotes if book.in_paper(q.text, q.region, claim.id) is not None]
    if not quotes:
        return None
    # what the paper itself backs by a table or figure is reported as supported; the rest is only asserted
    status = "supported" if reading.evidence or reading.cells else "hypothesis"
    sources = tuple(_sources(reading, quotes))
    if declared is not None:
        book.in_repo(declared.at, claim.id)
        status, sources = declared.status, (*sources, _status_source(declared))
    return Claim(
        location=Location(file=FILE),
        field_lines={"proof": 1, "dependencies": 1},
        id=claim.id,
        title=inline(reading.title),
        statement=inline(reading.statement),
        conditions=inline(reading.conditions_text),
        sources=sources,
        status=status,
        falsification=inline(reading.falsified_by),
        proof=identified.experiments_of(claim.id),
        evidence_basis=inline(_basis(reading)),
        tags=tuple(tag for tag in (reading.kind, reading.direction) if tag not in ("none", "qualitative")),
    )


def _sources(reading: ClaimReading, quotes: list[Quote]) -> Iterator[str]:
    """One entry per quote: the numbers it holds, where it stands, its words."""
    placed: set[str] = set()
    for index, found in enumerate(quotes):
        numbers = [n.text for n in reading.numbers if n.text not in placed and _prints(found.text, n.text)]
        numbers = list(dict.fromkeys(numbers))
        placed.update(numbers)
        value = " and ".join(numbers) or ("statement" if index == 0 else "the same")
        yield f"{inline(value)} ← {inline(found.where)} ({found.region.place}) {quote(found.text)} [result]"


def _status_source(declared: Declared) -> str:
    at = declared.at
    return f"status {declared.status} ← {inline(at.path)}:{at.line} {quote(' '.join(at.quote.split()))} [input]"


def _prints(text: str, number: str) -> bool:
    """Tell whether a text prints a number, and not only a longer one that holds its digits."""
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)", text) is not None


def _basis(reading: ClaimReading) -> str:
    cells = [f"{cell.row_name} / {cell.column_name} = {cell.printed} (Table {cell.label})" for cell in reading.cells]
    shown = cells[:MOST_CELLS]
    more = ["further cells of the same tables"] if len(cells) > len(shown) else []
    named = [label for label in reading.evidence if not any(f"({label})" in cell for cell in shown)]
    return "; ".join([*named, *shown, *more]) or f"{reading.where}, {reading.region.place}"
