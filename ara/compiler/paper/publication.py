"""Year, venue and identifiers of a paper, from what its pages and properties print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ara.compiler.paper.identifiers import doi_in

_STAMP = re.compile(
    r"arXiv:\s*(?P<id>(?P<yy>\d{2})(?P<mm>\d{2})\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)", re.I
)
_YEAR = r"(?:19|20)\d\d"
_VENUE = re.compile(
    r"(?:published (?:as|in|at)|accepted (?:as|at|to|by|for)|to appear (?:in|at)|(?:in )?proceedings of|"
    r"\d+(?:st|nd|rd|th)\b.{0,40}\b(?:conference|workshop|symposium|meeting)|"
    r"(?:conference|workshop|symposium|journal|transactions|findings|advances|annual meeting) (?:on|of|in|for)\b|"
    r"(?:[A-Z][A-Za-z]{2,11}) ?[’']\d\d\b|submitted to|under review (?:as|at|for))",
    re.I,
)
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?P<year>{_YEAR})", re.I)
_ANY_YEAR = re.compile(rf"(?<![\d.:/-]){_YEAR}(?![\d/.-]\d)")
_SHORT_YEAR = re.compile(r"[’'](?P<yy>\d\d)\b")
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{{1,2}},?)?\s+(?P<year>{_YEAR})\b"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """When and where a paper was published."""

    year: int | None
    year_source: str | None
    venue: str | None
    doi: str | None
    arxiv: str | None


def read_publication(margins: Iterable[str], front: Iterable[str], properties: Mapping[str, str]) -> Publication:
    """Read from the first page's margins, the lines around title and abstract, and the document's properties.

    A venue or copyright line comes before the arXiv identifier, which tells the year of the first version; then a
    printed date; the date in the properties is the last resort, since it changes each time the file is made.
    """
    margins, front = list(margins), list(front)
    stamp = next((match for text in margins + front if (match := _STAMP.search(text))), None)
    doi = next((doi for text in margins + front if (doi := doi_in(text))), None)
    venue = next((text for text in margins if _VENUE.search(text) and not _STAMP.search(text)), None)
    year, source = next(_years(margins, front, venue, stamp, properties), (None, None))
    return Publication(year, source, venue, doi, stamp["id"] if stamp else None)


def _years(
    margins: list[str], front: list[str], venue: str | None, stamp: re.Match[str] | None, properties: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    if venue and (match := _ANY_YEAR.search(venue)):
        yield int(match.group()), venue
    if venue and (match := _SHORT_YEAR.search(venue)):
        yield 2000 + int(match["yy"]), venue
    for text in margins:
        if match := _COPYRIGHT.search(text):
            yield int(match["year"]), text
    if stamp and stamp["yy"]:
        yield 2000 + int(stamp["yy"]), stamp.group()
    for text in margins + front:
        if match := _DATE.search(text):
            yield int(match["year"]), text
    for key in ("creationDate", "modDate"):
        if match := re.match(rf"D:({_YEAR})", properties.get(key, "")):
            yield int(match.group(1)), "document properties"
