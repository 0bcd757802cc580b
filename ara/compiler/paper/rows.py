"""Visual rows: what a reader sees as one line of text, joined from the fragments in which the PDF stores it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ara.compiler.paper.boxes import shared_height, union
from ara.compiler.paper.model import Region
from ara.compiler.paper.page import Line, TextSpan
from ara.schema.span import Box

_SAME_ROW = 0.5
_TOUCHING = 0.12
_OPEN_ROWS = 12
_COLLIDING = 0.3
_HANGING = 1.5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text in one column, fragments joined from left to right."""

    page: int
    """Page, counted from 1."""
    column: int
    """0 for the left or only column, 1 for the right one, -1 when it runs across both."""
    lines: tuple[int, ...]
    """Indices of its fragments in `PageContent.lines`, from left to right."""
    text: str
    """Its words."""
    box: Box
    """Where it stands."""
    spans: tuple[TextSpan, ...]
    """Its parts, from left to right; a blank joins fragments that stand apart."""
    size: float
    """Font size of most of its letters."""
    bold: bool
    """Whether most of its letters are bold."""
    italic: bool
    """Whether most of its letters are italic."""
    baseline: float
    """Distance of its baseline from the top of the page."""
    fragments: int
    """How many pieces stand apart by more than three times the font size, e.g. cells of a table."""

    @property
    def height(self) -> float:
        """Height of its box."""
        return self.box[3] - self.box[1]


def join_rows(page: int, column: int, lines: Iterable[tuple[int, Line]]) -> list[Row]:
    """The fragments of one column as rows, from top to bottom.

    Fragments are one row when they share half of their height and do not stand above one another.
    """
    rows: list[list[tuple[int, Line]]] = []
    for fragment in sorted(lines, key=lambda item: (item[1].box[1], item[1].box[0], item[0])):
        best = max(rows[-_OPEN_ROWS:], key=lambda row: _fit(row, fragment[1]), default=None)
        if best is not None and _fit(best, fragment[1]) > 0:
            best.append(fragment)
        else:
            rows.append([fragment])
    joined = [_row(page, column, sorted(row, key=lambda item: (item[1].box[0], item[0]))) for row in rows]
    return sorted(joined, key=lambda row: (round(row.baseline, 1), row.box[0]))


def _fit(row: Sequence[tuple[int, Line]], line: Line) -> float:
    """How near the baselines of a fragment and a row are, 0 to 1; 0 when they collide or share too little height."""
    for _, other in row:
        overlap = min(other.box[2], line.box[2]) - max(other.box[0], line.box[0])
        # numerators hang over what follows them, and are stored with the words before them
        hangs = abs(other.baseline - line.baseline) < 0.1 * line.size
        if overlap > (_HANGING if hangs else _COLLIDING) * min(other.size, line.size):
            return 0.0
    largest = max((other for _, other in row), key=lambda other: (other.size, other.box[2] - other.box[0]))
    if shared_height(largest.box, line.box) < _SAME_ROW:
        return 0.0
    return max(0.01, 1 - abs(largest.baseline - line.baseline) / max(largest.size, 1.0))


def _row(page: int, column: int, fragments: Sequence[tuple[int, Line]]) -> Row:
    spans: list[TextSpan] = []
    apart = 1
    for previous, (_, line) in zip([None, *fragments[:-1]], fragments, strict=True):
        gap = 0.0 if previous is None else line.box[0] - previous[1].box[2]
        if previous is not None and gap > _TOUCHING * line.size:
            spans.append(_blank(line))
            apart += gap > 3 * line.size
        spans.extend(line.spans)
    letters = [(sum(map(str.isalnum, span.text)), span) for span in spans]
    count = max(1, sum(number for number, _ in letters))
    main = max((line for _, line in fragments), key=lambda line: (len(line.text), line.size))
    return Row(
        page=page,
        column=column,
        lines=tuple(index for index, _ in fragments),
        text=row_text(spans),
        box=union(line.box for _, line in fragments),
        spans=tuple(spans),
        size=main.size,
        bold=2 * sum(number for number, span in letters if span.bold) > count,
        italic=2 * sum(number for number, span in letters if span.italic) > count,
        baseline=main.baseline,
        fragments=apart,
    )


def regions_of(rows: Iterable[Row]) -> tuple[Region, ...]:
    """Where rows stand: one region for each column of each page, in the order of the rows."""
    boxes: dict[tuple[int, int], list[Box]] = {}
    for row in rows:
        boxes.setdefault((row.page, row.column), []).append(row.box)
    return tuple(Region(page=page, box=union(parts)) for (page, _), parts in boxes.items())


def row_text(spans: Sequence[TextSpan]) -> str:
    """The words of spans, runs of blanks made one, and words in small capitals made whole."""
    pieces: list[str] = []
    for index, span in enumerate(spans):
        following = spans[index + 1] if index + 1 < len(spans) else None
        joins = following is not None and _small_capitals(span, following)
        pieces.append(span.text.rstrip() if joins else span.text)
    return " ".join("".join(pieces).split())


def _small_capitals(initial: TextSpan, rest: TextSpan) -> bool:
    """Whether a large capital and the smaller capitals behind it are one word: their gap was taken for a blank."""
    letters, tail = initial.text.strip(), rest.text
    return (
        rest.size < 0.9 * initial.size
        and not rest.superscript
        and not rest.subscript
        and letters[-1:].isupper()
        and tail[:1].isupper()
        and rest.box[0] - initial.box[2] < 0.2 * initial.size
    )


def _blank(line: Line) -> TextSpan:
    style = line.spans[0]
    return TextSpan(" ", style.box, style.font, style.size, style.bold, style.italic, False, False)
