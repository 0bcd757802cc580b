"""The small language of `derive`: arithmetic over metrics, read by a parser of our own, never evaluated as Python.

    expression := term (("+" | "-") term)*
    term       := factor (("*" | "/") factor)*
    factor     := ("+" | "-") factor | number | name | call | "(" expression ")"
    call       := function "(" expression ("," expression)* ")"

A name is a metric, or `arm.metric`.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 1000
"""Characters of the longest expression."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)|(?P<sign>[-+*/(),]))"
)
_DEEPEST = 60

FUNCTIONS: dict[str, tuple[Callable[..., float], int | None]] = {
    "abs": (abs, 1),
    "exp": (math.exp, 1),
    "log": (math.log, 1),
    "log2": (math.log2, 1),
    "log10": (math.log10, 1),
    "sqrt": (math.sqrt, 1),
    "min": (min, None),
    "max": (max, None),
    "mean": (lambda *values: statistics.fmean(values), None),
    "median": (lambda *values: statistics.median(values), None),
}
"""What may be called, and with how many arguments; None: one or more."""


class DerivationError(Exception):
    """An expression that cannot be read, or that has no value for these numbers; the message is a clause."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression."""

    names: tuple[str, ...]
    """The metrics it uses, each once."""
    value: Callable[[Mapping[str, float]], float]
    """Gives its value for values of the names; raises DerivationError when there is none, as for a division by zero."""


@lru_cache(maxsize=256)
def parse(text: str) -> Expression:
    """Parse an expression. Raises DerivationError, saying what is wrong and where."""
    if len(text) > LONGEST:
        raise DerivationError(f"is longer than {LONGEST} characters")
    parser = _Parser(text)
    tree = parser.expression(0)
    if parser.at < len(parser.tokens):
        raise DerivationError(f"has {parser.tokens[parser.at][1]!r} where it should end")
    return Expression(tuple(dict.fromkeys(parser.names)), lambda values: _evaluate(tree, values))


@dataclass(frozen=True, slots=True)
class _Call:
    function: Callable[..., float]
    arguments: tuple[_Tree, ...]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Operations of one rank, from left to right: flat, so that a long sum is no deep tree."""

    first: _Tree
    steps: tuple[tuple[Callable[..., float], _Tree], ...]


_Tree = float | str | _Call | _Chain


def _evaluate(tree: _Tree, values: Mapping[str, float]) -> float:
    if isinstance(tree, float):
        return tree
    if isinstance(tree, str):
        return values[tree]
    if isinstance(tree, _Call):
        return _applied(tree.function, *(_evaluate(argument, values) for argument in tree.arguments))
    value = _evaluate(tree.first, values)
    for operator, right in tree.steps:
        value = _applied(operator, value, _evaluate(right, values))
    return value


def _applied(function: Callable[..., float], *arguments: float) -> float:
    try:
        value = float(function(*arguments))
    except ZeroDivisionError:
        raise DerivationError("divides by zero") from None
    except (ValueError, OverflowError):
        raise DerivationError(f"has no value at {', '.join(f'{argument:g}' for argument in arguments)}") from None
    if not math.isfinite(value):
        raise DerivationError("is not finite")
    return value


class _Parser:
    """Recursive descent over the tokens; depth is bounded."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.at = 0
        end = 0
        while text[end:].strip():
            match = _TOKEN.match(text, end)
            if match is None:
                raise DerivationError(f"has {text[end:].strip()[0]!r}, which is no part of arithmetic")
            self.tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
            end = match.end()

    def expression(self, depth: int) -> _Tree:
        return self._chain(depth, ("+", "-"), self._term)

    def _term(self, depth: int) -> _Tree:
        return self._chain(depth, ("*", "/"), self._factor)

    def _chain(self, depth: int, signs: tuple[str, ...], part: Callable[[int], _Tree]) -> _Tree:
        first = part(depth)
        steps = []
        while self._next() in signs:
            sign = self._take()[1]
            steps.append((_OPERATORS[sign], part(depth)))
        return _Chain(first, tuple(steps)) if steps else first

    def _factor(self, depth: int) -> _Tree:
        if depth > _DEEPEST:
            raise DerivationError("is nested too deeply")
        kind, word = self._take()
        if kind == "number":
            return float(word)
        if word in ("+", "-"):
            inner = self._factor(depth + 1)
            return inner if word == "+" else _Call(lambda value: -value, (inner,))
        if word == "(":
            inner = self.expression(depth + 1)
            self._expect(")")
            return inner
        if kind == "name" and self._next() == "(":
            return self._call(word, depth)
        if kind == "name":
            self.names.append(word)
            return word
        raise DerivationError(f"has {word!r} where a number or metric belongs")

    def _call(self, name: str, depth: int) -> _Tree:
        if name not in FUNCTIONS:
            raise DerivationError(f"calls {name!r}; there are {', '.join(sorted(FUNCTIONS))}")
        function, wanted = FUNCTIONS[name]
        self._expect("(")
        arguments = [self.expression(depth + 1)]
        while self._next() == ",":
            self._take()
            arguments.append(self.expression(depth + 1))
        self._expect(")")
        if wanted is not None and len(arguments) != wanted:
            raise DerivationError(f"gives {name} {len(arguments)} arguments instead of {wanted}")
        if len(arguments) == 1 and name in ("min", "max"):
            return arguments[0]
        return _Call(function, tuple(arguments))

    def _next(self) -> str | None:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else None

    def _take(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise DerivationError("ends where a number or metric belongs")
        self.at += 1
        return self.tokens[self.at - 1]

    def _expect(self, sign: str) -> None:
        found = self._next()
        if found != sign:
            raise DerivationError(f"has {'its end' if found is None else repr(found)} where {sign!r} belongs")
        self.at += 1


_OPERATORS: dict[str, Callable[..., float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
