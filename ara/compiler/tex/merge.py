"""A paper's PDF and its LaTeX source as one reading: words and grids of the source, pages and pictures of the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ara.compiler.grounding import PageQuotes, squeeze
from ara.compiler.paper.model import (
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
from ara.compiler.tex.alone import FromSource, alone
from ara.compiler.tex.grids import with_source
from ara.compiler.tex.matching import bare, likeness, match_floats, match_texts, word_set
from ara.compiler.tex.model import TexPassage, TexReading, TexReference
from ara.compiler.tex.places import file_pages, numbered

_AS_READ = frozenset({"algorithm", "margin", "equation"})
_WORDS_OF_A_PASSAGE = 12


def merge(paper: PaperReading | None, tex: TexReading) -> PaperReading:
    """Join the two readings of one paper; without a PDF, give the source's alone.

    Where words are taken from the source, they are printed on the page that the region names, or the region names
    file and line of the source. Tables of which the readings differ keep both grids.
    """
    return alone(tex) if paper is None else _Merge(paper, tex).run()


class _Merge:
    def __init__(self, paper: PaperReading, tex: TexReading) -> None:
        self.paper, self.tex = paper, tex
        self.form = FromSource(tex, paper.pages)
        self.quotes = PageQuotes(paper)
        self.gaps: list[Gap] = []

    def run(self) -> PaperReading:
        sections, order = self._sections()
        passages = [self._in_section(passage, order) for passage in self._passages()]
        merged = self.paper.model_copy(
            update={
                "metadata": self._metadata(),
                "sections": sections,
                "passages": tuple(passages),
                "tables": self._tables(),
                "figures": self._figures(),
                "equations": self._displayed(),
                "references": self._references(),
                "page_texts": (*self.paper.page_texts, *file_pages(self.tex)),
            }
        )
        self._compare_words()
        return merged.model_copy(update={"gaps": (*self.paper.gaps, *self.tex.gaps, *self.gaps)})

    def _metadata(self) -> Metadata:
        found = self.paper.metadata
        update: dict[str, object] = {}
        if found.title is not None and self.tex.title and self._printed(self.tex.title, found.title):
            update["title"] = found.title.model_copy(update={"text": self.tex.title})
        if found.abstract is not None and self.tex.abstract and self._printed(self.tex.abstract.text, found.abstract):
            update["abstract"] = found.abstract.model_copy(update={"text": self.tex.abstract.text})
        source = alone(self.tex).metadata if not (found.title and found.abstract and found.authors) else None
        if source is not None:
            moved = self._moved(source)
            update |= {
                name: getattr(moved, name) for name in ("title", "abstract", "authors") if not getattr(found, name)
            }
        return found.model_copy(update=update)

    def _moved(self, source: Metadata) -> Metadata:
        """Metadata of the source alone, its regions counted behind the pages of the PDF."""

        def moved(passage: Passage | None) -> Passage | None:
            if passage is None:
                return None
            regions = tuple(r.model_copy(update={"page": r.page + self.paper.pages}) for r in passage.regions)
            return passage.model_copy(update={"regions": regions})

        authors = tuple(
            author.model_copy(
                update={"region": author.region.model_copy(update={"page": author.region.page + self.paper.pages})}
            )
            for author in source.authors
        )
        return Metadata(title=moved(source.title), abstract=moved(source.abstract), authors=authors)

    def _printed(self, words: str, passage: Passage) -> bool:
        return self.quotes.printed(words, passage.page)

    def _sections(self) -> tuple[tuple[Section, ...], list[int]]:
        """Titles as the source writes them, with those that the PDF's reading lacks; the new place of each old one."""
        names = [bare(section.title) for section in self.paper.sections]
        wanted = [bare(section.title) for section in self.tex.sections]
        pairs = _in_order(names, wanted)
        sections: list[Section] = []
        order: list[int] = []
        following = 0
        for place, section in enumerate(self.paper.sections):
            there = pairs.get(place)
            if there is not None:
                sections += [self._missing(number) for number in range(following, there)]
                following = there + 1
                title = self.tex.sections[there].title
                if self.quotes.printed(title, section.region.page):
                    section = section.model_copy(update={"title": title})
            order.append(len(sections))
            sections.append(section)
        sections += [self._missing(number) for number in range(following, len(self.tex.sections))]
        return tuple(sections), order

    def _missing(self, number: int) -> Section:
        section = self.form.section(self.tex.sections[number])
        words = f"{section.number or ''}{section.title}"
        for passage in self.paper.passages:
            if squeeze(passage.text) in (squeeze(words), squeeze(section.title)):
                return section.model_copy(update={"region": passage.regions[0]})
        return section

    def _in_section(self, passage: Passage, order: list[int]) -> Passage:
        if passage.section is None or passage.section >= len(order):
            return passage
        return passage.model_copy(update={"section": order[passage.section]})

    def _passages(self) -> list[Passage]:
        """Passages with the source's words where both print the same, and displayed equations as LaTeX."""
        written = {squeeze(passage.text): passage for passage in self.tex.passages if passage.kind != "equation"}
        passages = list(self.paper.passages)
        for place, passage in enumerate(passages):
            same = written.get(squeeze(passage.text)) if passage.kind not in _AS_READ else None
            if same is not None:
                passages[place] = passage.model_copy(update={"text": same.text})
        for equation, source in self._equations():
            first = equation.passages[0]
            passages[first] = passages[first].model_copy(update={"text": numbered(source)})
        return passages

    def _equations(self) -> Iterator[tuple[EquationReading, TexPassage]]:
        """The displayed equations of the PDF, each with the source's equation of its number."""
        by_number = {equation.number: equation for equation in reversed(self.tex.equations) if equation.number}
        for equation in self.paper.equations:
            if equation.number and equation.passages and (source := by_number.pop(equation.number, None)):
                yield equation, source

    def _displayed(self) -> tuple[EquationReading, ...]:
        """The displayed equations; one that has the source's LaTeX is whole in its first passage."""
        whole = {id(equation) for equation, _ in self._equations()}
        return tuple(
            equation.model_copy(update={"passages": equation.passages[:1]}) if id(equation) in whole else equation
            for equation in self.paper.equations
        )

    def _tables(self) -> tuple[TableReading, ...]:
        pairs = match_floats(self.paper.tables, self.tex.tables)
        tables = []
        for place, table in enumerate(self.paper.tables):
            source = self.tex.tables[pairs[place]] if place in pairs else None
            tables.append(with_source(table, source) if source else table)
            if source is None and self.tex.tables:
                self._gap(f"table {table.label}: source", self.tex.name, "No table of the source has its caption.")
        labels = {table.label for table in tables}
        for number, source in enumerate(self.tex.tables):
            if number not in pairs.values():
                self._gap(
                    f"table {source.label} of the source", self.paper.name, "The PDF's reading has no such table."
                )
                if source.rows and source.label not in labels:
                    labels.add(source.label)
                    tables.append(self.form.table(source))
        return tuple(tables)

    def _figures(self) -> tuple[FigureReading, ...]:
        pairs = match_floats(self.paper.figures, self.tex.figures)
        figures = []
        for place, figure in enumerate(self.paper.figures):
            source = self.tex.figures[pairs[place]] if place in pairs else None
            figures.append(figure.model_copy(update={"panels": source.panels}) if source and source.panels else figure)
        for number, source in enumerate(self.tex.figures):
            if number not in pairs.values():
                self._gap(
                    f"figure {source.label} of the source", self.paper.name, "The PDF's reading has no such figure."
                )
        return tuple(figures)

    def _references(self) -> tuple[ReferenceReading, ...]:
        read, source = self.paper.references, self.tex.references
        if not read:
            return tuple(self.form.reference(reference) for reference in source)
        pairs = match_texts(read, source, lambda one: one.text, lambda one: one.text)
        return tuple(
            self._reference(reference, source[pairs[place]]) if place in pairs else reference
            for place, reference in enumerate(read)
        )

    def _reference(self, read: ReferenceReading, source: TexReference) -> ReferenceReading:
        update: dict[str, object] = {}
        if self.quotes.printed(source.text, read.region.page):
            update["text"] = source.text
        if source.title and bare(source.title) in bare(read.text):
            update["title"] = source.title
        if source.authors and all(bare(name.split()[-1]) in bare(read.text) for name in source.authors):
            update["authors"] = source.authors
        if source.year is not None and str(source.year) in read.text:
            update["year"] = source.year
        return read.model_copy(update=update)

    def _compare_words(self) -> None:
        """Say so when the source is not the text of this PDF."""
        printed = word_set(" ".join(self.paper.page_texts))
        long = [p for p in self.tex.passages if p.kind == "body" and len(p.text.split()) >= _WORDS_OF_A_PASSAGE]
        foreign = [p for p in long if likeness(word_set(p.text), printed) < 0.8]
        if foreign:
            where = f"{foreign[0].place.path}:{foreign[0].place.line}"
            why = "Their words are not in the PDF: it may be of another version."
            self._gap(f"{len(foreign)} of {len(long)} paragraphs of the source", where, why)

    def _gap(self, what: str, where: str, why: str) -> None:
        self.gaps.append(Gap(what=what, where=where, why=why))


def _in_order(read: Sequence[str], written: Sequence[str]) -> dict[int, int]:
    """Pair equal names so that both run in one order: each takes the next equal name."""
    pairs: dict[int, int] = {}
    start = 0
    for here, name in enumerate(read):
        there = next((place for place in range(start, len(written)) if written[place] == name and name), None)
        if there is not None:
            pairs[here] = there
            start = there + 1
    return pairs
