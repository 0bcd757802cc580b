"""Words set at an angle: labels beside groups of rows and titles of narrow columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ara.compiler.paper.tables.columns import Columns
from ara.compiler.paper.tables.parts import Part
from ara.compiler.paper.tables.tokens import Token
from ara.schema.span import Box

_NEXT_LINE = 1.6


@dataclass(frozen=True, slots=True)
class Turned:
    """One label set at an angle."""

    tokens: tuple[Token, ...]
    """Its words in reading order."""
    box: Box
    """Around all of it."""

    @property
    def foot(self) -> float:
        """Where it stands on its column: its middle when upright to the page, or else its lower end."""
        if self.tokens[0].rotation in (90, 270):
            return (self.box[0] + self.box[2]) / 2
        return self.box[0] + self.tokens[0].size / 2

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.box[1] + self.box[3]) / 2


def turned_labels(tokens: Iterable[Token]) -> tuple[Turned, ...]:
    """Words at an angle gathered into labels; lines of one label stand side by side at the same height."""
    groups: list[list[Token]] = []
    for token in sorted((t for t in tokens if t.rotation != 0), key=lambda t: (t.box[0], t.box[1])):
        home = next((group for group in groups if any(_belongs(token, other) for other in group)), None)
        if home is None:
            groups.append([token])
        else:
            home.append(token)
    return tuple(_label(group) for group in groups)


def with_turned(columns: Columns, labels: Sequence[Turned], left: float) -> Columns:
    """The columns, and one more in front when labels stand left of all upright words."""
    outside = [label.box[2] for label in labels if label.box[2] <= left]
    return Columns(((max(outside), left), *columns.spaces)) if outside else columns


def turned_part(label: Turned, columns: Columns) -> Part:
    """The label in the column on which it stands."""
    column = columns.at(label.foot)
    return Part(label.tokens, column, column, label.middle)


def _belongs(token: Token, other: Token) -> bool:
    if token.rotation != other.rotation:
        return False
    across = max(token.box[0], other.box[0]) - min(token.box[2], other.box[2])
    down = max(token.box[1], other.box[1]) - min(token.box[3], other.box[3])
    if token.rotation not in (90, 270):
        return max(across, down) < 0.5 * token.size
    same_line = across < 0 and down <= token.size
    next_line = across <= (_NEXT_LINE - 1) * token.size and down < -0.5 * token.size
    return same_line or next_line


def _label(tokens: Sequence[Token]) -> Turned:
    upwards = tokens[0].rotation < 180
    turn = 1 if upwards else -1

    def place(token: Token) -> tuple[float, float]:
        line = round((token.box[0] + token.box[2]) / 2 / token.size)
        return turn * line, -turn * (token.box[1] + token.box[3])

    ordered = tuple(sorted(tokens, key=place))
    lefts, tops, rights, bottoms = zip(*(token.box for token in ordered), strict=True)
    return Turned(ordered, (min(lefts), min(tops), max(rights), max(bottoms)))
