"""Citations in the text, each linked to the entry of the reference list that it means.

Three ways of citing are read: bracketed labels (`[3, 5–7]`, `[VSP17]`), raised numbers, and names with a year
(`Smith et al., 2020`). A citation that could mean several entries, or none, is linked to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ara.compiler.paper.author_years import AuthorYears
from ara.compiler.paper.model import CitationReading, Passage, ReferenceReading

_GROUP = re.compile(
    r"\[(?P<first>\d{1,4})\]\s?[-–—]\s?\[(?P<last>\d{1,4})\]|\[(?P<items>[^\[\]]{1,160})\]",
)
_RANGE = re.compile(r"(?P<first>\d{1,4})\s?[-–—]\s?(?P<last>\d{1,4})")
_REMARK = re.compile(r"(?:pp?|Sec|Section|Ch|Chap|Chapter|Thm|Theorem|Fig|Eq|App|Lemma)\b.*", re.I)
_OPENING = re.compile(r"^(?:see|e\.g\.|cf\.|i\.e\.)[\s,]+(?:also\s+)?", re.I)
_INTERVAL = re.compile(r"(?:∈|\b(?:interval|range)s?(?: of)?|(?<!\w)[A-Za-z])\s?$")
_RAISED = re.compile(r"(?<=[\w.,;:)”\"’%])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,–⁻-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_CITING = ("abstract", "body", "list", "caption", "footnote")
_WIDEST_RANGE = 60
_RAISED_SHARE = 0.6
"""Raised numbers are citations only if they name at least this share of the entries; else they are footnote marks."""

Found = tuple[str, int, tuple[int, ...]]
"""The words that cite, where they start in the passage, and the entries they mean."""


def find_citations(
    passages: Sequence[Passage], references: Sequence[ReferenceReading], page_texts: Sequence[str]
) -> tuple[CitationReading, ...]:
    """Every place that cites an entry, in reading order; `page_texts` holds the text of page 1 first."""
    labels = {reference.label: place for place, reference in enumerate(references) if reference.label}
    citing = [(place, passage) for place, passage in enumerate(passages) if passage.kind in _CITING]
    found: dict[int, list[Found]]
    if labels:
        found = {place: list(_bracketed(passage.text, labels)) for place, passage in citing}
        if not any(found.values()) and all(label.isdigit() for label in labels):
            found = _raised(citing, labels)
    else:
        names = AuthorYears.of(references)
        found = {place: list(names.find(passage.text)) for place, passage in citing}
    squeezed = ["".join(text.split()) for text in page_texts]
    return tuple(
        CitationReading(
            reference=reference, passage=place, page=_page(passages[place], text, start, squeezed), text=text
        )
        for place in found
        for text, start, meant in found[place]
        for reference in meant
    )


def _bracketed(text: str, labels: Mapping[str, int]) -> Iterator[Found]:
    for match in _GROUP.finditer(text):
        if _INTERVAL.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        items = match["items"].split(",") if match["items"] else [f"{match['first']}-{match['last']}"]
        if meant := _meant([part for item in items for part in item.split(";")], labels):
            yield match.group(), match.start(), meant


def _meant(items: Sequence[str], labels: Mapping[str, int]) -> tuple[int, ...]:
    """The entries that the items of a bracket name; none at all when one of the items is no label."""
    meant: list[int] = []
    for item in items:
        name = _OPENING.sub("", item.strip())
        if name in labels:
            meant.append(labels[name])
        elif match := _RANGE.fullmatch(name):
            first, last = int(match["first"]), int(match["last"])
            names = [str(number) for number in range(first, min(last, first + _WIDEST_RANGE) + 1)]
            if first >= last or any(name not in labels for name in names):
                return ()
            meant += [labels[name] for name in names]
        elif not (meant and _REMARK.fullmatch(name)):
            return ()
    return tuple(dict.fromkeys(meant))


def _raised(citing: Sequence[tuple[int, Passage]], labels: Mapping[str, int]) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = {}
    for place, passage in citing:
        for match in _RAISED.finditer(passage.text):
            if meant := _meant(match.group().translate(_DIGITS).split(","), labels):
                found.setdefault(place, []).append((match.group(), match.start(), meant))
    named = {entry for groups in found.values() for _, _, meant in groups for entry in meant}
    return found if len(named) >= _RAISED_SHARE * len(labels) else {}


def _page(passage: Passage, text: str, start: int, squeezed: Sequence[str]) -> int:
    """The page of a citation in a passage that may run over pages: the likeliest one that prints its words."""
    pages = [region.page for region in passage.regions]
    if len(set(pages)) == 1:
        return pages[0]
    areas = [(region.box[2] - region.box[0]) * (region.box[3] - region.box[1]) + 0.01 for region in passage.regions]
    share, passed = start / max(1, len(passage.text)) * sum(areas), 0.0
    ends = []
    for area in areas:
        ends.append((passed, passed + area))
        passed += area
    away = [max(begin - share, share - end, 0.0) for begin, end in ends]
    wanted = "".join(text.split())
    for _, page in sorted(zip(away, pages, strict=True)):
        if page <= len(squeezed) and wanted in squeezed[page - 1]:
            return page
    return pages[0]
