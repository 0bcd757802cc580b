"""One entry of a reference list taken apart: authors, year, title, venue. Best effort: what is not sure stays empty."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<![\d.:/-])(?P<year>(?:1[89]|20)\d\d)(?P<letter>[a-z])?(?![\d/-])")
_AUTHOR_YEAR = re.compile(
    r"^(?P<authors>.{2,}?)[.,]?\s+\(?(?P<year>(?:1[89]|20)\d\d)[a-z]?(?:,\s*\w+)?\)?[.:,]\s+(?P<rest>\S.*)$", re.S
)
_COLON = re.compile(r"^(?P<authors>[^:]{2,600}?\b[A-Z]\.(?:,? et al\.)?):\s+(?P<rest>[^\Wa-z_].*)$", re.S)
_QUOTED = re.compile(r"^(?P<authors>.*?)[,.]?\s*[“\"](?P<title>.{4,}?)[,.?!]?[”\"]", re.S)
_SENTENCE_END = re.compile(
    r"(?<![\s.-][A-Z])(?<!^[A-Z])(?<!\b[JS]r)(?<!\bSt)(?<!\bal)[.?!](?=\s+[^\s,;])|(?<=\bal)\.(?=\s+[A-Z])"
)
_TITLE_END = re.compile(r"[.?!](?=\s+(?:In\b|[A-Z\[]|https?:|arXiv|\d))|(?<=[?!])\s")
_TRAILING_YEAR = re.compile(r",\s+(?:[A-Z][a-z]+\.?\s+)?(?:1[89]|20)\d\d[a-z]?$")
_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?){1,4}|[A-Z]{1,3}|(?:Jr|Sr|III?)\.?")
_SEPARATOR = re.compile(r"\s*;\s*|\s*,?\s+(?:and|&)\s+|\s*,\s*")
_LEADING = re.compile(r"^[\s.,;]*(?:In:?\s+|in:\s*|in\s+(?=[A-Z\d]))?")
_VENUE_END = re.compile(
    r"[,.(]\s*(?:(?:[A-Z][a-z]+\.?\s+)?(?:19|20)\d\d[a-z]?\b|abs/|pages?\b|pp?\.|vol(?:ume|\.)|no\.|number\b|\d|doi|URL|https?:)"
    r"|\s\d+\s*[(:,]|\.\s|\s(?=https?:|URL\b|doi:|arXiv:)|\.?$",
    re.I,
)
_NO_VENUE = re.compile(r"(?:https?:|www\.|URL\b|Accessed|\[Online|doi\b|abs/|arXiv\s*:)|\W*\d", re.I)
_OTHERS = re.compile(r"(?:et al\.?|others|and others)$", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of an entry."""

    authors: tuple[str, ...]
    year: int | None
    title: str | None
    venue: str | None = None


def read_entry(text: str) -> Entry:
    """Take an entry apart, whichever of the usual styles it follows."""
    if match := _QUOTED.match(text):
        return Entry(split_authors(match["authors"]), _year(text), _tidy(match["title"]), _venue(text[match.end() :]))
    if match := _COLON.match(text):
        return _with_rest(match["authors"], _year(text), match["rest"])
    match = _AUTHOR_YEAR.match(text)
    if match and _SENTENCE_END.search(match["authors"]) is None and len(match["authors"]) < 0.8 * len(text):
        return _with_rest(match["authors"], int(match["year"]), match["rest"])
    end = _SENTENCE_END.search(text)
    if end is None:
        return Entry((), _year(text), None)
    return _with_rest(text[: end.start()], _year(text), text[end.end() :].strip())


def _with_rest(authors: str, year: int | None, rest: str) -> Entry:
    title, behind = _title(rest)
    return Entry(split_authors(authors), year, title, _venue(behind) if title else None)


def split_authors(text: str) -> tuple[str, ...]:
    """Names out of a list of authors; `Last, F.` is turned into `F. Last`."""
    names: list[str] = []
    for piece in _SEPARATOR.split(text.strip(" ,")):
        name = _OTHERS.sub("", piece).strip(" ,")
        name = name if _INITIALS.fullmatch(name) else name.rstrip(".")
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


def _title(rest: str) -> tuple[str | None, str]:
    """The title at the start of what follows the authors, and what stands behind it."""
    end = _TITLE_END.search(rest)
    title = _tidy(rest[: end.end()] if end else rest)
    certain = (title and len(title.split()) > 1) or (title and end)
    return (title, rest[end.end() :] if end else "") if certain else (None, rest)


def _venue(behind: str) -> str | None:
    """The journal or proceedings named right behind the title."""
    text = behind[_LEADING.match(behind).end() :]  # type: ignore[union-attr]
    if _NO_VENUE.match(text) and not re.match(r"(?:19|20)\d\d\s+[A-Z]|\d+(?:st|nd|rd|th)\s", text):
        return None
    end = _VENUE_END.search(text)
    venue = (text[: end.start()] if end else text).strip(' ,.;:“”"')
    if venue.count("(") > venue.count(")"):
        venue = venue.rpartition("(")[0].strip()
    return venue if 2 <= len(venue) <= 200 and any(map(str.isupper, venue)) else None


def _tidy(title: str) -> str:
    return _TRAILING_YEAR.sub("", title.strip().rstrip(".,")).strip('“”" ,')
