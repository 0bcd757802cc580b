"""Lists of words and phrases, found in text as whole words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

_GAP = r"[\s-]+"


class Lexicon:
    """Words and phrases separated by commas; `*` stands for any ending, so `caus*` finds *causes* and *causing*.

    Case is ignored, and a space in a phrase also matches a hyphen or a line break.
    """

    def __init__(self, phrases: str) -> None:
        """Compile the phrases, grouped by first letter so that a word that fits none is passed over at once."""
        self.phrases = phrases
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in sorted({" ".join(part.split()) for part in phrases.split(",")} - {""}, key=len, reverse=True):
            groups[phrase[0].casefold()].append(_pattern(phrase))
        inner = "|".join(f"(?={re.escape(first)})(?:{'|'.join(held)})" for first, held in sorted(groups.items()))
        self.pattern = re.compile(rf"(?<![\w])(?:{inner})(?!\w)", re.IGNORECASE)

    def first(self, text: str) -> re.Match[str] | None:
        """Give the first place where one of the phrases stands."""
        return self.pattern.search(text)

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Give every place, from left to right."""
        return self.pattern.finditer(text)

    def within(self, text: str) -> bool:
        """Tell whether any of the phrases stands in the text."""
        return self.pattern.search(text) is not None


def _pattern(phrase: str) -> str:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in phrase.replace("-", " ").split())
    return _GAP.join(words)
