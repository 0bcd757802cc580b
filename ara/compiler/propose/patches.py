"""Patches: proposals in a file, each with the verbatim words on which it rests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ara.schema.frozen import Frozen

FORMAT = "ara-patch/1"

Words = Annotated[str, Field(min_length=1, max_length=5000)]
"""A text that is proposed."""
Line = Annotated[str, Field(min_length=1, max_length=300)]
"""A short text that is proposed."""
Name = Annotated[str, Field(min_length=1, max_length=300)]
"""Identifier, address or path."""
Operation = Literal[
    "set_field", "set_cell", "add_source", "add_claim", "add_node", "add_setting", "add_concept", "add_table"
]


class PdfPage(Frozen):
    """A page of the paper."""

    pdf: Name | None = None
    """File name of the PDF; needed only when an Ara has several."""
    page: Annotated[int, Field(ge=1, le=100_000)]
    """The page on which the words start, counted from 1."""


class RepoLines(Frozen):
    """Lines of a file of the repository."""

    path: Name
    """Path of the file inside the repository."""
    line: Annotated[int, Field(ge=1)]
    """The line on which the words start, counted from 1."""


class HeldFile(Frozen):
    """A file of the Ara's own evidence."""

    evidence: Name
    """Path of the file, e.g. `evidence/tables/table2.md`."""


Source = PdfPage | RepoLines | HeldFile
"""Where words stand: `{page: 3}`, `{path: train.py, line: 12}` or `{evidence: evidence/tables/table2.md}`."""


class Grounding(Frozen):
    """Verbatim words and where they stand."""

    quote: Annotated[str, Field(min_length=1, max_length=2000)]
    """The words, verbatim up to blanks, line breaks and hyphens inside words."""
    source: Source
    """Where they stand."""


class Grounded(Frozen):
    """What all proposals have in common."""

    task: Annotated[str, Field(max_length=40)] | None = None
    """Identifier of the task that is answered, when it answers one."""
    quote: Annotated[str, Field(min_length=1, max_length=2000)]
    """The words on which the proposal rests, verbatim."""
    source: Source
    """Where they stand."""
    also: Annotated[tuple[Grounding, ...], Field(max_length=20)] = ()
    """Further words on which it rests."""
    author: Line
    """Who proposes: a person, a program, a model."""

    def groundings(self) -> tuple[Grounding, ...]:
        """Give all quotes of the proposal, the main one first."""
        return (Grounding(quote=self.quote, source=self.source), *self.also)


class SetField(Grounded):
    """Fill a field that is missing or holds a placeholder. With `task`, target and field may be left out."""

    op: Literal["set_field"]
    """The operation."""
    target: Name | None = None
    """Address of the entity."""
    field: Name | None = None
    """Name of the field in the model, e.g. `conditions`."""
    value: Words | Annotated[tuple[Words, ...], Field(max_length=100)]
    """What it shall hold; a list for a field that is a list."""


class SetCell(Grounded):
    """Settle a cell of a table of which two readings differ. The quote must hold the cell's text."""

    op: Literal["set_cell"]
    """The operation."""
    target: Name
    """Address of the table."""
    row: Annotated[int, Field(ge=1)]
    """Row, counted from 1 with the header rows."""
    column: Annotated[int, Field(ge=1)]
    """Column, counted from 1."""
    value: Annotated[str, Field(max_length=500)]
    """What is printed in the cell."""


class AddSource(Grounded):
    """Add an entry to the `Sources` of a claim."""

    op: Literal["add_source"]
    """The operation."""
    target: Name
    """Identifier of the claim."""
    value: Line
    """The number or words that are sourced; the quote must hold them."""


class AddClaim(Grounded):
    """Add a claim, with status `hypothesis`."""

    op: Literal["add_claim"]
    """The operation."""
    id: Annotated[str, Field(pattern=r"^C\d{2,6}$")] | None = None
    """Its identifier; the next free one when missing."""
    title: Line
    """The takeaway."""
    statement: Words
    """The conclusion; its numbers must be in the quotes."""
    conditions: Words
    """Under which conditions it holds."""
    falsification: Words
    """What observation would disprove it."""
    proof: tuple[Name, ...] = ()
    """Experiments that bear it out."""
    dependencies: tuple[Name, ...] = ()
    """Claims on which it rests."""


class AddNode(Grounded):
    """Add a node to the exploration graph, with support level `inferred`."""

    op: Literal["add_node"]
    """The operation."""
    id: Annotated[str, Field(pattern=r"^N\d{2,6}$")] | None = None
    """Its identifier; the next free one when missing."""
    parent: Name | None = None
    """Identifier of the node below which it goes; a root when missing."""
    type: Literal["question", "experiment", "dead_end", "decision", "pivot"]
    """What it is."""
    title: Line
    """What it is about."""
    description: Words | None = None
    """What is investigated; needed by a question."""
    result: Words | None = None
    """What was observed; needed by an experiment."""
    hypothesis: Words | None = None
    """What was expected; needed by a dead end."""
    failure_mode: Words | None = None
    """Why it failed; needed by a dead end."""
    lesson: Words | None = None
    """What was learned; needed by a dead end."""
    choice: Words | None = None
    """What was chosen; needed by a decision."""
    alternatives: tuple[Words, ...] = ()
    """What was not chosen; needed by a decision."""
    rationale: Words | None = None
    """Why it was chosen."""
    change_from: Words | None = None
    """The direction left; needed by a pivot."""
    change_to: Words | None = None
    """The direction taken; needed by a pivot."""
    trigger: Words | None = None
    """What caused the change; needed by a pivot."""
    evidence: tuple[Name, ...] = ()
    """Claims and evidence files that bear it out."""


class AddSetting(Grounded):
    """Add a hyper-parameter. The quote must hold its value."""

    op: Literal["add_setting"]
    """The operation."""
    file: Annotated[str, Field(max_length=200)] = "src/configs/suggested.md"
    """The file to which it goes: a Markdown file right in `src/configs/`."""
    title: Line
    """Its name."""
    value: Line
    """Its value, as printed."""
    unit: Line | None = None
    """Unit of the value."""
    context: Line
    """Which model, run or file it belongs to."""
    rationale: Words | None = None
    """Why this value."""


class AddConcept(Grounded):
    """Add a technical term."""

    op: Literal["add_concept"]
    """The operation."""
    title: Line
    """The term."""
    definition: Words
    """What it means."""
    notation: Line | None = None
    """Its symbol or formula."""
    boundary: Words | None = None
    """When it applies, and when not."""


class AddTable(Grounded):
    """Give the printed data of a figure as a table. Every number must be in the quotes."""

    op: Literal["add_table"]
    """The operation."""
    target: Name
    """Address of the figure."""
    rows: Annotated[
        tuple[Annotated[tuple[Annotated[str, Field(max_length=500)], ...], Field(min_length=1, max_length=100)], ...],
        Field(min_length=2, max_length=1000),
    ]
    """The table, its header row first; all rows have one length."""


Proposal = Annotated[
    SetField | SetCell | AddSource | AddClaim | AddNode | AddSetting | AddConcept | AddTable,
    Field(discriminator="op"),
]
"""One proposal; `op` says which."""
MOST_PROPOSALS = 2000
"""Most proposals in one file."""


class PatchFile(Frozen):
    """What `ara apply FILE` reads, as YAML or JSON."""

    format: Literal["ara-patch/1"]
    """Version of the format."""
    proposals: Annotated[tuple[Proposal, ...], Field(max_length=MOST_PROPOSALS)]
    """The proposals, judged one after the other."""
