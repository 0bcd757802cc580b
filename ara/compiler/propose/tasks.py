"""Tasks: what an Ara lacks, where to look for it, and which form of answer closes the gap."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import Field

from ara.compiler.propose.patches import Operation
from ara.schema.frozen import Frozen
from ara.schema.location import Location
from ara.schema.span import Box

TaskKind = Literal[
    "missing-field",
    "placeholder",
    "table-readings-differ",
    "table-without-grid",
    "figure-without-data",
    "coverage-gap",
]

TASK_ID = r"^T-[0-9a-f]{12}$"


class Look(Frozen):
    """A place in a source where the answer may stand."""

    source: str
    """Name of the PDF, or of the repository with its commit."""
    page: int | None = None
    """Page of the PDF, counted from 1."""
    box: Box | None = None
    """Box on that page, in PDF points."""
    path: str | None = None
    """File of the repository."""
    line: int | None = None
    """Line in that file, counted from 1."""
    commit: str | None = None
    """Commit whose message is meant."""
    quote: str | None = None
    """The words that the Ara already quotes from there."""


class Disagreement(Frozen):
    """A cell of which two readings differ."""

    row: int
    """Row, counted from 1 with the header rows."""
    column: int
    """Column, counted from 1."""
    first: str
    """What the first reading has."""
    second: str
    """What the second reading has."""


class Form(Frozen):
    """The operation of a patch file that answers a task."""

    op: Operation
    """Name of the operation."""
    target: str | None = None
    """Address to give as `target`."""
    field: str | None = None
    """Field to give as `field`."""


class Task(Frozen):
    """One gap of an Ara."""

    id: Annotated[str, Field(pattern=TASK_ID)]
    """Hash of what is asked: the same for the same gap of the same entity, whatever else changes."""
    kind: TaskKind
    """What kind of gap it is."""
    target: str
    """Address of what has the gap, e.g. `C03`, `src/configs/paper.md#dropout`, `evidence/tables/table2.md`."""
    asks: str
    """What is asked, in a sentence."""
    location: Location
    """Where the gap is in the Ara."""
    now: str | None = None
    """What stands there now, when it is a placeholder."""
    looks: tuple[Look, ...] = ()
    """Where to look, most telling first."""
    disagreements: tuple[Disagreement, ...] = ()
    """The cells on which two readings of a table differ."""
    forms: tuple[Form, ...]
    """Operations that answer it; one of them suffices. Empty: no patch can, a source must be given to the compiler."""


class TaskList(Frozen):
    """What `ara propose DIR --json` prints."""

    format: Literal["ara-tasks/1"] = "ara-tasks/1"
    """Version of this list."""
    tasks: tuple[Task, ...]
    """The gaps, in the order of files and lines."""


def task_id(target: str, asked: str) -> str:
    """Give the identifier of the task that asks for one thing (a field, a grid, data) of one target."""
    return "T-" + hashlib.sha256(f"{target}\0{asked}".encode()).hexdigest()[:12]
