"""Files of the evidence layer: raw objects, and the index over them."""

from __future__ import annotations

from typing import Any, Literal

from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.edits import Edit, apply_edits
from ara.schema.evidence import EvidenceObject, Grid, IndexRow
from ara.schema.identifiers import ids_in
from ara.schema.location import Location
from ara.schema.markdown import Block, TableText, bind_block, parse_markdown, revise_block
from ara.schema.markdown.entity import labels
from ara.schema.markdown.links import link_targets
from ara.schema.markdown.render import field_text

_KINDS: dict[str, Literal["table", "figure", "result", "proof"]] = {
    "tables": "table",
    "figures": "figure",
    "results": "result",
    "proofs": "proof",
}


def escape_cell(text: str) -> str:
    """Write a cell so that it cannot break its row."""
    return text.replace("\n", " ").replace("|", "\\|")


def table_row(cells: tuple[str, ...]) -> str:
    """Give one row of a Markdown table."""
    return "| " + " | ".join(escape_cell(cell) for cell in cells) + " |"


def table_lines(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    """Give a Markdown table, the first row as its header."""
    return [table_row(rows[0]), "|" + " --- |" * len(rows[0]), *(table_row(row) for row in rows[1:])]


def _main_block(blocks: tuple[Block, ...]) -> int | None:
    """The first block with a heading, or else the first one."""
    headed = (index for index, block in enumerate(blocks) if block.level)
    return next(headed, 0 if blocks else None)


def _read_object(path: str, text: str) -> Reading:
    document = parse_markdown(text)
    index = _main_block(document.blocks)
    kind = _KINDS[path.split("/")[1]]
    if index is None:
        empty = EvidenceObject(location=Location(file=path, pointer="/"), kind=kind)
        return Reading({"evidence": (empty,)})
    block = document.blocks[index]
    location = Location(file=path, line=block.line, pointer=f"/blocks/{index}")
    entity, notices = bind_block(EvidenceObject, block, location, text)
    tables = [table for block in document.blocks for table in block.tables]
    grids = tuple(Grid(rows=table.rows, line=table.line, row_lines=table.row_lines) for table in tables)
    return Reading({"evidence": (entity.model_copy(update={"kind": kind, "grids": grids}),)}, notices)


def _revise_object(path: str, text: str, before: Parts, after: Parts) -> str:
    document = parse_markdown(text)
    index = _main_block(document.blocks)
    old, new = before["evidence"][0], after["evidence"][0]
    if index is None or old == new:
        return text
    edits = revise_block(text, document.blocks[index], old, new)
    tables = [table for block in document.blocks for table in block.tables]
    for table, grid in zip(tables, new.grids, strict=False):
        edits += _row_edits(text, table, grid.rows)
    return apply_edits(text, edits)


def _row_edits(text: str, table: TableText, rows: tuple[tuple[str, ...], ...]) -> list[Edit]:
    """Rows that differ are written anew; rows that came or went change the end of the table."""
    edits = []
    for start, end, old, new in zip(table.row_starts, table.row_ends, table.rows, rows, strict=False):
        if old != new:
            edits.append(Edit(start=start, end=end, text=table_row(new)))
    if len(rows) > len(table.rows):
        end = table.row_ends[-1]
        lines = "".join("\n" + table_row(row) for row in rows[len(table.rows) :])
        edits.append(Edit(start=end, end=end, text=lines))
    for start, end in list(zip(table.row_starts, table.row_ends, strict=True))[len(rows) :]:
        edits.append(Edit(start=start, end=min(end + 1, len(text)), text=""))
    return edits


def _render_object(path: str, parts: Parts) -> str:
    entity = parts["evidence"][0]
    lines = [f"# {entity.title}", ""]
    for name, label in labels(EvidenceObject).items():
        value = getattr(entity, name)
        if value is not None:
            lines.append(field_text(label.name, value))
    lines += [field_text(extra.label, extra.text) for extra in entity.extra]
    for grid in entity.grids:
        lines += ["", *table_lines(grid.rows)]
    if entity.screenshot:
        lines += ["", f"![{entity.title.split(':')[0]}]({entity.screenshot})"]
    return "\n".join(lines) + "\n"


EVIDENCE = FileKind(
    "evidence",
    "evidence/{tables,figures,results,proofs}/*.md",
    ("evidence",),
    _read_object,
    _revise_object,
    _render_object,
)


def _columns(header: tuple[str, ...]) -> dict[str, int] | None:
    """Give the places of the index columns, or None when the table is no index of files."""
    names = [cell.casefold().strip("* ") for cell in header]
    if "file" not in names:
        return None
    places = {"file": names.index("file")}
    for part, words in (("source", ("source", "source object")), ("claims", ("claims", "supports", "grounds"))):
        places[part] = next((names.index(word) for word in words if word in names), -1)
    texts = ("description", "what it shows", "contents", "shows")
    places["description"] = next((names.index(word) for word in texts if word in names), -1)
    return places


def _read_index(path: str, text: str) -> Reading:
    rows: list[IndexRow] = []
    for table, places in _index_tables(text):
        for number, cells in enumerate(table.rows[1:], 1):
            location = Location(file=path, line=table.row_lines[number], pointer=f"/rows/{table.row_lines[number]}")
            rows.append(_index_row(cells, places, location))
    return Reading({"index": tuple(rows)}, ())


def _index_tables(text: str) -> list[tuple[TableText, dict[str, int]]]:
    tables = [table for block in parse_markdown(text).blocks for table in block.tables]
    found = ((table, _columns(table.rows[0])) for table in tables)
    return [(table, places) for table, places in found if places is not None]


def _index_row(cells: tuple[str, ...], places: dict[str, int], location: Location) -> IndexRow:
    def cell(part: str) -> str:
        place = places[part]
        return cells[place] if 0 <= place < len(cells) else ""

    link = next(link_targets(cell("file")), None)
    return IndexRow(
        path=link or cell("file").strip("`"),
        source=cell("source"),
        claims=ids_in(cell("claims"), "C"),
        description=cell("description"),
        location=location,
    )


def _revise_index(path: str, text: str, before: Parts, after: Parts) -> str:
    wanted = {row.location.pointer: row for row in after.get("index", ())}
    edits: list[Edit] = []
    for table, places in _index_tables(text):
        for number, cells in enumerate(table.rows[1:], 1):
            place = f"/rows/{table.row_lines[number]}"
            old = _index_row(cells, places, Location(file=path, line=table.row_lines[number], pointer=place))
            new = wanted.get(place)
            if new is None:
                edits.append(Edit(start=table.row_starts[number], end=table.row_ends[number] + 1, text=""))
            elif new != old:
                cells_now = _changed_cells(cells, places, old, new)
                edits.append(
                    Edit(start=table.row_starts[number], end=table.row_ends[number], text=table_row(cells_now))
                )
        fresh = [row for row in after.get("index", ()) if not row.location.pointer]
        if fresh and (table, places) == _index_tables(text)[0]:
            end = table.row_ends[-1]
            lines = "".join("\n" + table_row(index_cells(row)) for row in fresh)
            edits.append(Edit(start=end, end=end, text=lines))
    return apply_edits(text, edits)


def _changed_cells(cells: tuple[str, ...], places: dict[str, int], old: IndexRow, new: IndexRow) -> tuple[str, ...]:
    now = list(cells)
    values: dict[str, Any] = {"source": new.source, "claims": ", ".join(new.claims), "description": new.description}
    for part, value in values.items():
        if getattr(old, part) != getattr(new, part) and places[part] >= 0:
            now[places[part]] = value
    if old.path != new.path:
        now[places["file"]] = cells[places["file"]].replace(old.path, new.path)
    return tuple(now)


def index_cells(row: IndexRow) -> tuple[str, ...]:
    """Give the cells of an index row: file, source, claims, description."""
    linked = next(link_targets(f"[x]({row.path})"), None) == row.path
    return (
        f"[{row.path}]({row.path})" if linked else f"`{row.path}`" if row.path else "",
        row.source,
        ", ".join(row.claims),
        row.description,
    )


INDEX_HEADER = ("File", "Source", "Claims", "Description")


def _render_index(path: str, parts: Parts) -> str:
    rows = (INDEX_HEADER, *(index_cells(row) for row in parts.get("index", ())))
    return "\n".join(["# Evidence Index", "", *table_lines(rows)]) + "\n"


INDEX = FileKind("evidence-index", "evidence/README.md", ("index",), _read_index, _revise_index, _render_index)
