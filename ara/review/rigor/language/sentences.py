"""Where sentences and clauses end."""

from __future__ import annotations

import re
from functools import lru_cache

_ABBREVIATIONS = (
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bcf)(?<!\bal)(?<!\bFig)(?<!\bTab)(?<!\bSec)(?<!\bEq)(?<!\bapprox)"
)
_SENTENCE = re.compile(rf"{_ABBREVIATIONS}[.!?][\"'»”)]*\s+(?=[A-Z0-9\"'«“(*`\[])|\n\s*\n|\n\s*[-*]\s+")
_CLAUSE = re.compile(
    r"[;:—()]|\s–\s|,?\s+\b(?:but|whereas|while|although|though|however|yet|nevertheless|which is why|where)\b|"
    r",\s+(?=(?:so|and|or|because|since|as|then|which|who|where|if|when|unless|it|they|this|that|we|not)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a text, trimmed, each verbatim."""
    return _parts(_SENTENCE, text, keep_stop=True)


@lru_cache(maxsize=4096)
def clauses(sentence: str) -> tuple[str, ...]:
    """Give the clauses of a sentence, as far as punctuation and conjunctions show them, each verbatim."""
    return _parts(_CLAUSE, sentence, keep_stop=False)


def _parts(pattern: re.Pattern[str], text: str, *, keep_stop: bool) -> tuple[str, ...]:
    found, begin = [], 0
    for match in pattern.finditer(text):
        stop = match.group().rstrip() if keep_stop and match.group()[0] in ".!?" else ""
        found.append(text[begin : match.start() + len(stop)].strip())
        begin = match.end()
    found.append(text[begin:].strip())
    return tuple(part for part in found if part)
