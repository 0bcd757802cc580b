"""Authors and affiliations out of the lines between title and abstract.

Papers set them in two ways: as lists (`Ada Lovelace¹, Charles Babbage²` over the affiliations), and as a grid with a
block for each author (name, affiliation, address). Lines are gathered into blocks first; in a block the names come
first, and further names must be set in the type of the first ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ara.compiler.paper.boxes import shared_width
from ara.compiler.paper.model import Author, Region
from ara.compiler.paper.page import Line

_AFFILIATION = re.compile(
    r"universi|institut|college|school\b|academ(?:y|ia)\b|depart|\bdept\b|faculty|laborator|\blabs?\b|research|cent(?:er|re)\b|"
    r"hospital|\binc\b|\bltd\b|\bllc\b|\bcorp|gmbh|company|foundation|ministry|council|polytechni|\bcnrs\b|\binria\b|\beth\b|"
    r"\bepfl\b|\bmit\b|\bkaist\b|google|microsoft|meta ai|facebook|amazon|openai|deepmind|nvidia|apple|alibaba|tencent|"
    r"bytedance|huawei|baidu|technolog|science|engineering|division|national|\bgroup\b|\bteam\b|street|avenue|"
    r"independent|contribut|correspond|author|work done|intern(?:ship)?\b|equal|advis|preprint|abstract|http|www\.",
    re.I,
)
_NO_GROUP = re.compile(r"https?:|www\.|\b(?:19|20)\d\d\b|given|anonym|abstract|figure|under review|[.:]$", re.I)
_DATE = re.compile(r"(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},\s*)?(?:19|20)\d\d")
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾*∗†‡§¶‖∥♠♣♦♢♥♡★☆⋆✉∧◇△#"
_END = "\x1f"
# some fonts draw raised digits as glyphs of their own, which look like plain digits here: `Ada Lovelace1`
_ANY_MARK = re.compile(rf"[{re.escape(_MARKS)}]+|(?<=[^\W\d_])\d{{1,2}}(?![\w@])|(?:^|(?<=[,;] ))\d{{1,2}}(?=[^\W\d_])")
_SPLIT = re.compile(rf"{_END}|\s*[,;·•|]\s*(?:(?:and|&)\s+)?|(?:^|\s+)(?:and|&)\s+|\s{{3,}}", re.I)
_PARTICLE_WORDS = "de da di do dos das del della der den van von zu zur la le el al bin ibn ben ter ten y e af"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_TITLE_WORDS = "member senior student fellow ieee acm phd ph.d. ph.d dr dr. prof prof. professor md m.d. msc life"
_TITLES = frozenset(_TITLE_WORDS.split())
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w'’.\-‐ʼ`]*")


@dataclass(frozen=True, slots=True)
class AuthorBlock:
    """What the lines between title and abstract say."""

    authors: tuple[Author, ...]
    affiliations: tuple[str, ...]


def read_authors(page: int, lines: Sequence[Line]) -> AuthorBlock:
    """Authors in the order of the page, and affiliations as printed, marks aside."""
    found: list[tuple[float, float, Author]] = []
    affiliations: dict[str, None] = {}
    named_type: Line | None = None
    blocks = _blocks(lines)
    for block in blocks:
        names, rest = _names_first(block, named_type)
        for index, (name, line) in enumerate(_names(names)):
            found.append((round(line.baseline / line.size), line.box[0] + index / 1000, _author(name, page, line)))
        if names and named_type is None:
            named_type = names[0]
        affiliations |= dict.fromkeys(text for line in rest for text in _affiliations(line))
    if not found:
        found = [(0.0, 0.0, _author(_plain(line).strip(" ,;"), page, line)) for line in _group(blocks)]
    ordered = [author for _, _, author in sorted(found, key=lambda item: item[:2])]
    unique = {author.name: author for author in reversed(ordered)}
    return AuthorBlock(tuple(a for a in ordered if unique.get(a.name) is a), tuple(affiliations))


def _group(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """The line that stands where names stand when a group signs as one, e.g. `The Example Team`."""
    first = [line for block in blocks[:1] for line in block[:1]]
    return [
        line
        for line in first
        if 1 <= len(line.text.split()) <= 6 and "@" not in line.text and not _NO_GROUP.search(line.text)
    ]


def _author(name: str, page: int, line: Line) -> Author:
    return Author(name=name, region=Region(page=page, box=line.box))


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand closely one below the other."""
    blocks: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.box[0])):
        home = next(
            (
                block
                for block in reversed(blocks)
                if any(shared_width(other.box, line.box) > 0.3 for other in block[-3:])
                and line.box[1] - max(other.box[3] for other in block) <= 0.9 * line.size
                and not _beside(block[-1], line)
            ),
            None,
        )
        if home is None:
            home = next((block for block in reversed(blocks) if _beside(block[-1], line) and _is_list(block[-1])), None)
        if home is None:
            blocks.append([line])
        else:
            home.append(line)
    return blocks


