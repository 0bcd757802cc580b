"""Names of rows, columns and metrics: their words, and whether a sentence speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+|[±×%↑↓]")
_NOISE = re.compile(r"\[\d+(?:,\s?\d+)*\]|\*\*|__|[`$†‡§¶]|\\(?=\W)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
FILLING = frozenset(
    """a an and as at by for from has have in into is it its of on or our per than that the their then this to under via
    we were with without was be been are each which while when vs versus only""".split()  # noqa: SIM905
)
"""Words that tell no name from another."""


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text in lower case, without plural endings; a number is one word."""
    return tuple(stem(word) for word in _WORD.findall(_CAMEL.sub(" ", _NOISE.sub(" ", text))))


def offset_of(text: str, index: int) -> int:
    """Give where the word with this number, as `words_of` counts them, starts in a text."""
    low, at = text.lower(), 0
    for number, word in enumerate(_WORD.findall(_CAMEL.sub(" ", _NOISE.sub(" ", text)))):
        at = max(low.find(word.lower(), at), at)
        if number == index:
            return at
        at += len(word)
    return len(text)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Give a word in lower case without a plural ending."""
    low = word.lower()
    if len(low) > 3 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def telling(words: Iterable[str]) -> tuple[str, ...]:
    """Give the words that tell names apart."""
    return tuple(word for word in words if word not in FILLING)


def position(name: tuple[str, ...], sentence: tuple[str, ...]) -> int:
    """Give where the words of a name stand one after another in a sentence; -1 when they do not."""
    if not name or len(name) > len(sentence):
        return -1
    first, size = name[0], len(name)
    for start in range(len(sentence) - size + 1):
        if sentence[start] == first and sentence[start : start + size] == name:
            return start
    return -1


def named(names: dict[int, tuple[str, ...]], sentence: tuple[str, ...]) -> dict[int, tuple[int, int]]:
    """Tell which of some names a sentence speaks of: where the name starts, and how many of its words stand there.

    A name is spoken of when its words stand together; a name that lies inside a longer one at the same place is not.
    A part of a name counts when no other name has it and nothing of the name's own is missing: of `plain-18` and
    `plain-34` only the whole tells which, of `block summaries` and `full scan` a single word does.
    """
    found: dict[int, tuple[int, int]] = {}
    for key, name in names.items():
        at = position(name, sentence)
        if at >= 0:
            found[key] = (at, len(name))
    if len(found) < len(names):
        _partial(names, sentence, found)
    return {key: (at, size) for key, (at, size) in found.items() if not _inside(key, at, size, found)}


def _partial(names: dict[int, tuple[str, ...]], sentence: tuple[str, ...], found: dict[int, tuple[int, int]]) -> None:
    """Add the names whose own words, those that no other name has, all stand in the sentence."""
    held: dict[str, int] = {}
    for name in names.values():
        for word in set(name):
            held[word] = held.get(word, 0) + 1
    places = {word: index for index, word in reversed(list(enumerate(sentence)))}
    for key, name in names.items():
        if key in found:
            continue
        own = [word for word in telling(name) if held[word] == 1 and (len(word) > 1 or word.isdigit())]
        spoken = [word for word in own if word in places]
        if own and len(spoken) == len(own) and any(len(word) > 2 and not word[0].isdigit() for word in spoken):
            found[key] = (places[spoken[0]], len(spoken))


def _inside(key: int, at: int, size: int, found: dict[int, tuple[int, int]]) -> bool:
    return any(
        other != key and start <= at and at + size <= start + length and length > size
        for other, (start, length) in found.items()
    )
