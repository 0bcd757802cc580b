"""The text of a paper out of its pages: furniture off, rows in reading order, then title page, headings, passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ara.compiler.paper.bookmarks import lay_over
from ara.compiler.paper.boxes import holds_centre
from ara.compiler.paper.columns import find_gutters, order_rows
from ara.compiler.paper.furniture import find_furniture
from ara.compiler.paper.headings import Heading, find_headings
from ara.compiler.paper.joining import Vocabulary
from ara.compiler.paper.metadata import abstract_of, read_metadata
from ara.compiler.paper.model import Gap, Metadata, Passage, ReferenceReading, Region, Section
from ara.compiler.paper.outline import OutlineEntry
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.passages import find_passages
from ara.compiler.paper.references import find_references
from ara.compiler.paper.rows import Row
from ara.compiler.paper.titlepage import TitlePage, find_title_page
from ara.compiler.paper.typography import measure


@dataclass(frozen=True, slots=True)
class TextReading:
    """What the text layer says."""

    metadata: Metadata
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    references: tuple[ReferenceReading, ...]
    page_texts: tuple[str, ...]
    """Text of each page that was read, in the order of the pages given."""
    gaps: tuple[Gap, ...]


def read_text(
    pages: Sequence[PageContent],
    outline: Sequence[OutlineEntry],
    properties: Mapping[str, str],
    excluded: Sequence[Region] = (),
) -> TextReading:
    """Read the text outside the excluded regions (tables and figures with their captions)."""
    furniture = find_furniture(pages)
    kept = {page.number: _flow(page, furniture[page.number], excluded) for page in pages}
    gutters = find_gutters(pages, kept)
    rows = [row for page in pages for row in order_rows(page, kept[page.number], gutters[page.number])]
    typography = measure(rows)
    vocabulary = Vocabulary.of(row.text for row in rows)

    bookmarked = lay_over(outline, rows)
    first = find_headings(rows, typography, bookmarked)
    front = find_title_page(rows, _first_section(rows, first), typography, properties)
    headings = find_headings(rows, typography, bookmarked, front.end) if front.end else first
    references = find_references(rows, headings, vocabulary)

    in_references = references.rows if references is not None else range(0)
    taken = {place for heading in headings for place in range(heading.first, heading.first + heading.rows)}
    body = [place for place in range(front.end, len(rows)) if place not in taken and place not in in_references]
    sections = _sections_of(len(rows), headings)
    passages = find_passages(
        [rows[place] for place in body], [sections[place] for place in body], typography, vocabulary
    )
    reference_section = sections[in_references.start] if in_references else None
    listed = tuple(_reference_passage(entry, reference_section) for entry in references.entries) if references else ()
    abstract = abstract_of(rows, front, vocabulary)
    flow = (*((abstract,) if abstract else ()), *passages, *listed)
    return TextReading(
        metadata=read_metadata(pages, kept, furniture, rows, front, flow, properties, vocabulary),
        sections=tuple(_section(heading, rows) for heading in headings),
        passages=(*flow, *_margins(pages, furniture)),
        references=references.entries if references is not None else (),
        page_texts=tuple(_page_text(page, [row for row in rows if row.page == page.number]) for page in pages),
        gaps=tuple(_gaps(pages, front, references is not None)),
    )


def _flow(page: PageContent, furniture: frozenset[int], excluded: Sequence[Region]) -> list[int]:
    """The lines that belong to the running text: upright, no furniture, outside excluded regions."""
    boxes = [region.box for region in excluded if region.page == page.number]
    return [
        index
        for index, line in enumerate(page.lines)
        if line.rotation == 0 and index not in furniture and not any(holds_centre(box, line.box) for box in boxes)
    ]


def _first_section(rows: Sequence[Row], headings: Sequence[Heading]) -> int:
    """The row of the first heading that is not the paper's title, which some outlines and types make one."""
    tallest = max((row.size for row in rows if row.page == rows[0].page), default=0.0)
    for heading in headings:
        row = rows[heading.first]
        if heading.number is not None or row.page != rows[0].page or row.size < 0.97 * tallest:
            return heading.first
    return len(rows)


def _sections_of(count: int, headings: Sequence[Heading]) -> list[int | None]:
    """For each row the index of the heading above it."""
    sections: list[int | None] = [None] * count
    for index, heading in enumerate(headings):
        sections[heading.first :] = [index] * (count - heading.first)
    return sections


def _section(heading: Heading, rows: Sequence[Row]) -> Section:
    region = Region(page=rows[heading.first].page, box=heading.box)
    return Section(number=heading.number, title=heading.title, level=heading.level, region=region)


def _reference_passage(entry: ReferenceReading, section: int | None) -> Passage:
    return Passage(kind="reference", text=entry.text, regions=(entry.region,), section=section)


def _margins(pages: Sequence[PageContent], furniture: Mapping[int, frozenset[int]]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            kind="margin", text=page.lines[index].text, regions=(Region(page=page.number, box=page.lines[index].box),)
        )
        for page in pages
        for index in sorted(furniture[page.number])
    )


def _page_text(page: PageContent, rows: Sequence[Row]) -> str:
    """The rows of the running text in reading order, then what else the page prints, in the order of the PDF."""
    used = {index for row in rows for index in row.lines}
    others = [line.text for index, line in enumerate(page.lines) if index not in used]
    return "\n".join([*(row.text for row in rows), *others])


def _gaps(pages: Sequence[PageContent], front: TitlePage, has_references: bool) -> list[Gap]:
    gaps = [gap for page in pages for gap in page.gaps]
    silent = [page.number for page in pages if not page.lines]
    if silent and len(silent) == len(pages):
        why = "The pages hold no text layer; they may be scans. Run text recognition on the PDF first."
        return [*gaps, Gap(what="text", where="all pages", why=why)]
    gaps += [
        Gap(what="text", where=f"page {number}", why="The page holds no text layer.")
        for number in silent
        if pages[[page.number for page in pages].index(number)].images
    ]
    if not front.title:
        gaps.append(Gap(what="title", where="page 1", why="No line stands out as a title."))
    if not front.abstract:
        gaps.append(Gap(what="abstract", where="pages before the first heading", why="No heading and no prose there."))
    if not has_references:
        gaps.append(Gap(what="references", where="headings of all pages", why="No heading names a reference list."))
    return gaps
