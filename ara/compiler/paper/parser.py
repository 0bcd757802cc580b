"""The parent's side of the parsing process: requests go out, values come in, and a dead child becomes a `Gap`."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from ara.compiler.paper.clippings import Clipping
from ara.compiler.paper.limits import ReadingLimits
from ara.compiler.paper.model import Gap
from ara.compiler.paper.outline import Description, OutlineEntry
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.paths import DrawnPath
from ara.compiler.paper.wire import page_from_json
from ara.schema.errors import UnreadableError
from ara.schema.span import Box

_LONGEST_ANSWER = 200_000_000
_PATHS = TypeAdapter(tuple[DrawnPath, ...])


class ParsingFailed(Exception):  # noqa: N818 - names what happened to one request, not an error of ara
    """One request was not answered; the text is a sentence that says why. The parser can be asked on."""


class Parser:
    """One PDF, parsed in a process of its own. Use as a context manager.

    A request that kills the process or takes too long raises `ParsingFailed`; the next one starts a fresh process.
    """

    def __init__(self, pdf: Path, limits: ReadingLimits) -> None:
        self._pdf = pdf
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._received = b""
        self._deadline = time.monotonic() + limits.seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def describe(self) -> Description:
        """Pages, properties and outline.

        Raises `UnreadableError` when the file is no PDF, is locked by a password, or has no pages.
        """
        name = self._pdf.name
        try:
            description = Description.model_validate_json(self._start())
        except (ParsingFailed, ValidationError) as failure:
            reason = (
                str(failure) if isinstance(failure, ParsingFailed) else "It does not describe itself as a PDF does."
            )
            mend = "If it is cut short, fetch it again; if a viewer opens it, print it to a new PDF and give that one."
            raise UnreadableError(f"cannot be read as a PDF. {reason}", file=name, mend=mend) from None
        if description.locked:
            mend = "Remove the password (e.g. `qpdf --decrypt --password=… in.pdf out.pdf`) and give the new file."
            raise UnreadableError("is encrypted and needs a password.", file=name, mend=mend)
        if description.pages == 0:
            raise UnreadableError("has no pages.", file=name, mend="Give the complete PDF.")
        return description

    def outline(self) -> tuple[OutlineEntry, ...]:
        """The bookmarks. Raises `ParsingFailed`."""
        entries = json.loads(self._ask({"do": "outline"}))["entries"]
        return tuple(OutlineEntry.model_validate(entry) for entry in entries)

    def page(self, number: int) -> PageContent:
        """The content of one page, counted from 1. Raises `ParsingFailed`."""
        try:
            return page_from_json(self._ask({"do": "page", "page": number}))
        except ValidationError:
            raise ParsingFailed("Its content does not fit the page model.") from None

    def pictures(self, clippings: Sequence[Clipping], folder: Path) -> tuple[bool, ...]:
        """Draw all clippings into `folder`, and tell for each whether it was drawn. Raises `ParsingFailed`."""
        request = {
            "do": "pictures",
            "clippings": [clipping.model_dump(mode="json") for clipping in clippings],
            "folder": str(folder.resolve()),
        }
        drawn = json.loads(self._ask(request, patience=1 + len(clippings)))["drawn"]
        return tuple(bool(done) for _, done in zip(clippings, drawn, strict=True))

    def paths(self, page: int, box: Box) -> tuple[DrawnPath, ...]:
        """The drawn paths within a box of a page, counted from 1. Raises `ParsingFailed`."""
        try:
            return _PATHS.validate_json(self._ask({"do": "paths", "page": page, "box": box}))
        except ValidationError:
            raise ParsingFailed("Its drawings do not fit the model of a path.") from None

    def _start(self) -> str:
        command = [
            sys.executable,
            "-P",
            "-m",
            "ara.compiler.paper.child",
            str(self._pdf),
            self._limits.model_dump_json(),
        ]
        self._received = b""
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        return self._answer()

    def _ask(self, request: dict[str, Any], patience: int = 1) -> str:
        if self._child is None:
            self._start()
        assert self._child is not None and self._child.stdin is not None
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.flush()
        except OSError:
            raise ParsingFailed(self._epitaph()) from None
        return self._answer(patience)

    def _answer(self, patience: int = 1) -> str:
        """The next line from the child, or `ParsingFailed` when it dies, is too slow, or reports an error."""
        assert self._child is not None and self._child.stdout is not None
        allowed = patience * self._limits.seconds_per_page
        until = min(time.monotonic() + allowed, self._deadline)
        pieces = [self._received]
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.stdout, selectors.EVENT_READ)
            while b"\n" not in pieces[-1]:
                if not selector.select(max(0.0, until - time.monotonic())):
                    self._end()
                    raise ParsingFailed(f"It took longer than {allowed:g} s, or than all the time given.")
                piece = os.read(self._child.stdout.fileno(), 1 << 20)
                if not piece or sum(map(len, pieces)) > _LONGEST_ANSWER:
                    raise ParsingFailed(self._epitaph())
                pieces.append(piece)
        line, _, self._received = b"".join(pieces).partition(b"\n")
        text = line.decode("utf-8")
        if text.startswith('{"error"'):
            raise ParsingFailed(f"The parser reports {json.loads(text)['error']}.")
        return text

    def _epitaph(self) -> str:
        code = self._end()
        if code == 3:
            return f"It needs more than {self._limits.memory_mb} MB of memory."
        return f"The parsing process ended with code {code}."

    def _end(self) -> int:
        child, self._child = self._child, None
        if child is None:
            return 0
        if child.poll() is None:
            child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                stream.close()
        return child.wait()


def read_pages(parser: Parser, count: int, limits: ReadingLimits) -> Iterator[PageContent | Gap]:
    """Every page in order; a page that cannot be read is a `Gap` that names it.

    Pages beyond the limits are one `Gap` together.
    """
    started = time.monotonic()
    items = 0
    for number in range(1, count + 1):
        if why := _beyond(limits, number, items, time.monotonic() - started):
            yield Gap(what=f"pages {number} to {count}", where="the whole paper", why=why)
            return
        try:
            page = parser.page(number)
        except ParsingFailed as failure:
            yield Gap(what=f"page {number}", where=f"page {number}", why=str(failure))
        else:
            items += len(page.words) + len(page.rules) + len(page.shapes)
            yield page


def _beyond(limits: ReadingLimits, number: int, items: int, seconds: float) -> str | None:
    """Why a page is not read any more, or None."""
    if number > limits.pages:
        return f"Not more than {limits.pages} pages are read."
    if items > limits.items:
        return f"The pages before hold {items} words and drawings, and not more than {limits.items} are read."
    if seconds > limits.seconds:
        return f"Reading took longer than {limits.seconds:g} s."
    return None
