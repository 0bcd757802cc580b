"""The two kinds of value that a Markdown field holds: a text, and a list of items."""

from __future__ import annotations

import re

from ara.schema.identifiers import canonical_id

_NOTHING = re.compile(r"|none\.?|—|–|-|n/a|\[\s*\]", re.IGNORECASE)
_BULLET = re.compile(r"(?m)^[-*+][ \t]+")
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”", "{": "}"}
_QUOTES = '"`'


def split_items(value: str) -> tuple[str, ...]:
    """Give the items of a list value: `[C01, C02]`, `C01, C02`, bullets one below the other, or `none`.

    Commas (or semicolons, when there are any) separate items only outside brackets, quotation marks and code.
    """
    if _NOTHING.fullmatch(value.strip()):
        return ()
    if _BULLET.match(value):
        return tuple(_item(part) for part in _BULLET.split(value) if part.strip())
    inner = _bare(value)
    for separator in ";,":
        parts = _split(inner, separator)
        if len(parts) > 1:
            return tuple(_item(part) for part in parts if part.strip())
    return (_item(inner),) if inner.strip() else ()


def join_items(items: tuple[str, ...], like: str) -> str:
    """Give the text of a list value, in the manner of the text `like` that it replaces, so that it reads back equal."""
    bullets = "\n".join(f"- {item}" for item in items)
    if _BULLET.match(like) or not items:
        return bullets or "[]"
    separators = ["; ", ", "] if len(_split(_bare(like), ";")) > 1 else [", ", "; "]
    bracketed = [f"[{separator.join(items)}]" for separator in separators]
    bare = like and not like.lstrip().startswith("[") and not _NOTHING.fullmatch(like.strip())
    candidates = [*(text[1:-1] for text in bracketed if bare), *bracketed]
    return next((text for text in candidates if split_items(text) == items), bullets)


def _item(text: str) -> str:
    text = text.strip()
    return canonical_id(text.removesuffix(".")) if re.fullmatch(r"[A-Z]{1,2}\d+[a-z]?\.?", text) else text


def _bare(text: str) -> str:
    """Free a list from the brackets around it."""
    text = text.strip()
    return text[1:-1] if text.startswith("[") and _partners(text).get(0) == len(text) - 1 else text


# the comma of `300,000` separates thousands, not items
_DIGITS_AROUND = re.compile(r"\d,\d{3}(?!\d)")


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator outside brackets, quotation marks and code; what is never closed counts as text."""
    partners = _partners(text)
    parts, start, position = [], 0, 0
    while position < len(text):
        character = text[position]
        if character in _QUOTES:
            position = max(position, text.find(character, position + 1))
        elif character == separator and not _DIGITS_AROUND.match(text, max(position - 1, 0)):
            parts.append(text[start:position])
            start = position + 1
        position = partners.get(position, position) + 1
    return [*parts, text[start:]]


def _partners(text: str) -> dict[int, int]:
    """Give where each bracket closes, in one pass; brackets of different kinds do not see each other."""
    open_at: dict[str, list[int]] = {closing: [] for closing in _CLOSING.values()}
    partners = {}
    for position, character in enumerate(text):
        if character in _CLOSING:
            open_at[_CLOSING[character]].append(position)
        elif open_at.get(character):
            partners[open_at[character].pop()] = position
    return partners
