"""The bibliography: from `thebibliography` in the text or a .bbl file, else from the entries of .bib files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ara.compiler.paper.entries import read_entry, split_authors
from ara.compiler.tex.bibtex import BibEntry
from ara.compiler.tex.model import Place, TexReference
from ara.compiler.tex.stream import TokenStream
from ara.compiler.tex.tokens import Token, tokenise
from ara.compiler.tex.wording import words

_NATBIB = re.compile(r"^(?P<names>.*?)\s*\(\s*(?P<year>\d{4}[a-z]?|n\.d\.|in press)[^)]*\)", re.I | re.S)
_MOST = 5_000


class _Item(NamedTuple):
    key: str
    label: str | None
    """The label that the source gives in brackets."""
    tokens: list[Token]
    first: Token


def from_items(tokens: Sequence[Token], place: Callable[[Sequence[Token]], Place]) -> tuple[TexReference, ...]:
    """Read the `bibitem`s of a `thebibliography`."""
    found: list[TexReference] = []
    for number, item in enumerate(_items(tokens), 1):
        text = words(item.tokens)
        if text:
            found.append(_reference(item, text, number, place([item.first, *item.tokens])))
    return tuple(found[:_MOST])


def from_bbl(text: str, path: str, most: int) -> tuple[TexReference, ...]:
    """Read a .bbl file, as BibTeX writes it."""

    def place(tokens: Sequence[Token]) -> Place:
        lines = [token.line for token in tokens]
        return Place(path=path, line=min(lines), end_line=max(lines))

    return from_items(tokenise(text, 0, most), place)


def from_entries(entries: dict[str, BibEntry], cited: Sequence[str]) -> tuple[TexReference, ...]:
    """Give the cited entries of a database in the order in which they are cited, without labels: the style decides."""
    found = []
    for key in dict.fromkeys(cited):
        entry = entries.get(key)
        if entry is None:
            continue
        authors = tuple(_turned(name) for name in re.split(r"\s+and\s+", entry.plain("author")) if name.strip())
        year = re.search(r"\b(1[89]|20)\d\d\b", entry.plain("year") or entry.plain("date"))
        title = entry.plain("title")
        venue = next(
            (entry.plain(f) for f in ("journal", "booktitle", "publisher", "howpublished") if entry.plain(f)), ""
        )
        parts = [", ".join(authors), title, venue, year[0] if year else ""]
        found.append(
            TexReference(
                key=key,
                label=None,
                text=". ".join(part for part in parts if part) + ".",
                authors=authors,
                year=int(year[0]) if year else None,
                title=title or None,
                place=entry.place,
            )
        )
    return tuple(found[:_MOST])


def citation_text(references: Sequence[TexReference], labels: dict[str, str]) -> Callable[[str, Sequence[str]], str]:
    """Give what citing commands print: numbers where the list has labels, else names and years."""
    by_key = {reference.key: reference for reference in references}

    def cite(command: str, keys: Sequence[str]) -> str:
        known = [by_key[key] for key in keys if key in by_key]
        if known and all(reference.label for reference in known):
            return f"[{', '.join(str(reference.label) for reference in known)}]"
        named = [labels.get(reference.key) or _names(reference) for reference in known]
        if not named:
            return "[?]" if keys else ""
        inside = "; ".join(named)
        if command.lower() in ("citet", "textcite", "citealt"):
            return re.sub(r", (\d{4}[a-z]?)", r" (\1)", inside)
        return inside if command in ("citealp", "citeauthor", "citeyear") else f"({inside})"

    return cite


def author_year_labels(tokens: Sequence[Token]) -> dict[str, str]:
    """What author-year styles print for each key, e.g. `Author et al., 2020`."""
    labels = {}
    for item in _items(tokens):
        if item.label and (match := _NATBIB.match(item.label)):
            labels[item.key] = f"{match['names'].strip(' ,')}, {match['year']}"
    return labels


def _items(tokens: Sequence[Token]) -> Iterator[_Item]:
    stream = TokenStream(6 * len(tokens) + 100)
    stream.push(tokens)
    current: _Item | None = None
    while (token := stream.next()) is not None:
        if token.kind == "command" and token.text == "bibitem":
            if current is not None:
                yield current
            stream.peek(skip_blanks=True)
            label = stream.optional()
            while (following := stream.peek(skip_blanks=True)) is not None and following.kind == "par":
                stream.next()
            key = " ".join("".join(t.text for t in stream.argument()).split())
            current = _Item(key, words(label) if label else None, [], token)
        elif token.kind in ("begin", "end") or (token.kind == "command" and token.text in ("begin", "end")):
            stream.argument()
        elif current is not None:
            current.tokens.append(token)
    if current is not None:
        yield current


def _reference(item: _Item, text: str, number: int, place: Place) -> TexReference:
    parts = read_entry(text)
    authors, title = parts.authors, parts.title
    blocks = _blocks(item.tokens)
    if len(blocks) > 1 and blocks[0] and len(blocks[0]) < 2_000:
        # `newblock` parts authors from title in every style of BibTeX's own
        names = re.sub(r"[\s,.]*\(?(?:1[89]|20)\d\d[a-z]?\)?[\s.]*$", "", blocks[0])
        authors, title = split_authors(names), blocks[1].strip(' .,“”"') or title
    natbib = item.label is not None and _NATBIB.match(item.label) is not None
    year = re.search(r"\d{4}", item.label) if natbib and item.label else None
    return TexReference(
        key=item.key,
        label=None if natbib else item.label or str(number),
        text=text,
        authors=authors,
        year=int(year[0]) if year else parts.year,
        title=title,
        place=place,
    )


def _blocks(tokens: list[Token]) -> list[str]:
    blocks: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "command" and token.text == "newblock":
            blocks.append([])
        else:
            blocks[-1].append(token)
    return [words(block) for block in blocks] if len(blocks) > 1 else []


def _names(reference: TexReference) -> str:
    last = [author.split()[-1] for author in reference.authors if author.split()]
    named = " and ".join(last) if 0 < len(last) < 3 else f"{last[0]} et al." if last else reference.key
    return f"{named}, {reference.year}" if reference.year else named


def _turned(name: str) -> str:
    """`Last, First` as `First Last`."""
    last, comma, first = name.partition(",")
    return " ".join(f"{first} {last}".split()) if comma else " ".join(name.split())
