"""Each operation as a function from a package to the package with the proposal in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ara.compiler.propose.additions import claim_of, concept_of, data_path, index_row, node_of, setting_of, table_of
from ara.compiler.propose.addresses import addresses
from ara.compiler.propose.fields import FieldForm, in_yaml, inert, settable
from ara.compiler.propose.find import cell_name, disagreements
from ara.compiler.propose.grounds import SUGGESTED, Place
from ara.compiler.propose.numbers import require_numbers, require_words
from ara.compiler.propose.patches import (
    AddClaim,
    AddConcept,
    AddNode,
    AddSetting,
    AddSource,
    AddTable,
    Proposal,
    SetCell,
    SetField,
)
from ara.compiler.propose.placeholders import is_gap
from ara.compiler.propose.refusal import Refused
from ara.compiler.propose.tagging import reason, tags
from ara.schema.code import EnvironmentEntry
from ara.schema.evidence import EvidenceObject, Grid
from ara.schema.identifiers import canonical_id
from ara.schema.logic import Claim
from ara.schema.markdown.escape import quote
from ara.schema.package import Package, replace
from ara.schema.paper import PaperManifest


class Change(NamedTuple):
    """A package with a proposal in it."""

    package: Package
    holds: str
    """Address of what the proposal changed or added."""
    already: bool = False
    """True when the package held it before."""


def change(package: Package, proposal: Proposal, places: tuple[Place, ...]) -> Change:
    """Put one grounded proposal into the package. Raises Refused when it does not fit there."""
    if isinstance(proposal, SetField):
        return _set_field(package, proposal, places)
    if isinstance(proposal, SetCell):
        return _set_cell(package, proposal, places)
    if isinstance(proposal, AddSource):
        return _add_source(package, proposal, places)
    if isinstance(proposal, AddClaim):
        return _added(package, "claims", claim_of(package, proposal, places))
    if isinstance(proposal, AddNode):
        return _add_node(package, proposal, places)
    if isinstance(proposal, AddSetting):
        return _added(package, "settings", setting_of(proposal, places))
    if isinstance(proposal, AddConcept):
        return _added(package, "concepts", concept_of(proposal, places))
    return _add_table(package, proposal, places)


def entity_at(package: Package, address: str) -> Any:
    """Give the one entity of an address. Raises Refused when there is none, or more than one."""
    found = addresses(package).get(address, ())
    if not found:
        raise Refused(f"the Ara has nothing at the address {address[:80]!r}")
    if len(found) > 1:
        raise Refused(f"{len(found)} entities of the Ara are called {address}; `ara check` says where")
    return found[0]


def _set_field(package: Package, proposal: SetField, places: tuple[Place, ...]) -> Change:
    address, name = str(proposal.target), str(proposal.field)
    entity = entity_at(package, address)
    fields = settable(entity)
    if name not in fields:
        raise Refused(f"{address} has no field {name[:60]!r} for a proposal; it has {', '.join(sorted(fields))}")
    value = _value(proposal.value, fields[name], entity)
    before = getattr(entity, name)
    said = before.partition(f" ({SUGGESTED}: ")[0] if isinstance(entity, EnvironmentEntry) else before
    if said == value:
        return Change(package, address, already=True)
    if not is_gap(before):
        raise Refused(f"the {fields[name].label} of {address} says something already, which no proposal overwrites")
    texts = (proposal.value,) if isinstance(proposal.value, str) else proposal.value
    require_numbers(texts, places, _stated(entity))
    if fields[name].verbatim:
        for text in texts:
            require_words(text, places)
    what = f"{fields[name].label}"
    if isinstance(entity, EnvironmentEntry):
        value = f"{value} ({SUGGESTED}: {reason(what, proposal.author, places)})"
    changes = {name: value, **tags(entity, what, proposal.author, places)}
    return Change(replace(package, entity, **changes), address)


def _value(proposed: str | tuple[str, ...], form: FieldForm, entity: Any) -> Any:
    yaml = in_yaml(entity)
    if form.listed:
        items = (proposed,) if isinstance(proposed, str) else proposed
        return tuple(canonical_id(inert(item, yaml=yaml)) for item in items)
    if not isinstance(proposed, str):
        raise Refused(f"the {form.label} is a text, not a list")
    text = inert(proposed, yaml=yaml)
    if is_gap(text):
        raise Refused("its value says nothing")
    if isinstance(entity, PaperManifest) and form.label == "year":
        if not (text.isdecimal() and 1000 <= int(text) <= 2999):
            raise Refused(f"{text[:40]!r} is no year")
        return int(text)
    return text


def _stated(entity: Any) -> str:
    """The words of an entity that a source bears out: a claim's own numbers may stand in its other fields."""
    return " ".join((entity.statement or "", *entity.sources)) if isinstance(entity, Claim) else ""


