"""Differences that are smaller than the noise the artifact states beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ara.review.rigor.language.comparisons import comparatives
from ara.review.rigor.language.sentences import sentences
from ara.review.rigor.support import Support

_N = r"[-−+]?\d+(?:,\d{3})*(?:\.\d+)?"
_SPREAD = re.compile(rf"(?P<value>{_N})\s*%?\s*(?:±|\+/-|\+-)\s*(?P<spread>\d+(?:\.\d+)?)")
_INTERVAL = re.compile(
    rf"(?:CI|interval|bootstrap|credible)\b[^.;\[\](]{{0,40}}?[\[(]?\s*(?P<low>{_N})\s*%?\s*(?:,|to|;|–|"
    rf"\.\.)\s*(?P<high>{_N})",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\b(?:improv\w+|gain\w*|rais\w+|boost\w*|reduc\w+|lower\w*|increas\w+|decreas\w+|better|worse|higher|faster|"
    r"slower|cut\w*|"
    r"sav\w+|drop\w*|advantage|margin|difference|gap|lead|wins?|exceed\w*|outperform\w*|beat\w*|ahead)\b"
    r"(?P<between>[^.;\d±]{0,60}?)\b(?:by|of|is|was)\s+(?:(?:a|an|about|roughly|only|mere|some|"
    r"around)\s+){0,2}(?P<gain>\d+(?:\.\d+)?)\s*(?P<unit>%|points?|pp|pts?|ms|s\b)?",
    re.IGNORECASE,
)
_GAIN_FIRST = re.compile(
    r"(?P<gain>\d+(?:\.\d+)?)\s*(?:%|percent|percentage\s+points?|points?|pp|pts?|(?!runs?\b|seeds?\b|trials?\b|"
    r"repeats?\b)[A-Za-z]{1,8})?\s+(?:(?!is\b|are\b)\w+\s+)?"
    r"(?:improvement|gain|better|higher|lower|faster|slower|advantage|lead|ahead|increase|decrease|reduction|less|"
    r"more|fewer|above|below)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"(?:noise(?:\s+(?:floor|level|band))?|(?:standard|std\.?)\s+(?:deviations?|errors?|dev\.?)|\bstd\b|\bSD\b|"
    r"\bSE\b|σ|sigma|"
    r"(?:run|seed|trial|session|day|machine|repeat)[- ]to[- ](?:run|seed|trial|session|day|machine|repeat)\s+\w+|"
    r"(?:across|between|over|among)[- ](?:\w+\s+)?(?:seeds?|runs?|trials?|repeats?)\s+(?:\w+\s+)?(?:variation|"
    r"spread|variance|deviation|range|scatter)|"
    r"(?:seed|run)\s+(?:variance|variation|spread|noise|scatter)|spread|scatter|jitter|variation|fluctuat\w+|"
    r"var(?:y|ies|ied)|error\s+bars?|margin\s+of\s+error)"
    r"[^.;\d±]{0,60}?(?:±\s*)?(?P<noise>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_NOISE_FIRST = re.compile(
    r"(?:±\s*)?(?P<noise>\d+(?:\.\d+)?)\s*(?:%|percent|points?|pp|pts?|ms|s|\w{1,10})?\s+(?:of\s+)?(?:(?:run|"
    r"seed)[- ]to[- ](?:run|seed)\s+)?"
    r"(?:noise|standard\s+deviation|std\b|spread|scatter|variation|jitter|error\s+bars?|from\s+(?:run|"
    r"seed)\s+to\s+(?:run|seed)|between\s+(?:runs|seeds)|across\s+(?:runs|seeds))",
    re.IGNORECASE,
)
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:not\s+(?:statistically\s+)?significant|insignificant|no\s+(?:statistically\s+)?significant|"
    r"within\s+(?:the\s+)?(?:noise|error\s+bars?|one\s+standard|"
    r"seed\s+variance|run-to-run)|statistically\s+indistinguishable|(?:intervals?|error\s+bars?)\s+overlap|"
    r"overlapping\s+(?:\w+\s+)?(?:intervals?|error\s+bars?)|"
    r"p\s*(?:=|>|≈)\s*0?\.(?:0[6-9]|[1-9])\d*)",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"±|\+/-|nois|deviation|\bst[de]\b|\bS[DE]\b|σ|sigma|run|seed|trial|spread|scatter|jitter|variation|fluctuat|"
    r"vary|varie|error|"
    r"margin|interval|\bCI\b|bootstrap|credible|significan|distinguishable|overlap|\bp\s*[=<>≈]",
    re.IGNORECASE,
)
"""What a text has to hold to say anything of its noise."""
_DENIES = re.compile(
    r"\b(?:no|not|nor|without|indistinguishable|comparable|on\s+par|parity|same|equal|tie[sd]?|overlap|within|fails?|"
    r"neither|nothing|insignificant)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Drowned:
    """A claimed difference that does not stand out of the noise."""

    span: str
    """The words that show it."""
    why: str
    """What shows it, as a clause."""


def drowned(support: Support) -> Drowned | None:
    """Give the first claimed difference of a claim that the noise stated in its block or evidence covers."""
    if not any(_SPEAKS.search(text) for text in (support.statement, *_stated(support))):
        return None
    for sentence in sentences(support.statement):
        if comparatives(sentence) and not _DENIES.search(sentence):
            for found in (_overlap(sentence, support), _small(sentence, support), _not_significant(support)):
                if found is not None:
                    return found
    return None


def _overlap(sentence: str, support: Support) -> Drowned | None:
    """Two printed means of the claim, each with its spread, that differ by less than the larger spread."""
    spreads = {match["value"]: match for match in _SPREAD.finditer("\n".join(_stated(support)))}
    spreads |= {match["value"]: match for match in _SPREAD.finditer(sentence)}
    printed = dict.fromkeys(re.findall(_N, sentence))
    here = [spreads[value] for value in printed if value in spreads]
    for one, other in combinations(here, 2):
        difference = abs(_value(one["value"]) - _value(other["value"]))
        spread = max(float(one["spread"]), float(other["spread"]))
        if 0 < difference <= spread:
            return Drowned(
                one.group(),
                f"{one.group()} and {other.group()} differ by {difference:.3g}, less than the spread of {spread:g}",
            )
    return None


def _small(sentence: str, support: Support) -> Drowned | None:
    """A gain given as a number, beside a noise given as a number, or an interval of it that holds zero."""
    for text in (sentence, *_stated(support)):
        interval = _INTERVAL.search(text)
        if interval and _value(interval["low"]) < 0 < _value(interval["high"]):
            return Drowned(interval.group(), f"the interval from {interval['low']} to {interval['high']} holds zero")
    gain = _GAIN_FIRST.search(sentence) or _GAIN.search(sentence)
    if gain is None:
        return None
    for text in (sentence, *_stated(support)):
        for noise in _noises(text):
            if noise.start("noise") == gain.start("gain") and text is sentence:
                continue
            if 0 < _value(gain["gain"]) <= float(noise["noise"]):
                return Drowned(
                    noise.group(), f"its gain of {gain['gain']} is no larger than the stated noise of {noise['noise']}"
                )
    return None


def _noises(text: str) -> Iterator[re.Match[str]]:
    yield from _NOISE_FIRST.finditer(text)
    yield from _NOISE.finditer(text)


def _not_significant(support: Support) -> Drowned | None:
    for text in (support.statement, *_stated(support)):
        match = _NOT_SIGNIFICANT.search(text)
        if match is not None:
            return Drowned(match.group(), f"its own account says {match.group()!r}")
    return None


def _stated(support: Support) -> tuple[str, ...]:
    """Give the texts of a claim's own block that may state its noise; an experiment may serve many claims."""
    claim = support.claim
    return tuple(
        text for text in (claim.conditions, claim.evidence_basis, claim.interpretation, *claim.sources) if text
    )


def _value(printed: str) -> float:
    return float(printed.replace(",", "").replace("−", "-").lstrip("+"))
