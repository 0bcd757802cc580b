"""Lines of cells that are set to both edges of their column: their blanks are stretched, and part no columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ara.compiler.paper.tables.tokens import TextRow, Token

_NATURAL = 0.42
_WIDEST = 1.6
_EQUAL = 0.06
_ALIGNED = 0.8
_LEADING = 1.45


def glue_justified(rows: Sequence[TextRow]) -> tuple[TextRow, ...]:
    """The rows with the words of justified lines glued to one another.

    All blanks of a justified line are equally wide, and another line of the same cell stands right above or below it:
    at the same left edge; for lines of two words at the same right edge too, with another number of words.
    """
    edges = _column_edges(rows)
    glued = []
    for index, row in enumerate(rows):
        near = [
            other
            for other in (*rows[max(0, index - 2) : index], *rows[index + 1 : index + 3])
            if abs(other.baseline - row.baseline) <= _LEADING * row.size
        ]
        joined: set[int] = set()
        for first, last in _stretched(row.tokens, edges):
            if _has_company(row.tokens[first : last + 1], near):
                joined.update(range(first + 1, last + 1))
        tokens = (replace(token, glued=place in joined) for place, token in enumerate(row.tokens))
        glued.append(TextRow(row.baseline, tuple(tokens)))
    return tuple(glued)


def _column_edges(rows: Sequence[TextRow]) -> tuple[float, ...]:
    """Where words begin after a wide blank in so many lines that a column must begin there."""
    starts = sorted(
        token.box[0]
        for row in rows
        for place, token in enumerate(row.tokens)
        if place == 0 or _gap(row.tokens[place - 1], token) > _NATURAL
    )
    enough = max(4, len(rows) // 3)
    return tuple(
        start
        for index, start in enumerate(starts)
        if index + enough <= len(starts) and starts[index + enough - 1] - start <= _ALIGNED
    )


def _stretched(tokens: Sequence[Token], edges: Sequence[float]) -> Iterator[tuple[int, int]]:
    """First and last word of each run of words with equal blanks that are wider than natural ones."""
    first = 0
    width: float | None = None
    for place in range(1, len(tokens) + 1):
        gap = _gap(tokens[place - 1], tokens[place]) if place < len(tokens) else None
        fits = gap is not None and gap <= _WIDEST and _is_word(tokens[place - 1]) and _is_word(tokens[place])
        fits = fits and not any(-0.1 <= tokens[place].box[0] - edge <= _ALIGNED for edge in edges)
        after_stop = tokens[place - 1].text[-1] in ".,;:!?"
        if fits and gap is not None and (width is None or after_stop or abs(gap - width) <= _EQUAL):
            width = width if after_stop and width is not None else gap
            continue
        if width is not None and width > _NATURAL and place - 1 > first:
            yield first, place - 1
        first, width = place, None


def _has_company(run: Sequence[Token], near: Sequence[TextRow]) -> bool:
    left, right = run[0].box[0], run[-1].box[2]
    for row in near:
        for place, token in enumerate(row.tokens):
            opens = place == 0 or _gap(row.tokens[place - 1], token) > _NATURAL
            if not opens or abs(token.box[0] - left) > _ALIGNED or not _is_word(token):
                continue
            inside = [other for other in row.tokens if left - 1 <= other.box[0] and other.box[2] <= right + _ALIGNED]
            ends = abs(inside[-1].box[2] - right) <= _ALIGNED
            if len(run) > 2 or (ends and len(inside) != len(run)):
                return True
    return False


def _is_word(token: Token) -> bool:
    return any(character.islower() for character in token.text)


def _gap(first: Token, second: Token) -> float:
    return (second.box[0] - first.box[2]) / max(first.size, second.size)