def _set_cell(package: Package, proposal: SetCell, places: tuple[Place, ...]) -> Change:
    table = entity_at(package, proposal.target)
    if not isinstance(table, EvidenceObject) or table.kind != "table":
        raise Refused(f"{proposal.target} is no table")
    row, column = proposal.row - 1, proposal.column - 1
    rows = table.grids[0].rows if table.grids else ()
    if row >= len(rows) or column >= len(rows[row]):
        raise Refused(f"{proposal.target} has no cell in row {proposal.row}, column {proposal.column}")
    value = inert(proposal.value)
    named = cell_name(proposal.row, proposal.column)
    if (proposal.row, proposal.column) not in {(cell.row, cell.column) for cell in disagreements(table)}:
        if rows[row][column] == value:
            return Change(package, proposal.target, already=True)
        raise Refused(f"the readings of {proposal.target} do not differ in {named}; no proposal overwrites it")
    if value:
        require_words(proposal.value, places)
        require_numbers((proposal.value,), places)
    cells = (*rows[row][:column], value, *rows[row][column + 1 :])
    grid = table.grids[0].model_copy(update={"rows": (*rows[:row], cells, *rows[row + 1 :])})
    changes = {"grids": (grid, *table.grids[1:]), **tags(table, named, proposal.author, places)}
    return Change(replace(package, table, **changes), proposal.target)


def _add_source(package: Package, proposal: AddSource, places: tuple[Place, ...]) -> Change:
    claim = entity_at(package, proposal.target)
    if not isinstance(claim, Claim):
        raise Refused(f"{proposal.target} is no claim")
    place = places[0]
    entry = f"{inert(proposal.value)} ← {inert(place.where)} {quote(place.quote)} [result]"
    if entry in claim.sources:
        return Change(package, claim.id, already=True)
    if proposal.value not in ("statement", "the same"):
        require_words(proposal.value, places[:1])
        require_numbers((proposal.value,), places[:1])
    sources = tuple(item for item in claim.sources if not is_gap(item))
    changes = {"sources": (*sources, entry), **tags(claim, "a source", proposal.author, places)}
    return Change(replace(package, claim, **changes), claim.id)


def _added(package: Package, part: str, entity: Any) -> Change:
    """Add an entity behind the others of its file, unless it is there."""
    held = getattr(package, part)
    twin = next((one for one in held if _agree(one, entity, _NAMING)), None)
    if twin is not None:
        return _there(package, twin, _address(package, twin), entity)
    if getattr(entity, "id", "") and any(one.id == entity.id for one in held):
        raise Refused(f"{entity.id} is the identifier of something else")
    grown = package.model_copy(update={part: (*held, entity)})
    return Change(grown, _address(grown, entity))


_NAMING = ("title", "statement", "value", "context", "definition")
"""Fields by which an entity is known again."""


def _agree(one: Any, other: Any, names: Iterable[str]) -> bool:
    if one.location.file != other.location.file:
        return False
    return all(getattr(one, name, None) == getattr(other, name, None) for name in names)


def _there(package: Package, held: Any, address: str, wanted: Any) -> Change:
    """An entity that is there already must say all that the proposal says."""
    other = [form.label for name, form in settable(wanted).items() if not _agree(held, wanted, (name,))]
    if other:
        raise Refused(f"{address} says the same already, but differs in {', '.join(other)}")
    return Change(package, address, already=True)


def _address(package: Package, entity: Any) -> str:
    found = (address for address, held in addresses(package).items() if any(one is entity for one in held))
    return next(found, entity.location.file)


def _add_node(package: Package, proposal: AddNode, places: tuple[Place, ...]) -> Change:
    node = node_of(package, proposal, places)
    for held in package.all_nodes():
        if (held.type, held.title) == (node.type, node.title):
            return _there(package, held, held.id or held.location.file, node)
    if any(held.id == node.id for held in package.all_nodes()):
        raise Refused(f"{node.id} is the identifier of something else")
    if proposal.parent is None:
        return Change(package.model_copy(update={"nodes": (*package.nodes, node)}), str(node.id))
    parents = [held for held in package.all_nodes() if held.id == proposal.parent]
    if len(parents) != 1:
        raise Refused(f"the exploration graph has {len(parents)} nodes {proposal.parent[:40]!r}")
    grown = replace(package, parents[0], children=(*parents[0].children, node))
    return Change(grown, str(node.id))


def _add_table(package: Package, proposal: AddTable, places: tuple[Place, ...]) -> Change:
    shown = entity_at(package, proposal.target)
    if not isinstance(shown, EvidenceObject) or shown.grids:
        raise Refused(f"{proposal.target} is no table or figure without data")
    path = data_path(shown)
    table = table_of(shown, path, proposal, places)
    held = next((one for one in package.evidence if one.location.file == path), None)
    if held is not None:
        if _rows(held.grids) == _rows(table.grids):
            return Change(package, path, already=True)
        raise Refused(f"{path} holds the data of {proposal.target} already, which no proposal overwrites")
    if path in package.files:
        raise Refused(f"{path} is in the way")
    changes: dict[str, Any] = {"evidence": (*package.evidence, table)}
    if package.index:
        changes["index"] = (*package.index, index_row(table))
    return Change(package.model_copy(update=changes), path)


def _rows(grids: tuple[Grid, ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(grid.rows for grid in grids)
