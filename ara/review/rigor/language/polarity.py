"""Whether a text speaks for or against what it is about."""

from __future__ import annotations

import re
from functools import lru_cache

from ara.review.rigor.language.lexicon import Lexicon

_FOR = Lexicon(
    """improv*, better, best, effective*, succe*, works, work well, working, enabl*, achiev*, recommend*, should be,
    should use, should rely, ought to, outperform*, fastest, faster, cheapest, highest, superior, robust, solv*,
    suffic*, gain*, benefit*, reliab*, prefer*, wins, winning, win, boost*, essential, crucial, key to,
    necessary, optimal, ideal, right choice, right way, advis*, advocat*, promising, viable, practical,
    favo*rable, favou*r, advantage*, helps, help, helpful, exceed*, surpass*, state of the art, adopt*, choose,
    sound, safe, valid, holds, correct*, explain*, accounts for, remedy, remedies, cure, reason why, the reason,
    responsible for, deliver*, yields, gives, provides, saves, saving*, allows, makes possible, worth*, pays
    off, pays, good, strong*, excellent, reach*, attain*, matches, match, resolve*, restor*, retain*, preserv*,
    speeds up, speed up, reduces, lowers"""
)
_AGAINST = Lexicon(
    """fail*, abandon*, give up, gives up, gave up, given up, giving up, drop, drops, dropped, reject*, discard*,
    worse, worst, inferior, harm*, hurt*, degrad*, insuffic*, unable, infeasible, impractical, ruled out, rule
    out, rules out, dead end, dead ends, dead, diverg*, unstable, useless, ineffective*, underperform*,
    collaps*, breaks, broke, broken, problem*, too slow, too large, too costly, too expensive, too weak,
    prohibitive*, unviable, not viable, disappoint*, loses, lost, losing, refut*, disprov*, contradict*, wrong,
    mistaken, incorrect, invalid, unsound, unreliable, stall*, stuck, plateau*, overfit*, crash*,
    counterproductive, detriment*, poor*, bad, badly, trap, limitation*, limits, dominated, slower, loss of,
    abort*, retract*, withdrawn, replaced, superseded, illusory, unnecessary, redundant, wasteful, waste*,
    pointless, futile, deteriorat*, negligible, little, barely, no gain, no benefit, no improvement, no
    advantage, no effect"""
)
_NOT = re.compile(
    r"\b(?:not|n't|no|never|nor|neither|none|cannot|without|hardly|rarely|scarcely|barely|nothing|nobody)\b|n['’]t\b",
    re.IGNORECASE,
)
_CANCELS = re.compile(
    r"\b(?:avoid\w*|prevent\w*|eliminat\w*|remov\w*|overcom\w*|fix(?:es|ed)?|cure[sd]?|mitigat\w*|clos(?:es|ed|ing|"
    r"e)|bridg\w+|narrow\w*|escap\w*|resolv\w*|"
    r"lower\w*|reduc\w+|decreas\w+|cuts?|fewer|less|no\s+longer|free\s+of|instead\s+of|rather\s+than|unlike|than|"
    r"without)\b",
    re.IGNORECASE,
)
_SET_ASIDE = re.compile(r"\b(?:rather\s+than|instead\s+of|unlike|fails?\s+to|failed\s+to|too)\b", re.IGNORECASE)
REACH = 4
"""How many words a negation or a cancelling verb reaches forward."""


@lru_cache(maxsize=8192)
def stance(text: str) -> int:
    """Give a count above 0 when a clause speaks for what it is about, below 0 against it, 0 when it does neither.

    Each word of approval counts one, each of disapproval minus one; a negation shortly before turns either round, and
    *avoids*, *unlike*, *than* and the like turn round a disapproval.
    """
    balance = 0
    for match in _FOR.all(text):
        before = _before(text, match.start())
        balance += -1 if _NOT.search(before) or _SET_ASIDE.search(before) else 1
    for match in _AGAINST.all(text):
        # a negation further off denies the verb: "does not explain the degradation" approves of nothing
        turned = _NOT.search(_before(text, match.start(), 2)) or _CANCELS.search(_before(text, match.start()))
        inside = _NOT.match(match.group())
        balance += 1 if turned and not inside else -1
    return balance


@lru_cache(maxsize=8192)
def negated(text: str) -> bool:
    """Tell whether a clause holds a negation or a word of failure."""
    return _NOT.search(text) is not None or _AGAINST.within(text)


def _before(text: str, position: int, reach: int = REACH) -> str:
    return " ".join(text[:position].split()[-reach:])
