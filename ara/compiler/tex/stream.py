"""A stream of tokens into which macro bodies and included files are put back, with a bound on the whole work."""

from __future__ import annotations

from collections.abc import Iterable

from ara.compiler.tex.tokens import Token


class TokensSpentError(Exception):
    """More tokens were asked for than one source may cost."""


class TokenStream:
    """Gives tokens one by one; what is pushed comes next."""

    def __init__(self, most: int) -> None:
        """Open an empty stream that gives at most `most` tokens in all, pushed ones counted again."""
        self._waiting: list[Token] = []
        self._left = most

    def push(self, tokens: Iterable[Token]) -> None:
        """Let tokens come next, in their order."""
        self._waiting.extend(reversed(tuple(tokens)))

    def next(self) -> Token | None:
        """Give the next token, or None at the end. Raises `TokensSpentError`."""
        if not self._waiting:
            return None
        self._left -= 1
        if self._left < 0:
            raise TokensSpentError
        return self._waiting.pop()

    def peek(self, skip_blanks: bool = False) -> Token | None:
        """Give the next token and leave it there; with `skip_blanks`, blanks before it are taken."""
        while skip_blanks and self._waiting and self._waiting[-1].kind == "space":
            self._waiting.pop()
        return self._waiting[-1] if self._waiting else None

    def argument(self) -> list[Token]:
        """Take one argument: a group without its braces, or a single token; empty when there is none."""
        first = self.peek(skip_blanks=True)
        if first is None or first.kind in ("close", "par", "eof", "end"):
            return []
        self.next()
        if first.kind == "text" and len(first.text) > 1:
            self.push([first._replace(text=first.text[1:])])
            return [first._replace(text=first.text[0])]
        return self._to_close() if first.kind == "open" else [first]

    def optional(self) -> list[Token] | None:
        """Take an argument in brackets, without them; None when the next token opens none."""
        first = self.peek()
        if first is None or first.kind != "text" or first.text != "[":
            return None
        self.next()
        taken: list[Token] = []
        depth = 0
        while (token := self.peek()) is not None and token.kind not in ("par", "eof"):
            self.next()
            depth += (token.kind == "open") - (token.kind == "close")
            if token.text == "]" and depth <= 0:
                return taken
            taken.append(token)
        # no bracket closes it: it was a bracket in the text
        self.push(taken)
        return None

    def star(self) -> bool:
        """Take a star, when one comes next."""
        token = self.peek()
        if token is None or token.kind != "text" or token.text != "*":
            return False
        self.next()
        return True

    def _to_close(self) -> list[Token]:
        taken: list[Token] = []
        depth = 1
        while (token := self.peek()) is not None and token.kind != "eof":
            self.next()
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 0:
                break
            taken.append(token)
        return taken
