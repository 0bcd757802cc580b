"""Metadata: what the title page, the margins and the document's properties say of the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ara.compiler.paper.addresses import find_code_urls
from ara.compiler.paper.authors import AuthorBlock, read_authors
from ara.compiler.paper.joining import Vocabulary, join_texts
from ara.compiler.paper.model import Metadata, Passage
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.publication import read_publication
from ara.compiler.paper.rows import Row, regions_of
from ara.compiler.paper.titlepage import TitlePage

_FOOT_ROWS = 12
_AUTHORS_END = 0.45


def read_metadata(
    pages: Sequence[PageContent],
    kept: Mapping[int, Sequence[int]],
    furniture: Mapping[int, frozenset[int]],
    rows: Sequence[Row],
    front: TitlePage,
    flow: Sequence[Passage],
    properties: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Metadata:
    """Gather the metadata. `kept` and `furniture` are line indices by page; `flow` is the running text."""
    if not rows:
        return Metadata()
    first = next(page for page in pages if page.number == rows[0].page)
    title = _title(rows, front, vocabulary)
    block = _authors(first, kept[first.number], rows, front)
    margins = [first.lines[index].text for index in sorted(furniture[first.number])]
    on_first = [row.text for row in rows if row.page == first.number]
    front_texts = [row.text for row in rows[: front.end]] + on_first[-_FOOT_ROWS:]
    publication = read_publication(margins, front_texts, properties)
    return Metadata(
        title=title,
        authors=block.authors,
        affiliations=block.affiliations,
        abstract=abstract_of(rows, front, vocabulary),
        year=publication.year,
        year_source=publication.year_source,
        venue=publication.venue,
        doi=publication.doi,
        arxiv=publication.arxiv,
        code_urls=find_code_urls(flow, pages),
    )


def abstract_of(rows: Sequence[Row], front: TitlePage, vocabulary: Vocabulary) -> Passage | None:
    """The abstract without its heading; None when there is none."""
    if not front.abstract:
        return None
    inside = [rows[place] for place in front.abstract]
    text = join_texts([inside[0].text[front.lead :], *(row.text for row in inside[1:])], vocabulary)
    return Passage(kind="abstract", text=text, regions=regions_of(inside))


def _title(rows: Sequence[Row], front: TitlePage, vocabulary: Vocabulary) -> Passage | None:
    if not front.title:
        return None
    inside = [rows[place] for place in front.title]
    return Passage(kind="body", text=join_texts([row.text for row in inside], vocabulary), regions=regions_of(inside))


def _authors(first: PageContent, kept: Sequence[int], rows: Sequence[Row], front: TitlePage) -> AuthorBlock:
    """Read from the lines between title and abstract; without an abstract, from the upper part of the page."""
    top = max((rows[place].box[3] for place in front.title), default=0.0)
    bottom = _AUTHORS_END * first.height
    if front.abstract and rows[front.top].page == first.number:
        bottom = rows[front.top].box[1]
    lines = [first.lines[index] for index in kept]
    return read_authors(first.number, [line for line in lines if line.box[1] >= top - 1 and line.box[3] <= bottom + 1])
