"""Quotes that are truly on the page: every quote is looked up in the page's text layer before it is used."""

from __future__ import annotations

import re
from typing import NamedTuple

from ara.compiler.grounding import squeeze
from ara.compiler.paper.model import PaperReading, Region

_SHORTEST = 12
_MOST_PARTS = 3


class Found(NamedTuple):
    """Words and the region in which they were found."""

    text: str
    region: Region


class PageWords:
    """The text layers of a paper's pages, prepared for looking quotes up."""

    def __init__(self, paper: PaperReading) -> None:
        """Prepare every page once."""
        self._pages = tuple(squeeze(text) for text in paper.page_texts)

    def holds(self, text: str, page: int) -> bool:
        """Tell whether a page (counted from 1) prints a text, up to blanks, line breaks and hyphens in words."""
        return 1 <= page <= len(self._pages) and squeeze(text) in self._pages[page - 1]

    def find(self, text: str, regions: tuple[Region, ...]) -> tuple[Found, ...]:
        """Return a text as the pages print it: whole, or in parts where a column or page breaks it.

        Each part names the region whose page holds it. Empty when a part would be shorter than 12 characters, since
        such words prove nothing, and when there would be more than three.
        """
        parts: list[Found] = []
        rest = text
        while rest:
            part = self._longest_start(rest, regions)
            if part is None or len(part.text) < _SHORTEST or len(parts) == _MOST_PARTS:
                return ()
            parts.append(part)
            rest = rest[len(part.text) :].lstrip()
        return tuple(parts)

    def find_around(self, text: str, words: str, regions: tuple[Region, ...]) -> Found | None:
        """Return a stretch of a text that one page prints and in which given words stand; None when there is none."""
        whole = next((part for part in self.find(text, regions) if words in part.text), None)
        if whole is not None:
            return whole
        starts = (match.start() for match in re.finditer(r"\S+", text[: text.find(words) + 1]))
        stretches = (self._longest_start(text[start:], regions) for start in starts)
        return next((part for part in stretches if part and words in part.text and len(part.text) >= _SHORTEST), None)

    def _longest_start(self, text: str, regions: tuple[Region, ...]) -> Found | None:
        """Return the longest run of words from the start of a text that a page prints, by bisection."""
        ends = [match.end() for match in re.finditer(r"\S+", text)]
        best: Found | None = None
        for region in regions:
            low, high = 0, len(ends)
            while low < high:
                middle = (low + high + 1) // 2
                if self.holds(text[: ends[middle - 1]], region.page):
                    low = middle
                else:
                    high = middle - 1
            if low and (best is None or ends[low - 1] > len(best.text)):
                best = Found(text[: ends[low - 1]], region)
        return best
