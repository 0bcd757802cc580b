"""A LaTeX source without a PDF as a `PaperReading`: the same pieces, placed by file and line, without pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from ara.compiler.paper.citations import find_citations
from ara.compiler.paper.model import (
    AlgorithmReading,
    AlgorithmStep,
    Author,
    EquationReading,
    FigureReading,
    Gap,
    Metadata,
    PaperReading,
    Passage,
    ReferenceReading,
    Section,
    TableReading,
)
from ara.compiler.tex.model import TexFigure, TexPassage, TexReading, TexReference, TexSection, TexTable
from ara.compiler.tex.places import file_pages, numbered, region_of

_Held = TypeVar("_Held", TexTable, TexFigure)


class FromSource:
    """Gives pieces of a source the form of pieces of a paper of so many pages."""

    def __init__(self, tex: TexReading, pages: int) -> None:
        """Keep the source; `pages` is 0 when there is no PDF."""
        self.tex, self.pages = tex, pages

    def section(self, section: TexSection) -> Section:
        """Give a heading."""
        region = region_of(section.place, self.tex, self.pages)
        return Section(number=section.number, title=section.title, level=section.level, region=region)

    def passage(self, passage: TexPassage) -> Passage:
        """Give a passage; an equation shows its number."""
        return Passage(
            kind=passage.kind,
            text=numbered(passage) if passage.kind == "equation" else passage.text,
            regions=(region_of(passage.place, self.tex, self.pages),),
            section=passage.section,
            bold_lead=passage.bold_lead,
        )

    def table(self, table: TexTable) -> TableReading:
        """Give a table; its grid has one reading only, which is the source's own."""
        region = region_of(table.place, self.tex, self.pages)
        return TableReading(
            label=table.label,
            caption=f"Table {table.label}: {table.caption}",
            caption_region=region,
            region=region,
            rows=table.rows,
            header_rows=table.header_rows,
            extraction="exact_from_text" if table.rows else "low_confidence",
            marks=table.marks,
        )

    def figure(self, figure: TexFigure) -> FigureReading:
        """Give a figure without pictures."""
        region = region_of(figure.place, self.tex, self.pages)
        return FigureReading(
            label=figure.label,
            caption=f"Figure {figure.label}: {figure.caption}",
            caption_region=region,
            regions=(region,),
            kind="mixed",
            panels=figure.panels,
        )

    def reference(self, reference: TexReference) -> ReferenceReading:
        """Give an entry of the bibliography."""
        return ReferenceReading(
            label=reference.label,
            text=reference.text,
            authors=reference.authors,
            year=reference.year,
            title=reference.title,
            region=region_of(reference.place, self.tex, self.pages),
        )


def alone(tex: TexReading) -> PaperReading:
    """Give the reading of a source without a PDF: no pages, every region a file and its lines."""
    form = FromSource(tex, 0)
    metadata = _metadata(tex, form)
    opening = (metadata.abstract,) if metadata.abstract else ()
    passages = (*opening, *(form.passage(passage) for passage in tex.passages), *_captions(tex, form))
    references = tuple(form.reference(reference) for reference in tex.references)
    page_texts = file_pages(tex)
    # a table without a grid, which has no picture either, is named as a gap by the reader
    tables, twice = _one_each((table for table in tex.tables if table.rows), "table")
    figures, again = _one_each(tex.figures, "figure")
    return PaperReading(
        name=tex.name,
        sha256=tex.sha256,
        pages=0,
        metadata=metadata,
        sections=tuple(form.section(section) for section in tex.sections),
        passages=passages,
        tables=tuple(form.table(table) for table in tables),
        figures=tuple(form.figure(figure) for figure in figures),
        equations=tuple(_equations(tex, passages, len(opening))),
        algorithms=tuple(_algorithms(tex, form)),
        references=references,
        citations=find_citations(passages, references, page_texts),
        page_texts=page_texts,
        gaps=(*tex.gaps, *twice, *again, Gap(what="pages and pictures", where=tex.name, why="No PDF was given.")),
    )


def _metadata(tex: TexReading, form: FromSource) -> Metadata:
    title = abstract = None
    if tex.title and tex.title_place:
        region = region_of(tex.title_place, tex, form.pages)
        title = Passage(kind="body", text=tex.title, regions=(region,))
    if tex.abstract:
        abstract = form.passage(tex.abstract)
    authors = tuple(Author(name=a.name, region=region_of(a.place, tex, form.pages)) for a in tex.authors)
    return Metadata(title=title, authors=authors, abstract=abstract)


def _equations(tex: TexReading, passages: Sequence[Passage], first: int) -> Iterable[EquationReading]:
    """The displayed equations; `first` is where the source's own passages begin."""
    for place, passage in enumerate(tex.passages, first):
        if passage.kind == "equation":
            region = passages[place].regions[0]
            yield EquationReading(number=passage.number, passages=(place,), region=region)


def _algorithms(tex: TexReading, form: FromSource) -> Iterable[AlgorithmReading]:
    """The algorithms with a number, one step for each line."""
    for passage in tex.passages:
        lines = passage.text.split("\n")
        caption = next((line for line in lines if line.startswith(f"Algorithm {passage.number}: ")), None)
        if passage.kind == "algorithm" and passage.number and caption:
            steps = tuple(AlgorithmStep(number=None, text=line) for line in lines if line != caption)
            region = region_of(passage.place, tex, form.pages)
            yield AlgorithmReading(kind="algorithm", label=passage.number, caption=caption, region=region, steps=steps)


def _captions(tex: TexReading, form: FromSource) -> Iterable[Passage]:
    captions = [(held.caption, held.place) for held in tex.tables] + [
        (held.caption, held.place) for held in tex.figures
    ]
    for caption, place in captions:
        if caption:
            yield Passage(kind="caption", text=caption, regions=(region_of(place, tex, form.pages),))


def _one_each(held: Iterable[_Held], kind: str) -> tuple[list[_Held], list[Gap]]:
    """The floats whose number is new; a number counted twice is a gap, since no file can be named for both."""
    kept: dict[str, _Held] = {}
    gaps = []
    for one in held:
        if one.label in kept:
            where = f"{one.place.path}:{one.place.line}"
            gaps.append(Gap(what=f"second {kind} {one.label}", where=where, why="The source counts this number twice."))
        kept.setdefault(one.label, one)
    return list(kept.values()), gaps
