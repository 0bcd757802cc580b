"""Taking shell text apart into its simple commands, each with its lines. Nothing is expanded and nothing is run.

It reads what people write in scripts and READMEs: quotes, comments, continued lines, lists and pipes, redirections,
here-documents, assignments. Loops, conditions and functions are seen through: the commands inside are listed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ara.compiler.repo.shell_lexer import ShellLexer, Token, UnclosedError

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_SKIPPED_WORDS = frozenset(
    {"then", "do", "else", "elif", "if", "while", "until", "!", "{", "}", "time", "fi", "done", "esac"}
)
_OPENERS = frozenset({"for", "case", "select", "[[", "[", "test", "(("})
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


def parse_shell(text: str, first_line: int = 1, *, scope: tuple[int, ...] = ()) -> ShellText:
    """Take `text` apart; its first line has the number `first_line`.

    Commands within `$(...)` are listed too, two levels deep, in a scope of their own below `scope`.
    """
    found = _Collector(scope)
    broken: list[int] = []
    inner: list[tuple[str, int]] = []
    start, line = 0, first_line
    while start < len(text) and len(broken) < _MOST_BROKEN:
        lexer = ShellLexer(text, start, line, inner)
        try:
            for token in lexer.tokens():
                found.take(token)
            found.take(Token("operator", "\n", lexer.line))
            break
        except UnclosedError:
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
        self.pending: list[Token] = []
        self._outer = scope
        self._open: list[int] = []
        self._opened = 0

    def take(self, token: Token) -> None:
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


def _command(tokens: list[Token], end: Token) -> ShellCommand | None:
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
