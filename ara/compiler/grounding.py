"""The one judge of quotes: words are written into an Ara only where their source prints them."""

from __future__ import annotations

import re
import unicodedata

from ara.compiler.paper.model import PaperReading

_HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011](?=[^\W\d_])")


def squeeze(text: str) -> str:
    """Give a text without blanks and without hyphens inside words, in compatibility form, for comparison."""
    solid = "".join(unicodedata.normalize("NFKC", text).split())
    return _HYPHEN_IN_WORD.sub("", solid)


class PageQuotes:
    """The text layers of a paper's pages, prepared for looking quotes up."""

    def __init__(self, paper: PaperReading) -> None:
        """Prepare every page once."""
        self._pages = [squeeze(text) for text in paper.page_texts]
        self._count = paper.pages

    def printed(self, quote: str, page: int) -> bool:
        """Tell whether the words start on a page (from 1); they may end on the next one.

        Equality is up to blanks, line breaks and hyphens inside words, which a text layer breaks at will.
        """
        words = squeeze(quote)
        if not words or not 1 <= page <= len(self._pages):
            return False
        # behind the last page stand the files of a LaTeX source, which no passage runs on into
        last = page + 1 if page < self._count else page
        start = "".join(self._pages[page - 1 : last]).find(words)
        return 0 <= start < len(self._pages[page - 1])

    def page_of(self, quote: str) -> int | None:
        """Give the first page that prints the words, or None."""
        words = squeeze(quote)
        if not words:
            return None
        return next((number for number, page in enumerate(self._pages, 1) if words in page), None)
