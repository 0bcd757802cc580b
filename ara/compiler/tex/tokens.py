"""LaTeX text cut into tokens, each with the line on which it stands. Linear in the text, whatever the text is."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["command", "text", "space", "par", "open", "close", "align", "math", "script", "parameter", "raw",
               "begin", "end", "eof"]  # fmt: skip

_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z@]+|[^A-Za-z@])"
    r"|(?P<comment>%[^\n]*(?:\n[ \t]*)?)"
    r"|(?P<blank>\s+)"
    r"|(?P<math>\$\$?)"
    r"|(?P<parameter>\#+\d?)"
    r"|(?P<one>[{}&^_~\\])"
    r"|(?P<text>[^\\%\s$#{}&^_~\[\]*=,]+|.)"
)
_ONE: dict[str, Kind] = {"{": "open", "}": "close", "&": "align", "^": "script", "_": "script", "~": "space"}
RAW_ENVIRONMENTS = ("verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "alltt", "comment", "filecontents",
                    "filecontents*")  # fmt: skip
_RAW_BEGIN = re.compile(r"begin\s*\{(" + "|".join(re.escape(name) for name in RAW_ENVIRONMENTS) + r")\}")
_LONGEST_VERB = 2_000


class Token(NamedTuple):
    """One token."""

    kind: Kind
    """What it is; `begin` and `end` are made of commands by the expansion, `eof` ends an included file."""
    text: str
    """A command's or environment's name, or the characters that stand there."""
    file: int
    """Number of the file."""
    line: int
    """Line in that file, counted from 1."""
    body: str = ""
    """What a raw environment holds."""


def tokenise(text: str, file: int, most: int) -> list[Token]:
    """Cut a text into at most `most` tokens. Comments are dropped; listings and `verb` become one token each."""
    tokens: list[Token] = []
    position, line, end = 0, 1, len(text)
    while position < end and len(tokens) < most:
        match = _TOKEN.match(text, position)
        if match is None:
            # only a backslash that ends the text matches nothing
            break
        start, position = position, match.end()
        kind = match.lastgroup
        if kind == "text":
            tokens.append(Token("text", match[0], file, line))
            continue
        if kind == "command":
            token, position = _command(text, match, file, line)
            tokens.append(token)
        elif kind == "blank":
            tokens.append(Token("par" if match[0].count("\n") > 1 else "space", " ", file, line))
        elif kind == "one":
            tokens.append(Token(_ONE.get(match[0], "text"), " " if match[0] == "~" else match[0], file, line))
        elif kind != "comment":
            tokens.append(Token("math" if kind == "math" else "parameter", match[0], file, line))
        line += text.count("\n", start, position)
    return tokens


def _command(text: str, match: re.Match[str], file: int, line: int) -> tuple[Token, int]:
    name, position = match["command"], match.end()
    if name == "begin" and (raw := _RAW_BEGIN.match(text, match.start() + 1)):
        stop = text.find(f"\\end{{{raw[1]}}}", raw.end())
        stop = len(text) if stop < 0 else stop
        after = min(len(text), stop + len(raw[1]) + 6)
        return Token("raw", raw[1], file, line, text[raw.end() : stop]), after
    if name in ("verb", "lstinline") and position < len(text):
        position += text[position] == "*"
        delimiter = text[position : position + 1]
        stop = text.find(delimiter, position + 1, position + _LONGEST_VERB) if delimiter not in ("", "{", "[") else -1
        if stop > 0:
            return Token("raw", "verb", file, line, text[position + 1 : stop]), stop + 1
    if name.isalpha() and position < len(text) and text[position] in " \t":
        while position < len(text) and text[position] in " \t":
            position += 1
    return Token("command", name, file, line), position


def source_text(tokens: list[Token]) -> str:
    """Write tokens as LaTeX again, blanks made single."""
    parts: list[str] = []
    for token in tokens:
        if token.kind == "command":
            parts.append(f"\\{token.text}" + (" " if token.text[-1].isalpha() else ""))
        elif token.kind in ("begin", "end"):
            parts.append(f"\\{token.kind}{{{token.text}}}")
        elif token.kind == "raw":
            parts.append(token.body)
        elif token.kind != "eof":
            parts.append(token.text)
    words = re.sub(r"\s+", " ", "".join(parts))
    return re.sub(r" (?=[{}\[\]()^_&,.;:=+|\\-])", "", words).strip()
