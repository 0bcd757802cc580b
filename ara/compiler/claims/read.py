"""A paper's claims, from its prose and from its result tables."""

from __future__ import annotations

from ara.compiler.claims import cues
from ara.compiler.claims.candidates import Candidate, find_candidates, subject_names
from ara.compiler.claims.cells import CellIndex, named_labels, row_name
from ara.compiler.claims.conditions import find_conditions
from ara.compiler.claims.falsify import falsification
from ara.compiler.claims.merge import merge_claims
from ara.compiler.claims.model import ClaimReading, Number, Quote, TableRef
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.rows import RowClaim, find_rows, labelled, stated
from ara.compiler.claims.sentences import split_sentences
from ara.compiler.claims.titles import statement_of, title_of
from ara.compiler.claims.verbatim import PageWords
from ara.compiler.paper.model import PaperReading

MOST_CLAIMS = 40
"""More blocks than this are a list of sentences, not of claims."""
_MOST_ROWS = 14


def read_claims(paper: PaperReading) -> tuple[ClaimReading, ...]:
    """Return the paper's claims, at most 40, in the order of their first source.

    Each claim is a sentence or a table row of the paper. One whose words are not on the page is left out; so is a
    number that its quote does not print.
    """
    pages, cells = PageWords(paper), CellIndex(paper)
    subjects = subject_names(paper)
    candidates = sorted(find_candidates(paper), key=lambda candidate: (-candidate.score, candidate.order))
    prose = tuple(claim for candidate in candidates if (claim := _from_prose(candidate, pages, cells)) is not None)
    rows = tuple(claim for row in find_rows(paper, subjects) if (claim := _from_row(row, pages)) is not None)
    merged_rows = merge_claims(rows)[:_MOST_ROWS]
    merged = merge_claims(prose)[: MOST_CLAIMS - len(merged_rows)]
    return tuple(sorted((*merged, *merged_rows), key=_reading_order))


def _reading_order(claim: ClaimReading) -> tuple[int, float, str]:
    return claim.region.page, claim.region.box[1], claim.title


def _from_prose(candidate: Candidate, pages: PageWords, cells: CellIndex) -> ClaimReading | None:
    digits = tuple(mention.digits for mention in candidate.mentions)
    found = pages.find(candidate.text, candidate.passage.regions, keep=digits)
    if found is None:
        return None
    statement = statement_of(candidate.text if found.text == candidate.text else found.text)
    mentions = find_numbers(statement)
    numbers = tuple(
        Number(text=mention.text, value=mention.value, unit=mention.unit, role=cues.role_of(statement, mention))
        for mention in mentions
    )
    refs = cells.find(statement, mentions)
    kind = cues.kind_of(statement, has_numbers=bool(numbers))
    direction = cues.direction_of(statement)
    return ClaimReading(
        title=title_of(statement, candidate.title),
        statement=statement,
        quotes=(Quote(text=found.text, region=found.region, where=candidate.place.name),),
        kind=kind,
        direction=direction,
        numbers=numbers,
        conditions=find_conditions(statement),
        evidence=tuple(dict.fromkeys((*named_labels(statement), *(f"Table {ref.label}" for ref in refs)))),
        cells=refs,
        falsified_by=falsification(kind, direction, numbers),
    )


def _from_row(row: RowClaim, pages: PageWords) -> ClaimReading | None:
    quote = _row_quote(row, pages)
    if quote is None:
        return None
    table = row.table
    statement = f"Table {table.label}, {stated(table, row.row, row.cells)}"
    versus: tuple[TableRef, ...] = ()
    if row.versus is not None:
        versus = tuple(
            cell.model_copy(update={"row": row.versus, "row_name": row_name(table, row.versus)})
            for cell in row.cells
            if table.rows[row.versus][cell.column]
        )
        values = "; ".join(table.rows[row.versus][cell.column] for cell in versus)
        statement += f" ({row_name(table, row.versus)}: {values})"
    numbers = tuple(
        Number(text=mention.text, value=mention.value, unit=mention.unit, role=role)
        for refs, role in ((row.cells, "value"), (versus, "baseline"))
        for ref in refs
        for mention in find_numbers(table.rows[ref.row][ref.column])[:1]
    )
    kind = cues.kind_of(f"{table.caption} {' '.join(cell.column_name for cell in row.cells)}", has_numbers=True)
    return ClaimReading(
        title=f"{labelled(table, row.row)} in Table {table.label}",
        statement=statement,
        quotes=(quote,),
        kind=kind,
        direction="none",
        numbers=numbers,
        conditions=find_conditions(table.caption),
        evidence=(f"Table {table.label}",),
        cells=(*row.cells, *versus),
        falsified_by=falsification(kind, "none", numbers),
    )


def _row_quote(row: RowClaim, pages: PageWords) -> Quote | None:
    """Quote the row as the page prints it, else the caption's first sentences."""
    table = row.table
    where = f"Table {table.label}"
    cells = table.rows[row.row]
    distinct = [cell for i, cell in enumerate(cells) if cell and (i == 0 or cell != cells[i - 1])]
    for words in (distinct, [cell for cell in distinct if cell in {cells[ref.column] for ref in row.cells}]):
        line = " ".join(words)
        if len(line) >= 12 and pages.holds(line, table.region.page):
            return Quote(text=line, region=table.region, where=where)
    caption = split_sentences(table.caption)
    text = " ".join(sentence.text for sentence in caption[:2])
    found = pages.find(text, (table.caption_region,))
    return None if found is None else Quote(text=found.text, region=table.caption_region, where=where)
