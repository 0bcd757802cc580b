"""Lists of words as patterns, so that the lists stay readable."""

from __future__ import annotations

import re


def any_of(listing: str) -> re.Pattern[str]:
    """Compile a comma-separated list of words and phrases to a pattern that finds any of them, in either case."""
    return re.compile(alternatives(listing), re.IGNORECASE)


def alternatives(listing: str) -> str:
    """Return the pattern of `any_of` as text, to be built into a larger one.

    Only whole words match. `*` stands for any ending, `_` for one word of any kind, `(a|b)` for a choice. A blank
    matches any run of blanks, a hyphen matches a hyphen or a blank. The longest phrase wins.
    """
    phrases = sorted((" ".join(phrase.split()) for phrase in listing.split(",")), key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(_pattern(phrase) for phrase in phrases if phrase)})(?!\w)"


def _pattern(phrase: str) -> str:
    signs = {"*": r"\w*", "_": r"\S+", " ": r"\s+", "-": r"[-‐‑\s]", "(": "(?:", ")": ")", "|": "|"}
    return "".join(signs.get(sign, re.escape(sign)) for sign in phrase)
