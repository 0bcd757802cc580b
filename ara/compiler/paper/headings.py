"""Headings: found by the PDF's outline, the numbering grammar and typography together.

Each source alone errs: outlines lack symbols or stop at a level, numbers open list items and table rows, bold lines
stand in transcripts and boxes. A row is a heading when the outline names it, or when its number continues the
numbering and its type stands out from the running text, or when it bears one of the names that papers give to
unnumbered sections in the type of the headings already found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ara.compiler.paper.bookmarks import Bookmarked
from ara.compiler.paper.boxes import union
from ara.compiler.paper.numbering import Number, Position, Scheme, read_numbers
from ara.compiler.paper.rows import Row
from ara.compiler.paper.typography import Typography, is_monospaced
from ara.schema.span import Box

_LONGEST = 220
_MOST_ROWS = 4
_NAMED = re.compile(
    r"(?:references(?: and notes)?|bibliography|literature cited|works cited|acknowledge?ments?|"
    r"(?:supplementary|supporting|supplemental) (?:material|information|materials)|appendi(?:x|ces)|"
    r"introduction|background|related works?|methods?|methodology|materials and methods|experiments?|results|"
    r"results and discussion|discussion|conclusions?|conclusions? and future work|limitations?|future work|"
    r"ethic(?:s|al) (?:statement|considerations?)|broader impacts?(?: statement)?|impact statement|"
    r"reproducibility(?: statement)?|author contributions?|contributions|funding|data availability|code availability|"
    r"data and code availability|competing interests|conflicts? of interest|checklist|neurips paper checklist)[.:]?",
    re.I,
)
_ENDS_SENTENCE = re.compile(r"[^.][.;,]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the rows that it takes."""

    first: int
    """Index of its first row."""
    rows: int
    """How many rows it takes; 0 when it runs into the text of its row."""
    number: str | None
    """Its printed number."""
    title: str
    """Its words without the number."""
    level: int
    """Depth, 1 for the top."""
    box: Box
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    capitals: bool

    def matches(self, row: Row) -> bool:
        return (
            abs(_tallest(row) - self.size) <= 0.03 * self.size
            and row.bold == self.bold
            # a heading that is one acronym stands in capitals where others do not
            and (not self.capitals or _capitals(row.text))
        )


def find_headings(
    rows: Sequence[Row], typography: Typography, bookmarked: Mapping[int, Bookmarked], start: int = 0
) -> list[Heading]:
    """The headings among `rows` from index `start` on, in order.

    `bookmarked` holds what the PDF's outline says, by the index of the first row of each heading it names.
    """
    headings: list[Heading] = []
    styles: dict[_Style, int] = {}
    ranks: dict[tuple[Scheme, int], _Style] = {}
    position = Position()
    complete = len(bookmarked) >= 3
    place = start
    while place < len(rows):
        heading: Heading | None = None
        number: Number | None = None
        if place in bookmarked:
            heading, number = _from_outline(rows, place, bookmarked[place], position, typography)
        elif _may_open(rows, place, typography):
            number = _next_number(rows, place, position, typography, styles if complete else None, ranks)
            if number is not None:
                heading = _numbered(rows, place, number, typography)
            elif _NAMED.fullmatch(rows[place].text) and _stands_out(rows[place], typography):
                heading = _named(rows, place, styles)
            elif level := _level_of_style(rows, place, styles, typography):
                heading = _unnumbered(rows, place, level, typography)
        if heading is None:
            place += 1
            continue
        if number is not None:
            position = position.after(number)
            row = rows[place]
            style = _Style(_tallest(row), row.bold, _capitals(row.text))
            styles.setdefault(style, heading.level)
            ranks.setdefault((number.scheme, number.depth), style)
        headings.append(heading)
        place += max(1, heading.rows)
    return headings


def _from_outline(
    rows: Sequence[Row], place: int, entry: Bookmarked, position: Position, typography: Typography
) -> tuple[Heading, Number | None]:
    readings = read_numbers(rows[place].text)
    number = next((reading for reading in readings if position.admits(reading)), None)
    if number is None:
        number = next((reading for reading in readings if reading.printed == entry.number), None)
    count = entry.rows or _extent(rows, place, typography)
    text = " ".join(row.text for row in rows[place : place + count])
    title = text[number.length :] if number is not None else text
    level = number.depth if number is not None else entry.level
    box = union(row.box for row in rows[place : place + count])
    printed = None if number is None else number.printed
    return Heading(place, count, printed, joined_title(rows, place, count, title), level, box), number


def _next_number(
    rows: Sequence[Row],
    place: int,
    position: Position,
    typography: Typography,
    known: Mapping[_Style, int] | None,
    ranks: Mapping[tuple[Scheme, int], _Style],
) -> Number | None:
    """The number of a row that continues the numbering, in a type that stands out and that others of its rank have.

    Where an outline told most headings, `known` are their types, and only those will do.
    """
    row = rows[place]
    for number in read_numbers(row.text):
        title = row.text[number.length :]
        if not position.admits(number) or not _like_title(title):
            continue
        if known is not None and not any(style.matches(row) for style in known):
            continue
        rank = ranks.get((number.scheme, number.depth))
        if rank is not None and not rank.matches(row):
            continue
        if (
            number.scheme == "appendix"
            and len(number.parts) == 1
            and not typography.is_larger(row.size)
            and not row.bold
        ):
            continue
        if _stands_out(row, typography) or _lead(row, number) is not None:
            return number
    return None


