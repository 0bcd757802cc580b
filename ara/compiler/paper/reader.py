"""From a PDF to a `PaperReading`: the one way in for papers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ara.compiler.paper.algorithms import algorithm_passages, find_algorithms
from ara.compiler.paper.captions import Caption, find_captions
from ara.compiler.paper.citations import find_citations
from ara.compiler.paper.clippings import Readings
from ara.compiler.paper.displays import read_equations
from ara.compiler.paper.drawing import draw
from ara.compiler.paper.figures import read_figures
from ara.compiler.paper.limits import ReadingLimits
from ara.compiler.paper.model import (
    AlgorithmReading,
    FigureReading,
    Gap,
    PaperReading,
    Passage,
    Region,
    TableReading,
)
from ara.compiler.paper.outline import OutlineEntry
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.parser import Parser, ParsingFailed, read_pages
from ara.compiler.paper.plots import measure_plots
from ara.compiler.paper.statements import find_statements
from ara.compiler.paper.tables import read_tables
from ara.compiler.paper.text import read_text
from ara.schema.errors import UnreadableError

_DEFAULT_LIMITS = ReadingLimits()


def read_paper(pdf: Path, pictures: Path, limits: ReadingLimits = _DEFAULT_LIMITS) -> PaperReading:
    """Read one paper; pictures of its tables and figures are written to the folder `pictures`, which must exist.

    What cannot be read is named in the reading's `gaps`. The same bytes give the same reading. Raises
    `UnreadableError` when the file is missing, too large, no PDF, encrypted, or has no pages.
    """
    digest = _digest(pdf, limits)
    with Parser(pdf, limits) as parser:
        description = parser.describe()
        gaps: list[Gap] = []
        outline = _outline(parser, gaps)
        read = list(read_pages(parser, description.pages, limits))
        pages = [page for page in read if isinstance(page, PageContent)]
        gaps += [gap for gap in read if isinstance(gap, Gap)]
        captions = find_captions(pages)
        tables, figures = read_tables(pages, captions), read_figures(pages, captions)
        figures = measure_plots(parser, figures, pages)
        algorithms = find_algorithms(pages, captions)
        excluded = _excluded(tables, figures, captions, algorithms)
        text = read_text(pages, outline, description.properties, excluded)
        passages = _with_floats(text.passages, captions, algorithm_passages(algorithms))
        equations = read_equations(passages)
        drawn = draw(parser, Readings(tables, figures, equations, algorithms), pictures)
    texts = dict(zip((page.number for page in pages), text.page_texts, strict=True))
    page_texts = tuple(texts.get(number, "") for number in range(1, description.pages + 1))
    return PaperReading(
        name=pdf.name,
        sha256=digest,
        pages=description.pages,
        metadata=text.metadata,
        sections=text.sections,
        passages=passages,
        tables=drawn.readings.tables,
        figures=drawn.readings.figures,
        equations=drawn.readings.equations,
        algorithms=drawn.readings.algorithms,
        statements=find_statements(passages),
        references=text.references,
        citations=find_citations(passages, text.references, page_texts),
        page_texts=page_texts,
        gaps=(*gaps, *text.gaps, *_bodiless(captions, drawn.readings), *drawn.gaps),
    )


def _digest(pdf: Path, limits: ReadingLimits) -> str:
    if not pdf.is_file():
        raise UnreadableError("is no file.", file=pdf.name, mend="Give the path of a PDF.")
    size = pdf.stat().st_size
    if size > limits.file_mb * 1_000_000:
        message = f"holds {size / 1e6:.0f} MB, more than the {limits.file_mb} MB that are read."
        raise UnreadableError(message, file=pdf.name, mend="Give a smaller PDF, or raise the limit.")
    with pdf.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _outline(parser: Parser, gaps: list[Gap]) -> Sequence[OutlineEntry]:
    try:
        return parser.outline()
    except ParsingFailed as failure:
        gaps.append(Gap(what="outline", where="the PDF's bookmarks", why=str(failure)))
        return ()


def _excluded(
    tables: Sequence[TableReading],
    figures: Sequence[FigureReading],
    captions: Sequence[Caption],
    algorithms: Sequence[AlgorithmReading],
) -> list[Region]:
    """Where the running text does not go."""
    return [
        *(region for table in tables for region in (table.region, *table.further_regions)),
        *(region for figure in figures for region in figure.regions),
        *(caption.region for caption in captions),
        *(algorithm.region for algorithm in algorithms),
    ]


def _bodiless(captions: Sequence[Caption], readings: Readings) -> list[Gap]:
    """What has a caption but no body that was found."""
    found = {
        *(("table", table.label) for table in readings.tables),
        *((algorithm.kind, algorithm.label) for algorithm in readings.algorithms),
    }
    return [
        Gap(
            what=f"{caption.kind} {caption.label}: body",
            where=f"page {caption.region.page}",
            why="Its caption was found, but no rules, columns or picture beside it that could be its body.",
        )
        for caption in captions
        if caption.kind != "figure" and not caption.continued and (caption.kind, caption.label) not in found
    ]


def _with_floats(
    passages: Sequence[Passage], captions: Sequence[Caption], algorithms: Sequence[Passage]
) -> tuple[Passage, ...]:
    """The passages, with captions and algorithms behind the last one that starts on their page or before."""
    floats = [Passage(kind="caption", text=caption.text, regions=(caption.region,)) for caption in captions]
    flow = [passage for passage in passages if passage.kind != "margin"]
    margins = [passage for passage in passages if passage.kind == "margin"]
    placed: list[Passage] = []
    waiting = sorted([*floats, *algorithms], key=lambda passage: passage.page)
    for passage in flow:
        while waiting and waiting[0].page < passage.page:
            placed.append(waiting.pop(0))
        placed.append(passage)
    return (*placed, *waiting, *margins)
