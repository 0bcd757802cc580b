r"""Cleaning of characters as they leave a PDF: what reaches the rest of ara is visible, composed text.

PDFs choose their own character codes, so a text layer may hold anything: control characters that break a file,
overrides that reverse the reading direction, surrogates that cannot be written as UTF-8, private glyphs without
meaning. A glyph that cannot be read becomes `\ufffd`, never nothing: dropping it could turn `5?0` into `50`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

UNREADABLE = "\ufffd"
"""Stands for a glyph whose character is not known."""

_SPACING_ACCENTS = {
    "`": "\u0300",
    "´": "\u0301",
    "ˊ": "\u0301",
    "ˋ": "\u0300",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¯": "\u0304",
    "ˉ": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_DOTLESS = {"ı": "i", "ȷ": "j"}
_KEPT_FORMAT = "\u200d"
_JOINED_ALIAS = {"\u00ad": "-", "\u2010": "-", "\u2011": "-"}


class Glyph(NamedTuple):
    """One character with its box on the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@lru_cache(maxsize=4096)
def clean_character(character: str) -> str:
    """The character as ara keeps it: itself, a blank, `UNREADABLE`, or nothing for marks without a glyph."""
    if character in _JOINED_ALIAS:
        return _JOINED_ALIAS[character]
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\f\v":
        return " "
    if category == "Cc":
        return UNREADABLE if character != "\x00" else ""
    if category == "Cf":
        return character if character == _KEPT_FORMAT else ""
    if category == "Co":
        # fonts with a symbol encoding put their bullets at 0xF000 plus the old 8-bit code
        return "•" if character == "\uf0b7" else UNREADABLE
    if category in ("Cs", "Cn"):
        return UNREADABLE
    return character


def clean_text(text: str) -> str:
    """All characters cleaned and composed; blanks stay as they are, one for one."""
    return unicodedata.normalize("NFC", "".join(map(clean_character, text)))


def can_be_raised(superscript: str) -> bool:
    """Whether all of a superscript has characters of its own; half of `0.5` raised would be worse than none."""
    return not any(character in ".:/·" or character.isalpha() for character in superscript)


def raise_digits(text: str) -> str:
    """Digits and signs of a superscript as the characters that mean so: footnote 9 after `Figure 1` is no `19`."""
    return text.translate(_RAISED)


def compose_accents(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Join an accent drawn as a glyph of its own with the letter it is drawn over.

    Old TeX fonts have no accented letters: `ă` is a breve and an `a` in the same place. The two are joined only when
    their boxes overlap by half the accent's width, so that a tilde or caret which stands beside a letter is left alone.
    """
    composed: list[Glyph] = []
    for glyph in glyphs:
        if composed and (joined := _join(composed[-1], glyph) or _join(glyph, composed[-1])):
            composed[-1] = joined
        else:
            composed.append(glyph)
    return composed


def _join(accent: Glyph, letter: Glyph) -> Glyph | None:
    mark = _SPACING_ACCENTS.get(accent.text)
    if mark is None or not letter.text.isalpha():
        return None
    overlap = min(accent.right, letter.right) - max(accent.left, letter.left)
    if overlap < 0.5 * min(accent.right - accent.left, letter.right - letter.left):
        return None
    text = unicodedata.normalize("NFC", _DOTLESS.get(letter.text, letter.text) + mark)
    if len(text) != 1:
        return None
    return Glyph(
        text,
        min(accent.left, letter.left),
        min(accent.top, letter.top),
        max(accent.right, letter.right),
        max(accent.bottom, letter.bottom),
    )
