"""The works that a paper cites: one block per entry of its reference list, with the places that cite it."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.model import CitationReading, PaperReading, Passage, ReferenceReading, Region
from ara.compiler.spans import SpanBook
from ara.schema.location import Location
from ara.schema.logic import RelatedWork
from ara.schema.markdown.entity import ExtraField
from ara.schema.markdown.escape import inline

_MOST_AUTHORS = 2
_KINDS = {"abstract": "the abstract", "caption": "a caption", "footnote": "a footnote"}


def related_work(paper: PaperReading, book: SpanBook) -> tuple[RelatedWork, ...]:
    """Write one block per entry of the reference list."""
    citing: dict[int, list[CitationReading]] = {}
    for citation in paper.citations:
        citing.setdefault(citation.reference, []).append(citation)
    return tuple(
        _block(f"RW{place + 1:02d}", reference, citing.get(place, ()), paper, book)
        for place, reference in enumerate(paper.references)
    )


def _block(
    name: str,
    reference: ReferenceReading,
    citations: Sequence[CitationReading],
    paper: PaperReading,
    book: SpanBook,
) -> RelatedWork:
    book.in_paper(reference.text, reference.region, name)
    for citation in citations[:1]:
        book.in_paper(citation.text, _region_on(citation.page, paper.passages[citation.passage]), name)
    label = f"[{reference.label}] " if reference.label else ""
    extra = [("Venue", reference.venue), ("Address", reference.url)]
    return RelatedWork(
        location=Location(file="logic/related_work.md"),
        id=name,
        title=inline(_title(reference)),
        doi=inline(identifier) if (identifier := _identifier(reference)) else None,
        kind="cites",
        citation=inline(label + reference.text),
        source=inline(_places(citations, paper, reference)),
        extra=tuple(ExtraField(label=label, text=inline(text), line=0) for label, text in extra if text),
    )


def _title(reference: ReferenceReading) -> str:
    others = " et al." if len(reference.authors) > _MOST_AUTHORS else ""
    authors = ", ".join(reference.authors[:_MOST_AUTHORS]) + others
    known = [part for part in (authors, str(reference.year or ""), reference.title or "") if part]
    return ". ".join(part.rstrip(".") for part in known) or reference.text[:100]


def _identifier(reference: ReferenceReading) -> str | None:
    return reference.doi or (f"arXiv:{reference.arxiv}" if reference.arxiv else None)


def _places(citations: Sequence[CitationReading], paper: PaperReading, reference: ReferenceReading) -> str:
    """Say where an entry is cited, as `cited in Section 2, 4.1 (pp. 2, 5)`, and where it is listed."""
    listed = (
        f"listed on {reference.region.place}"
        if reference.region.path is None
        else f"listed at {reference.region.place}"
    )
    if not citations:
        return f"no citation was found in the text; {listed}"
    numbered: dict[str, None] = {}
    others: dict[str, None] = {}
    for citation in citations:
        number, words = _section(paper, paper.passages[citation.passage])
        if number:
            numbered[number] = None
        else:
            others[words] = None
    places = [f"Section {', '.join(numbered)}"] if numbered else []
    return f"cited in {', '.join([*places, *others])} ({_where(citations, paper)}); {listed}"


def _where(citations: Sequence[CitationReading], paper: PaperReading) -> str:
    """Name the pages that cite; without pages, the lines of the source."""
    regions = [_region_on(citation.page, paper.passages[citation.passage]) for citation in citations]
    if any(region.path is not None for region in regions):
        return ", ".join(dict.fromkeys(region.place for region in regions))
    pages = sorted({citation.page for citation in citations})
    return f"{'p.' if len(pages) == 1 else 'pp.'} {', '.join(map(str, pages))}"


def _section(paper: PaperReading, passage: Passage) -> tuple[str | None, str]:
    """Give the number of the section that holds a passage, or else words for its place."""
    if passage.kind in _KINDS:
        return None, _KINDS[passage.kind]
    if passage.section is None:
        return None, "the text before the first heading"
    section = paper.sections[passage.section]
    return section.number, f"“{section.title}”"


def _region_on(page: int, passage: Passage) -> Region:
    return next((region for region in passage.regions if region.page == page), passage.regions[0])
