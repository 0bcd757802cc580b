"""Whether two sentences about the same thing go in opposite directions."""

from __future__ import annotations

import re
from functools import lru_cache

from ara.review.rigor.language.comparisons import without_comparands
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.vagueness import content

_UP = Lexicon(
    """increas*, rise, rises, rose, grow, grows, grew, higher, raise, raises, raised, gain, gains, gained, improv*,
    better, faster, outperform*, accelerat*, strengthen*, boost*, beats, exceed*, helps, speeds up, quicker,
    superior"""
)
_DOWN = Lexicon(
    """decreas*, falls, fall, fell, drops, drop, dropped, shrink*, shrank, lower, lowers, lowered, reduc*, lose, loses,
    lost, degrad*, worse, worsen*, slower, underperform*, slows, weaken*, hurts, harms, inferior, declin*"""
)
_MORE = Lexicon("more, larger, greater, longer, bigger")
_LESS = Lexicon("less, fewer, smaller, shorter")
_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|fails?\s+to|failed\s+to|nothing|hardly|without\s+any|unaffected|unchanged|"
    r"independent\s+of)\b|n['’]t\b",
    re.IGNORECASE,
)
_HARMLESS_NO = re.compile(r"\bno\s+(?:more|less|fewer|extra|additional|other|longer)\b|\bnot\s+only\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def bearing(text: str) -> tuple[int, bool]:
    """Give where a sentence points (1 up, -1 down, 0 neither or both) and whether it is denied."""
    up, down = _UP.within(text), _DOWN.within(text)
    if not up and not down:
        # in "more cores make it slower" the first word says of what, not whereto
        up, down = _MORE.within(text), _LESS.within(text)
    denied = _NOT.search(_HARMLESS_NO.sub(" ", text)) is not None
    return int(up) - int(down), denied


def opposed(one: str, other: str) -> bool:
    """Tell whether one sentence points up and the other down, or one denies what the other says."""
    (mine, denied), (theirs, also_denied) = bearing(one), bearing(other)
    if mine and theirs:
        return (mine != theirs) != (denied != also_denied)
    return denied != also_denied and mine == theirs == 0


@lru_cache(maxsize=4096)
def subject(text: str) -> frozenset[str]:
    """Give the content words of what a sentence is about: without directions, and what it compares with."""
    bare = without_comparands(text)
    for lexicon in (_UP, _DOWN, _MORE, _LESS):
        bare = lexicon.pattern.sub(" ", bare)
    return content(bare)
