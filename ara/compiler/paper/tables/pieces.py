"""Runs of words that stand together on a line: the parts of which cells are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ara.compiler.paper.tables.tokens import TextRow, Token

WORD_SPACE = 0.42
"""Widest blank between two words of one cell, in font sizes: the blank of bold Computer Modern with some room."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words of one line."""

    tokens: tuple[Token, ...]
    """Its words, from left to right."""

    @property
    def left(self) -> float:
        """Left edge."""
        return self.tokens[0].box[0]

    @property
    def right(self) -> float:
        """Right edge."""
        return max(token.box[2] for token in self.tokens)

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        """Its words with a blank between them."""
        return " ".join(token.text for token in self.tokens)


def gap_between(first: Token, second: Token) -> float:
    """Blank between two neighbouring words, in font sizes."""
    return (second.box[0] - first.box[2]) / max(first.size, second.size)


def pieces(row: TextRow, widest: float = WORD_SPACE) -> tuple[Piece, ...]:
    """The row cut wherever the blank is wider than `widest` font sizes."""
    runs: list[list[Token]] = []
    for token in row.tokens:
        if runs and (token.glued or gap_between(runs[-1][-1], token) <= widest):
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(Piece(tuple(run)) for run in runs)


def cut(parts: Iterable[Piece], cuts: Sequence[tuple[float, float]]) -> tuple[Piece, ...]:
    """Pieces cut where a blank as wide as the clear space between two columns meets it.

    `cuts` are the left and right ends of these spaces.
    """
    result: list[Piece] = []
    for piece in parts:
        run = [piece.tokens[0]]
        for token in piece.tokens[1:]:
            left, right = run[-1].box[2], token.box[0]
            meets = any(left < end and right > start and right - left >= 0.8 * (end - start) for start, end in cuts)
            if meets and not token.glued and right - left > 0.3 * token.size:
                result.append(Piece(tuple(run)))
                run = []
            run.append(token)
        result.append(Piece(tuple(run)))
    return tuple(result)
