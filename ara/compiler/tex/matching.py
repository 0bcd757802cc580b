"""Which piece of a source is which piece of the PDF's reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

_SAME = 0.6
_MOST_PAIRS = 1_000_000


class Labelled(Protocol):
    """A table or figure of either reading."""

    @property
    def label(self) -> str: ...  # noqa: D102

    @property
    def caption(self) -> str: ...  # noqa: D102


_Read = TypeVar("_Read")
_Source = TypeVar("_Source")
_ReadFloat = TypeVar("_ReadFloat", bound=Labelled)
_SourceFloat = TypeVar("_SourceFloat", bound=Labelled)


def bare(text: str) -> str:
    """Letters and digits only, in small compatibility form."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def word_set(text: str) -> frozenset[str]:
    """The different words of a text."""
    return frozenset(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter text's words that the other has too, from 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def match_floats(read: Sequence[_ReadFloat], source: Sequence[_SourceFloat]) -> dict[int, int]:
    """Pair tables or figures: those of one number and like captions first, then those of the likest captions."""
    said = [word_set(one.caption) for one in read]
    written = [word_set(one.caption) for one in source]
    pairs: dict[int, int] = {}
    for here, one in enumerate(read):
        same = [there for there, other in enumerate(source) if other.label == one.label]
        for there in same:
            if there not in pairs.values() and likeness(said[here], written[there]) >= _SAME:
                pairs[here] = there
                break
    return pairs | _likest(said, written, pairs)


def match_texts(
    read: Sequence[_Read], source: Sequence[_Source], said: Callable[[_Read], str], written: Callable[[_Source], str]
) -> dict[int, int]:
    """Pair pieces by the likeness of their words, each at most once."""
    return _likest([word_set(said(one)) for one in read], [word_set(written(one)) for one in source], {})


def _likest(said: list[frozenset[str]], written: list[frozenset[str]], taken: dict[int, int]) -> dict[int, int]:
    if len(said) * len(written) > _MOST_PAIRS:
        return {}
    used = set(taken.values())
    scored = [
        (-likeness(one, other), -len(one & other), abs(here - there), here, there)
        for here, one in enumerate(said)
        if here not in taken
        for there, other in enumerate(written)
        if there not in used and len(one & other) >= min(4, len(one), len(other)) and likeness(one, other) >= _SAME
    ]
    pairs: dict[int, int] = {}
    for _, _, _, here, there in sorted(scored):
        if here not in pairs and there not in used:
            pairs[here] = there
            used.add(there)
    return pairs
