"""Captions of tables, figures, algorithms and listings, told from sentences that merely begin with `Table 3`.

A caption opens a block of text with a label, and sets itself off from prose: by a sign after the label (`Table 3:`), by
a label in another font than the words after it, or by standing alone on its line.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from ara.compiler.paper.model import Region
from ara.compiler.paper.page import Line, PageContent
from ara.schema.span import Box

CaptionKind = Literal["table", "figure", "algorithm", "listing"]

_OPENING = re.compile(
    r"(?:(?:Supplementary|Supplemental|Extended\s+Data|Appendix)\s+)?"
    r"(?P<kind>Table|TABLE|Tab\.|Figure|FIGURE|Fig\.|FIG\.|Algorithm|ALGORITHM|Listing|LISTING)\s*"
    r"(?P<label>(?:[A-Z]{1,2}[.-]?)?\d+(?:[.-]\d+)*[a-z]?|[IVXLC]+)(?![\w-])"
    r"(?P<sign>\s*(?::|\||[.](?=\s|$)|[–—-](?=\s)))?"
)
_KINDS: dict[str, CaptionKind] = {"t": "table", "f": "figure", "a": "algorithm", "l": "listing"}
_CONTINUED = re.compile(r"\W*\(?\s*(?:continued|cont(?:inue)?[’']?d?\b)", re.IGNORECASE)
MAX_ON_A_PAGE = 100
"""Lines that begin like captions beyond which a page is not searched further."""

_LEADING = 1.45
_SAME_SIZE = 0.6


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption."""

    kind: CaptionKind
    """What it names."""
    label: str
    """Its printed number, e.g. `3`, `A.2` or `IV`."""
    text: str
    """All its words, label included."""
    region: Region
    """Where it stands."""
    lines: tuple[int, ...]
    """Indices of its lines in `PageContent.lines`."""
    continued: bool = False
    """Whether it repeats an earlier caption on a further page, as in `Table 3 (continued)`."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: PageContent
    line: int
    match: re.Match[str]
    distinct: bool
    opens: bool

    @property
    def key(self) -> tuple[CaptionKind, str]:
        return _KINDS[self.match["kind"][0].lower()], self.match["label"]

    @property
    def style(self) -> tuple[CaptionKind, str, bool, float]:
        sign = (self.match["sign"] or "").strip()
        return self.key[0], sign, self.distinct, round(self.page.lines[self.line].size)


def find_captions(pages: Sequence[PageContent]) -> tuple[Caption, ...]:
    """All captions in the order of the pages; one per label, save for those marked as continued."""
    candidates = [candidate for page in pages for candidate in _candidates(page) if _is_caption(candidate)]
    styles = Counter(candidate.style for candidate in candidates)
    best: dict[tuple[CaptionKind, str], _Candidate] = {}
    further: list[_Candidate] = []
    for candidate in candidates:
        if _is_continued(candidate):
            further.append(candidate)
        elif candidate.key not in best or styles[candidate.style] > styles[best[candidate.key].style]:
            best[candidate.key] = candidate
    chosen = [*best.values(), *further]
    chosen.sort(key=lambda candidate: (candidate.page.number, candidate.page.lines[candidate.line].box[1]))
    openings = {(candidate.page.number, candidate.line) for candidate in chosen}
    return tuple(_caption(candidate, openings) for candidate in chosen)


def _candidates(page: PageContent) -> Iterator[_Candidate]:
    upright = ((index, line) for index, line in enumerate(page.lines) if line.rotation == 0)
    openings = ((index, line, match) for index, line in upright if (match := _OPENING.match(line.text)) is not None)
    for index, line, match in islice(openings, MAX_ON_A_PAGE):
        yield _Candidate(page, index, match, _label_is_distinct(line, match), _opens_block(page, index))


def _is_caption(candidate: _Candidate) -> bool:
    sign = (candidate.match["sign"] or "").strip()
    rest = candidate.page.lines[candidate.line].text[candidate.match.end() :].strip()
    if sign in (":", "|"):
        return True
    if sign or not rest:
        return candidate.opens or candidate.distinct
    return candidate.opens and candidate.distinct


def _is_continued(candidate: _Candidate) -> bool:
    return bool(_CONTINUED.match(candidate.page.lines[candidate.line].text[candidate.match.end() :]))


def _label_is_distinct(line: Line, match: re.Match[str]) -> bool:
    """Whether the label is bold, or italic before upright words; prose sets its references like its words."""
    spans = [span for span in line.spans if span.text.strip()]
    if not spans[0].bold and not spans[0].italic:
        return match["kind"].isupper()
    following = "".join(span.text for span in spans if span.bold == spans[0].bold and span.italic == spans[0].italic)
    return spans[0].bold or len(following) < len(line.text)


def _opens_block(page: PageContent, index: int) -> bool:
    """Whether no line of the same paragraph stands right above."""
    line = page.lines[index]
    for other in page.lines:
        rise = line.baseline - other.baseline
        if (
            other is not line
            and other.rotation == 0
            and 0.5 * line.size < rise <= _LEADING * line.size
            and abs(other.size - line.size) <= _SAME_SIZE
            and abs(other.box[0] - line.box[0]) <= 2 * line.size
            and _overlap(other.box, line.box) > 0.5 * (line.box[2] - line.box[0])
            and not _rule_between(page, other.box, line.box)
        ):
            return False
    return True


def _caption(candidate: _Candidate, openings: set[tuple[int, int]]) -> Caption:
    page, match = candidate.page, candidate.match
    lines = [candidate.line]
    while (following := _next_line(page, lines, openings)) is not None:
        lines.extend(following)
    boxes = [page.lines[index].box for index in lines]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    kind, label = candidate.key
    return Caption(
        kind=kind,
        label=label,
        text=_joined(page, lines),
        region=Region(page=page.number, box=box),
        lines=tuple(lines),
        continued=_is_continued(candidate) or bool(_CONTINUED.match(page.lines[lines[-1]].text[match.end() :])),
    )


def _next_line(page: PageContent, taken: list[int], openings: set[tuple[int, int]]) -> list[int] | None:
    """Indices of the caption's next line (several pieces when it has wide blanks), None at its end."""
    first, last = page.lines[taken[0]], page.lines[taken[-1]]
    boxes = [page.lines[index].box for index in taken]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    same = [
        index
        for index, line in enumerate(page.lines)
        if index not in taken
        and line.rotation == 0
        and line.block == last.block
        and abs(line.baseline - last.baseline) <= 0.3 * last.size
        and 0 <= line.box[0] - last.box[2] <= 2 * last.size
    ]
    if same:
        return sorted(same, key=lambda index: page.lines[index].box[0])
    below = [
        index
        for index, line in enumerate(page.lines)
        if index not in taken
        and line.rotation == 0
        and 0.5 * first.size < line.baseline - last.baseline <= _LEADING * first.size
        and (abs(line.size - first.size) <= _SAME_SIZE or _small_capitals(line, first))
        and _overlap(line.box, (left, 0, right, 0)) > 0.5 * min(line.box[2] - line.box[0], right - left)
    ]
    if not below:
        return None
    below.sort(key=lambda index: page.lines[index].box[0])
    nearest = page.lines[below[0]]
    row = (nearest.box[0], nearest.box[1], max(page.lines[index].box[2] for index in below), nearest.box[3])
    gaps = [page.lines[b].box[0] - page.lines[a].box[2] for a, b in itertools.pairwise(below)]
    if any((page.number, index) in openings for index in below) or _rule_between(page, last.box, nearest.box):
        return None
    if any(gap > 2 * first.size for gap in gaps) or (
        nearest.box[0] < left - first.size and not _centred(row, left, right)
    ):
        return None
    if nearest.block != first.block and not _fills(last, nearest, left, right, len(taken)):
        return None
    return below


