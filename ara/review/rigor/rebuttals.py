"""Which approaches the exploration has given up, and how far a claim puts one of them forward."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ara.review.rigor.language.causes import CAUSAL
from ara.review.rigor.language.comparisons import without_comparands
from ara.review.rigor.language.directions import denied
from ara.review.rigor.language.kinship import meet
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.polarity import negated, stance
from ara.review.rigor.language.sentences import clauses, sentences
from ara.review.rigor.language.terms import stems, terms
from ara.schema.package import Package
from ara.schema.trace import Node

_GENERIC = stems(
    """approach method idea attempt try trying tried hypothesis variant version option strategy naive simple plain new
    first test experiment run explore exploration investigate replace replaced switch move direction change
    design path route better good improve improvement work solve solved done complete completed finish won win
    reach enough large small high low high-level whole full result paper system"""
)
_REJECTS = Lexicon(
    "fail*, abandon*, reject*, discard*, ruled out, dead end, refut*, disprov*, wrong, mistaken, harm*, useless, cannot"
)
_QUALIFIERS = {"alone", "only", "solely", "without", "merely", "everywhere", "single", "directly"}
ENOUGH = 0.66
"""Share of an approach's content that a claim must speak of to be about it."""


@dataclass(frozen=True)
class Approach:
    """An approach that a dead end or a pivot records as given up."""

    node: Node
    """Where it is recorded."""
    wordings: tuple[frozenset[str], ...]
    """Content words of each wording that the node gives it: its title, its hypothesis."""


def abandoned(package: Package) -> Iterator[Approach]:
    """Give the approaches that were given up, each with the words that tell it from the rest of the artifact."""
    for node in package.all_nodes():
        if node.kind == "dead_end":
            texts: tuple[str | None, ...] = (node.title, node.hypothesis)
        elif node.kind == "pivot":
            texts = (node.change_from,)
        else:
            continue
        wordings = (_words(_positive(text)) - _GENERIC for text in texts if text)
        held = tuple(words for words in wordings if len(words) >= 2 and words - _QUALIFIERS)
        if held:
            yield Approach(node, held)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """Give the content words, and those that narrow an approach down: what fails alone may work with another."""
    return terms(text) | frozenset(_QUALIFIERS & set(re.findall(r"[a-z]+", text.casefold())))


def _positive(text: str) -> str:
    """Leave out what a title adds after a colon or dash, which mostly is the verdict, and a label before it."""
    return next((clause for clause in clauses(text) if len(terms(clause)) >= 2), text)


def advocated(approach: Approach, text: str, common: Counter[str]) -> str | None:
    """Give the sentence of a text that puts an approach forward, verbatim; None when it does not.

    What the text compares against, and clauses that deny or warn, put nothing forward. `common` counts in how many
    claims and nodes each word stands: a rare word tells more.
    """
    if not any(_covers(_words(text), words, common) for words in approach.wordings):
        return None
    for sentence in sentences(text):
        for clause in clauses(sentence):
            if not _asserts(clause) and (stance(sentence) <= 0 or _warns(clause)):
                continue
            said = _words(without_comparands(clause))
            if any(_covers(said, words, common) for words in approach.wordings):
                return sentence
    return None


@lru_cache(maxsize=4096)
def _asserts(clause: str) -> bool:
    """Tell whether a clause gives something as a cause, and denies and rejects nothing."""
    return CAUSAL.within(clause) and not denied(clause) and not _REJECTS.within(clause)


@lru_cache(maxsize=4096)
def _warns(clause: str) -> bool:
    return stance(clause) < 0 or (stance(clause) == 0 and negated(clause))


def _covers(said: frozenset[str], words: frozenset[str], common: Counter[str]) -> bool:
    weights = {word: 0.4 if word in _QUALIFIERS else 1 / (1 + common[word]) ** 0.5 for word in words}
    met = {word for word in words if meet(word, said)}
    if len(met) < 2:
        return False
    rarest = min(common[word] for word in words - _QUALIFIERS)
    tells = any(common[word] <= rarest + 2 for word in met)
    return tells and sum(weights[word] for word in met) >= ENOUGH * sum(weights.values())


def commonness(texts: Iterable[str]) -> Counter[str]:
    """Count in how many texts each content word stands."""
    return Counter(word for text in texts for word in terms(text))
