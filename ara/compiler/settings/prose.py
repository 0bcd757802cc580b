"""Settings stated in sentences: `a learning rate of 1e-4`, `k = 8`, `300,000 steps`, `page sizes 16, 32 and 64`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.claims.numbers import Mention, find_numbers
from ara.compiler.claims.phrases import alternatives
from ara.compiler.settings.choices import find_choices
from ara.compiler.settings.names import COUNT_AFTER, HEAD, HEAD_BEFORE, METRIC, SYMBOL_BEFORE, is_statistic

_JOIN = re.compile(r"\s*(?:,|,?\s*(?:and|or|to)|–|-|/)\s*(?:[∼~]\s*)?$")
_FUNCTION_WORD = re.compile(
    alternatives(
        """a, an, the, of, with, and, or, to, for, in, on, at, by, we, our, is, are, was, were, be, use, used, using,
        set, this, that, each, all, its, from, as, than, employ, employed, adopt, same, then, where, when, if, only,
        about, around, both, it, which, have, has, had"""
    ),
    re.IGNORECASE,
)
_OPERATOR_AFTER = re.compile(r"\s*[·*/^+∈(]|\s*[A-Za-z]\s*[·(^]")
_NOUN_AFTER = re.compile(
    r"\s+(?P<noun>(?:[a-z][\w-]*\s+){0,2}"
    + alternatives("layers, heads, experts, steps, samples, blocks, tokens, pages")
    + ")"
)
_SPELLED = re.compile(
    alternatives("two, three, four, five, six, seven, eight, nine, ten, twelve, sixteen"), re.IGNORECASE
)
_SPELLED_UNITS = re.compile(
    r"\b(?:gpus?|tpus?|seeds?|runs|trials?|nodes?|epochs?|times|repeats?|repetitions?)\b", re.IGNORECASE
)
_BY = re.compile(r"\bby\s+(?:\w+\s+)?[∼~≈]?$")
_SCALES = ("K", "M", "B", "T", "k", "m", "thousand", "million", "billion", "trillion")
_DIVISIBLE = re.compile(r"(?:increments?|intervals?|steps?)$", re.IGNORECASE)
_RESULT_UNITS = ("×", "fold", "points", "point", "BLEU")


class Stated(NamedTuple):
    """A setting found in a sentence."""

    name: str
    value: str
    unit: str
    offset: int
    """Where the value starts in the sentence."""


def find_stated(sentence: str) -> tuple[Stated, ...]:
    """Return the settings that a sentence states, in order; results and citations are not among them."""
    named = (Stated(_noun_phrase(name) or name, value, "", start) for name, value, start in find_choices(sentence))
    return tuple(sorted((*_numeric(sentence), *_spelled(sentence), *named), key=lambda stated: stated.offset))


def _numeric(sentence: str) -> Iterator[Stated]:
    for group in _grouped(sentence, find_numbers(sentence)):
        first, last = group[0], group[-1]
        name = _name_before(sentence, first) or _name_after(sentence, last)
        if name and not METRIC.search(name) and last.unit not in _RESULT_UNITS:
            stands_apart = len(group) == 1 and first.unit != "times" and not first.text.endswith(first.unit)
            value = sentence[first.start : last.start] + last.text
            yield Stated(name, value, first.unit if stands_apart else "", first.start)


def _grouped(sentence: str, mentions: tuple[Mention, ...]) -> list[list[Mention]]:
    """Join numbers that are listed or form a range: `16, 32 and 64`."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        between = sentence[groups[-1][-1].end : mention.start] if groups else ""
        joined = bool(groups) and _JOIN.fullmatch(between) is not None and _alike(groups[-1][-1], mention)
        if joined and not _is_counted_apart(sentence, groups[-1][0], mention, between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _alike(first: Mention, second: Mention) -> bool:
    return first.unit == second.unit or not first.unit


def _is_counted_apart(sentence: str, first: Mention, second: Mention, between: str) -> bool:
    """Tell `page size 16 and 64 pages` from `sizes 16 and 64`."""
    return "and" in between and bool(_name_before(sentence, first)) and bool(COUNT_AFTER.match(sentence[second.end :]))


def _name_before(sentence: str, mention: Mention) -> str:
    before = sentence[max(0, mention.start - 120) : mention.start]
    if mention.unit == "%" and _BY.search(before):
        return ""
    symbol = SYMBOL_BEFORE.search(before)
    if symbol is None:
        head = HEAD_BEFORE.search(before)
        return "" if head is None else head["name"]
    if is_statistic(symbol["symbol"]) or _OPERATOR_AFTER.match(sentence[mention.end :]):
        return ""
    head = HEAD.search(symbol["words"])
    words = symbol["words"][head.start() :].strip() if head else ""
    after = _NOUN_AFTER.match(sentence[mention.end :])
    return f"{words} {symbol['symbol']}".strip() + (f" ({after['noun']})" if after and not words else "")


def _name_after(sentence: str, mention: Mention) -> str:
    digits_end = mention.start + len(mention.text)
    after = COUNT_AFTER.match(sentence[mention.end :]) or COUNT_AFTER.match(sentence[digits_end:])
    if after is None or mention.unit == "%":
        return ""
    if mention.value % 1 and mention.unit not in _SCALES and not _DIVISIBLE.search(after["name"]):
        return ""
    name = " ".join((after["name"] + (after["of"] or "")).split())
    if name != "times":
        return name
    return f"{_noun_phrase(' '.join(sentence[: mention.start].split()[-3:]))} times".strip()


def _noun_phrase(words: str) -> str:
    """Keep the words after the last function word."""
    kept = words.split()
    while kept and _FUNCTION_WORD.fullmatch(kept[-1]):
        kept.pop()
    start = max((i + 1 for i, word in enumerate(kept) if _FUNCTION_WORD.fullmatch(word)), default=0)
    return " ".join(kept[start:])


def _spelled(sentence: str) -> Iterator[Stated]:
    for match in _SPELLED.finditer(sentence):
        after = COUNT_AFTER.match(sentence[match.end() :])
        if after is not None and _SPELLED_UNITS.search(after["name"]):
            yield Stated(" ".join(after["name"].split()), match.group(), "", match.start())
