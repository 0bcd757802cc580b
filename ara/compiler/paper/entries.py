"""One entry of a reference list taken apart: authors, year, title. Best effort: what is not sure stays empty."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<![\d.:/-])(?P<year>(?:1[89]|20)\d\d)(?P<letter>[a-z])?(?![\d/-])")
_AUTHOR_YEAR = re.compile(
    r"^(?P<authors>.{2,}?)[.,]?\s+\(?(?P<year>(?:1[89]|20)\d\d)[a-z]?(?:,\s*\w+)?\)?[.:,]\s+(?P<rest>\S.*)$", re.S
)
_QUOTED = re.compile(r"^(?P<authors>.*?)[,.]?\s*[“\"](?P<title>.{4,}?)[,.?!]?[”\"]", re.S)
_SENTENCE_END = re.compile(
    r"(?<![\s.-][A-Z])(?<!^[A-Z])(?<!\b[JS]r)(?<!\bSt)(?<!\bal)[.?!](?=\s+[^\s,;])|(?<=\bal)\.(?=\s+[A-Z])"
)
_TITLE_END = re.compile(r"[.?!](?=\s+(?:In\b|[A-Z\[]|https?:|arXiv|\d))|(?<=[?!])\s")
_TRAILING_YEAR = re.compile(r",\s+(?:[A-Z][a-z]+\.?\s+)?(?:1[89]|20)\d\d[a-z]?$")
_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?){1,4}|[A-Z]{1,3}|(?:Jr|Sr|III?)\.?")
_SEPARATOR = re.compile(r"\s*;\s*|\s*,?\s+(?:and|&)\s+|\s*,\s*")
_OTHERS = re.compile(r"(?:et al\.?|others|and others)$", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of an entry."""

    authors: tuple[str, ...]
    year: int | None
    title: str | None


def read_entry(text: str) -> Entry:
    """Take an entry apart, whichever of the usual styles it follows."""
    if match := _QUOTED.match(text):
        return Entry(split_authors(match["authors"]), _year(text), _tidy(match["title"]))
    match = _AUTHOR_YEAR.match(text)
    if match and _SENTENCE_END.search(match["authors"]) is None and len(match["authors"]) < 0.8 * len(text):
        return Entry(split_authors(match["authors"]), int(match["year"]), _title(match["rest"]))
    end = _SENTENCE_END.search(text)
    if end is None:
        return Entry((), _year(text), None)
    return Entry(split_authors(text[: end.start()]), _year(text), _title(text[end.end() :].strip()))


def split_authors(text: str) -> tuple[str, ...]:
    """Names out of a list of authors; `Last, F.` is turned into `F. Last`."""
    names: list[str] = []
    for piece in _SEPARATOR.split(text.strip(" .,")):
        name = _OTHERS.sub("", piece).strip(" ,")
        if not name:
            continue
        if names and _INITIALS.fullmatch(name) and not _INITIALS.fullmatch(names[-1].split()[0]):
            names[-1] = f"{name}. {names[-1]}" if len(name) == 1 else f"{name} {names[-1]}"
        else:
            names.append(name)
    return tuple(name for name in names if any(map(str.isalpha, name)))


def _year(text: str) -> int | None:
    years = [int(match["year"]) for match in _YEAR.finditer(text)]
    return years[-1] if years else None


def _title(rest: str) -> str | None:
    end = _TITLE_END.search(rest)
    title = _tidy(rest[: end.end()] if end else rest)
    return title if (title and len(title.split()) > 1) or (title and end) else None


def _tidy(title: str) -> str:
    return _TRAILING_YEAR.sub("", title.strip().rstrip(".,")).strip('“”" ,')
