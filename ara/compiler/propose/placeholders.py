"""What counts as nothing said: an empty field, and words that only say that the answer is not there."""

from __future__ import annotations

import re
from typing import Any

_PLACEHOLDER = re.compile(
    r"(?:"
    r"not (?:explicitly )?(?:stated|specified|reported|provided|given|available|known|described|linked)"
    r"(?: (?:explicitly|anywhere))?(?: (?:in|by) (?:(?:the|this|provided) )*(?:sources?|papers?|text|repository"
    r"|articles?|documents?)(?: text)?)?"
    r"|not linked: the sources do not say which command made it"
    r"|unknown|unspecified|n/?a|tbd|to ?do|\[pending[^\]]*\]|-|–|—|\?"
    r")[.\s]*",
    re.IGNORECASE,
)


def is_gap(value: Any) -> bool:
    """Tell whether a field says nothing: it is missing, empty, or holds nothing but placeholders."""
    if value is None or value == "" or value == ():
        return True
    if isinstance(value, tuple):
        return all(is_gap(item) for item in value)
    return isinstance(value, str) and (not value.strip() or _PLACEHOLDER.fullmatch(value.strip()) is not None)


def is_placeholder(value: Any) -> bool:
    """Tell whether a field is written but says nothing."""
    return is_gap(value) and value not in (None, "", ())
