"""Pictures of what was read, drawn in the parsing process; what kills it is left out and named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ara.compiler.paper.clippings import Clipping, Readings, clippings_of, with_pictures
from ara.compiler.paper.model import Gap
from ara.compiler.paper.parser import Parser, ParsingFailed


class Drawn(NamedTuple):
    """The readings with their pictures' names, and what has no picture."""

    readings: Readings
    gaps: tuple[Gap, ...]


def draw(parser: Parser, readings: Readings, folder: Path) -> Drawn:
    """All readings with the names of their pictures, and a gap for each one without any."""
    wanted = clippings_of(readings)
    clippings = [clipping for parts in wanted.values() for clipping in parts]
    names, reasons = _draw_all(parser, clippings, folder)
    drawn = {key: tuple(part.name for part in parts if part.name in names) for key, parts in wanted.items()}
    why = {
        key: next((reasons[part.name] for part in parts if part.name in reasons), None) for key, parts in wanted.items()
    }
    titled = [
        *((id(table), f"table {table.label}", table.region.page) for table in readings.tables),
        *((id(figure), f"figure {figure.label}", figure.caption_region.page) for figure in readings.figures),
        *((id(found), f"equation {found.number or ''}".strip(), found.region.page) for found in readings.equations),
        *((id(found), f"{found.kind} {found.label}", found.region.page) for found in readings.algorithms),
    ]
    gaps = tuple(_gap(title, page, why[key]) for key, title, page in titled if not drawn[key])
    return Drawn(with_pictures(readings, drawn), gaps)


def _draw_all(parser: Parser, clippings: Sequence[Clipping], folder: Path) -> tuple[set[str], dict[str, str]]:
    """Names of the pictures drawn, and why others were not.

    They are drawn together. When that kills the parsing process, each half is tried alone, down to single ones.
    """
    try:
        return _names(clippings, parser.pictures(clippings, folder)), {}
    except ParsingFailed as failure:
        if len(clippings) <= 1:
            for clipping in clippings:
                (folder / clipping.name).unlink(missing_ok=True)
            return set(), {clipping.name: str(failure) for clipping in clippings}
    middle = len(clippings) // 2
    names, reasons = _draw_all(parser, clippings[:middle], folder)
    others, further = _draw_all(parser, clippings[middle:], folder)
    return names | others, reasons | further


def _names(clippings: Sequence[Clipping], drawn: Sequence[bool]) -> set[str]:
    return {clipping.name for clipping, done in zip(clippings, drawn, strict=True) if done}


def _gap(title: str, page: int, reason: str | None) -> Gap:
    why = reason or "Its place on the page was not found, or could not be drawn."
    return Gap(what=f"{title}: picture", where=f"page {page}", why=why)
