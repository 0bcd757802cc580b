"""Asking the parsing process what source files define; a file that kills it or takes too long is a gap."""

from __future__ import annotations

import json
import selectors
import subprocess
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from ara.compiler.repo.model import Gap, Symbol
from ara.compiler.repo.syntax_trees import Definition
from ara.compiler.repo.text_files import TextFile

_MOST_FAILURES = 3
"""After this many files that could not be parsed, the rest of their language is left out too."""


class SyntaxReader:
    """Source files in languages other than Python, parsed in a process of its own. Use as a context manager."""

    def __init__(self, most_symbols: int, seconds_a_file: float = 3.0) -> None:
        self._most, self._seconds = most_symbols, seconds_a_file
        self._child: subprocess.Popen[bytes] | None = None
        self._failures: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def symbols(self, file: TextFile, language: str) -> tuple[Symbol, ...] | Gap:
        """Give what a file defines at its top level, or the gap that says why that is not known."""
        if self._failures.get(language, 0) >= _MOST_FAILURES:
            return _gap(file, f"Too many {language} files before it could not be parsed.")
        answer = self._ask(json.dumps({"language": language, "text": file.text}).encode() + b"\n")
        if answer is None:
            self._end()
            self._failures[language] = self._failures.get(language, 0) + 1
            return _gap(file, f"Its parser failed, or took longer than {self._seconds:g} s.")
        return tuple(_symbols(file, answer))

    def _ask(self, request: bytes) -> bytes | None:
        """The answer to a request; None when the process died or was too slow."""
        if self._child is None:
            command = [sys.executable, "-P", "-m", "ara.compiler.repo.syntax_child", str(self._most)]
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        assert self._child.stdin is not None and self._child.stdout is not None
        try:
            self._child.stdin.write(request)
            self._child.stdin.flush()
        except OSError:
            return None
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.stdout, selectors.EVENT_READ)
            if not selector.select(self._seconds):
                return None
        # an answer is written in one piece once it is complete, so that its line end follows its beginning
        line = self._child.stdout.readline()
        return line if line.endswith(b"\n") else None

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None


def _symbols(file: TextFile, answer: bytes) -> Iterator[Symbol]:
    for found in (Definition(*item) for item in json.loads(answer)):
        at = file.excerpt(found.line)
        yield Symbol(name=found.name, kind=found.kind, signature=found.signature, summary=found.summary, at=at)


def _gap(file: TextFile, why: str) -> Gap:
    return Gap(what="code index", path=file.path, why=f"Its definitions are not listed. {why}")
