"""Identifiers of an Ara: their grammar, their canonical spelling, and where they occur in text."""

from __future__ import annotations

import re

PADDED = ("C", "E", "N", "H", "RW", "K")
"""Prefixes whose numbers have at least two digits: claim, experiment, node, heuristic, related work, check."""

_ID = re.compile(r"(?P<prefix>RW|[A-Z])(?P<number>\d{1,6})(?P<suffix>[a-z]?)")
_NAMED = re.compile(r"RW-[A-Za-z0-9][A-Za-z0-9_.+-]*")
# in running text an identifier stands alone: not `C4.5`, not `GPT-E01x`, not the E8 of `1E8`
_MENTION = re.compile(r"(?<![\w.-])(?P<id>(?:RW|[CENHKOG])\d{1,6}[a-z]?)(?![\w]|\.\d)")


def canonical_id(text: str) -> str:
    """Give the identifier in its published spelling, `E1` as `E01`; anything else comes back unchanged."""
    match = _ID.fullmatch(text)
    if match is None or match["prefix"] not in PADDED:
        return text
    return f"{match['prefix']}{int(match['number']):02d}{match['suffix']}"


def is_id(text: str, prefix: str) -> bool:
    """Tell whether `text` is an identifier of the namespace `prefix`, in any spelling."""
    match = _ID.fullmatch(text)
    return (match is not None and match["prefix"] == prefix) or (prefix == "RW" and _NAMED.fullmatch(text) is not None)


def ids_in(text: str, prefix: str) -> tuple[str, ...]:
    """Give the identifiers of one namespace that are mentioned in a text, in order, in their published spelling."""
    found = (canonical_id(match["id"]) for match in _MENTION.finditer(text))
    return tuple(dict.fromkeys(name for name in found if is_id(name, prefix)))
