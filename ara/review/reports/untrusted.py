"""Text of an artifact made safe to print: on a terminal, in JSON, in Markdown. HTML is escaped by the template."""

from __future__ import annotations

import json
import re
from typing import Any

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$#^=]")
_BLOCK = re.compile(r"^(?:[-+]|\d+(?=[.)]))")
_BACKTICKS = re.compile(r"`+")


def inert(text: str) -> str:
    """Give a text in which every character that a terminal could obey is replaced by U+FFFD."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def one_line(text: str) -> str:
    """Give a text on one line, inert, with single spaces."""
    return inert(" ".join(text.split()))


def json_text(document: Any, indent: int | None = None) -> str:
    """Give a document as JSON, ended by a line feed; what no terminal should obey is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    return (
        "".join(
            character if character.isprintable() or character == "\n" else _escaped(character) for character in text
        )
        + "\n"
    )


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def markdown_text(text: str) -> str:
    """Give a text as words of a Markdown paragraph or table cell: no markup, link, address or mention in it acts."""
    words = one_line(text).replace("&", "&amp;")
    words = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", words)
    words = words.replace("://", "&#58;//").replace("@", "@&#8203;")
    words = re.sub(r"(?i)\b(www)\.", r"\1&#46;", words)
    return _BLOCK.sub(lambda match: "".join(f"&#{ord(character)};" for character in match[0]), words)


def markdown_code(text: str) -> str:
    """Give a text as a code span of Markdown, whatever backticks it holds; empty for an empty text."""
    words = one_line(text).replace("|", "\N{BROKEN BAR}")
    if not words:
        return ""
    fence = "`" * (max(map(len, _BACKTICKS.findall(words)), default=0) + 1)
    pad = " " if words[0] in "` " or words[-1] in "` " else ""
    return f"{fence}{pad}{words}{pad}{fence}"
