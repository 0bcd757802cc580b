"""Tables of a paper: found beside their captions, read twice, and given as grids of cells."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.boxes import union
from ara.compiler.paper.captions import Caption
from ara.compiler.paper.floats import Find, find_figure, scenes
from ara.compiler.paper.model import Region, TableReading
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.running_text import text_columns
from ara.compiler.paper.tables.columns import columns_from_cells, columns_from_spaces
from ara.compiler.paper.tables.grid import Grid, appended, read_grid
from ara.compiler.paper.tables.justified import glue_justified
from ara.compiler.paper.tables.lines import joined_by_contents, joined_by_spacing
from ara.compiler.paper.tables.location import BodyPart, TableBody, table_bodies
from ara.compiler.paper.tables.tokens import text_rows, tokens_in
from ara.compiler.paper.tables.turned import turned_labels


def read_tables(pages: Sequence[PageContent], captions: Sequence[Caption]) -> tuple[TableReading, ...]:
    """Every captioned table whose body was found, in the order of the captions.

    Each is read in two independent ways; where they differ both grids are kept, and the table is `low_confidence`.
    A table that was set as a picture has no rows.
    """
    bodies = {body.caption: body for body in table_bodies(pages, captions)}
    labels = {caption.label for caption in bodies}
    regions = [Region(page=part.view.page.number, box=part.box) for body in bodies.values() for part in body.parts]
    scene_of, columns = scenes(pages, captions, regions), text_columns(pages)
    readings = []
    for caption in captions:
        if caption in bodies:
            readings.append(_reading(bodies[caption]))
        elif caption.kind == "table" and caption.label not in labels:
            view = scene_of(caption.region.page)
            find = find_figure(view, caption, columns) if view is not None else None
            if find is not None and find.drawn:
                readings.append(_pictured(caption, find))
    return tuple(readings)


def _pictured(caption: Caption, find: Find) -> TableReading:
    """A table that the paper holds as a picture: where it stands is known, its cells are not."""
    return TableReading(
        label=caption.label,
        caption=caption.text,
        caption_region=caption.region,
        region=Region(page=caption.region.page, box=union((find.box, caption.region.box))),
        rows=(),
        header_rows=0,
        extraction="low_confidence",
    )


def _reading(body: TableBody) -> TableReading:
    readings = [_grids(part) for part in body.parts]
    first, second = readings[0]
    for further, other in readings[1:]:
        first, second = appended(first, further), appended(second, other)
    agree = first.texts == second.texts and len(first.texts) > 1
    caption = body.caption
    return TableReading(
        label=caption.label,
        caption=caption.text,
        caption_region=caption.region,
        region=Region(page=caption.region.page, box=union((body.parts[0].box, caption.region.box))),
        rows=first.texts,
        header_rows=len(first.header),
        extraction="exact_from_text" if agree else "low_confidence",
        other_rows=None if first.texts == second.texts else second.texts,
        marks=first.marks,
        further_regions=tuple(Region(page=part.view.page.number, box=part.box) for part in body.parts[1:]),
    )


def _grids(part: BodyPart) -> tuple[Grid, Grid]:
    """The two readings of one part of a table: by blanks and drawn lines, and by what the lines hold."""
    box, lines = part.box, part.view.rules
    rules = [
        rule
        for rule in lines.horizontal
        if box[1] - 1 <= rule.y <= box[3] + 1 and rule.left >= box[0] - 4 and rule.right <= box[2] + 4
    ]
    verticals = [
        rule
        for rule in lines.vertical
        if box[0] + 3 < rule.x < box[2] - 3
        and min(rule.bottom, box[3]) - max(rule.top, box[1]) > 0.5 * (box[3] - box[1])
    ]
    tokens = tokens_in(part.view.page, box, lines)
    rows, turned = glue_justified(text_rows(tokens)), turned_labels(tokens)
    by_setting = read_grid(columns_from_spaces(rows, verticals), rows, turned, rules, box, joined_by_spacing)
    by_contents = read_grid(columns_from_cells(rows), rows, turned, rules, box, joined_by_contents)
    return by_setting, by_contents


__all__ = ["read_tables"]
