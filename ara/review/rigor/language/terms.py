"""The words of a text that carry its content, reduced to stems so that *caching* meets *cached*."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_](?:[\w]|['’](?=\w))*|\d+(?:[.,]\d+)*%?")
_CODE_OR_LINK = re.compile(r"https?://\S+|\[[^\]\n]*\]\([^)\n]*\)|«|»")

_FUNCTION_WORDS = """
    a about above across actually after again all almost alone along already also although always am among an and
    another any anything are around as at away be became because become becomes been before being below between both
    but by came can come could did do does doing done down due during e.g each either else etc even ever every few
    first for from further gave get gets give given gives go goes had half has have having he hence her here his how
    however i i.e if in indeed instead into is it its itself just keep kept last later least less let lets like made
    mainly make makes making many may me might more moreover most much must my namely near nearly need needs neither
    never next no none nor not nothing now of off often on once one only onto or other others otherwise our out over
    own per perhaps quite rather really same say second see seem seems seen several shall she should since so some
    something sometimes still such take taken takes than that the their them themselves then there therefore these
    they thing things third this those though through thus to together too took toward towards twice two under
    unless until up upon us use used uses using usually versus very via vs was we well went were what whatever when
    whenever where whereas whether which while who whole whom whose why will with within without would yet you your
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
_REPLACED = """
    isations:is izations:iz isation:is ization:iz ations:at ation:at nesses: ments: ment: ness: ities: ity: ings:
    ing: edly: ions: ion: ally: ies:y ied:y ers: ors: est: ed: er: or: ly: al: es: s:
"""
_ENDINGS = tuple((ending, put) for ending, _, put in (pair.partition(":") for pair in _REPLACED.split()))
"""Endings of words, longest first, and what stands in their place."""


def _without_ending(word: str) -> str:
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + put
    return word


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """Reduce a word to what its forms share. Numbers and words of up to three letters stay as they are."""
    word = word.casefold().replace("’", "'").removesuffix("'s")
    if len(word) <= 3 or not word.isalpha():
        return word
    for _ in range(2):  # an ending may stand behind another: "coverings"
        word = _without_ending(word)
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


@lru_cache(maxsize=32768)
def _content_stem(word: str) -> str:
    """Reduce a word; empty when it is a number, a single letter or a function word."""
    if word[0].isdigit() or len(word) == 1 or word.casefold() in _FUNCTION:
        return ""
    return stem(word)


@lru_cache(maxsize=8192)
def terms(text: str) -> frozenset[str]:
    """Give the stems of a text's content words. Function words and numbers are left out."""
    # texts are put together of the same paragraphs again and again, so each paragraph is read once
    return frozenset().union(*map(_terms_of_paragraph, text.split("\n\n")))


@lru_cache(maxsize=8192)
def _terms_of_paragraph(text: str) -> frozenset[str]:
    return frozenset(map(_content_stem, _WORD.findall(_CODE_OR_LINK.sub(" ", text)))) - {""}


def stems(words: str) -> frozenset[str]:
    """Give the stems of words that are separated by blanks; for lists of words in the source."""
    return frozenset(stem(word) for word in words.split())


_NAME = re.compile(
    r"(?<![\w`/.-])(?:"
    r"[A-Z][a-z]+(?:[A-Z]\w*)+(?:-\d[\w.]*)?"  # ImageNet, CamelCase
    r"|[A-Z]{2,}[a-z]?(?:[-–]?\w*\d[\w.]*|s(?!\w))?"  # CIFAR, GPT-4, BERTs
    r"|[A-Z]\w*[-–]?\d[\w.-]*"  # Llama-3, ResNet-50
    r")(?![\w/])"
)
_LABEL = re.compile(r"(?:[CEGHKNOA]|RW|KI)\d+[a-z]?|[IVX]+|(?:Fig|Tab|Sec|Eq)\w*")


@lru_cache(maxsize=4096)
def names(text: str) -> frozenset[str]:
    """Give what is written like the name of a model, a data set or a system, e.g. `ImageNet` or `CIFAR-10`."""
    found = (match.group().rstrip(".-") for match in _NAME.finditer(text))
    return frozenset(
        name.casefold() for name in found if not _LABEL.fullmatch(name) and name.casefold() not in _FUNCTION
    )


def share(part: Iterable[str], whole: frozenset[str]) -> float:
    """Give the fraction of some terms that occur in others; 0 when there are none."""
    held = tuple(part)
    return sum(term in whole for term in held) / len(held) if held else 0.0
