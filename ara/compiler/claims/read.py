"""A paper's claims, from its prose and from its result tables."""

from __future__ import annotations

from collections.abc import Iterable

from ara.compiler.claims.candidates import Candidate, find_candidates
from ara.compiler.claims.cells import CellIndex, named_labels
from ara.compiler.claims.conditions import find_conditions
from ara.compiler.claims.falsify import falsification
from ara.compiler.claims.kinds import direction_of, kind_of, measure_of
from ara.compiler.claims.merge import merge_claims
from ara.compiler.claims.model import ClaimKind, ClaimReading, Direction, Number, NumberRole, Quote, TableRef
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.roles import is_distinct, role_of
from ara.compiler.claims.row_titles import baseline_cell, main_cell, main_quantity, row_title
from ara.compiler.claims.rows import RowsClaim, find_rows, stated
from ara.compiler.claims.sentences import split_sentences
from ara.compiler.claims.subjects import subject_names
from ara.compiler.claims.titles import statement_of, subject_of, title_of
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
        Number(text=mention.text, value=mention.value, unit=mention.unit, role=role_of(statement, mention))
        for mention in mentions
    )
    refs = cells.find(statement, mentions)
    if not any(number.role in ("value", "ratio", "baseline") for number in numbers):
        refs = refs or cells.find_named(statement, named_labels(candidate.passage.text))
    measure = measure_of(statement)
    sure = {mention.text for mention in mentions if is_distinct(mention)}
    telling = tuple(number for number in numbers if number.text in sure or (measure and not sure))
    kind = kind_of(statement, has_numbers=bool(numbers))
    direction = direction_of(statement)
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
        falsified_by=falsification(kind, direction, telling, measure, subject_of(statement)),
    )


def _from_rows(claim: RowsClaim, pages: PageWords) -> ClaimReading | None:
    table = claim.table
    quotes = _row_quotes(claim, pages)
    if not quotes:
        return None
    main, baseline = main_cell(claim), baseline_cell(claim)
    ordered = sorted(claim.cells, key=lambda cell: cell != main)
    numbers = (*_numbers(ordered, "value"), *_numbers(claim.versus, "baseline"))
    quantity = main_quantity(claim)
    kinds = [kind_of(words, has_numbers=True) for words in (quantity, f"{table.caption} {quantity}")]
    kind: ClaimKind = next((found for found in kinds if found not in ("qualitative", "theory")), "accuracy")
    telling = (*_numbers([main], "value"), *_numbers([baseline] if baseline else [], "baseline"))
    direction = _compared(telling)
    return ClaimReading(
        title=row_title(claim),
        statement=f"Table {table.label}, {stated(claim)}",
        quotes=quotes,
        kind=kind,
        direction=direction,
        numbers=numbers,
        conditions=find_conditions(split_sentences(table.caption)[0].text),
        evidence=(f"Table {table.label}",),
        cells=(*claim.cells, *claim.versus),
        falsified_by=falsification(kind, direction, telling, quantity),
    )


def _numbers(refs: Iterable[TableRef], role: NumberRole) -> tuple[Number, ...]:
    return tuple(
        Number(text=mention.text, value=mention.value, unit=mention.unit, role=role)
        for ref in refs
        for mention in find_numbers(ref.printed)[:1]
    )


def _compared(numbers: tuple[Number, ...]) -> Direction:
    """Say where a printed result lies from its printed baseline."""
    if len(numbers) != 2 or numbers[0].value == numbers[1].value:
        return "none"
    return "higher" if numbers[0].value > numbers[1].value else "lower"


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
