"""Quotes that are truly on the page: every quote is looked up in the page's text layer before it is used."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from ara.compiler.paper.model import PaperReading, Region

_SHORTEST = 24
_HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011](?=[^\W\d_])")
_CLAUSE_EDGE = re.compile(r"(?<=[,;:.])\s+|\s+(?=\()|(?<=\))\s+|\s+[–—-]\s+")


class Found(NamedTuple):
    """Words and the region in which they were found."""

    text: str
    region: Region


class PageWords:
    """The text layers of a paper's pages, prepared for looking quotes up."""

    def __init__(self, paper: PaperReading) -> None:
        """Prepare every page once."""
        self._pages = tuple(_squeezed(text) for text in paper.page_texts)

    def holds(self, text: str, page: int) -> bool:
        """Tell whether a page (counted from 1) prints a text, up to blanks, line breaks and hyphens in words."""
        return 1 <= page <= len(self._pages) and _squeezed(text) in self._pages[page - 1]

    def find(self, text: str, regions: tuple[Region, ...], keep: tuple[str, ...] = ()) -> Found | None:
        """Return a text, or else its longest part at clause edges that one page prints, with the region it is in.

        Parts that hold more of the `keep` strings win. None when no part of at least 24 characters is there.
        """
        for region in regions:
            if self.holds(text, region.page):
                return Found(text, region)
        best: Found | None = None
        best_rank = (-1, 0)
        for part in _parts(text):
            rank = (sum(word in part for word in keep), len(part))
            if rank <= best_rank:
                continue
            held = next((region for region in regions if self.holds(part, region.page)), None)
            if held is not None:
                best, best_rank = Found(part, held), rank
        return best


def _squeezed(text: str) -> str:
    solid = "".join(unicodedata.normalize("NFKC", text).split())
    return _HYPHEN_IN_WORD.sub("", solid)


def _parts(text: str) -> list[str]:
    """Return the stretches of a text between any two clause edges, then between any two words when there are none."""
    edges = [0, *(match.end() for match in _CLAUSE_EDGE.finditer(text)), len(text)]
    if len(edges) < 4:
        edges = sorted({*edges, *(match.end() for match in re.finditer(r"\s+", text))})
    edges = edges if len(edges) <= 40 else edges[:40]
    stretches = (
        text[left:right].strip().rstrip(",;:–—-( ") for i, left in enumerate(edges) for right in edges[i + 1 :]
    )
    return [stretch for stretch in stretches if len(stretch) >= _SHORTEST]
