"""Cutting shell text into words, operators and redirections, in time that grows with its length alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_CONTINUED = re.compile(r"\\[ \t]*\n")
_PLACEHOLDER = re.compile(r"<[A-Za-z_][\w .,:/|-]{0,60}>")
_PLAIN = re.compile(r"[^\\'\"`$ \t\n;|&()<>=]+|.", re.S)
_PLAIN_QUOTED = re.compile(r'[^"\\$]+|.', re.S)
_BRACKET = re.compile(r"\\.|'[^']*'|[(){}]", re.S)
_REDIRECTION = re.compile(r"(?:&>>?|<<<|<<-?|>>|>\||[<>]&|[<>])")
_OPERATOR = re.compile(r"&&|\|\||;;|\|&|[;|&()\n]")
# What opens and is not closed within this many characters is taken as never closed; it keeps hostile text cheap.
_LONGEST_QUOTED = 20_000


class UnclosedError(Exception):
    """A quote or bracket that is never closed."""


class Token(NamedTuple):
    """A piece of shell text, with the line on which it starts."""

    kind: Literal["word", "operator", "redirection"]
    text: str
    line: int


class ShellLexer:
    """Cuts shell text into words, operators and redirections, in one pass."""

    def __init__(self, text: str, start: int, line: int, substitutions: list[tuple[str, int]]) -> None:
        """Start at `start`, on line number `line`; the insides of `$(...)` and their lines go to `substitutions`."""
        self.text = text
        self.substitutions = substitutions
        self.at = start
        self.line = line
        self.command_start = start
        self.command_line = line
        self._documents: list[tuple[str, bool]] = []

    def tokens(self) -> Iterator[Token]:
        """The tokens in order. Raises `UnclosedError`; `command_start` then tells where the broken line begins."""
        text = self.text
        while self.at < len(text):
            character = text[self.at]
            if character in " \t":
                self.at += 1
            elif continued := _CONTINUED.match(text, self.at):
                self._advance(len(continued[0]))
            elif character == "#":
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
            elif text.startswith("((", self.at):
                line = self.line
                self._bracketed()
                yield Token("word", "((", line)
            elif not _PLACEHOLDER.match(text, self.at) and (found := _REDIRECTION.match(text, self.at)):
                yield from self._redirection(found[0])
            elif found := _OPERATOR.match(text, self.at):
                yield Token("operator", found[0], self.line)
                self._advance(len(found[0]))
                if found[0] == "\n":
                    self._skip_documents()
                self.command_start, self.command_line = self.at, self.line
            else:
                line = self.line
                word = self._word()
                if not (word.isdigit() and self.at < len(text) and text[self.at] in "<>"):
                    yield Token("word", word, line)

    def _advance(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _redirection(self, sign: str) -> Iterator[Token]:
        line = self.line
        self._advance(len(sign))
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1
        target = self._word() if self.at < len(self.text) and self.text[self.at] not in "\n;|&()" else ""
        if sign in ("<<", "<<-") and target:
            self._documents.append((target, sign == "<<-"))
        yield Token("redirection", sign, line)

    def _skip_documents(self) -> None:
        for delimiter, tabs in self._documents:
            while self.at < len(self.text):
                end = self.text.find("\n", self.at)
                end = len(self.text) if end < 0 else end
                found = self.text[self.at : end]
                self._advance(end + 1 - self.at)
                if (found.lstrip("\t") if tabs else found).rstrip() == delimiter:
                    break
        self._documents.clear()

    def _word(self) -> str:
        text = self.text
        parts: list[str] = []
        while self.at < len(text):
            character = text[self.at]
            if continued := _CONTINUED.match(text, self.at):
                self._advance(len(continued[0]))
            elif character == "\\":
                parts.append(text[self.at + 1 : self.at + 2])
                self._advance(2)
            elif character == "'":
                parts.append(self._until("'", 1)[1:-1])
            elif character == '"':
                parts.append(self._double_quoted())
            elif character == "`":
                parts.append(self._until("`", 1))
            elif text.startswith(("$(", "${"), self.at):
                parts.append(self._bracketed())
            elif placeholder := _PLACEHOLDER.match(text, self.at):
                parts.append(placeholder[0])
                self._advance(len(placeholder[0]))
            elif character == "(" and parts and parts[-1].endswith("="):
                parts.append(self._bracketed())
            elif character in " \t\n;|&()<>":
                break
            else:
                plain = _PLAIN.match(text, self.at)
                assert plain is not None
                parts.append(plain[0])
                self._advance(len(plain[0]))
        return "".join(parts)

    def _until(self, mark: str, skip: int) -> str:
        end = self.text.find(mark, self.at + skip, self.at + _LONGEST_QUOTED)
        if end < 0:
            raise UnclosedError
        piece = self.text[self.at : end + 1]
        self._advance(len(piece))
        return piece

    def _double_quoted(self) -> str:
        self.at += 1
        parts: list[str] = []
        end = min(len(self.text), self.at + _LONGEST_QUOTED)
        while self.at < end:
            character = self.text[self.at]
            if character == '"':
                self.at += 1
                return "".join(parts)
            if character == "\\":
                pair = self.text[self.at : self.at + 2]
                parts.append("" if pair == "\\\n" else pair[1:] if pair[1:] in '"\\$`' else pair)
                self._advance(2)
            elif self.text.startswith("$(", self.at):
                parts.append(self._bracketed())
            else:
                plain = _PLAIN_QUOTED.match(self.text, self.at)
                assert plain is not None
                parts.append(plain[0])
                self._advance(len(plain[0]))
        raise UnclosedError

    def _bracketed(self) -> str:
        """Everything from an opening bracket to the one that closes it, as written."""
        start, depth = self.at, 0
        closing = "}" if self.text.startswith("${", self.at) else ")"
        opening = "{" if closing == "}" else "("
        position = self.at
        while found := _BRACKET.search(self.text, position, start + _LONGEST_QUOTED):
            position = found.end()
            depth += (found[0] == opening) - (found[0] == closing)
            if depth == 0 and found[0] == closing:
                piece = self.text[start:position]
                if piece.startswith("$(") and not piece.startswith("$(("):
                    self.substitutions.append((piece[2:-1], self.line))
                self._advance(len(piece))
                return piece
        raise UnclosedError
