"""Entries of .bib files: keys, fields, and where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from ara.compiler.tex.model import Place
from ara.compiler.tex.tokens import tokenise
from ara.compiler.tex.wording import words

_ENTRY = re.compile(r"@(?P<type>[A-Za-z]+)[ \t\n]{0,20}\{")
_KEY = re.compile(r"\s*(?P<key>[^\s,{}]{1,200})\s*,")
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w-]{0,40})\s{0,20}=\s{0,20}")
_BARE = re.compile(r"[^\s,{}\"#]{1,200}")
_MOST_FIELDS = 60
_LONGEST = 20_000
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class BibEntry(NamedTuple):
    """One entry."""

    key: str
    fields: dict[str, str]
    """Values as LaTeX, by name in small letters."""
    place: Place

    def plain(self, name: str) -> str:
        """A field's words; empty when it is missing."""
        value = self.fields.get(name, "")
        return words(tokenise(value, 0, _LONGEST)) if value else ""


def read_bib(text: str, path: str) -> dict[str, BibEntry]:
    """Read the entries of a .bib file by key; the first one of a key counts. Damaged entries keep the fields before."""
    entries: dict[str, BibEntry] = {}
    strings = {month: month.capitalize() for month in _MONTHS}
    position, line, counted = 0, 1, 0
    while match := _ENTRY.search(text, position):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        position = match.end()
        kind = match["type"].lower()
        if kind in ("comment", "preamble"):
            continue
        if kind == "string":
            fields, position = _fields(text, position, strings)
            strings |= fields
        elif key := _KEY.match(text, position):
            fields, position = _fields(text, key.end(), strings)
            place = Place(path=path, line=line, end_line=line + text.count("\n", match.start(), position))
            entries.setdefault(key["key"], BibEntry(key["key"], fields, place))
    return entries


def _fields(text: str, position: int, strings: dict[str, str]) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while len(fields) < _MOST_FIELDS and (name := _FIELD.match(text, position)):
        value, position = _value(text, name.end(), strings)
        fields.setdefault(name["name"].lower(), value)
    return fields, position


def _value(text: str, position: int, strings: dict[str, str]) -> tuple[str, int]:
    """A value: groups, quoted words and names of strings, joined by `#`."""
    parts: list[str] = []
    while position < len(text):
        sign = text[position]
        if sign == "{":
            end = _closing(text, position)
            parts.append(text[position + 1 : end])
            position = end + 1
        elif sign == '"':
            end = _quote_end(text, position)
            parts.append(text[position + 1 : end])
            position = end + 1
        elif bare := _BARE.match(text, position):
            parts.append(strings.get(bare[0].lower(), bare[0]))
            position = bare.end()
        else:
            break
        joint = re.compile(r"\s{0,20}#\s{0,20}").match(text, position)
        if joint is None:
            break
        position = joint.end()
    return " ".join(parts), position


def _closing(text: str, position: int) -> int:
    """Where the brace that closes the one at a position stands, or the bound on a value's length."""
    depth = 0
    for place in range(position, min(len(text), position + _LONGEST)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place
    return min(len(text), position + _LONGEST)


def _quote_end(text: str, position: int) -> int:
    depth = 0
    for place in range(position + 1, min(len(text), position + _LONGEST)):
        depth += (text[place] == "{") - (text[place] == "}")
        if text[place] == '"' and depth <= 0:
            return place
    return min(len(text), position + _LONGEST)
