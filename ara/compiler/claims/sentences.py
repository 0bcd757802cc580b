"""Sentences of a passage, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.claims.phrases import alternatives

_ABBREVIATION = re.compile(
    r"(?:\b(?:al|vs|cf|ca|resp|approx|dr|mr|mrs|ms|prof|st|jr|dept|univ)|\bi\.e|\be\.g|\bw\.r\.t|\ba\.k\.a|\bi\.i\.d)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:figures?|figs?|tables?|tabs?|tbl|eqs?|eqns?|sections?|secs?|apps?|refs?|thm|prop|def|algs?|chap|vol|pp?|nos?|"
    r"max|min|avg|std)$",
    re.IGNORECASE,
)
"""Words shortened only before a number: `no. 5` is one phrase, `There are no.` ends a sentence."""
_INITIAL = re.compile(r"(?<![\w./])[A-Za-z]$")
_END = re.compile(r"[.!?](?P<close>[\"'”’»)\]]*)(?P<mark>[∗*†‡§¶¹²³]|(?<=[a-z)][.!?])\d{1,2})?\s+(?=[^\sa-z])")
_MANGLED = re.compile(r"[a-z]{3,}- \(")
_OPENER = re.compile(
    alternatives(
        """in, the, we, this, these, it, its, however, for, as, our, to, when, if, thus, then, note, here, there, by,
        on, at, with, since, although, while, moreover, finally"""
    ),
    re.IGNORECASE,
)
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
        before = text[max(start, match.start() - 40) : match.start()]
        if text[match.start()] == "." and _is_shortened(before, text[match.end() : match.end() + 20]):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _is_shortened(before: str, after: str) -> bool:
    """Tell the stop of an abbreviation or an initial from one that ends a sentence."""
    if _INITIAL.search(before):
        return not _NAMED_LETTER.search(before) and not _OPENER.match(after)
    if _LABEL.search(before):
        return after[:1].isdigit() or after[:1] == "("
    return bool(_ABBREVIATION.search(before))


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        yield Sentence(stripped, start + len(piece) - len(piece.lstrip()))