def _beside(one: Line, other: Line) -> bool:
    return abs(one.baseline - other.baseline) < 0.5 * min(one.size, other.size)


def _names_first(block: Sequence[Line], named_type: Line | None) -> tuple[list[Line], list[Line]]:
    """The block's lines with names, and the others."""
    names: list[Line] = []
    rest: list[Line] = []
    for line in block:
        fits = _holds_names(line) and (named_type is None or _same_type(named_type, line))
        if fits and not names:
            # a block without any line in the type of the first names has no names
            names.append(line) if not rest or named_type is not None else rest.append(line)
        elif fits and _same_type(names[0], line) and (not rest or not any(_same_type(other, line) for other in rest)):
            goes_on = _is_list(names[-1]) or _is_list(line) or rest or names[0].bold or _marked(line)
            names.append(line) if goes_on else rest.append(line)
        else:
            rest.append(line)
    return names, rest


def _holds_names(line: Line) -> bool:
    text = _plain(line)
    if "@" in text or _starts_with_mark(line) or _AFFILIATION.search(text) or any(map(str.isdigit, text)):
        return False
    pieces = [piece for piece in _SPLIT.split(text) if piece.strip() and not _is_title(piece)]
    full = sum(_is_name(piece) for piece in pieces)
    # the pieces at both ends may be halves of a name that runs over two lines
    halves = sum(_is_half(piece) for piece in {0: pieces[0], 1: pieces[-1]}.values()) if pieces else 0
    others = len(pieces) - full - halves - sum(_is_half(piece) for piece in pieces[1:-1])
    return (full >= 1 and others <= 0) or (full >= 2 and others <= full // 3)


def _names(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """The names on the lines, those that run over two lines made whole."""
    pieces: list[tuple[str, Line]] = []
    for line in lines:
        text = _plain(line)
        fresh = [(piece.strip(), line) for piece in _SPLIT.split(text)]
        fresh = [(piece, line) for piece, line in fresh if piece or len(fresh) > 1]
        if pieces and fresh and (head := _whole(pieces[-1][0], fresh[0][0])):
            pieces[-1] = (head, pieces[-1][1])
            fresh = fresh[1:]
        pieces.extend(fresh)
    several = sum(_is_name(piece) for piece, _ in pieces) >= 3
    for piece, line in pieces:
        if _is_name(piece) or (several and _is_half(piece) and not piece.isupper()):
            yield " ".join(piece.split()), line


def _whole(tail: str, head: str) -> str | None:
    """The name whose first part ends one line and whose last part opens the next; None when both are names."""
    if not tail or not head or (_is_name(tail) and _is_name(head)):
        return None
    joined = f"{tail} {head}"
    return joined if (_is_half(tail) or _is_half(head)) and _is_name(joined) else None


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 6 or any(word.lower() in _TITLES for word in words):
        return False
    proper = [word for word in words if word.lower() not in _PARTICLES and word.lower() not in _SUFFIXES]
    named = all(_NAME_WORD.fullmatch(word) for word in proper)
    return named and bool(proper) and any(sum(map(str.isalpha, word)) > 1 for word in proper)


def _is_title(text: str) -> bool:
    return all(word.lower() in _TITLES for word in text.split())


def _is_half(text: str) -> bool:
    word = text.strip()
    return bool(_NAME_WORD.fullmatch(word)) and word.lower() not in _TITLES and sum(map(str.isalpha, word)) > 1


def _plain(line: Line) -> str:
    """The line's words with an end mark for each superscript or footnote sign: names end there."""
    pieces = []
    for span in line.spans:
        stripped = span.text.strip()
        if stripped and (span.superscript or all(character in _MARKS + ", " for character in stripped)):
            pieces.append(span.text if set(stripped) <= {",", " "} else _END)
        else:
            pieces.append(span.text)
    return _ANY_MARK.sub(_END, "".join(pieces)).strip()


def _starts_with_mark(line: Line) -> bool:
    return _plain(line).startswith(_END)


def _marked(line: Line) -> bool:
    return _END in _plain(line)


def _is_list(line: Line) -> bool:
    return len([piece for piece in _SPLIT.split(_plain(line)) if piece.strip()]) > 1


def _same_type(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.05 * one.size and one.bold == other.bold and one.italic == other.italic


def _affiliations(line: Line) -> Iterator[str]:
    text = _plain(line)
    if "@" in text or re.search(r"https?:|www\.", text):
        return
    for piece in text.split(_END):
        words = " ".join(piece.split()).strip(" ,;·")
        if _DATE.fullmatch(words):
            continue
        if sum(map(str.isalpha, words)) >= 3 and not re.search(
            r"contribut|correspond|equal|work done|abstract", words, re.I
        ):
            yield words
