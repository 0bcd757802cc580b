"""Which numbers of a sentence a derived number beside them was computed from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ara.review.rigor.accounts.mentions import Mention

_LINK = re.compile(
    r"(?i)^[^.;]{0,60}?(?:\bto\b|\bvs\.?|\bversus\b|\bagainst\b|\bcompared (?:to|with)\b|\binstead of\b"
    r"|\brather than\b|→|->|⟶|\bover\b"
    r"|\bwhile\b|\bwhere(?:as)?\b|\band\b|\bthan\b|\bbeside\b|\bwith(?:out)?\b|\bbut\b|\brelative to\b"
    r"|\bfor\b|/|,|\bof\b|\bdown\b|\bup\b)[^.;]{0,60}$"
)
_FAR = 90
"""Characters between a derived number and the pair it belongs to, beyond which they may be about different things."""
_SHORT = 30
"""Characters between two derived numbers of one pair."""
_OTHER = re.compile(r"(?i)\b(?:for|at|with|while|in|using|but|on|and|costs?)\b|;")
_BARE = ("", "K", "M", "B", "k", "T")


def pairs_for(derived: Mention, mentions: tuple[Mention, ...], sentence: str) -> Iterator[tuple[Mention, Mention]]:
    """Give the linked pairs of levels of one unit that stand right before or right behind a derived number.

    `12.5 s instead of 40 s, 3.2x faster` and `3.2x faster (12.5 s vs 40 s)` have one pair. A pair that another derived
    number stands closer to is that one's.
    """
    levels = [
        mention for mention in mentions if mention.role in ("level", "mean", "sum", "share") and not mention.bound
    ]
    rivals = [
        mention
        for mention in mentions
        if mention.role in ("ratio", "change", "points", "delta") and mention is not derived
    ]
    for one, other in itertools.pairwise(levels):
        if not _same_unit(one, other) or _LINK.match(sentence[one.end : other.start]) is None:
            continue
        between = sentence[one.end : other.start]
        if any(one.end <= rival.start < other.start for rival in (*rivals, derived)) and "from" not in between:
            continue
        gap = derived.start - other.end if derived.start >= other.end else one.start - derived.end
        nearer = [rival for rival in rivals if 0 <= _gap(rival, one, other) < gap]
        near = 0 <= gap <= _FAR and ";" not in _between(derived, one, other, sentence)
        if near and all(_beside(derived, rival, sentence) for rival in nearer):
            yield one, other


def _beside(derived: Mention, rival: Mention, sentence: str) -> bool:
    """Tell whether a number says the same as the one between it and the pair, as in `6.0 points (28% relative)`."""
    first, second = sorted((derived, rival), key=lambda mention: mention.start)
    between = sentence[first.end : second.start]
    return derived.role != rival.role and len(between) <= _SHORT and _OTHER.search(between) is None


def _gap(derived: Mention, one: Mention, other: Mention) -> int:
    gap = derived.start - other.end if derived.start >= other.end else one.start - derived.end
    return gap if gap >= 0 else 10**6


def _between(derived: Mention, one: Mention, other: Mention, sentence: str) -> str:
    if derived.start >= other.end:
        return sentence[other.end : derived.start]
    return sentence[derived.end : one.start]


def _same_unit(one: Mention, other: Mention) -> bool:
    """A unit that is written once, behind the second number, is that of both."""
    if one.unit == other.unit or (one.unit in _BARE and other.unit in _BARE):
        return one.tells and other.tells
    return not one.unit and other.unit not in ("×", "points")


def list_before(derived: Mention, mentions: tuple[Mention, ...], sentence: str) -> tuple[Mention, ...]:
    """Give the numbers that are listed one after the other, by commas and `and`, nearest to a mean or a sum."""
    runs: list[list[Mention]] = []
    levels = [
        m for m in mentions if m is not derived and m.role in ("level", "mean", "sum", "delta", "share", "change")
    ]
    for mention in levels:
        last = runs[-1][-1] if runs else None
        listed = last is not None and re.fullmatch(
            r"\s*(?:,|and|,\s*and|/|\+|;)\s*(?:[A-Za-z][\w-]*\s){0,4}", sentence[last.end : mention.start]
        )
        if last is not None and listed and _same_unit(last, mention) and not last.end <= derived.start < mention.start:
            runs[-1].append(mention)
        else:
            runs.append([mention])
    lists = [run for run in runs if len(run) > 1]
    if not lists:
        return ()
    nearest = min(lists, key=lambda run: _gap(derived, run[0], run[-1]))
    return tuple(nearest) if _gap(derived, nearest[0], nearest[-1]) <= _FAR else ()
