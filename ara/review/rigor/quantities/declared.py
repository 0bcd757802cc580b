"""Formulas that a table's own words declare for its columns: `ASR = PASS × FCV`, `reads = B·L − max(0, B − P)²/2`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ara.review.rigor.quantities.cells import Cell
from ara.review.rigor.quantities.interval import Interval
from ara.review.rigor.quantities.table import Column, Table

_EQUATION = re.compile(
    r"`?(?P<target>[^\W\d](?:[^=\n;:,.|()]|\([^()=\n]*\)){0,40}?)`?\s*=\s*`?(?P<formula>[^=\n;`]{3,120})"
)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<sign>\*\*|[-+−–*×·⋅/÷^()²³,])"
    r"|(?P<name>[^\W\d](?:[^\W²³]|[@%'’]|-(?=[^\W\d]))*))"
)
_SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "^": "**"}
_SCALES = (1.0, 0.01, 100.0)


@dataclass(frozen=True, slots=True)
class DeclaredProblem:
    """A cell that the declared formula does not give."""

    row: int
    column: Column
    cell: Cell
    words: str
    """The formula, verbatim."""
    expected: Interval
    """What it gives."""
    others: int
    """How many other rows it holds in."""


def declared_problems(table: Table) -> Iterator[DeclaredProblem]:
    """Give the cells that differ from a formula in the title, caption or notes of their table.

    Percentages may be multiplied as they are or as fractions; a formula with a name that is no column is passed over.
    """
    if "=" not in table.about:
        return
    for match in _EQUATION.finditer(table.about):
        for columns in _column_sets(table):
            target = _column(match["target"], columns)
            tokens = _tokens(match["formula"], columns)
            if target is None or not tokens or target.header in tokens:
                continue
            if sum(isinstance(token, Column) for token in tokens) >= 2:
                yield from _checked(table, target, tokens, match.group().strip("` "))


def _column_sets(table: Table) -> Iterator[dict[str, Column]]:
    """Give the columns by the last part of their headers, once for each group of headers above."""
    groups: dict[str, dict[str, Column]] = {}
    for column in table.columns:
        if column.kind != "label":
            above, _, last = column.header.rpartition(" / ")
            groups.setdefault(above, {})[_plain(last)] = column
    yield from groups.values()


def _plain(name: str) -> str:
    return re.sub(r"\s*[(\[][^()\[\]]*[)\]]|[↑↓*∗]", "", name).strip().casefold()


def _column(name: str, columns: dict[str, Column]) -> Column | None:
    """Find the column by its name, or by the last words of a sentence that ends in its name."""
    words = _plain(name).split()
    return next((columns[key] for start in range(len(words)) if (key := " ".join(words[start:])) in columns), None)


_Token = Column | float | str


def _tokens(text: str, columns: dict[str, Column]) -> list[_Token]:
    """Read a formula up to where it stops being one; empty when a name in it is no column."""
    found: list[_Token] = []
    at = 0
    while at < len(text):
        rest = text[at:].lstrip()
        longest = max((name for name in columns if name and _starts(rest, name)), key=len, default="")
        token = _TOKEN.match(text, at)
        if longest and (token is None or token["name"] is None or len(longest) >= len(token["name"])):
            found.append(columns[longest])
            at = len(text) - len(rest) + len(longest)
        elif token is None:
            break
        elif token["name"]:
            if token["name"] not in ("max", "min"):
                return [] if found and isinstance(found[-1], str) and found[-1] != ")" else found
            found.append(token["name"])
            at = token.end()
        else:
            found.append(float(token["number"]) if token["number"] else _SIGNS.get(token["sign"], token["sign"]))
            at = token.end()
    while found and isinstance(found[-1], str) and found[-1] not in (")", "²", "³"):
        found.pop()
    return found


def _starts(text: str, name: str) -> bool:
    """Tell whether a text starts with a name that ends there."""
    return text.casefold().startswith(name) and not re.match(r"[^\W²³]", text[len(name) :])


def _checked(table: Table, target: Column, tokens: list[_Token], words: str) -> Iterator[DeclaredProblem]:
    right: list[int] = []
    wrong: list[tuple[int, Cell, Interval]] = []
    for row in table.body:
        cell = target.cells[row]
        value = _Evaluation(tokens, row).value() if cell is not None and not cell.is_bound else None
        if cell is None or value is None:
            continue
        stated = cell.interval
        near = min((value.scaled(factor) for factor in _SCALES), key=stated.distance)
        if near.meets(stated.widened(cell.half)):
            right.append(row)
        else:
            wrong.append((row, cell, near))
    if not right and len(wrong) > 1:
        # the column was computed by another formula: one row shows it
        wrong = wrong[:1]
    for row, cell, value in wrong if len(wrong) <= max(2, len(right)) else ():
        yield DeclaredProblem(row, target, cell, words, value, len(right))


class _Evaluation:
    """A recursive descent over the tokens of a formula, for one row."""

    def __init__(self, tokens: list[_Token], row: int) -> None:
        self._tokens, self._row, self._at = tokens, row, 0

    def value(self) -> Interval | None:
        """Give the value; None when a cell is missing or the formula is none."""
        try:
            found = self._sum()
        except (ValueError, IndexError, OverflowError):
            return None
        return found if self._at == len(self._tokens) else None

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _sum(self) -> Interval:
        value = self._product()
        while self._peek() in ("+", "-"):
            value = value + self._product() if self._take() == "+" else value - self._product()
        return value

    def _product(self) -> Interval:
        value = self._power()
        while (token := self._peek()) is not None and token not in ("+", "-", ")", ","):
            if token == "/":
                self._take()
                quotient = value.over(self._power())
                if quotient is None:
                    raise ValueError("division by zero")
                value = quotient
            else:
                # two factors side by side are multiplied
                if token == "*":
                    self._take()
                value = value * self._power()
        return value

    def _power(self) -> Interval:
        value = self._atom()
        while (token := self._peek()) in ("**", "²", "³"):
            self._take()
            exponent = 2 if token == "²" else 3 if token == "³" else round(self._atom().middle)
            if not 1 <= exponent <= 6:
                raise ValueError("exponent out of range")
            base = value
            for _ in range(exponent - 1):
                value = value * base
        return value

    def _atom(self) -> Interval:
        token = self._take()
        if isinstance(token, Column):
            cell = token.cells[self._row]
            if cell is None or cell.is_bound:
                raise ValueError("no number")
            return cell.interval if cell.places or cell.digits > 6 else Interval(cell.value, cell.value)
        if isinstance(token, float):
            return Interval(token, token)
        if token == "-":
            return self._atom().scaled(-1.0)
        if token in ("max", "min"):
            return self._extreme(token)
        if token != "(":
            raise ValueError("no formula")
        value = self._sum()
        if self._take() != ")":
            raise ValueError("no formula")
        return value

    def _extreme(self, name: str) -> Interval:
        choose = max if name == "max" else min
        if self._take() != "(":
            raise ValueError("no formula")
        one = self._sum()
        if self._take() != ",":
            raise ValueError("no formula")
        other = self._sum()
        if self._take() != ")":
            raise ValueError("no formula")
        return Interval(choose(one.low, other.low), choose(one.high, other.high))
