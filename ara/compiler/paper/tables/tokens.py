"""The words of a table with what their typography says, gathered into lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ara.compiler.paper.page import PageContent
from ara.compiler.paper.tables.rules import PageRules
from ara.schema.span import Box

_SAME_LINE = 0.3


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a table."""

    text: str
    """Its characters."""
    box: Box
    """Where it stands."""
    baseline: float
    """Distance of its baseline from the top of the page; of its middle for rotated text."""
    size: float
    """Font size in points."""
    bold: bool
    """Whether it is bold."""
    italic: bool
    """Whether it is italic."""
    underlined: bool
    """Whether a line is drawn under it."""
    rotation: int
    """Writing direction in degrees, counter-clockwise."""
    glued: bool = False
    """Whether it belongs to the word on its left, however wide the blank between them."""

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return (self.box[0] + self.box[2]) / 2


@dataclass(frozen=True, slots=True)
class TextRow:
    """The words on one baseline, from left to right."""

    baseline: float
    """Distance from the top of the page."""
    tokens: tuple[Token, ...]
    """Its words."""

    @property
    def size(self) -> float:
        """Largest font size in it."""
        return max(token.size for token in self.tokens)

    @property
    def top(self) -> float:
        """Top of its words."""
        return min(token.box[1] for token in self.tokens)

    @property
    def bottom(self) -> float:
        """Bottom of its words."""
        return max(token.box[3] for token in self.tokens)

    @property
    def middle(self) -> float:
        """Height of the middle of its letters."""
        return self.baseline - 0.3 * self.size


def tokens_in(page: PageContent, box: Box, rules: PageRules) -> tuple[Token, ...]:
    """The words of the page whose middle lies in the box."""
    tokens = []
    for index, word in enumerate(page.words):
        left, top, right, bottom = word.box
        if box[0] <= (left + right) / 2 <= box[2] and box[1] <= (top + bottom) / 2 <= box[3]:
            line = page.lines[word.line]
            tokens.append(
                Token(
                    text=rules.barred.get(index, word.text),
                    box=word.box,
                    baseline=line.baseline if line.rotation == 0 else (top + bottom) / 2,
                    size=word.size,
                    bold=word.bold,
                    italic=word.italic,
                    underlined=any(
                        rule.left <= (left + right) / 2 <= rule.right and abs(rule.y - bottom) <= 0.4 * word.size
                        for rule in rules.underlines
                    ),
                    rotation=line.rotation,
                )
            )
    return tuple(tokens)


def text_rows(tokens: Iterable[Token]) -> tuple[TextRow, ...]:
    """Upright words gathered by baseline, from top to bottom."""
    rows: list[list[Token]] = []
    for token in sorted((t for t in tokens if t.rotation == 0), key=lambda t: t.baseline):
        if rows and token.baseline - rows[-1][0].baseline <= _SAME_LINE * max(token.size, rows[-1][0].size):
            rows[-1].append(token)
        else:
            rows.append([token])
    return tuple(_row(row) for row in rows)


def _row(tokens: list[Token]) -> TextRow:
    # small type is often raised or lowered: the largest letters hold the baseline
    largest = max(token.size for token in tokens)
    baselines = sorted(token.baseline for token in tokens if token.size >= 0.95 * largest)
    return TextRow(baselines[len(baselines) // 2], tuple(sorted(tokens, key=lambda token: token.box[0])))
