"""The book of Spans: every place in a source on which the Ara rests, numbered in the order of use."""

from __future__ import annotations

from ara.compiler.grounding import PageQuotes
from ara.compiler.paper.model import PaperReading, Region
from ara.compiler.repo.model import Excerpt, RepoReading
from ara.compiler.tex.model import TexReading
from ara.compiler.tex.places import SourceLines, SourceQuotes
from ara.schema.span import Span

LONGEST_QUOTE = 600
"""Characters of a quote that are kept; a longer one is cut at a word."""


class SpanBook:
    """Collects the Spans of one compilation. Asking for a place hands back the Span's number, or None if ungrounded."""

    def __init__(self, paper: PaperReading | None, repo: RepoReading | None, tex: TexReading | None = None) -> None:
        """Open an empty book over the sources."""
        self._paper = paper
        self._quotes = PageQuotes(paper) if paper else None
        self._tex = tex
        self._written = SourceQuotes(tex) if tex else None
        self._repo = repo.name + (f"@{repo.commit[:12]}" if repo.commit else "") if repo else ""
        self._spans: list[Span] = []
        self.refused: list[tuple[str, str]] = []
        """What was not written because its words were not found: what it would have held, and the words."""

    def grounded(self, quote: str, region: Region) -> bool:
        """Tell whether the page or the LaTeX source has the words, without noting anything."""
        return self._printed(quote, region) or self._lines(quote, region) is not None

    def _printed(self, quote: str, region: Region) -> bool:
        if region.path is not None or self._paper is None or self._quotes is None:
            return False
        return region.page <= self._paper.pages and self._quotes.printed(quote, region.page)

    def _lines(self, quote: str, region: Region) -> SourceLines | None:
        if self._written is None:
            return None
        return self._written.find(quote) if region.path is None else self._written.lines_at(quote, region)

    def in_paper(self, quote: str, region: Region, holds: str) -> Span | None:
        """Note words of the paper; None, and a refusal, when neither their page nor its LaTeX source has them."""
        if self._printed(quote, region) and self._paper is not None:
            place = _rounded(region)
            return self._add(source=self._paper.name, page=region.page, box=place, quote=quote, holds=holds)
        lines = self._lines(quote, region)
        if lines is None:
            self.refused.append((holds, quote))
            return None
        return self.in_tex(quote, lines, holds)

    def in_tex(self, quote: str, lines: SourceLines, holds: str) -> Span:
        """Note words of the LaTeX source, with the lines that print them."""
        return self._add(
            source=self._tex.name if self._tex else "",
            path=lines.path,
            line=lines.line,
            end_line=lines.end_line,
            quote=quote,
            written=_cut(lines.written),
            holds=holds,
        )

    def in_repo(self, excerpt: Excerpt, holds: str) -> Span:
        """Note lines of a file of the repository; the reader took them from the file itself."""
        return self._add(
            source=self._repo,
            path=excerpt.path,
            line=excerpt.line,
            end_line=excerpt.end_line,
            quote=excerpt.quote,
            holds=holds,
        )

    def in_commit(self, commit: str, quote: str, holds: str) -> Span:
        """Note words of a commit's message."""
        return self._add(source=self._repo, commit=commit, quote=quote, holds=holds)

    def spans(self) -> tuple[Span, ...]:
        """Give all Spans, in the order in which they were noted."""
        return tuple(self._spans)

    def _add(self, *, quote: str, **place: object) -> Span:
        span = Span(id=f"S{len(self._spans) + 1:04d}", quote=_cut(quote), **place)
        self._spans.append(span)
        return span


def _rounded(region: Region) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(value, 1) for value in region.box)
    return left, top, right, bottom


def _cut(quote: str) -> str:
    if len(quote) <= LONGEST_QUOTE:
        return quote
    return quote[:LONGEST_QUOTE].rsplit(None, 1)[0]
