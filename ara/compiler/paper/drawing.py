"""Pictures of tables and figures, drawn in the parsing process; what kills it is left out and named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ara.compiler.paper.model import FigureReading, Gap, TableReading
from ara.compiler.paper.parser import Parser, ParsingFailed

Drawn = tuple[tuple[TableReading, ...], tuple[FigureReading, ...], tuple[Gap, ...]]


def draw(parser: Parser, tables: Sequence[TableReading], figures: Sequence[FigureReading], folder: Path) -> Drawn:
    """All readings with the names of their pictures, and a gap for each one without any.

    They are drawn together, which gives them their names. Only when that fails each one is tried alone, to find those
    that cannot be drawn, and the others are drawn together once more.
    """
    reasons: dict[int, str] = {}
    drawn_tables, drawn_figures = tuple(tables), tuple(figures)
    try:
        drawn_tables, drawn_figures = parser.pictures(tables, figures, folder)
    except ParsingFailed:
        reasons = _failures(parser, tables, figures, folder)
        sound_tables = [table for table in tables if id(table) not in reasons]
        sound_figures = [figure for figure in figures if id(figure) not in reasons]
        try:
            done_tables, done_figures = parser.pictures(sound_tables, sound_figures, folder)
        except ParsingFailed as failure:
            reasons = {id(reading): str(failure) for reading in (*tables, *figures)}
        else:
            tables_left, figures_left = iter(done_tables), iter(done_figures)
            drawn_tables = tuple(table if id(table) in reasons else next(tables_left) for table in tables)
            drawn_figures = tuple(figure if id(figure) in reasons else next(figures_left) for figure in figures)
    gaps = [
        _gap("table", table.label, table.region.page, reasons.get(id(table)))
        for table, drawn in zip(tables, drawn_tables, strict=True)
        if drawn.image is None
    ]
    gaps += [
        _gap("figure", figure.label, figure.caption_region.page, reasons.get(id(figure)))
        for figure, drawn in zip(figures, drawn_figures, strict=True)
        if not drawn.images
    ]
    return drawn_tables, drawn_figures, tuple(gaps)


def _failures(
    parser: Parser, tables: Sequence[TableReading], figures: Sequence[FigureReading], folder: Path
) -> dict[int, str]:
    """By identity of the reading, why it cannot be drawn."""
    reasons: dict[int, str] = {}
    for table in tables:
        try:
            parser.pictures([table], [], folder)
        except ParsingFailed as failure:
            reasons[id(table)] = str(failure)
    for figure in figures:
        try:
            parser.pictures([], [figure], folder)
        except ParsingFailed as failure:
            reasons[id(figure)] = str(failure)
    return reasons


def _gap(kind: str, label: str, page: int, reason: str | None) -> Gap:
    why = reason or "Its place on the page was not found, or could not be drawn."
    return Gap(what=f"{kind} {label}: picture", where=f"page {page}", why=why)
