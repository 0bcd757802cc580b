"""Where quotes are looked up: the paper, the repository, and without them the words that an Ara already holds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from ara.compiler.grounding import PageQuotes, squeeze
from ara.compiler.paper.model import PaperReading
from ara.compiler.propose.patches import Grounding, HeldFile, PdfPage, RepoLines
from ara.compiler.propose.refusal import Refused
from ara.compiler.propose.untouched import untouched_text
from ara.schema.errors import AraError
from ara.schema.markdown.escape import unescape
from ara.schema.package import Package
from ara.schema.seal import SourceFile
from ara.schema.span import Box, Span

SUGGESTED = "ai-suggested"
"""Mark of everything that a proposal brought into an Ara."""
SHORTEST_QUOTE = 8
"""Characters without blanks that a quote must have: a shorter one is found nearly anywhere."""
MOST_LINES = 60
"""Lines of a file over which a quote may run."""
MOST_PATHS = 500
"""Files of a repository that are looked up for one patch."""


class Place(NamedTuple):
    """Where a quote was found."""

    quote: str
    """The words as proposed, on one line."""
    where: str
    """The place for readers, e.g. `paper.pdf (p. 3)`."""
    context: str
    """The text around it as the source prints it; numbers must stand in it on their own."""
    source: str
    """Name of the source."""
    page: int | None = None
    box: Box | None = None
    path: str | None = None
    line: int | None = None
    commit: str | None = None


class _Paper(NamedTuple):
    name: str
    quotes: PageQuotes
    texts: tuple[str, ...]
    passages: tuple[tuple[int, Box, str], ...]


class _Repo(NamedTuple):
    name: str
    files: dict[str, tuple[str, ...]]


class Grounds:
    """The sources against which proposals are held."""

    def __init__(
        self, package: Package, paper: _Paper | None = None, repo: _Repo | None = None, notes: tuple[str, ...] = ()
    ) -> None:
        """Take the sources that were opened; what the Ara itself holds always counts."""
        self._package = package
        self._paper = paper
        self._repo = repo
        self.notes = notes
        """What a user should know about the sources, e.g. that nothing says which PDF is the right one."""

    def find(self, grounding: Grounding) -> Place:
        """Give the place of a quote. Raises Refused when its source does not print it there."""
        quote = " ".join(grounding.quote.split())
        if len(squeeze(quote)) < SHORTEST_QUOTE:
            raise Refused(f"the quote has fewer than {SHORTEST_QUOTE} characters, which are found nearly anywhere")
        source = grounding.source
        if isinstance(source, PdfPage):
            return self._in_paper(quote, source)
        if isinstance(source, RepoLines):
            return self._in_repo(quote, source)
        return self._in_evidence(quote, source)

    def _in_paper(self, quote: str, source: PdfPage) -> Place:
        if self._paper is None:
            return self._held(quote, lambda span: span.page == source.page and source.pdf in (None, span.source))
        paper = self._paper
        if source.pdf not in (None, paper.name):
            raise Refused(f"its source is {source.pdf!r}, but the PDF that was given is {paper.name!r}")
        words = squeeze(quote)
        pages = [squeeze(text) for text in paper.texts[source.page - 1 : source.page + 1]]
        # the judge lets words run on to the next page; words that stand there alone were given the wrong page
        elsewhere = len(pages) == 2 and words in pages[1] and words not in pages[0]
        if elsewhere or not paper.quotes.printed(quote, source.page):
            raise Refused(f"page {source.page} of {paper.name} does not print the quote")
        boxes = (box for page, box, text in paper.passages if page == source.page and words in text)
        return Place(
            quote=quote,
            where=_page(paper.name, source.page),
            context="\n".join(paper.texts[source.page - 1 : source.page + 1]),
            source=paper.name,
            page=source.page,
            box=next(boxes, None),
        )

    def _in_repo(self, quote: str, source: RepoLines) -> Place:
        if self._repo is None:
            return self._held(quote, lambda span: span.path == source.path and _covers(span, source.line))
        lines = self._repo.files.get(source.path)
        if lines is None:
            raise Refused(f"{self._repo.name} has no text file {source.path!r}")
        words = squeeze(quote)
        window = lines[source.line - 1 : source.line - 1 + MOST_LINES]
        if not window or words not in squeeze("\n".join(window)) or words in squeeze("\n".join(window[1:])):
            raise Refused(f"{source.path}:{source.line} of {self._repo.name} does not start the quote")
        return Place(
            quote=quote,
            where=f"{source.path}:{source.line}",
            context="\n".join(window),
            source=self._repo.name,
            path=source.path,
            line=source.line,
        )

    def _held(self, quote: str, fits: Callable[[Span], bool]) -> Place:
        """Look among the Spans of the Ara, when the source itself was not given."""
        words = squeeze(quote)
        for span in self._package.spans:
            if fits(span) and words in squeeze(span.quote):
                place = _page(span.source, span.page) if span.page else f"{span.path}:{span.line}"
                return Place(
                    quote, place, span.quote, span.source, span.page, span.box, span.path, span.line, span.commit
                )
        raise Refused("no Span of the Ara holds the quote at that place; give its source with --pdf or --repo")

    def _in_evidence(self, quote: str, source: HeldFile) -> Place:
        path = source.evidence
        held = next((entity for entity in self._package.evidence if entity.location.file == path), None)
        if held is None:
            raise Refused(f"the Ara has no file of evidence {path!r}")
        text = unescape(untouched_text(held, self._package.texts[path])).replace("\\|", "|")
        if squeeze(quote) not in squeeze(text):
            raise Refused(f"{path} does not hold the quote, or only as a suggestion or in a row of doubtful cells")
        return Place(quote=quote, where=path, context=text, source=path, path=path)


def _page(name: str, page: int) -> str:
    return f"{name} (p. {page})"


def _covers(span: Span, line: int) -> bool:
    return span.line is not None and span.line <= line <= (span.end_line or span.line)


def open_grounds(
    package: Package, pdf: Path | None = None, repo: str | None = None, paths: Iterable[str] = ()
) -> Grounds:
    """Open the sources that were given, and make sure that they are those of the Ara.

    `paths` are the files of the repository that will be asked for; it is read at the commit that `ara.yaml` names.
    Raises AraError when a source cannot be read, or is not one that `ara.yaml` names.
    """
    notes: list[str] = []
    named = package.seal.sources if package.seal is not None else ()
    paper = _open_paper(pdf, [source for source in named if source.kind == "pdf"], notes) if pdf else None
    repos = [source for source in named if source.kind == "repository"]
    code = _open_repo(repo, repos, tuple(dict.fromkeys(paths)), notes) if repo else None
    return Grounds(package, paper, code, tuple(notes))


def read_given_paper(pdf: Path) -> PaperReading:
    """Read a PDF for its words alone. Raises UnreadableError as `read_paper` does."""
    # imported here: only a given PDF needs the reader, and it is heavy
    from ara.compiler.paper.reader import read_paper

    with tempfile.TemporaryDirectory(prefix="ara-apply-") as pictures:
        return read_paper(pdf, Path(pictures))


def _open_paper(pdf: Path, named: list[SourceFile], notes: list[str]) -> _Paper:
    reading = read_given_paper(pdf)
    known = {source.sha256: source.name for source in named if source.sha256}
    if known and reading.sha256 not in known:
        listed = ", ".join(sorted(known.values()))
        raise AraError(f"is not the PDF of this Ara, {listed}: its hash differs.", file=str(pdf), mend="Give that PDF.")
    if not known:
        notes.append(f"ara.yaml names the hash of no PDF; {pdf.name} is taken at your word.")
    passages = ((p.regions[0].page, p.regions[0].box, squeeze(p.text)) for p in reading.passages if p.regions)
    name = known.get(reading.sha256, pdf.name)
    return _Paper(name, PageQuotes(reading), reading.page_texts, tuple(passages))


def _open_repo(location: str, named: list[SourceFile], paths: tuple[str, ...], notes: list[str]) -> _Repo:
    from ara.compiler.repo import export_files

    commits = [source for source in named if source.commit]
    commit = commits[0].commit if commits else None
    if commit is None:
        notes.append(f"ara.yaml names no commit; {location} is taken at your word, at its head.")
    # in a pattern `*` and `?` stand for other characters, and no path of a proposal may do so
    plain = [path for path in paths if "*" not in path and "?" not in path][:MOST_PATHS]
    export = export_files(location, plain, rev=commit)
    files = {file.path: _lines(file.data) for file in export.files if b"\0" not in file.data}
    name = commits[0].name if commits else location.rstrip("/").rpartition("/")[2].removesuffix(".git")
    return _Repo(f"{name}@{export.commit[:12]}", files)


def _lines(data: bytes) -> tuple[str, ...]:
    return tuple(data.decode("utf-8", errors="replace").split("\n"))
