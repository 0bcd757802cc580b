"""Bars drawn over letters: they change what a symbol means, and the text of a PDF does not hold them."""

from __future__ import annotations

import itertools
from collections import defaultdict

from ara.compiler.paper.heights import ByHeight
from ara.compiler.paper.page import PageContent
from ara.schema.span import Box

MACRON = "\u0304"
"""The combining character that stands for a bar over the letter before it."""

_LONGEST = 3


def barred_words(page: PageContent) -> tuple[dict[int, str], frozenset[Box]]:
    """Words whose letters have bars, by their index in the page, and the boxes of these bars.

    A bar is as wide as the one to three letters it is drawn over, and touches the top of their line.
    """
    rules = ByHeight((rule.box, rule.box) for rule in page.rules if rule.horizontal)
    marked: dict[int, set[int]] = defaultdict(set)
    bars: set[Box] = set()
    for index, line in enumerate(page.lines):
        if line.rotation:
            continue
        for place, span in enumerate(line.spans):
            left, top, right, _ = span.box
            if not span.text.strip().isalpha() or len(span.text.strip()) > _LONGEST:
                continue
            for bar in rules.between(top - 0.25 * span.size, top + 0.2 * span.size):
                as_wide = abs(bar[0] - left) <= 0.2 * span.size and abs(bar[2] - right) <= 0.2 * span.size
                if as_wide:
                    marked[index].add(place)
                    bars.add(bar)
    words: dict[int, list[int]] = defaultdict(list)
    for number, word in enumerate(page.words):
        if word.line in marked:
            words[word.line].append(number)
    texts: dict[int, str] = {}
    for index, places in marked.items():
        letters = [
            letter + MACRON if place in places else letter
            for place, span in enumerate(page.lines[index].spans)
            for letter in span.text
            if not letter.isspace()
        ]
        if len(letters) == sum(len(page.words[number].text) for number in words[index]):
            remaining = iter(letters)
            for number in words[index]:
                text = "".join(itertools.islice(remaining, len(page.words[number].text)))
                if MACRON in text:
                    texts[number] = text
    return texts, frozenset(bars)