def _fills(last: Line, following: Line, left: float, right: float, count: int) -> bool:
    """Whether the caption's last line is so full that the first word of the following one did not fit in."""
    if count == 1 and following.box[2] > right + last.size:
        return len(last.text) < 14 and _centred(last.box, following.box[0], following.box[2])
    word = len(following.text.split(" ", 1)[0]) * 0.5 * last.size
    return last.box[2] + word + 0.3 * last.size >= right


def _small_capitals(line: Line, first: Line) -> bool:
    """Whether a line is set in capitals of two sizes, the larger one that of the caption's first line."""
    return line.text.isupper() and abs(max(span.size for span in line.spans) - first.size) <= _SAME_SIZE


def _centred(box: Box, left: float, right: float) -> bool:
    return abs((box[0] + box[2]) - (left + right)) <= 6


def _overlap(first: Box, second: Box) -> float:
    return min(first[2], second[2]) - max(first[0], second[0])


def _rule_between(page: PageContent, upper: Box, lower: Box) -> bool:
    width = 0.3 * min(upper[2] - upper[0], lower[2] - lower[0])
    return any(
        rule.horizontal
        and (upper[1] + upper[3]) / 2 < rule.box[1] < (lower[1] + lower[3]) / 2
        and _overlap(rule.box, lower) > width
        for rule in page.rules
    )


def _joined(page: PageContent, lines: Sequence[int]) -> str:
    text = ""
    for index in lines:
        line = page.lines[index].text
        if re.search(r"[a-z]-$", text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return " ".join(text.split())
