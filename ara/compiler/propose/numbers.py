"""Numbers of a proposal: each is printed in its quotes, and stands on its own where they were found."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ara.compiler.grounding import squeeze
from ara.compiler.propose.grounds import Place
from ara.compiler.propose.refusal import Refused
from ara.review.structure.printed_numbers import measured, value_of, values
from ara.schema.markdown.escape import unescape


def require_numbers(texts: Iterable[str], places: tuple[Place, ...], known: str = "") -> None:
    """Raise Refused when a text states a number that neither the quotes nor the words `known` hold.

    The number must stand in the surrounding text too: a quote is compared without blanks, so that `12` would pass
    for a `1 2` of the source.
    """
    quoted = values(_plain(" ".join(place.quote for place in places)))
    around = values(_plain("\n".join(place.context for place in places)))
    already = values(_plain(unescape(known)))
    for text in texts:
        for printed in measured(_plain(text)):
            value = value_of(printed)
            if value not in already and not (value in quoted and value in around):
                raise Refused(f"the number {printed} stands in none of its quotes")


def require_words(words: str, places: tuple[Place, ...]) -> None:
    """Raise Refused when no quote holds the words."""
    if not any(squeeze(words) in squeeze(place.quote) for place in places):
        raise Refused(f"its quotes do not hold {words[:60]!r} word for word")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
