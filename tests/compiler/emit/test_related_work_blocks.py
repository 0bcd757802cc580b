from ara.compiler.emit.related_work import related_work
from ara.compiler.paper.model import (
    CitationReading,
    Metadata,
    PaperReading,
    Passage,
    ReferenceReading,
    Region,
    Section,
)
from ara.compiler.spans import SpanBook

HERE = Region(page=1, box=(0, 0, 10, 10))
THERE = Region(page=2, box=(0, 0, 10, 10))


def _paper(citations: tuple[CitationReading, ...]) -> PaperReading:
    section = Section(number="4.1", title="Results", level=2, region=THERE)
    return PaperReading(
        name="p.pdf",
        sha256="0",
        pages=2,
        metadata=Metadata(),
        sections=(section,),
        passages=(
            Passage(kind="abstract", text="As in [1].", regions=(HERE,)),
            Passage(kind="body", text="See [1].", regions=(THERE,), section=0),
        ),
        tables=(),
        figures=(),
        references=(
            ReferenceReading(
                label="1", text="Jo Ba. One. 2020.", authors=("Jo Ba",), year=2020, arxiv="2001.00001", region=THERE
            ),
        ),
        citations=citations,
        page_texts=("As in [1].", "See [1].\n[1] Jo Ba. One. 2020."),
    )


def test_a_block_says_where_its_work_is_cited() -> None:
    citations = tuple(CitationReading(reference=0, passage=place, page=place + 1, text="[1]") for place in range(2))
    paper = _paper(citations)
    book = SpanBook(paper, None)

    (block,) = related_work(paper, book)

    assert block.source == "cited in Section 4.1, the abstract (pp. 1, 2); listed on p. 2"
    assert block.doi == "arXiv:2001.00001"
    assert [(span.quote, span.page) for span in book.spans()] == [("Jo Ba. One. 2020.", 2), ("[1]", 1)]


def test_a_work_that_no_place_cites_says_so() -> None:
    paper = _paper(())

    (block,) = related_work(paper, SpanBook(paper, None))

    assert block.source == "no citation was found in the text; listed on p. 2"
