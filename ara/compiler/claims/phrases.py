"""Lists of words as patterns, so that the lists stay readable."""

from __future__ import annotations

import re


def any_of(listing: str) -> re.Pattern[str]:
    """Compile a comma-separated list of words and phrases to a pattern that finds any of them, in either case."""
    return re.compile(alternatives(listing), re.IGNORECASE)


def alternatives(listing: str, *, as_names: bool = False) -> str:
    """Return the pattern of `any_of` as text, to be built into a larger one.

    Only whole words match. `*` stands for any ending, `?` for one word of any kind, `(a|b)` for a choice. A blank
    matches any run of blanks, a hyphen matches a hyphen or a blank, in names only a hyphen. The longest phrase wins.
    """
    phrases = sorted((" ".join(phrase.split()) for phrase in listing.split(",")), key=len, reverse=True)
    signs = {**_SIGNS, "-": "[-‐‑]"} if as_names else _SIGNS
    patterns = ("".join(signs.get(sign, re.escape(sign)) for sign in phrase) for phrase in phrases if phrase)
    return rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"


_SIGNS = {"*": r"\w*", "?": r"[\w.-]*\w", " ": r"\s+", "-": r"[-‐‑\s]", "(": "(?:", ")": ")", "|": "|"}
