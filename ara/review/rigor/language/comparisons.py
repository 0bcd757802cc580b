"""Comparisons: what is said to be better, and than what."""

from __future__ import annotations

import re
from functools import lru_cache

from ara.review.rigor.language.lexicon import Lexicon

COMPARATIVES = Lexicon(
    """better, worse, faster, slower, quicker, cheaper, higher, lower, larger, smaller, greater, fewer, stronger,
    weaker, more accurate, more efficient, more robust, more reliable, more stable, more precise, more
    effective, less memory, less time, less compute, less energy, more throughput, sooner, earlier, shorter,
    longer, leaner, lighter, tighter, more, less, superior, inferior, outperform*, surpass*, exceed*, beats,
    beat, beating, improves, improved, improve, improvement*, improving, reduces, reduced, reduce, reducing,
    reduction*, increases, increased, increase, increasing, decreases, decreased, decrease, cuts, lowers,
    lowered, raises, raised, raise, boosts, boost, boosted, speedup*, speeds up, accelerates, accelerate, saves,
    saving, savings, halves, doubles, doubled, triples, gains, gain, dominates, dominate, wins, excels, shrinks,
    state of the art, advances the state"""
)
"""Words that say that something is more or less than something else."""

COMPARANDS = Lexicon(
    """than, compared to, compared with, compared against, in comparison to, in comparison with, relative to, versus,
    vs, against, outperform*, surpass*, exceed*, beats, beat, beating, superior to, inferior to, instead of,
    rather than, as opposed to, with and without, baseline*, ablation, original, counterpart*, unlike,
    dominates, vanilla, without, previous*, conventional, state of the art, control"""
)
"""Words by which a text names, or announces, what is compared against."""

_COMPARAND = re.compile(
    r"\b(?:(?P<keep>(?:improv\w+|gains?|advantages?|speedups?|superior\w*|prefer\w*|wins?|edge|progress|lead|boost\w*)"
    r"(?:\s+[\w%-]+){0,5}?\s+)over|than|compared\s+(?:to|with|against)|in\s+comparison\s+(?:to|with)|relative\s+to|"
    r"versus|vs\.?|outperform\w*|surpass\w*|exceed\w*|beat(?:s|ing)?|superior\s+to|unlike|instead\s+of|rather\s+than|"
    r"as\s+opposed\s+to|in\s+place\s+of|in\s+contrast\s+(?:to|with)|replac\w+|supersed\w+|supplant\w*)\s+(?:(?:by|"
    r"with|in|on|for|when|to)\s+)?"
    r"(?P<what>[^,;:.()]{2,80})",
    re.IGNORECASE,
)
_END = re.compile(r"\s(?:by(?=\s+(?:about\s+)?\d)|while|because|since|when|where|although)\s", re.IGNORECASE)
_SET_ASIDE = re.compile(
    r"\b(?:giv(?:e|es|ing)\s+up|gave\s+up|avoid(?:s|ed|ing)?|abandon(?:s|ed|ing)?|discard(?:s|ed|ing)?|reject(?:s|ed|"
    r"ing)?|"
    r"do(?:es|ing)?\s+without|refrain\w*\s+from|stop(?:s|ped|ping)?\s+using|get(?:s|ting)?\s+rid\s+of)\s+"
    r"(?!by\b|because\b|since\b|after\b)[^,;:.()]{2,80}",
    re.IGNORECASE,
)
_INFLECTED = re.compile(
    r"\b(?:more|less)\s+\w+(?:ful|able|ible|ive|ous|ate|ent|ant|ic|ical|wise|some)\b|"
    r"\b(?:is|are|was|were|be|being|becomes?|became|gets?|much|far|even)\s+\w{2,}ier\b|\b\w{2,}ier\s+than\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def comparatives(text: str) -> tuple[str, ...]:
    """Give the words by which a text says that something is more or less than something else, verbatim."""
    found = (*COMPARATIVES.all(text), *_INFLECTED.finditer(text))
    return tuple(match.group() for match in sorted(found, key=lambda match: match.start()))


@lru_cache(maxsize=4096)
def comparands(text: str) -> tuple[str, ...]:
    """Give what a text compares against, in its words: what follows *than*, *instead of*, *outperforms*, …"""
    return tuple(_compared(match["what"]).strip() for match in _COMPARAND.finditer(text))


@lru_cache(maxsize=4096)
def without_comparands(text: str) -> str:
    """Give a text without what it compares against, and without what it gives up."""
    text = _SET_ASIDE.sub(" ", text)
    kept, begin = [], 0
    for match in _COMPARAND.finditer(text):
        what = _compared(match["what"])
        kept.append(text[begin : match.start()] + (match["keep"] or ""))
        begin = match.start("what") + len(what)
    return " ".join((*kept, text[begin:]))


def _compared(following: str) -> str:
    """Give the part of what follows *than* that is compared with: up to another statement."""
    what = _END.split(following, maxsplit=1)[0]
    first, conjunction, rest = what.partition(" and ")
    return first if conjunction and comparatives(rest) else what


_PLAIN = Lexicon(
    """over, from, gains, gain, save, saves, increasing, larger, smaller, longer, shorter, higher, lower, reduction*,
    tighter, more, less, stronger, weaker, leaner, lighter, greater, fewer"""
)


def claimed_comparison(text: str) -> str | None:
    """Give the first word by which a text claims a difference; *larger* alone describes a size and claims none."""
    found = comparatives(text)
    strong = (word for word in found if not _PLAIN.pattern.fullmatch(word))
    return next(strong, found[0] if found and comparands(text) else None)
