"""A paper's claims, from its prose and from its result tables."""

from __future__ import annotations

import re

from ara.compiler.claims import cues
from ara.compiler.claims.candidates import Candidate, find_candidates
from ara.compiler.claims.cells import CellIndex, named_labels
from ara.compiler.claims.conditions import find_conditions
from ara.compiler.claims.falsify import falsification
from ara.compiler.claims.merge import merge_claims
from ara.compiler.claims.model import ClaimReading, Number, Quote
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.rows import RowsClaim, find_rows, labelled, stated
from ara.compiler.claims.sentences import split_sentences
from ara.compiler.claims.subjects import subject_names
from ara.compiler.claims.titles import statement_of, title_of
from ara.compiler.claims.verbatim import PageWords
from ara.compiler.paper.model import PaperReading

MOST_CLAIMS = 36
"""More blocks than this are a list of sentences, not of claims."""
_MOST_ROWS = 14
_CONSIDERED = 300
"""So many of the best sentences are compared with one another; a book holds more than any reader wants."""


def read_claims(paper: PaperReading) -> tuple[ClaimReading, ...]:
    """Return the paper's claims, at most 36, in the order of their first source.

    Each claim is a sentence or a table row of the paper. One whose words are not on the page is left out; so is a
    number that its quote does not print.
    """
    pages, cells = PageWords(paper), CellIndex(paper)
    subjects = subject_names(paper)
    candidates = sorted(find_candidates(paper), key=lambda candidate: (-candidate.score, candidate.order))[:_CONSIDERED]
    prose = tuple(claim for candidate in candidates if (claim := _from_prose(candidate, pages, cells)) is not None)
    rows = tuple(claim for row in find_rows(paper, subjects) if (claim := _from_rows(row, pages)) is not None)
    merged_rows = merge_claims(rows[:_CONSIDERED])[:_MOST_ROWS]
    merged = merge_claims(prose)[: MOST_CLAIMS - len(merged_rows)]
    return tuple(sorted((*merged, *merged_rows), key=_reading_order))


def _reading_order(claim: ClaimReading) -> tuple[int, float, str]:
    return claim.region.page, claim.region.box[1], claim.title


def _from_prose(candidate: Candidate, pages: PageWords, cells: CellIndex) -> ClaimReading | None:
    found = pages.find(candidate.text, candidate.passage.regions)
    if not found:
        return None
    statement = statement_of(candidate.text)
    mentions = find_numbers(statement)
    numbers = tuple(
        Number(text=mention.text, value=mention.value, unit=mention.unit, role=cues.role_of(statement, mention))
        for mention in mentions
    )
    refs = cells.find(statement, mentions)
    if not any(number.role in ("value", "ratio", "baseline") for number in numbers):
        refs = refs or cells.find_named(statement, named_labels(candidate.passage.text))
    kind = cues.kind_of(statement, has_numbers=bool(numbers))
    direction = cues.direction_of(statement)
    return ClaimReading(
        title=title_of(statement, candidate.title),
        statement=statement,
        quotes=tuple(Quote(text=part.text, region=part.region, where=candidate.place.name) for part in found),
        kind=kind,
        direction=direction,
        numbers=numbers,
        conditions=find_conditions(statement),
        evidence=tuple(dict.fromkeys((*named_labels(statement), *(f"Table {ref.label}" for ref in refs)))),
        cells=refs,
        falsified_by=falsification(kind, direction, numbers),
    )


def _from_rows(claim: RowsClaim, pages: PageWords) -> ClaimReading | None:
    table = claim.table
    quotes = _row_quotes(claim, pages)
    if not quotes:
        return None
    cells = (*claim.cells, *claim.versus)
    numbers = tuple(
        Number(text=mention.text, value=mention.value, unit=mention.unit, role=role)
        for refs, role in ((claim.cells, "value"), (claim.versus, "baseline"))
        for ref in refs
        for mention in find_numbers(ref.printed)[:1]
    )
    kind = cues.kind_of(f"{table.caption} {' '.join(cell.column_name for cell in claim.cells)}", has_numbers=True)
    return ClaimReading(
        title=_rows_title(claim),
        statement=f"Table {table.label}, {stated(claim)}",
        quotes=quotes,
        kind="accuracy" if kind == "qualitative" else kind,
        direction="none",
        numbers=numbers,
        conditions=find_conditions(split_sentences(table.caption)[0].text),
        evidence=(f"Table {table.label}",),
        cells=cells,
        falsified_by=falsification(kind, "none", numbers),
    )


def _rows_title(claim: RowsClaim) -> str:
    table = claim.table
    if not claim.rows:
        return f"{claim.cells[0].column_name} in Table {table.label}"
    if len(claim.rows) == 1:
        return f"{labelled(table, claim.rows[0], words=4)} in Table {table.label}"
    caption = re.sub(r"^\w+\.?\s+[\w.]+?\s*[.:|—–-]?\s+", "", table.caption)
    return f"{title_of(caption)} (Table {table.label})"


def _row_quotes(claim: RowsClaim, pages: PageWords) -> tuple[Quote, ...]:
    """Quote the first row stated as the page prints it, else the caption's first sentences."""
    table = claim.table
    where = f"Table {table.label}"
    row = claim.cells[0].row
    cells = table.rows[row]
    distinct = [cell for i, cell in enumerate(cells) if cell and (i == 0 or cell != cells[i - 1])]
    stated_cells = [cell.printed for cell in claim.cells if cell.row == row]
    for words in (distinct, [cells[0], *stated_cells], stated_cells):
        line = " ".join(words)
        if len(line) >= 12 and pages.holds(line, table.region.page):
            return (Quote(text=line, region=table.region, where=where),)
    caption = " ".join(sentence.text for sentence in split_sentences(table.caption)[:2])
    found = pages.find(caption, (table.caption_region,))
    return tuple(Quote(text=part.text, region=part.region, where=where) for part in found)
