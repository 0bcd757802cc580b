"""Terms that a paper spells out or defines: `key-value (KV) cache`, `we define X as …`."""

from __future__ import annotations

import re

from ara.compiler.claims.places import locate
from ara.compiler.claims.sentences import is_prose, split_sentences
from ara.compiler.grounding import PageQuotes
from ara.compiler.paper.model import PaperReading, Region
from ara.schema.frozen import Frozen

MOST_TERMS = 20
_LONG_FORM = re.compile(r"(?P<words>(?:[\w-]+[ ]){1,7}[\w-]+)\s\((?P<short>[A-Z][A-Za-z0-9-]{1,9})\)")
_DEFINED = re.compile(
    r"\b(?:we (?:define|call|refer to|denote)|is defined as|are defined as|is called|refers to|we term)\b",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?:we (?:define|call|denote)|we term)\s+(?:the\s+)?(?P<term>[\w -]{3,40}?)\s+(?:as|by|to be)\b", re.IGNORECASE
)


class Term(Frozen):
    """A term and the sentence that says what it means."""

    name: str
    """The term in the paper's words."""
    short: str | None
    """Its abbreviation, when the paper gives one."""
    definition: str
    """The sentence, verbatim."""
    region: Region
    """Where it stands."""
    where: str
    """The name of that place."""


def read_terms(paper: PaperReading) -> tuple[Term, ...]:
    """Give abbreviations that are spelled out and terms that are defined, in order, each once."""
    pages = PageQuotes(paper)
    found: dict[str, Term] = {}
    for passage in paper.passages:
        if passage.kind not in ("abstract", "body", "list"):
            continue
        where = locate(paper, passage).name
        for sentence in split_sentences(passage.text):
            if len(sentence.text) > 500 or not is_prose(sentence.text):
                continue
            for name, short in _terms(sentence.text):
                region = next((r for r in passage.regions if pages.printed(sentence.text, r.page)), None)
                if region is not None:
                    term = Term(name=name, short=short, definition=sentence.text, region=region, where=where)
                    found.setdefault(name.casefold(), term)
            if len(found) >= MOST_TERMS:
                return tuple(found.values())
    return tuple(found.values())


def _terms(sentence: str) -> list[tuple[str, str | None]]:
    terms: list[tuple[str, str | None]] = []
    for match in _LONG_FORM.finditer(sentence):
        name = _spelled_out(match["words"].split(), match["short"])
        if name is not None:
            terms.append((name, match["short"]))
    if not terms and _DEFINED.search(sentence) and (named := _SYMBOL.search(sentence)):
        terms.append((named["term"].strip(), None))
    return terms


def _spelled_out(words: list[str], short: str) -> str | None:
    """Give the last words whose initials spell the abbreviation, in order."""
    letters = [letter.lower() for letter in short.rstrip("s") if letter.isalpha()]
    for count in range(1, len(words) + 1):
        tail = words[-count:]
        initials = [part[0].lower() for word in tail for part in word.split("-") if part]
        if initials == letters:
            return " ".join(tail)
    return None
