"""One block per result: the same result said in the abstract and in the body becomes one claim with both quotes."""

from __future__ import annotations

import re

from ara.compiler.claims.model import ClaimReading, Number
from ara.compiler.claims.phrases import any_of

_QUOTED_WORDS = 90
_WORD = re.compile(r"[A-Za-z][A-Za-z\d-]{3,}")
_COMMON = any_of(
    """this, that, these, those, with, from, their, have, which, when, while, also, than, more, most, such, over, into,
    between, under, both, each, show, shows, find, found, using, used, based, only, even, other, result, results,
    model, models, method, paper, training"""
)


def merge_claims(ranked: tuple[ClaimReading, ...]) -> tuple[ClaimReading, ...]:
    """Fold each claim into the first one, in the given order, that states the same result.

    A further quote is kept when it stands in another place and all quotes together stay short.
    """
    kept: list[ClaimReading] = []
    for claim in ranked:
        for i, other in enumerate(kept):
            if _same_result(other, claim):
                kept[i] = _with_quotes(other, claim)
                break
        else:
            kept.append(claim)
    return tuple(kept)


def _same_result(first: ClaimReading, second: ClaimReading) -> bool:
    ours, theirs = _telling(first), _telling(second)
    alike = _overlap(_content(first.statement), _content(second.statement))
    if not ours and not theirs:
        return alike >= 0.6
    shared = ours & theirs
    if not shared or (first.cells and second.cells and first.where == second.where):
        return False
    contained = shared in (ours, theirs)
    return (contained and (len(shared) >= 2 or alike >= 0.3)) or alike >= 0.6


def _telling(claim: ClaimReading) -> frozenset[float]:
    return frozenset(number.value for number in claim.numbers if _is_telling(number))


def _is_telling(number: Number) -> bool:
    return number.role in ("value", "ratio", "baseline") or number.value != int(number.value) or number.value >= 100


def _content(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:7] for word in _WORD.findall(text) if not _COMMON.fullmatch(word))


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / max(1, min(len(first), len(second)))


def _with_quotes(claim: ClaimReading, other: ClaimReading) -> ClaimReading:
    places = {quote.where for quote in claim.quotes}
    quotes = claim.quotes
    for quote in other.quotes:
        if quote.where not in places and sum(len(kept.text.split()) for kept in (*quotes, quote)) <= _QUOTED_WORDS:
            quotes = (*quotes, quote)
    evidence = tuple(dict.fromkeys((*claim.evidence, *other.evidence)))
    cells = tuple(dict.fromkeys((*claim.cells, *other.cells)))
    return claim.model_copy(update={"quotes": quotes, "evidence": evidence, "cells": cells})
