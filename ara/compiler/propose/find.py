"""Every gap of an Ara as a task: fields that say nothing, tables read twice, figures without data, coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ara.compiler.propose.addresses import addresses
from ara.compiler.propose.fields import settable
from ara.compiler.propose.looks import Looks
from ara.compiler.propose.placeholders import is_gap, is_placeholder
from ara.compiler.propose.tasks import Disagreement, Form, Task, task_id
from ara.schema.code import EnvironmentEntry, Setting
from ara.schema.evidence import EvidenceObject
from ara.schema.location import Location
from ara.schema.logic import Claim, Experiment
from ara.schema.markdown.escape import unescape
from ara.schema.package import Package
from ara.schema.paper import PaperManifest
from ara.schema.trace import Node

INDEX = "evidence/README.md"

REQUIRED: dict[type, tuple[str, ...]] = {
    PaperManifest: ("title", "authors", "year", "venue", "doi"),
    Claim: ("statement", "conditions", "falsification", "proof"),
    Experiment: ("verifies", "run", "setup", "metrics", "expected"),
    Setting: ("value", "context"),
}
"""Fields that are asked for also when they are not written at all."""
NODE_NEEDS: dict[str, tuple[str, ...]] = {
    "question": ("description",),
    "experiment": ("result",),
    "dead_end": ("hypothesis", "failure_mode", "lesson"),
    "decision": ("choice", "alternatives"),
    "pivot": ("change_from", "change_to", "trigger"),
}
"""What each kind of node of the exploration graph must say."""

_ITEM = re.compile(r"- (?P<what>.*)")


def find_tasks(package: Package) -> tuple[Task, ...]:
    """Give the gaps of an Ara in the order of files and lines: the same for the same files."""
    looks = Looks(package)
    found: dict[str, Task] = {}
    for address, entities in addresses(package).items():
        # an identifier that stands twice is a finding of `ara check`; nobody could say which one is meant
        if len(entities) == 1:
            for task in _tasks_of(address, entities[0], looks):
                found.setdefault(task.id, task)
    for task in _coverage_tasks(package, looks):
        found.setdefault(task.id, task)
    return tuple(sorted(found.values(), key=lambda task: (task.location.file, task.location.line, task.id)))


def asked_field(package: Package, task: str) -> tuple[str, str] | None:
    """Give the target and the field of a task that asks for a field, also when the field is filled by now."""
    for address, entities in addresses(package).items():
        for field in settable(entities[0]):
            if task_id(address, field) == task:
                return address, field
    return None


def _tasks_of(address: str, entity: Any, looks: Looks) -> Iterator[Task]:
    yield from _field_tasks(address, entity, looks)
    if isinstance(entity, Claim) and is_gap(entity.sources):
        yield Task(
            id=task_id(address, "sources"),
            kind="missing-field",
            target=address,
            asks=f"Which words of the source state {address}?",
            location=entity.line_of("sources"),
            looks=looks.at(address, entity),
            forms=(Form(op="add_source", target=address),),
        )
    if isinstance(entity, EvidenceObject):
        yield from _evidence_tasks(address, entity, looks)


def _field_tasks(address: str, entity: Any, looks: Looks) -> Iterator[Task]:
    required = NODE_NEEDS.get(entity.kind or "", ()) if isinstance(entity, Node) else REQUIRED.get(type(entity), ())
    # a command that a program found and nobody confirmed: the rest is worth asking once it bears on a claim
    candidate = isinstance(entity, Experiment) and entity.status == "candidate"
    for name, form in settable(entity).items():
        if candidate and name != "verifies":
            continue
        value = getattr(entity, name)
        blank = is_placeholder(value)
        if not blank and not (name in required and is_gap(value)):
            continue
        yield Task(
            id=task_id(address, name),
            kind="placeholder" if blank else "missing-field",
            target=address,
            asks=f"What belongs in the field `{form.label}` of {address}?",
            location=_line_of(entity, name),
            now=_shown(value) if blank else None,
            looks=looks.at(address, entity),
            forms=(Form(op="set_field", target=address, field=name),),
        )


def _line_of(entity: Any, name: str) -> Location:
    if isinstance(entity, PaperManifest):
        return Location(file=entity.location.file, line=entity.key_lines.get(name, entity.location.line))
    return entity.location if isinstance(entity, EnvironmentEntry) else entity.line_of(name)


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _evidence_tasks(address: str, entity: EvidenceObject, looks: Looks) -> Iterator[Task]:
    if entity.kind == "table":
        cells = disagreements(entity)
        if cells:
            asks = f"What is printed in the {len(cells)} cells of {address} on which its two readings differ?"
            forms = (Form(op="set_cell", target=address),)
            yield _evidence_task(address, entity, looks, "table-readings-differ", asks, cells, forms)
        elif not any(len(grid.rows) > 1 for grid in entity.grids):
            asks = f"What does the table of {address} print? Only its picture was read."
            forms = (Form(op="add_table", target=address),)
            yield _evidence_task(address, entity, looks, "table-without-grid", asks, (), forms)
    plotted = entity.kind == "figure" and entity.figure_type == "quantitative_plot"
    if plotted and not entity.grids and not looks.derived(address):
        asks = f"Which data does {address} print?"
        forms = (Form(op="add_table", target=address),)
        yield _evidence_task(address, entity, looks, "figure-without-data", asks, (), forms)


def _evidence_task(
    address: str,
    entity: EvidenceObject,
    looks: Looks,
    kind: Any,
    asks: str,
    cells: tuple[Disagreement, ...],
    forms: tuple[Form, ...],
) -> Task:
    return Task(
        id=task_id(address, kind),
        kind=kind,
        target=address,
        asks=asks,
        location=entity.location,
        looks=looks.at(address, entity),
        disagreements=cells,
        forms=forms,
    )


def disagreements(table: EvidenceObject) -> tuple[Disagreement, ...]:
    """Give the cells on which the two readings of a low-confidence table differ, but those that a proposal settled."""
    if len(table.grids) < 2 or not any(extra.label == "Second reading" for extra in table.extra):
        return ()
    first, second = (grid.rows for grid in table.grids[:2])
    settled = next((extra.text for extra in table.extra if extra.label == "Suggested"), "")
    cells = []
    for row in range(max(len(first), len(second))):
        for column in range(max(len(_row(first, row)), len(_row(second, row)))):
            one, other = _cell(first, row, column), _cell(second, row, column)
            if one != other and f"{cell_name(row + 1, column + 1)} by " not in settled:
                cells.append(Disagreement(row=row + 1, column=column + 1, first=one, second=other))
    return tuple(cells)


def cell_name(row: int, column: int) -> str:
    """Give the words for a cell, counted from 1."""
    return f"row {row}, column {column}"


def _row(rows: tuple[tuple[str, ...], ...], row: int) -> tuple[str, ...]:
    return rows[row] if row < len(rows) else ()


def _cell(rows: tuple[tuple[str, ...], ...], row: int, column: int) -> str:
    cells = _row(rows, row)
    return cells[column] if column < len(cells) else ""


def _coverage_tasks(package: Package, looks: Looks) -> Iterator[Task]:
    """The list under `Missing` in the coverage report that the compiler wrote."""
    inside = False
    for number, line in enumerate(package.texts.get(INDEX, "").split("\n"), 1):
        if line.startswith("#"):
            inside = line.strip("# ").casefold() == "missing"
        elif inside and (match := _ITEM.fullmatch(line.rstrip())):
            what = unescape(match["what"])
            forms = _coverage_forms(what)
            asked = (forms[0].target, forms[0].field) if forms and forms[0].op == "set_field" else (INDEX, what)
            yield Task(
                id=task_id(*map(str, asked)),
                kind="coverage-gap",
                target=INDEX,
                asks=f"The compiler did not find: {what}",
                location=Location(file=INDEX, line=number),
                looks=looks.named(what),
                forms=forms,
            )


def _coverage_forms(what: str) -> tuple[Form, ...]:
    field = re.match(r"(title|authors|year|venue|abstract)\b", what)
    if field:
        return (Form(op="set_field", target="PAPER.md", field=field[1]),)
    if what.startswith("DOI"):
        return (Form(op="set_field", target="PAPER.md", field="doi"),)
    if "(command line)" in what:  # a source that was not given is not found by reading the others
        return ()
    if re.match(r"(?:table|figure)\b", what, re.IGNORECASE):
        return (Form(op="add_table"),)
    return tuple(Form(op=op) for op in ("add_claim", "add_setting", "add_concept", "add_node"))
