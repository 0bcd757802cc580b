"""Horizontal and vertical lines of a page, put together from their pieces and told from underlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ara.compiler.paper.heights import ByHeight
from ara.compiler.paper.page import PageContent, Word
from ara.compiler.paper.tables.bars import barred_words

_LEVEL = 0.8
_JOINT = 1.2


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """One horizontal line, whole."""

    left: float
    """Left end."""
    right: float
    """Right end."""
    y: float
    """Height."""


@dataclass(frozen=True, slots=True)
class VerticalRule:
    """One vertical line, whole."""

    x: float
    """Where it stands."""
    top: float
    """Upper end."""
    bottom: float
    """Lower end."""


@dataclass(frozen=True, slots=True)
class PageRules:
    """The lines of one page."""

    horizontal: tuple[HorizontalRule, ...]
    """Lines that separate, from top to bottom."""
    vertical: tuple[VerticalRule, ...]
    """Lines that separate, from left to right."""
    barred: dict[int, str]
    """Words with bars drawn over their letters, by their index in the page."""
    underlines: tuple[HorizontalRule, ...]
    """Lines drawn under or over words."""


def page_rules(page: PageContent) -> PageRules:
    """The lines of a page; those that TeX draws cell by cell are joined."""
    barred, bars = barred_words(page)
    flat = [rule.box for rule in page.rules if rule.horizontal and rule.box not in bars]
    upright = [rule.box for rule in page.rules if not rule.horizontal]
    pieces = [HorizontalRule(box[0], box[2], (box[1] + box[3]) / 2) for box in flat]
    words = ByHeight((word.box, word) for word in page.words)
    marks = [piece for piece in pieces if _marks_words(piece, tuple(words.between(piece.y - 8, piece.y + 8)))]
    separating = set(pieces).difference(marks)
    return PageRules(
        horizontal=_joined_horizontals(sorted(separating, key=lambda rule: (rule.y, rule.left))),
        vertical=_joined_verticals(
            sorted((VerticalRule((b[0] + b[2]) / 2, b[1], b[3]) for b in upright), key=lambda rule: (rule.x, rule.top))
        ),
        barred=barred,
        underlines=tuple(sorted(set(marks), key=lambda rule: (rule.y, rule.left))),
    )


def _marks_words(rule: HorizontalRule, words: Sequence[Word]) -> bool:
    """Whether the line is as wide as the words that it touches from below or above, as no separating line is."""
    over = [
        word.box
        for word in words
        if word.box[1] - 0.15 * word.size <= rule.y <= word.box[3] + 0.12 * word.size
        and rule.left - 1 <= (word.box[0] + word.box[2]) / 2 <= rule.right + 1
    ]
    if over:
        return min(b[0] for b in over) >= rule.left - 1.5 and (
            min(b[0] for b in over) - rule.left <= 1.5 and rule.right - max(b[2] for b in over) <= 1.5
        )
    # a stroke over one letter of a longer word
    return any(
        word.box[0] - 1 <= rule.left and rule.right <= word.box[2] + 1 and rule.right - rule.left <= 1.5 * word.size
        for word in words
        if word.box[1] - 0.15 * word.size <= rule.y <= word.box[3]
    )


def _joined_horizontals(rules: Sequence[HorizontalRule]) -> tuple[HorizontalRule, ...]:
    levels: list[list[HorizontalRule]] = []
    for rule in rules:
        if levels and rule.y - levels[-1][0].y <= _LEVEL:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    joined: list[HorizontalRule] = []
    for level in levels:
        run: HorizontalRule | None = None
        for rule in sorted(level, key=lambda piece: piece.left):
            if run is not None and rule.left <= run.right + _JOINT:
                run = HorizontalRule(run.left, max(run.right, rule.right), run.y)
            else:
                if run is not None:
                    joined.append(run)
                run = rule
        if run is not None:
            joined.append(run)
    return tuple(joined)


def _joined_verticals(rules: Sequence[VerticalRule]) -> tuple[VerticalRule, ...]:
    columns: list[list[VerticalRule]] = []
    for rule in rules:
        if columns and rule.x - columns[-1][0].x <= _LEVEL:
            columns[-1].append(rule)
        else:
            columns.append([rule])
    joined: list[VerticalRule] = []
    for column in columns:
        run: VerticalRule | None = None
        for rule in sorted(column, key=lambda piece: piece.top):
            # booktabs leaves a few points free between the pieces of a line that passes its rules
            if run is not None and rule.top <= run.bottom + 6:
                run = VerticalRule(run.x, run.top, max(run.bottom, rule.bottom))
            else:
                if run is not None:
                    joined.append(run)
                run = rule
        if run is not None:
            joined.append(run)
    return tuple(joined)
