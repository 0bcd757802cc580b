"""Passages: rows gathered into what a reader sees as units: paragraphs, list items, equations, footnotes, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ara.compiler.paper.equations import find_equations, has_number, has_relation
from ara.compiler.paper.frames import Frame, find_frames
from ara.compiler.paper.joining import Vocabulary, join_texts
from ara.compiler.paper.model import Passage, PassageKind
from ara.compiler.paper.rows import Row, regions_of
from ara.compiler.paper.typography import Typography, is_monospaced

_ITEM = re.compile(
    r"(?:[•‣◦▪■●○∙·►▶➢✓*]|[–—-](?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.(?=\s)|Step \d+[:.])\s*\S"
)
_MARK = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*∗†‡§¶♠♣♦])\s*\S|\d{1,2}[A-Z][a-z ]")
_ENDS = re.compile(r"[.!?:;][\"”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_INDENT = 0.7
_FAR = 1.38


def find_passages(
    rows: Sequence[Row], sections: Sequence[int | None], typography: Typography, vocabulary: Vocabulary
) -> list[Passage]:
    """The rows as passages, in order; `sections` tells each row's section. Footnotes follow their column's text."""
    frames = find_frames(rows)
    kinds = _kinds(rows, typography, frames)
    groups: list[list[int]] = []
    current: list[int] = []
    for place in range(len(rows)):
        if not (current and _continues(rows, current, place, kinds, sections, typography, frames)):
            current = _interrupted(rows, groups, place, kinds, sections, frames) or []
            if not current:
                groups.append(current)
        current.append(place)
    return [_passage([rows[i] for i in group], kinds[group[0]], sections[group[0]], vocabulary) for group in groups]


def _passage(rows: Sequence[Row], kind: PassageKind, section: int | None, vocabulary: Vocabulary) -> Passage:
    return Passage(
        kind=kind,
        text=join_texts([row.text for row in rows], vocabulary),
        regions=regions_of(rows),
        section=section,
        bold_lead=_bold_lead(rows, vocabulary) if kind in ("body", "list") else None,
    )


def _bold_lead(rows: Sequence[Row], vocabulary: Vocabulary) -> str | None:
    """The words in bold at the start of a passage that goes on in another weight."""
    pieces: list[str] = []
    for row in rows:
        piece = ""
        for span in row.spans:
            if span.bold or not any(map(str.isalnum, span.text)):
                piece += span.text
                continue
            lead = join_texts([*pieces, piece], vocabulary).strip(" •–—(")
            return lead if sum(map(str.isalpha, lead)) > 2 and _is_bold_start(rows[0]) else None
        pieces.append(piece)
    return None


def _is_bold_start(row: Row) -> bool:
    return next((span.bold for span in row.spans if any(map(str.isalnum, span.text))), False)


def _kinds(rows: Sequence[Row], typography: Typography, frames: Sequence[Frame]) -> list[PassageKind]:
    kinds: list[PassageKind] = []
    equations = find_equations(rows, frames, typography)
    for place, row in enumerate(rows):
        if all(is_monospaced(span.font) for span in row.spans if span.text.strip()):
            kinds.append("code")
        elif place in equations:
            kinds.append("equation")
        elif _ITEM.match(row.text) and not (place and _in_sentence(rows[place - 1], row, frames[place])):
            kinds.append("list")
        else:
            kinds.append("body")
    for place in _footnote_rows(rows, typography):
        kinds[place] = "footnote"
    return kinds


def _in_sentence(above: Row, row: Row, frame: Frame) -> bool:
    """Whether a row that opens like an item goes on with a sentence, as in `see Table` / `3. The others`."""
    near = (above.page, above.column) == (row.page, row.column) and row.baseline - above.baseline < 1.5 * row.size
    full = above.box[2] > frame.right - row.size and not _ENDS.search(above.text)
    return near and full and abs(row.box[0] - frame.left) < 0.3 * row.size and row.text[:1].isalnum()


def _footnote_rows(rows: Sequence[Row], typography: Typography) -> Iterator[int]:
    """Rows at the foot of a column in smaller type, from the first that opens with a mark on."""
    last: dict[tuple[int, int], list[int]] = {}
    for place, row in enumerate(rows):
        last.setdefault((row.page, row.column), []).append(place)
    for places in last.values():
        small: list[int] = []
        for place in reversed(places):
            if not typography.is_smaller(rows[place].size):
                break
            small.append(place)
        marked = [place for place in small if _MARK.match(rows[place].text)]
        if marked:
            yield from (place for place in small if place >= min(marked))


def _continues(
    rows: Sequence[Row],
    group: Sequence[int],
    place: int,
    kinds: Sequence[PassageKind],
    sections: Sequence[int | None],
    typography: Typography,
    frames: Sequence[Frame],
) -> bool:
    """Whether a row goes on with the passage whose last row stands right before it."""
    last, row = rows[group[-1]], rows[place]
    kind = kinds[group[0]]
    if group[-1] != place - 1 or sections[group[-1]] != sections[place]:
        return False
    if (kinds[place] == "footnote") != (kind == "footnote"):
        return False
    if kind == "footnote":
        return not _MARK.match(row.text) and (last.page, last.column) == (row.page, row.column)
    if kinds[place] == "list" or (kinds[place] != kind and not (kind == "list" and kinds[place] == "body")):
        return False
    if (last.page, last.column) != (row.page, row.column):
        return _runs_over(rows, group, place, frames)
    gap = row.baseline - last.baseline
    if kind == "equation":
        another = has_number(row) or (has_relation(row) and gap > 1.2 * typography.leading)
        return gap < 2.6 * typography.leading and not (another and any(has_number(rows[place]) for place in group))
    usual = max(last.size, row.size) / typography.body * typography.leading
    if abs(last.size - row.size) > 0.08 * last.size or not -0.5 * usual < gap:
        return False
    if gap > _FAR * usual:
        # a fraction in the line pushes it down; the sentence goes on all the same
        frame = frames[place]
        goes_on = last.box[2] > frame.right - last.size and not _ENDS.search(last.text)
        return goes_on and gap <= 2 * usual and row.box[0] < frame.left + _INDENT * row.size
    if kind == "code":
        return True
    return not _opens_paragraph(rows, group, place, frames)


def _opens_paragraph(rows: Sequence[Row], group: Sequence[int], place: int, frames: Sequence[Frame]) -> bool:
    """Whether a row is set in while the one before it is not, or follows a short one that ends a sentence."""
    last, row = rows[group[-1]], rows[place]
    frame = frames[place]
    indent = row.box[0] - last.box[0]
    if indent > _INDENT * row.size and len(group) >= 1 and _ITEM.match(rows[group[0]].text) is None:
        return len(group) > 1 or last.box[0] <= frame.left + 0.3 * row.size
    short = last.box[2] < frame.right - 3 * last.size and bool(_ENDS.search(last.text))
    if short and _is_bold_start(row) and not _is_bold_start(last):
        return True
    return short and indent < -0.5 * row.size and _ITEM.match(rows[group[0]].text) is not None


def _runs_over(rows: Sequence[Row], group: Sequence[int], place: int, frames: Sequence[Frame]) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    last, row = rows[group[-1]], rows[place]
    if abs(last.size - row.size) > 0.08 * last.size:
        return False
    if row.text[:1].islower():
        return not _ENDS.search(last.text) or last.text.endswith((";", ":", ","))
    full = last.box[2] > frames[group[-1]].right - 2 * last.size
    return full and not _ENDS.search(last.text) and row.box[0] < frames[place].left + _INDENT * row.size


def _interrupted(
    rows: Sequence[Row],
    groups: Sequence[list[int]],
    place: int,
    kinds: Sequence[PassageKind],
    sections: Sequence[int | None],
    frames: Sequence[Frame],
) -> list[int] | None:
    """The paragraph that footnotes cut off at the foot of the column before, if this row goes on with it."""
    if not groups or kinds[groups[-1][0]] != "footnote" or kinds[place] != "body":
        return None
    for group in reversed(groups):
        if kinds[group[0]] == "footnote":
            continue
        near = rows[group[-1]].page >= rows[place].page - 1
        same = sections[group[-1]] == sections[place] and kinds[group[0]] in ("body", "list")
        moved = (rows[group[-1]].page, rows[group[-1]].column) != (rows[place].page, rows[place].column)
        return group if near and same and moved and _runs_over(rows, group, place, frames) else None
    return None
