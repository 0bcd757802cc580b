"""The two kinds of value that a Markdown field holds: a text, and a list of items."""

from __future__ import annotations

import re

from ara.schema.identifiers import canonical_id

_NOTHING = re.compile(r"|none\.?|—|–|-|n/a|\[\s*\]", re.IGNORECASE)
_BULLET = re.compile(r"(?m)^[-*+][ \t]+")
_OPENING = {"(": ")", "[": "]", "«": "»", "“": "”", "{": "}"}


def split_items(value: str) -> tuple[str, ...]:
    """Give the items of a list value: `[C01, C02]`, `C01, C02`, bullets one below the other, or `none`.

    Commas (or semicolons, when there are any) separate items only outside brackets, quotation marks and code.
    """
    if _NOTHING.fullmatch(value.strip()):
        return ()
    if _BULLET.match(value):
        return tuple(_item(part) for part in _BULLET.split(value) if part.strip())
    inner = value.strip()
    if inner.startswith("[") and _closing(inner, 0) == len(inner) - 1:
        inner = inner[1:-1]
    for separator in ";,":
        parts = _split(inner, separator)
        if len(parts) > 1:
            return tuple(_item(part) for part in parts if part.strip())
    return (_item(inner),) if inner.strip() else ()


def join_items(items: tuple[str, ...], like: str) -> str:
    """Give the text of a list value, in the manner of the text `like` that it replaces."""
    if _BULLET.match(like):
        return "\n".join(f"- {item}" for item in items) or "[]"
    separator = "; " if any(len(_split(item, ",")) > 1 for item in items) or ";" in _outside(like) else ", "
    text = separator.join(items)
    bare = bool(like) and not like.lstrip().startswith("[") and not _NOTHING.fullmatch(like.strip())
    if bare and text and split_items(text) == items:
        return text
    return f"[{text}]"


def _item(text: str) -> str:
    text = text.strip()
    return canonical_id(text.removesuffix(".")) if re.fullmatch(r"[A-Z]{1,2}\d+[a-z]?\.?", text) else text


def _outside(text: str) -> str:
    inner = text.strip()
    if inner.startswith("[") and _closing(inner, 0) == len(inner) - 1:
        inner = inner[1:-1]
    return ";" if len(_split(inner, ";")) > 1 else ""


def _split(text: str, separator: str) -> list[str]:
    parts, start, position = [], 0, 0
    while position < len(text):
        character = text[position]
        if character in _OPENING or character in '"`':
            closing = _closing(text, position)
            position = closing if closing > position else position
        elif character == separator:
            parts.append(text[start:position])
            start = position + 1
        position += 1
    return [*parts, text[start:]]


def _closing(text: str, position: int) -> int:
    """Give where the bracket or quotation mark at `position` closes, or -1."""
    character = text[position]
    if character in '"`':
        return text.find(character, position + 1)
    if character == "«":
        return text.find("»", position + 1)
    closing, depth = _OPENING[character], 0
    for index in range(position, len(text)):
        if text[index] == character:
            depth += 1
        elif text[index] == closing:
            depth -= 1
            if depth == 0:
                return index
    return -1
