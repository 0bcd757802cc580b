"""Phrases that bound a claim: the data, model, size or hardware for which it is said."""

from __future__ import annotations

import re

from ara.compiler.claims.phrases import alternatives

_NAME = r"(?:[\w.+&/@×≥≤=∼~%-]*[A-Z\d](?:[\w.+&/@×≥≤=∼~%-]|,\d{3}(?!\d))*)"
_SMALL = r"(?:a|an|the|all|both|one|two|three|four|eight|of|single|each|any|only|[a-z][a-z-]{2,18})"
_NOUN = alternatives(
    """GPU*, setting*, task*, dataset*, benchmark*, model, models, tokens, context, length, budget, generation, cutoff,
    scale, threshold, setup*, steps, iterations, systems, pairs, combinations, machines, translation, days, hours,
    minutes, seconds, test set, corpus, split"""
)
_MORE = (
    rf"(?<!\.)(?:,\s+(?:and\s+)?(?=[A-Za-z]|\d[\d.]*[KMB]\b)(?:{_NAME}|{_NOUN})"
    rf"|\s+(?:and\s+|or\s+|to\s+|of\s+)?(?:{_NAME}|{_NOUN})|\s+{_SMALL}\s+{_NOUN})"
)
_PHRASE = re.compile(
    r"\b(?i:on|at|under|with|across|over|for|using|in|between|within|after|beyond)\s+"
    rf"(?:{_SMALL}\s+){{0,4}}?{_NAME}{_MORE}{{0,6}}(?:\s*[=≥≤<>]\s*[\d.]+)?"
)
_WHEN = re.compile(
    r"\b(?i:when|whenever|while|even if|as long as|provided that|given|under|without)\s+"
    r"(?:[^,;.()]|\.(?=\d)){8,80}(?=[,;.()]|$)"
)
_LABEL = alternatives("Table*, Figure*, Fig, Figs, Section*, Sec, Appendix, Appendices, Algorithm*, Equation*, Eq")
_BARE_NUMBER = r"(?:(?:less|more)\s+than\s+|about\s+|roughly\s+)?[\d.,/%×x=≥≤ -]+(?:and\s+[\d.]+|BLEU|points?)?$"
_NO_BOUND = re.compile(rf"\w+\s+(?:(?:the|our|this)\s+)?(?:\w+\s+)?{_LABEL}|\w+\s+{_BARE_NUMBER}", re.IGNORECASE)


def find_conditions(sentence: str, limit: int = 3) -> tuple[str, ...]:
    """Return up to `limit` phrases of a sentence that bound what it says, verbatim and in order."""
    found: list[tuple[int, str]] = []
    for pattern in (_WHEN, _PHRASE):
        for match in pattern.finditer(sentence):
            phrase = match.group().strip().rstrip(".,;:")
            if _NO_BOUND.match(phrase) or any(start <= match.start() < start + len(text) for start, text in found):
                continue
            found.append((match.start(), phrase))
    return tuple(phrase for _, phrase in sorted(found)[:limit])
