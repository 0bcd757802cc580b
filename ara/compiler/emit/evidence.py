"""Tables, figures, theorem-like statements, and the index over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ara.compiler.emit.plots import plot_axes, plot_grid, plot_kind, thinned
from ara.compiler.identify import Identified
from ara.compiler.paper.model import FigureReading, PaperReading, TableReading
from ara.compiler.spans import SpanBook
from ara.schema.evidence import EvidenceObject, Grid, IndexRow
from ara.schema.location import Location
from ara.schema.markdown.entity import ExtraField
from ara.schema.markdown.escape import inline, quote

_NUMBER = re.compile(r"[-+−]?\d[\d.,]*\s?[%kKMB]?")
_FIGURE_TYPE = {"text": "qualitative_sample"}


def object_path(kind: str, label: str) -> str:
    """Give the path of a table's or figure's file, e.g. `evidence/tables/table3.md`."""
    return f"evidence/{kind}s/{kind}{_plain(label)}.md"


def _plain(label: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", label).strip("_").lower()


def evidence_objects(paper: PaperReading, book: SpanBook) -> tuple[EvidenceObject, ...]:
    """Write every numbered table and figure of the paper, and every theorem-like statement."""
    tables = (_table(table, paper, book) for table in paper.tables)
    figures = (_figure(figure, paper, book) for figure in paper.figures)
    return (*tables, *figures, *_statements(paper, book))


def _title(kind: str, label: str, caption: str) -> str:
    words = re.sub(
        rf"^\s*(?:{kind}|Tab|Fig)\b\.?\s*{re.escape(label)}\s*[:.|—–-]?\s*", "", caption, flags=re.IGNORECASE
    )
    first = re.split(r"(?<=[a-z)])\.\s", words, maxsplit=1)[0]
    short = first if len(first) <= 100 else first[:100].rsplit(None, 1)[0] + " …"
    return f"{kind} {label}: {inline(short)}".rstrip(": ")


def _table(table: TableReading, paper: PaperReading, book: SpanBook) -> EvidenceObject:
    path = object_path("table", table.label)
    book.in_paper(table.caption, table.caption_region, path)
    extra = [("Header rows", str(table.header_rows))]
    grids = [_grid(table.rows)] if table.rows else []
    if table.other_rows:
        extra.append(("Second reading", "below; the two readings differ, see the screenshot"))
        grids.append(_grid(table.other_rows))
    if table.further_images:
        extra.append(("Further pictures", ", ".join(table.further_images)))
    if table.marks:
        extra.append(("Marks", _marks(table)))
    return EvidenceObject(
        location=Location(file=path),
        kind="table",
        title=_title("Table", table.label, table.caption),
        source=_source(f"Table {table.label}", paper, table.region.place, table.region.path is None),
        caption=inline(table.caption),
        screenshot=table.image,
        # a header alone is no reading: the picture is all there is
        extraction_type="raw_table" if len(table.rows) > table.header_rows else "screenshot_only",
        extraction_method=table.extraction,
        extra=tuple(ExtraField(label=label, text=inline(text), line=0) for label, text in extra),
        grids=tuple(grids),
    )


def _source(label: str, paper: PaperReading, where: str, printed: bool) -> str:
    """Say where an object stands; only what stands on a page is the printed one, which has a picture."""
    if printed:
        return f"{inline(label)} in {inline(paper.name)}, {where}"
    return f"LaTeX source at {inline(where)}, not seen on a page"


def _grid(rows: tuple[tuple[str, ...], ...]) -> Grid:
    cells = tuple(tuple(inline(cell) for cell in row) for row in rows)
    return Grid(rows=cells, line=1, row_lines=())


def _marks(table: TableReading) -> str:
    """Name the cells set in bold and the like by row and column, counted from 1 with the headers."""
    kinds: dict[str, list[str]] = {}
    for row, column, mark in table.marks:
        kinds.setdefault(mark, []).append(f"({row + 1}, {column + 1})")
    return "; ".join(f"{mark}: {', '.join(cells[:40])}" for mark, cells in sorted(kinds.items()))


def _figure(figure: FigureReading, paper: PaperReading, book: SpanBook) -> EvidenceObject:
    path = object_path("figure", figure.label)
    book.in_paper(figure.caption, figure.caption_region, path)
    pages = sorted({region.page for region in figure.regions} or {figure.caption_region.page})
    where = figure.caption_region.place if len(pages) == 1 else f"pp. {pages[0]}–{pages[-1]}"
    extra: list[tuple[str, str]] = [("Made of", figure.kind)]
    if figure.panels:
        extra.append(("Panels", "; ".join(figure.panels)))
    if figure.labels:
        extra.append(("Printed in it", " | ".join(figure.labels)))
    if len(figure.images) > 1:
        extra.append(("Further pictures", ", ".join(figure.images[1:])))
    kind = "quantitative_plot" if figure.series else _figure_type(figure)
    if figure.series:
        extra.append(("Measured from", "ticks and marks of the vector drawing; ≈ stands before measured values"))
        if cut := thinned(figure.series):
            extra.append(("Shown in part", cut))
    elif kind == "quantitative_plot":
        extra.append(("Trend summary", "The points were not read; the screenshot shows them."))
    return EvidenceObject(
        location=Location(file=path),
        kind="figure",
        title=_title("Figure", figure.label, figure.caption),
        source=_source(f"Figure {figure.label}", paper, where, figure.caption_region.path is None),
        caption=inline(figure.caption),
        screenshot=figure.images[0] if figure.images else None,
        figure_type=kind,
        extraction_method=_method(figure),
        reading_confidence="medium" if figure.series else "low",
        axes=inline(plot_axes(figure.series)) if figure.series else None,
        plot_kind=plot_kind(figure.series) if figure.series else None,
        grids=(plot_grid(figure.series),) if figure.series else (),
        extra=tuple(ExtraField(label=label, text=inline(text), line=0) for label, text in extra),
    )


def _method(figure: FigureReading) -> str:
    if figure.series:
        return "digitized_estimate"
    return "exact_from_labels" if figure.labels else "visual_description"


def _on_pages(pages: Iterable[int]) -> str:
    places = sorted(set(pages))
    return f"p. {places[0]}" if len(places) == 1 else f"pp. {places[0]}–{places[-1]}"


def _statements(paper: PaperReading, book: SpanBook) -> Iterator[EvidenceObject]:
    """Write every statement; one without a number, or with one that was used before, is named by its page too."""
    taken: set[str] = set()
    for statement in paper.statements:
        page = statement.regions[0].page
        label = statement.label or f"on p. {page}"
        path = f"evidence/proofs/{_plain(f'{statement.kind} {label}')}.md"
        if path in taken:
            path = f"evidence/proofs/{_plain(f'{statement.kind} {label} on p. {page} {len(taken)}')}.md"
        taken.add(path)
        book.in_paper(statement.text, statement.regions[0], path)
        name = f"{statement.kind.capitalize()} {label}"
        where = _on_pages(region.page for region in statement.regions)
        yield EvidenceObject(
            location=Location(file=path),
            kind="proof",
            title=inline(f"{name}: {statement.name}" if statement.name else name),
            source=f"{inline(name)} in {inline(paper.name)}, {where}",
            extraction_method="exact_from_text",
            extra=(ExtraField(label="Statement", text=quote(statement.text), line=0),),
        )


def _figure_type(figure: FigureReading) -> str:
    """A picture with at least four printed numbers is taken for a plot, a box of text for a sample."""
    numbers = sum(1 for label in figure.labels if _NUMBER.fullmatch(label.strip()))
    if figure.kind in _FIGURE_TYPE:
        return _FIGURE_TYPE[figure.kind]
    return "quantitative_plot" if numbers >= 4 else "mixed"


def index_rows(objects: tuple[EvidenceObject, ...], identified: Identified) -> Iterator[IndexRow]:
    """One row per file of evidence."""
    for entity in objects:
        path = entity.location.file.removeprefix("evidence/")
        label = entity.title.split(":")[0]
        claims = tuple(
            claim.id for claim in identified.claims if label in claim.reading.evidence or label == claim.reading.where
        )
        yield IndexRow(
            path=path,
            source=entity.source or "",
            claims=claims,
            description=entity.title.partition(": ")[2] or label,
            location=Location(file="evidence/README.md"),
        )
