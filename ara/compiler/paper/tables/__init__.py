"""Tables of a paper: found beside their captions, read twice, and given as grids of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ara.compiler.paper.captions import Caption
from ara.compiler.paper.model import Region, TableReading
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.running_text import body_style, running_lines
from ara.compiler.paper.tables.columns import columns_from_cells, columns_from_spaces
from ara.compiler.paper.tables.grid import read_grid
from ara.compiler.paper.tables.region import (
    PageView,
    Pair,
    match_bodies,
    pairs_of,
    ruled_bodies,
    unruled_body,
    usual_side,
)
from ara.compiler.paper.tables.rules import page_rules
from ara.compiler.paper.tables.tokens import text_rows, tokens_in
from ara.compiler.paper.tables.turned import turned_labels
from ara.schema.span import Box


def read_tables(pages: Sequence[PageContent], captions: Sequence[Caption]) -> tuple[TableReading, ...]:
    """Every captioned table whose body was found, in the order of the captions."""
    return tuple(
        _reading(view, caption, body) for view, bodies in _located(pages, captions) for caption, body in bodies.items()
    )


def table_bodies(pages: Sequence[PageContent], captions: Sequence[Caption]) -> dict[Caption, Box]:
    """Where the body of each captioned table stands, for those that were found."""
    return {caption: body for _, bodies in _located(pages, captions) for caption, body in bodies.items()}


def _located(
    pages: Sequence[PageContent], captions: Sequence[Caption]
) -> Iterator[tuple[PageView, dict[Caption, Box]]]:
    style = body_style(pages)
    found: list[tuple[PageView, list[Caption], tuple[Pair, ...]]] = []
    for page in pages:
        here = tuple(caption for caption in captions if caption.region.page == page.number)
        wanted = [caption for caption in here if caption.kind == "table"]
        if wanted:
            running = running_lines(page, style, {index for caption in here for index in caption.lines})
            view = PageView(page, page_rules(page), here, running)
            found.append((view, wanted, pairs_of(view, ruled_bodies(view), wanted)))
    below = usual_side(pair for *_, pairs in found for pair in pairs)
    for view, wanted, pairs in found:
        bodies = match_bodies(pairs, below)
        for caption in wanted:
            if caption not in bodies and (body := unruled_body(view, caption, bodies.values())) is not None:
                bodies[caption] = body
        yield view, {caption: bodies[caption] for caption in wanted if caption in bodies}


def _reading(view: PageView, caption: Caption, box: Box) -> TableReading:
    rules = [rule for rule in view.rules.horizontal if box[1] - 1 <= rule.y <= box[3] + 1]
    rules = [rule for rule in rules if rule.left >= box[0] - 4 and rule.right <= box[2] + 4]
    verticals = [
        rule
        for rule in view.rules.vertical
        if box[0] + 3 < rule.x < box[2] - 3
        and min(rule.bottom, box[3]) - max(rule.top, box[1]) > 0.5 * (box[3] - box[1])
    ]
    tokens = tokens_in(view.page, box, view.rules.underlines)
    rows, turned = text_rows(tokens), turned_labels(tokens)
    first = read_grid(columns_from_spaces(rows, verticals), rows, turned, rules, box)
    second = read_grid(columns_from_cells(rows), rows, turned, rules, box)
    agree = first.texts == second.texts
    return TableReading(
        label=caption.label,
        caption=caption.text,
        caption_region=caption.region,
        region=Region(page=view.page.number, box=_around((box, caption.region.box))),
        rows=first.texts,
        header_rows=len(first.header),
        extraction="exact_from_text" if agree else "low_confidence",
        other_rows=None if agree else second.texts,
        marks=first.marks,
    )


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


__all__ = ["read_tables", "table_bodies"]
