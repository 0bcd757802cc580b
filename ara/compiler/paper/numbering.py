"""The grammar of heading numbers: `3`, `3.2.1`, `IV.`, `B.`, `A.1`, `Appendix C`, `2)`, and which may follow which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Scheme = Literal["arabic", "roman", "letter", "appendix", "parenthesis"]

_ARABIC = re.compile(
    r"(?:§\s*|(?:section|chapter)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?P<end>[.:]?\s+|\.(?=[A-Z])|$)", re.I
)
_APPENDIX = re.compile(
    r"(?P<word>(?:appendix|supplement)\s+)?(?P<number>[A-Z](?:\.\d{1,2}){0,4})(?P<end>[.:]?\s+|\s*[—–-]\s*|$)", re.I
)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,6})(?P<end>\.\s+)")
_PARENTHESIS = re.compile(r"(?P<number>\d{1,2})(?P<end>\)\s+)")
_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Number:
    """A printed heading number."""

    scheme: Scheme
    """How it is written. `letter` is a subsection under roman numerals, `appendix` a letter that may have parts."""
    parts: tuple[int, ...]
    """Its values; a letter counts from 1."""
    printed: str
    """As printed, without the dot behind it."""
    length: int
    """Characters that it takes at the start of the heading, blank included."""

    @property
    def depth(self) -> int:
        """Depth that the number itself shows, 1 for the top."""
        return {"letter": 2, "parenthesis": 3}.get(self.scheme, len(self.parts))


def read_numbers(text: str) -> tuple[Number, ...]:
    """All readings of the number at the start of a text; empty when it has none. `I.` and `C.` have several."""
    found: list[Number] = []
    if match := _ARABIC.match(text):
        parts = tuple(int(part) for part in match["number"].split("."))
        found.append(Number("arabic", parts, match["number"], match.end()))
    if match := _ROMAN.match(text):
        value = _roman(match["number"])
        if value is not None:
            found.append(Number("roman", (value,), match["number"], match.end()))
    if (match := _APPENDIX.match(text)) and match["number"][0].isupper():
        letter, *rest = match["number"].split(".")
        parts = (ord(letter) - 64, *(int(part) for part in rest))
        if not rest and not match["word"] and match["end"].startswith("."):
            found.append(Number("letter", parts, match["number"], match.end()))
        found.append(Number("appendix", parts, match["number"], match.end()))
    if match := _PARENTHESIS.match(text):
        found.append(Number("parenthesis", (int(match["number"]),), match["number"], match.end()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Position:
    """Where in the numbering a document stands: the last number of each scheme that is still open."""

    arabic: tuple[int, ...] = ()
    roman: int = 0
    letter: int = 0
    parenthesis: int = 0
    appendix: tuple[int, ...] = ()

    def admits(self, number: Number) -> bool:
        """Whether the number may come next."""
        match number.scheme:
            case "arabic":
                return not self.roman and not self.appendix and follows(self.arabic, number.parts)
            case "roman":
                return not self.arabic and number.parts[0] == self.roman + 1
            case "letter":
                return bool(self.roman) and number.parts[0] == self.letter + 1
            case "parenthesis":
                return bool(self.roman) and number.parts[0] == self.parenthesis + 1
            case "appendix":
                # `A Simple Method` on a first page is a title, not an appendix
                return bool(self.arabic or self.roman or self.appendix) and follows(self.appendix, number.parts)

    def after(self, number: Number) -> Position:
        """The position once the number has been read."""
        match number.scheme:
            case "arabic":
                return Position(arabic=number.parts)
            case "roman":
                return Position(roman=number.parts[0])
            case "letter":
                return Position(roman=self.roman, letter=number.parts[0])
            case "parenthesis":
                return Position(roman=self.roman, letter=self.letter, parenthesis=number.parts[0])
            case "appendix":
                return Position(arabic=self.arabic, roman=self.roman, appendix=number.parts)


def follows(last: tuple[int, ...], parts: tuple[int, ...]) -> bool:
    """Whether `parts` is the first child of `last`, its next sibling, or the next sibling of one of its parents."""
    if not last:
        return parts in ((0,), (1,))
    if parts[:-1] == last and parts[-1] in (0, 1):
        return True
    depth = len(parts)
    return depth <= len(last) and parts[:-1] == last[: depth - 1] and parts[-1] == last[depth - 1] + 1


def _roman(text: str) -> int | None:
    values = [_VALUES[letter] for letter in text]
    total = sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if text == _as_roman(total) else None


def _as_roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
