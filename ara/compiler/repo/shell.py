"""Taking shell text apart into its simple commands, each with its lines. Nothing is expanded and nothing is run.

It reads what people write in scripts and READMEs: quotes, comments, continued lines, lists and pipes, redirections,
here-documents, assignments. Loops, conditions and functions are seen through: the commands inside are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_CONTINUED = re.compile(r"\\[ \t]*\n")
_PLACEHOLDER = re.compile(r"<[A-Za-z_][\w .,:/|-]{0,60}>")
_PLAIN = re.compile(r"[^\\'\"`$ \t\n;|&()<>=]+|.", re.S)
_PLAIN_QUOTED = re.compile(r'[^"\\$]+|.', re.S)
_BRACKET = re.compile(r"\\.|'[^']*'|[(){}]", re.S)
_REDIRECTION = re.compile(r"(?:&>>?|<<<|<<-?|>>|>\||[<>]&|[<>])")
_OPERATOR = re.compile(r"&&|\|\||;;|\|&|[;|&()\n]")
_SKIPPED_WORDS = frozenset(
    {"then", "do", "else", "elif", "if", "while", "until", "!", "{", "}", "time", "fi", "done", "esac"}
)
_OPENERS = frozenset({"for", "case", "select", "[[", "[", "test", "(("})
# What opens and is not closed within this many characters is taken as never closed; it keeps hostile text cheap.
_LONGEST_QUOTED = 20_000
_MOST_BROKEN = 20


class ShellCommand(NamedTuple):
    """One simple command. Words have their quotes removed; variables stay as written."""

    words: tuple[str, ...]
    """Program and arguments; empty for a line of assignments alone."""
    assignments: tuple[tuple[str, str], ...]
    """Variables set in front of the program, or by the line itself."""
    line: int
    """First line, counted from 1."""
    end_line: int
    """Last line."""
    piped: bool
    """True when its output is redirected or piped."""
    scope: tuple[int, ...] = ()
    """The subshells it is inside of, outermost first; a `cd` lasts to the end of its subshell."""


class ShellText(NamedTuple):
    """What a piece of shell text holds."""

    commands: tuple[ShellCommand, ...]
    functions: frozenset[str]
    broken: tuple[int, ...]
    """Lines on which a quote or bracket opens that is never closed; those lines are skipped."""


class _UnclosedError(Exception):
    """A quote or bracket that is never closed."""


class _Token(NamedTuple):
    kind: str  # "word", "operator" or "redirection"
    text: str
    line: int


def parse_shell(text: str, first_line: int = 1, *, scope: tuple[int, ...] = ()) -> ShellText:
    """Take `text` apart; its first line has the number `first_line`.

    Commands within `$(...)` are listed too, two levels deep, in a scope of their own below `scope`.
    """
    found = _Collector(scope)
    broken: list[int] = []
    inner: list[tuple[str, int]] = []
    start, line = 0, first_line
    while start < len(text) and len(broken) < _MOST_BROKEN:
        lexer = _Lexer(text, start, line, inner)
        try:
            for token in lexer.tokens():
                found.take(token)
            found.take(_Token("operator", "\n", lexer.line))
            break
        except _UnclosedError:
            broken.append(lexer.command_line)
            found.pending.clear()
            end = text.find("\n", lexer.command_start)
            start = len(text) if end < 0 else end + 1
            line = lexer.command_line + 1
    for number, (piece, at) in enumerate(inner if len(scope) < 2 else ()):
        found.commands += parse_shell(piece, at, scope=(*scope, -1 - number)).commands
    commands = sorted(found.commands, key=lambda command: command.line)
    return ShellText(tuple(commands), frozenset(found.functions), tuple(broken))


class _Collector:
    """Gathers tokens into commands, and knows which brackets are open."""

    def __init__(self, scope: tuple[int, ...]) -> None:
        self.commands: list[ShellCommand] = []
        self.functions: set[str] = set()
        self.pending: list[_Token] = []
        self._outer = scope
        self._open: list[int] = []
        self._opened = 0

    def take(self, token: _Token) -> None:
        if token.kind != "operator":
            self.pending.append(token)
            return
        words = [word.text for word in self.pending]
        if token.text == "(":
            self._opened += 1
            self._open.append(self._opened)
            named = words[1:] if words[:1] == ["function"] else words
            if len(named) == 1 and re.fullmatch(r"[\w:.-]+", named[0]):
                self.functions.add(named[0])
        elif token.text == ")" and not self._open:
            pass  # the end of a pattern in `case`
        else:
            if words[:1] == ["function"]:
                self.functions.update(words[1:2])
            command = _command(self.pending, token)
            if command is not None:
                # Deeper scopes than these are never told apart; hostile text may open thousands.
                self.commands.append(command._replace(scope=(*self._outer, *self._open[:5])))
            if token.text == ")":
                self._open.pop()
        self.pending.clear()


def _command(tokens: list[_Token], end: _Token) -> ShellCommand | None:
    words = [token for token in tokens if token.kind == "word"]
    while words and (words[0].text in _SKIPPED_WORDS or words[0].text == "function"):
        # `function name {` is followed by the first command of its body.
        del words[: 2 if words[0].text == "function" else 1]
    if not words or words[0].text in _OPENERS:
        return None
    assignments = []
    while words and _ASSIGNMENT.match(words[0].text):
        name, _, value = words.pop(0).text.partition("=")
        assignments.append((name.rstrip("+"), value))
    piped = end.text in ("|", "|&") or any(token.kind == "redirection" for token in tokens)
    last = end.line if end.text != "\n" else max(end.line, tokens[-1].line)
    return ShellCommand(tuple(word.text for word in words), tuple(assignments), tokens[0].line, last, piped)


class _Lexer:
    """Cuts shell text into words, operators and redirections, in one pass."""

    def __init__(self, text: str, start: int, line: int, substitutions: list[tuple[str, int]]) -> None:
        self.text = text
        self.substitutions = substitutions
        self.at = start
        self.line = line
        self.command_start = start
        self.command_line = line
        self._documents: list[tuple[str, bool]] = []

    def tokens(self) -> Iterator[_Token]:
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
                yield _Token("word", "((", line)
            elif not _PLACEHOLDER.match(text, self.at) and (found := _REDIRECTION.match(text, self.at)):
                yield from self._redirection(found[0])
            elif found := _OPERATOR.match(text, self.at):
                yield _Token("operator", found[0], self.line)
                self._advance(len(found[0]))
                if found[0] == "\n":
                    self._skip_documents()
                self.command_start, self.command_line = self.at, self.line
            else:
                line = self.line
                word = self._word()
                if not (word.isdigit() and self.at < len(text) and text[self.at] in "<>"):
                    yield _Token("word", word, line)

    def _advance(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _redirection(self, sign: str) -> Iterator[_Token]:
        line = self.line
        self._advance(len(sign))
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1
        target = self._word() if self.at < len(self.text) and self.text[self.at] not in "\n;|&()" else ""
        if sign in ("<<", "<<-") and target:
            self._documents.append((target, sign == "<<-"))
        yield _Token("redirection", sign, line)

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
            raise _UnclosedError
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
        raise _UnclosedError

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
        raise _UnclosedError
