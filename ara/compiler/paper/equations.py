"""Displayed formulas: which rows belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ara.compiler.paper.frames import Frame
from ara.compiler.paper.rows import Row
from ara.compiler.paper.typography import Typography, is_monospaced

_NUMBER = re.compile(r"\(\s*(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,2})?[a-z]?\s*\)$")
_MATHEMATICAL = re.compile(
    r"cm(?:mi|sy|ex|bsy|mib)|msam|msbm|eufm|rsfs|(?:tx|px)(?:sy|mi|ex)|mt(?:mi|sy|ex)|newtx|lmmath|stix|.*math|.*symbol",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{2,}[.,;:]?")
_RELATIONS = "=≤≥≈∼≡∝<>←→⇒∈:"
_SYMBOLS = frozenset("=+−∑∏∫√≤≥≈≡∝∈∉∀∃∂∇→←⇒⟨⟩∥|·×⊙⊕⊗∞±∼{}^/")
_FUNCTIONS = frozenset(("arg", "argmax", "argmin", "exp", "inf", "lim", "log", "max", "min", "sup", "if", "otherwise"))
_NEAR = 2.2


def find_equations(rows: Sequence[Row], frames: Sequence[Frame], typography: Typography) -> frozenset[int]:
    """Indices of the rows of displayed formulas.

    Rows that are certainly formulas come first: set in, mathematical, without prose. Rows beside them that hold little
    more than symbols (numerators, limits, numbers) belong to them.
    """
    found = {place for place, row in enumerate(rows) if _is_formula(row, frames[place])}
    like = {place for place, row in enumerate(rows) if place not in found and _could_belong(row, frames[place])}
    for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        for before, place in pairwise(order):
            if before in found and place in like and _adjoin(rows[before], rows[place], typography):
                found.add(place)
    return frozenset(found)


def has_number(row: Row) -> bool:
    """Whether the row ends with the number of a formula, as `(12)` or `(A.3)`."""
    return bool(_NUMBER.search(row.text))


def has_relation(row: Row) -> bool:
    """Whether the row states something: an equation, a bound, a definition."""
    return any(character in _RELATIONS for character in row.text)


def _is_formula(row: Row, frame: Frame) -> bool:
    if _words(row) > 3 or all(is_monospaced(span.font) for span in row.spans):
        return False
    share = _mathematical(row)
    left, right = row.box[0] - frame.left, frame.right - row.box[2]
    if has_number(row) and right < row.size and left > 0.4 * row.size and (share > 0.15 or has_relation(row)):
        return True
    if left > 1.5 * row.size and right > 0.5 * row.size:
        return share > 0.5 or (share > 0.2 and has_relation(row))
    # formulas as wide as their column begin a little inside of it, lines of prose do not
    return left > 0.4 * row.size and _words(row) == 0 and share > 0.4 and has_relation(row)


def _could_belong(row: Row, frame: Frame) -> bool:
    if _NUMBER.fullmatch(row.text) or (row.text[:1] in "=≤≥≈" and _words(row) == 0):
        return True
    if _words(row) > 1 or row.bold or _WORD.fullmatch(row.text):
        return False
    short = row.box[2] - row.box[0] < 0.8 * (frame.right - frame.left)
    return short and (_mathematical(row) > 0.2 or len(row.text) <= 6 or (has_relation(row) and _words(row) == 0))


def _adjoin(one: Row, other: Row, typography: Typography) -> bool:
    same = (one.page, one.column) == (other.page, other.column)
    return same and abs(one.baseline - other.baseline) < _NEAR * typography.leading


def _words(row: Row) -> int:
    """Words of prose in the row; names of functions such as `max` or `softmax(` do not count."""
    words = re.findall(r"(?<![\w(])[^\W\d_]{2,}(?![\w(])", row.text)
    return sum(word.islower() and word not in _FUNCTIONS for word in words)


def _mathematical(row: Row) -> float:
    """The share of the row's characters that are set in mathematical type or are symbols."""
    total = symbols = 0
    for span in row.spans:
        characters = span.text.replace(" ", "")
        total += len(characters)
        special = bool(_MATHEMATICAL.match(span.font)) or span.superscript or span.subscript
        symbols += len(characters) if special else sum(character in _SYMBOLS for character in characters)
    return symbols / max(1, total)
