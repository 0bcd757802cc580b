"""Numbers as people print them: found in text, compared by value."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+"
_ANY = re.compile(rf"(?:{_DIGITS})(?:[eE][-+]?\d{{1,3}})?")
_NAMES = re.compile(
    r"`[^`\n]*`"  # code
    r"|\[[\d,\s–-]+\]"  # citations
    r"|https?://\S+|10\.\d{4,9}/\S+"  # addresses
    r"|(?i:\b(?:tables?|figures?|figs?\.?|sections?|sec\.|eqs?\.?|equations?|algorithms?|appendix|theorems?|lemmas?"
    r"|pages?|pp?\.|lines?|levels?|steps?|seeds?|versions?|v)|§)\s*~?\d[\w.]*(?:\s*(?:[–-]|,|and)\s*\d[\w.]*)*"
    r"|\b(?:19|20)\d{2}\b(?![.,]\d|\s?%)"  # years
    r"|(?<![\d.,])\d++(?:\s?[×x]\s?\d++)+\b(?![⁰¹²³⁴-⁹⁻])"  # 3×3, not 3 × 10⁴
    r"|\b[^\W\d_]\w*+(?:[-–_.@/]\w++)*"  # C01, F1, ResNet-34, top-1, pass@1
)
"""What holds digits and measures nothing: names, labels, citations, years, sizes such as 3×3."""


def measured(text: str) -> tuple[str, ...]:
    """Give the numbers of a text that measure something, as printed and in order."""
    return tuple(dict.fromkeys(match.group() for match in _ANY.finditer(_NAMES.sub(" ", text))))


@lru_cache(maxsize=256)
def values(text: str) -> frozenset[Decimal]:
    """Give the values of all digits in a text, whatever they are part of."""
    return frozenset(value for match in _ANY.finditer(text) if (value := value_of(match.group())) is not None)


def value_of(printed: str) -> Decimal | None:
    """Give the value of a printed number; 1,312 and 1312.0 are equal."""
    try:
        return Decimal(printed.replace(",", "")).normalize()
    except InvalidOperation:
        return None
