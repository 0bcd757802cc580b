"""Foreign text made inert: text of a PDF or a repository opens no heading, field, list, fence, HTML or YAML."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[\s\u0085\u2028\u2029\x1c-\x1f]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_OPENING = re.compile(r"(?:[-*+>#=~|:]|\d{1,9}[.)](?=\s)|`{3}|\*\*|---|<)")


def inline(text: str) -> str:
    """Give a text on one line that is safe behind a field's label, in a heading or in a list item.

    Runs of white space become one blank. `<` and what could open a block at the start of a line are escaped with a
    backslash, so that the words stay readable and can be told apart from markup.
    """
    line = _BLANKS.sub(" ", text).strip()
    line = _INVISIBLE.sub("", line).replace("\\", "\\\\").replace("<", "\\<")
    if _OPENING.match(line):
        digits = re.match(r"\d+", line)
        cut = digits.end() if digits else 0
        line = line[:cut] + "\\" + line[cut:]
    # a heading drops the number signs at its end
    return re.sub(r"(?<=\s)(#+)$", r"\\\1", line)


def quote(text: str) -> str:
    """Give a verbatim quotation in « », made inert; guillemets inside become single ones."""
    return f"«{inline(text).replace('«', '‹').replace('»', '›')}»"


def unescape(text: str) -> str:
    """Give back the words that `inline` escaped."""
    return re.sub(r"\\([-\\<*+>#=~|:.)`])", r"\1", text)


def fenced(text: str, language: str = "") -> str:
    """Give a code block whose fence is longer than any run of backticks in the text."""
    runs = (len(run) for run in re.findall(r"`+", text))
    fence = "`" * max([3, *(run + 1 for run in runs)])
    body = "\n".join(_INVISIBLE.sub("", line) for line in text.splitlines())
    return f"{fence}{language}\n{body}\n{fence}"
