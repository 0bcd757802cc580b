"""New entities out of proposals: every text made inert, every number held against the quotes, all of it marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ara.compiler.propose.fields import inert
from ara.compiler.propose.find import NODE_NEEDS
from ara.compiler.propose.grounds import SUGGESTED, Place
from ara.compiler.propose.numbers import require_numbers, require_words
from ara.compiler.propose.patches import AddClaim, AddConcept, AddNode, AddSetting, AddTable
from ara.compiler.propose.placeholders import is_gap
from ara.compiler.propose.refusal import Refused
from ara.compiler.propose.tagging import tags
from ara.schema.code import Setting
from ara.schema.evidence import EvidenceObject, Grid, IndexRow
from ara.schema.identifiers import canonical_id
from ara.schema.location import Location
from ara.schema.logic import Claim, Concept
from ara.schema.markdown.escape import quote
from ara.schema.package import Package
from ara.schema.trace import Node

_SETTINGS_FILE = re.compile(r"src/configs/[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.md")


def claim_of(package: Package, proposal: AddClaim, places: tuple[Place, ...]) -> Claim:
    """Give the claim of a proposal, with a `Sources` entry for each quote."""
    require_numbers((proposal.title, proposal.statement, proposal.conditions, proposal.falsification), places)
    for name in ("title", "statement", "conditions", "falsification"):
        if is_gap(getattr(proposal, name)):
            raise Refused(f"its {name} says nothing")
    sources = (
        f"{'the same' if index else 'statement'} ← {inert(place.where)} {quote(place.quote)} [result]"
        for index, place in enumerate(places)
    )
    claim = Claim(
        location=Location(file="logic/claims.md"),
        field_lines={"proof": 1, "dependencies": 1},
        id=proposal.id or _next("C", (claim.id for claim in package.claims)),
        title=inert(proposal.title),
        statement=inert(proposal.statement),
        conditions=inert(proposal.conditions),
        sources=tuple(sources),
        status="hypothesis",
        falsification=inert(proposal.falsification),
        proof=tuple(canonical_id(inert(name)) for name in proposal.proof),
        dependencies=tuple(canonical_id(inert(name)) for name in proposal.dependencies),
    )
    return claim.model_copy(update=tags(claim, "the claim", proposal.author, places))


def node_of(package: Package, proposal: AddNode, places: tuple[Place, ...]) -> Node:
    """Give the node of a proposal. Raises Refused when it lacks what its kind must say."""
    names = ("description", "result", "hypothesis", "failure_mode", "lesson", "choice", "alternatives", "rationale")
    told = {name: getattr(proposal, name) for name in (*names, "change_from", "change_to", "trigger", "evidence")}
    lacking = [name for name in NODE_NEEDS[proposal.type] if is_gap(told[name])]
    if lacking:
        raise Refused(f"a node of type {proposal.type} needs {', '.join(lacking)}")
    texts = [text for value in told.values() if value for text in ((value,) if isinstance(value, str) else value)]
    require_numbers((proposal.title, *texts), places)
    written = {
        name: inert(value, yaml=True) if isinstance(value, str) else tuple(inert(item, yaml=True) for item in value)
        for name, value in told.items()
        if value
    }
    node = Node(
        location=Location(file="trace/exploration_tree.yaml"),
        id=proposal.id or _next("N", (node.id or "" for node in package.all_nodes())),
        type=proposal.type,
        title=inert(proposal.title, yaml=True),
        support_level="inferred",
        source_refs=tuple(f"{inert(place.where, yaml=True)} «{inert(place.quote, yaml=True)}»" for place in places),
        **written,
    )
    return node.model_copy(update=tags(node, "the node", proposal.author, places))


def setting_of(proposal: AddSetting, places: tuple[Place, ...]) -> Setting:
    """Give the setting of a proposal. Raises Refused when its file is not one right in `src/configs/`."""
    if not _SETTINGS_FILE.fullmatch(proposal.file):
        raise Refused(f"{proposal.file[:80]!r} is no Markdown file right in src/configs/")
    require_words(proposal.value, places)
    require_numbers((proposal.value, proposal.unit or "", proposal.context, proposal.rationale or ""), places)
    setting = Setting(
        location=Location(file=proposal.file),
        title=inert(proposal.title),
        value=inert(proposal.value),
        unit=inert(proposal.unit) if proposal.unit else None,
        context=inert(proposal.context),
        rationale=inert(proposal.rationale) if proposal.rationale else None,
        source="; ".join(f"{inert(place.where)} {quote(place.quote)}" for place in places),
    )
    return setting.model_copy(update=tags(setting, "the setting", proposal.author, places))


def concept_of(proposal: AddConcept, places: tuple[Place, ...]) -> Concept:
    """Give the concept of a proposal. Its term must stand in a quote."""
    require_words(proposal.title, places)
    require_numbers((proposal.definition, proposal.boundary or ""), places)
    concept = Concept(
        location=Location(file="logic/concepts.md"),
        title=inert(proposal.title),
        notation=inert(proposal.notation) if proposal.notation else None,
        definition=inert(proposal.definition),
        boundary=inert(proposal.boundary) if proposal.boundary else None,
    )
    return concept.model_copy(update=tags(concept, "the concept", proposal.author, places))


def data_path(shown: EvidenceObject) -> str:
    """Give the path of the table that holds the data of a figure, or of a table of which only the picture was read."""
    name = shown.location.file.rpartition("/")[2].removesuffix(".md")
    return f"evidence/tables/{name}_data.md"


def table_of(shown: EvidenceObject, path: str, proposal: AddTable, places: tuple[Place, ...]) -> EvidenceObject:
    """Give the table of a proposal. Raises Refused when its rows differ in length or a cell is not quoted."""
    if len({len(row) for row in proposal.rows}) != 1:
        raise Refused("its rows differ in length")
    for row in proposal.rows[1:]:
        for cell in filter(str.strip, row):
            require_words(cell, places)
            require_numbers((cell,), places)
    rows = tuple(tuple(inert(cell) for cell in row) for row in proposal.rows)
    if not any(rows[0]):
        raise Refused("its header row is empty")
    label = shown.title.partition(":")[0]
    table = EvidenceObject(
        location=Location(file=path),
        kind="table",
        title=f"Printed data of {label}",
        source=shown.source,
        extraction_type="derived_subset",
        derived_from=shown.location.file,
        extraction_method="suggested, from printed labels",
        grids=(Grid(rows=rows, line=1, row_lines=()),),
    )
    return table.model_copy(update=tags(table, "the table", proposal.author, places))


def index_row(table: EvidenceObject) -> IndexRow:
    """Give the row of the evidence index for a new table."""
    return IndexRow(
        path=table.location.file.removeprefix("evidence/"),
        source=table.source or "",
        claims=(),
        description=f"{table.title} ({SUGGESTED})",
        location=Location(file="evidence/README.md"),
    )


def _next(prefix: str, taken: Iterable[str]) -> str:
    numbers = [int(match[1]) for name in taken if (match := re.fullmatch(rf"{prefix}(\d+)[a-z]?", name))]
    return f"{prefix}{max(numbers, default=0) + 1:02d}"
