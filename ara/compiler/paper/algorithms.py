"""Algorithms and listings: the steps between the rules below their captions."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.boxes import holds_centre, shared_width, union
from ara.compiler.paper.captions import Caption
from ara.compiler.paper.model import Passage, PassageKind, Region
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.rows import join_rows
from ara.schema.span import Box

_APART = 4.0
_KINDS: dict[str, PassageKind] = {"algorithm": "algorithm", "listing": "code"}


def find_algorithms(pages: Sequence[PageContent], captions: Sequence[Caption]) -> tuple[Passage, ...]:
    """The body of each captioned algorithm or listing whose frame of rules was found; each step keeps its line."""
    by_number = {page.number: page for page in pages}
    found: list[Passage] = []
    for caption in captions:
        kind = _KINDS.get(caption.kind)
        if kind is None:
            continue
        page = by_number[caption.region.page]
        body = _body(page, caption.region.box)
        if body is None:
            continue
        upright = [(index, line) for index, line in enumerate(page.lines) if line.rotation == 0]
        lines = [(index, line) for index, line in upright if holds_centre(body, line.box)]
        if lines:
            rows = join_rows(page.number, 0, lines)
            region = Region(page=page.number, box=union(row.box for row in rows))
            found.append(Passage(kind=kind, text="\n".join(row.text for row in rows), regions=(region,)))
    return tuple(found)


def _body(page: PageContent, caption: Box) -> Box | None:
    """From the caption, or from the rule right under it, down to the next rule of the same width."""
    rules = [rule.box for rule in page.rules if rule.horizontal and rule.box[1] > caption[3] - 2]
    below = sorted((box for box in rules if _spans(box, caption)), key=lambda box: box[1])
    gap = (below[0][0], caption[3], below[0][2], below[0][1]) if below else caption
    if below and not any(holds_centre(gap, line.box) for line in page.lines):
        top, below = below[0][3], [box for box in below if box[1] > below[0][3] + _APART]
    else:
        top = caption[3]
    if not below:
        return None
    return (below[0][0] - 1, top, below[0][2] + 1, below[0][1])


def _spans(rule: Box, caption: Box) -> bool:
    return rule[2] - rule[0] >= 0.9 * (caption[2] - caption[0]) and shared_width(rule, caption) > 0.8
