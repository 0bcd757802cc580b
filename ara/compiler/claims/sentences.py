"""Sentences of a passage, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ABBREVIATION = re.compile(
    r"(?:\b(?:al|figs?|tabs?|tbl|eqs?|eqn|secs?|apps?|refs?|thm|prop|def|algs?|chap|vol|pp?|no|nos|vs|cf|ca|resp|approx|"
    r"dr|mr|mrs|ms|prof|st|jr|inc|ltd|dept|univ|max|min|avg|std)|\bi\.e|\be\.g|\bw\.r\.t|\ba\.k\.a|\bi\.i\.d|"
    r"(?<![\w./])[a-z])$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?](?P<close>[\"'”’»)\]]*)(?P<mark>[∗*†‡§¶¹²³]|(?<=[a-z)][.!?])\d{1,2})?\s+(?=[^\sa-z])")
_MANGLED = re.compile(r"[a-z]{3,}- \(")
_NAMED_LETTER = re.compile(
    r"\b(?:appendix|section|table|figure|case|type|model|method|group|panel|part)\s+[a-z]$", re.I
)


LONGEST = 1500
"""Characters; what is longer and has no full stop is no sentence, and is not searched with patterns."""


class Sentence(NamedTuple):
    """A sentence and where it starts in its passage."""

    text: str
    start: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split running text at full stops that end a sentence.

    Stops in abbreviations (`et al.`, `Fig. 3`, `i.e.`), initials, decimals, versions and addresses do not end one.
    """
    return tuple(_sentences(text))


def is_prose(text: str) -> bool:
    """Tell running text from formulas, axis labels and text mangled by its layout."""
    letters = sum(character.isalpha() or character.isspace() for character in text)
    if len(text) > LONGEST:
        return False
    words = re.findall(r"[A-Za-z]{3,}", text)
    return len(words) >= 3 and letters >= 0.62 * len(text) and "\ufffd" not in text and not _MANGLED.search(text)


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _is_abbreviation(text[max(start, match.start() - 40) : match.start()]):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _is_abbreviation(before: str) -> bool:
    return bool(_ABBREVIATION.search(before)) and not _NAMED_LETTER.search(before)


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        yield Sentence(stripped, start + len(piece) - len(piece.lstrip()))