def _numbered(rows: Sequence[Row], place: int, number: Number, typography: Typography) -> Heading:
    row = rows[place]
    lead = _lead(row, number)
    if lead is not None and not _stands_out(row, typography):
        return Heading(place, 0, number.printed, lead, number.depth, row.box)
    count = _extent(rows, place, typography)
    box = union(row.box for row in rows[place : place + count])
    title = joined_title(rows, place, count, " ".join(r.text for r in rows[place : place + count])[number.length :])
    return Heading(place, count, number.printed, title, number.depth, box)


def _named(rows: Sequence[Row], place: int, styles: Mapping[_Style, int]) -> Heading:
    level = next((level for style, level in styles.items() if style.matches(rows[place])), 1)
    return Heading(place, 1, None, rows[place].text.rstrip(".:"), level, rows[place].box)


def _unnumbered(rows: Sequence[Row], place: int, level: int, typography: Typography) -> Heading:
    count = _extent(rows, place, typography)
    text = " ".join(row.text for row in rows[place : place + count])
    box = union(row.box for row in rows[place : place + count])
    return Heading(place, count, None, joined_title(rows, place, count, text), level, box)


def _level_of_style(
    rows: Sequence[Row], place: int, styles: Mapping[_Style, int], typography: Typography
) -> int | None:
    """The level of a numbered heading in the same type, when that type is larger than the running text."""
    row = rows[place]
    if not typography.is_larger(row.size) or not _like_title(row.text) or read_numbers(row.text):
        return None
    return next((level for style, level in styles.items() if style.matches(row)), None)


def _may_open(rows: Sequence[Row], place: int, typography: Typography) -> bool:
    """Whether a heading may start at this row: not code, not the middle of a paragraph, not too long."""
    row = rows[place]
    if len(row.text) > _LONGEST or typography.is_smaller(_tallest(row)):
        return False
    if is_monospaced(row.spans[0].font) and not typography.is_larger(row.size):
        return False
    if place == 0 or rows[place - 1].page != row.page or rows[place - 1].column != row.column:
        return True
    above = rows[place - 1]
    gap = row.baseline - above.baseline
    same_type = above.bold == row.bold and abs(above.size - row.size) < 0.03 * row.size and above.italic == row.italic
    return gap > 1.15 * typography.leading or gap < 0 or not same_type


def _extent(rows: Sequence[Row], place: int, typography: Typography) -> int:
    """How many rows a heading takes: those below in the same type, close by, without a number of their own."""
    first = rows[place]
    count = 1
    for above, row in zip(rows[place:], rows[place + 1 : place + _MOST_ROWS], strict=False):
        close = 0 < row.baseline - above.baseline <= max(1.45 * first.size, 1.1 * typography.leading)
        same = abs(row.size - first.size) <= 0.03 * first.size and row.bold == first.bold and row.italic == first.italic
        if not (close and same and row.page == first.page and row.column == first.column):
            break
        if not _stands_out(first, typography) or any(
            len(n.parts) > 1 or n.scheme == "arabic" for n in read_numbers(row.text)
        ):
            break
        count += 1
    return count


def _stands_out(row: Row, typography: Typography) -> bool:
    return typography.is_larger(row.size) or row.bold or _capitals(row.text) or row.italic


def _lead(row: Row, number: Number) -> str | None:
    """The words of a heading that runs into its text: in bold or italic behind the number, other type after them."""
    taken, words = 0, ""
    for span in row.spans:
        taken += len(span.text)
        if taken <= number.length:
            continue
        if not (span.bold or span.italic or not span.text.strip()):
            break
        words += span.text if taken - len(span.text) >= number.length else span.text[-(taken - number.length) :]
    words = " ".join(words.split())
    runs_in = words.endswith((".", ":", "—", "–")) and len(words) < len(row.text) - number.length
    return words.rstrip(".:—– ") if runs_in and _like_title(words) else None


def _tallest(row: Row) -> float:
    """The size of its largest letters: in small capitals most letters are small, the initials are not."""
    return max(span.size for span in row.spans if span.text.strip())


def _like_title(text: str) -> bool:
    words = text.split()
    if not words or len(text) > _LONGEST or (_ENDS_SENTENCE.search(text) and len(words) > 12):
        return False
    first = text.lstrip("“\"'‘(*-–`")[:1]
    letters = sum(character.isalpha() for character in text)
    return ((first.isalpha() and not first.islower()) or first.isdigit()) and letters >= 0.5 * len(
        text.replace(" ", "")
    )


def _capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters)


def joined_title(rows: Sequence[Row], place: int, count: int, title: str) -> str:
    """The title on one line; a word that was hyphenated between its rows made whole."""
    for row in rows[place : place + count - 1]:
        tail = row.text.split()[-1] if row.text else ""
        if tail.endswith("-") and len(tail) > 2:
            title = title.replace(f"{tail} ", tail[:-1] if _broken(tail, title) else tail, 1)
    return " ".join(title.split())


def _broken(tail: str, title: str) -> bool:
    following = title.partition(f"{tail} ")[2]
    return following[:1].islower() and "-" not in tail[:-1]
