"""Where the words of a LaTeX source stand: its files as further pages of the paper, and its lines for spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.grounding import squeeze
from ara.compiler.paper.model import Region
from ara.compiler.tex.model import Place, TexPassage, TexReading


class SourceLines(NamedTuple):
    """Lines of a file, as they stand there."""

    path: str
    line: int
    end_line: int
    written: str


def file_pages(tex: TexReading) -> tuple[str, ...]:
    """Give the words of each file that was read, in the order of `tex.texts`."""
    by_path: dict[str, list[tuple[int, str]]] = {path: [] for path in tex.texts}
    for text, place in _said(tex):
        by_path[place.path].append((place.line, text))
    return tuple("\n".join(text for _, text in sorted(said, key=lambda one: one[0])) for said in by_path.values())


def region_of(place: Place, tex: TexReading, pages: int) -> Region:
    """Give a place in the source as a region of a paper of so many pages."""
    number = pages + 1 + list(tex.texts).index(place.path)
    box = (0.0, 0.0, 0.0, 0.0)
    return Region(page=number, box=box, path=place.path, line=place.line, end_line=place.end_line)


def numbered(equation: TexPassage) -> str:
    """Give an equation's LaTeX with its number behind it."""
    return f"{equation.text} ({equation.number})" if equation.number else equation.text


class SourceQuotes:
    """The words of a source with their lines, prepared for looking quotes up."""

    def __init__(self, tex: TexReading) -> None:
        """Prepare every passage once."""
        self._tex = tex
        self._said = [(squeeze(text), place) for text, place in _said(tex)]

    def lines_at(self, quote: str, region: Region) -> SourceLines | None:
        """Give the lines of a region that hold the words; None when the source does not say them there."""
        words = squeeze(quote)
        if region.path is None or region.line is None or region.end_line is None or not words:
            return None
        inside = range(region.line, region.end_line + 1)
        for said, place in self._said:
            if place.path == region.path and place.line in inside and words in said:
                return self._narrowed(quote, place)
        return None

    def find(self, quote: str) -> SourceLines | None:
        """Give the lines of the first passage that says the words; None when there is none."""
        words = squeeze(quote)
        place = next((place for said, place in self._said if words and words in said), None)
        return self._narrowed(quote, place) if place else None

    def _narrowed(self, quote: str, place: Place) -> SourceLines:
        """The fewest lines that hold the quote's first and last words, when each stands on one line only."""
        lines = self._tex.texts[place.path].split("\n")[place.line - 1 : place.end_line]
        said = re.findall(r"[^\W_]{3,}", quote)
        first = _only(lines, said[:2]) or 0
        last = _only(lines, said[-2:])
        last = len(lines) - 1 if last is None or last < first else last
        shown = "\n".join(lines[first : last + 1])
        return SourceLines(place.path, place.line + first, place.line + last, shown)


def _only(lines: list[str], words: list[str]) -> int | None:
    """The only line that holds all the words; None when none or several do."""
    found = [place for place, line in enumerate(lines) if words and all(word in line for word in words)]
    return found[0] if len(found) == 1 else None


def _said(tex: TexReading) -> Iterator[tuple[str, Place]]:
    if tex.title and tex.title_place:
        yield tex.title, tex.title_place
    yield from ((author.name, author.place) for author in tex.authors)
    if tex.abstract:
        yield tex.abstract.text, tex.abstract.place
    yield from ((section.title, section.place) for section in tex.sections)
    yield from ((passage.text, passage.place) for passage in tex.passages if passage.kind != "equation")
    yield from ((numbered(equation), equation.place) for equation in tex.equations)
    for table in tex.tables:
        rows = (" ".join(cell for cell in row if cell) for row in table.rows)
        yield "\n".join([f"Table {table.label}: {table.caption}", *rows]), table.place
    for figure in tex.figures:
        yield "\n".join([f"Figure {figure.label}: {figure.caption}", *figure.panels]), figure.place
    yield from ((reference.text, reference.place) for reference in tex.references)
