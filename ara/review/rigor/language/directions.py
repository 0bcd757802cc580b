"""Whether two sentences about the same thing go in opposite directions."""

from __future__ import annotations

import re
from functools import lru_cache

from ara.review.rigor.language.comparisons import without_comparands
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.vagueness import content

_AXES: tuple[tuple[Lexicon, Lexicon], ...] = (
    (
        Lexicon("increas*, rise, rises, rose, grow, grows, grew, higher, raise, raises, raised, more often, heighten*"),
        Lexicon(
            """decreas*, falls, fall, fell, drops, drop, dropped, shrink*, shrank, lower, lowers, lowered, reduc*, less
            often, declin*, cuts"""
        ),
    ),
    (
        Lexicon("improv*, better, helps, help, helped, benefits, benefit, strengthen*, outperform*, superior, beats"),
        Lexicon("degrad*, worse, worsen*, hurts, hurt, harms, harm, impair*, weaken*, underperform*, inferior, damag*"),
    ),
    (
        Lexicon("faster, quicker, accelerat*, speeds up, speed up, sooner"),
        Lexicon("slower, slows, slow down, decelerat*, delays, later"),
    ),
    (Lexicon("more, larger, greater, longer, bigger"), Lexicon("less, fewer, smaller, shorter")),
)
"""Words of each direction, in pairs; the last pair counts only when no other is met."""

_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|fails?\s+to|failed\s+to|nothing|hardly|without\s+any|unaffected|unchanged|"
    r"independent\s+of)\b|n['’]t\b",
    re.IGNORECASE,
)
_HARMLESS_NO = re.compile(r"\bno\s+(?:more|less|fewer|extra|additional|other|longer)\b|\bnot\s+only\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def bearings(text: str) -> tuple[int, ...]:
    """Give where a sentence points on each axis: 1 up, -1 down, 0 neither or both."""
    found = [int(up.within(text)) - int(down.within(text)) for up, down in _AXES]
    # in "more cores make it slower" the first word says of what, not whereto
    return (*found[:-1], 0) if any(found[:-1]) else tuple(found)


@lru_cache(maxsize=4096)
def denied(text: str) -> bool:
    """Tell whether a sentence denies something."""
    return _NOT.search(_HARMLESS_NO.sub(" ", text)) is not None


def opposed(one: str, other: str) -> bool:
    """Tell whether one sentence points up and the other down, or one denies what the other says."""
    mine, theirs = bearings(one), bearings(other)
    shared = [a * b for a, b in zip(mine, theirs, strict=True) if a and b]
    if shared:
        return (shared[0] < 0) != (denied(one) != denied(other))
    return denied(one) != denied(other) and not any(mine) and not any(theirs)


@lru_cache(maxsize=4096)
def subject(text: str) -> frozenset[str]:
    """Give the content words of what a sentence is about: without directions, and what it compares with."""
    bare = without_comparands(text)
    for pair in _AXES:
        for lexicon in pair:
            bare = lexicon.pattern.sub(" ", bare)
    return content(bare)
