"""Citations by name and year, as `Smith et al. (2020)`, `(Smith and Lee, 2019a; Doe, 2021)`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ara.compiler.paper.model import ReferenceReading

_YEAR = r"(?:19|20)\d\d[a-z]?"
_PARTICLES = r"(?:(?i:van|von|de|der|den|la|le|di|da|del|dos|ten|ter|el|al) ){0,3}"
_NAME = rf"{_PARTICLES}[^\W\d_a-z][\w’'‐-]*"
_CITATION = re.compile(
    rf"(?P<first>{_NAME})"
    rf"(?P<others> et al\.?|(?:, {_NAME}){{0,6}},? (?:and|&) (?P<last>{_NAME}|others\b|colleagues\b))?"
    rf"(?:[’']s?)?,? ?[(\[]?(?P<years>{_YEAR}(?:, ?(?:{_YEAR}|[a-z]\b))*)(?!\d)"
)
_PARTICLE = re.compile(rf"^{_PARTICLES}")
_LETTER = re.compile(r"\b(?:19|20)\d\d([a-z])\b")
_SUFFIX = re.compile(r" (?:Jr|Sr|I{2,3}|IV)\.?$")


@dataclass(frozen=True, slots=True)
class _Key:
    surnames: tuple[str, ...]
    letter: str


@dataclass(frozen=True, slots=True)
class AuthorYears:
    """The entries of a reference list by first surname and year."""

    entries: dict[tuple[str, int], tuple[int, ...]]
    keys: dict[int, _Key]

    @classmethod
    def of(cls, references: Sequence[ReferenceReading]) -> AuthorYears:
        """Index the entries that have authors and a year."""
        entries: dict[tuple[str, int], tuple[int, ...]] = {}
        keys: dict[int, _Key] = {}
        for place, reference in enumerate(references):
            if reference.authors and reference.year:
                surnames = tuple(_surname(author) for author in reference.authors)
                letter = _LETTER.search(reference.text)
                keys[place] = _Key(surnames, letter[1] if letter else "")
                key = (surnames[0], reference.year)
                entries[key] = (*entries.get(key, ()), place)
        return cls(entries, keys)

    def find(self, text: str) -> Iterator[tuple[str, int, tuple[int, ...]]]:
        """For each citation its words, where they start, and the entries that it means."""
        for match in _CITATION.finditer(text):
            years = re.findall(rf"{_YEAR}|[a-z]", match["years"])
            meant: list[int] = []
            last = ""
            for year in years:
                whole = year if len(year) > 1 else last[:4] + year
                last = whole
                place = self._entry(match, int(whole[:4]), whole[4:])
                if place is not None:
                    meant.append(place)
            if meant:
                yield match.group(), match.start(), tuple(meant)

    def _entry(self, match: re.Match[str], year: int, letter: str) -> int | None:
        """The one entry that a citation can mean; None when several or none fit."""
        found = self.entries.get((_folded(match["first"]), year), ())
        if letter:
            found = tuple(place for place in found if self.keys[place].letter in (letter, ""))
        if len(found) > 1:
            found = tuple(place for place in found if self._fits(self.keys[place].surnames, match))
        return found[0] if len(found) == 1 else None

    def _fits(self, surnames: Sequence[str], match: re.Match[str]) -> bool:
        """Whether the number of authors and the last one named are those of an entry."""
        if match["others"] is None:
            return len(surnames) == 1
        if match["last"] is None or match["last"] in ("others", "colleagues"):
            return len(surnames) > 2
        return _folded(match["last"]) == surnames[-1]


def _surname(author: str) -> str:
    return _folded(_SUFFIX.sub("", author).split()[-1]) if author.split() else ""


def _folded(name: str) -> str:
    """A surname without particles, accents and case."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[’']s$", "", _PARTICLE.sub("", name)))
    return "".join(character for character in plain if character.isalnum()).casefold()
