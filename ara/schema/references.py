"""The reference graph of an Ara: who may point to whom, as one table, and every reference that a package makes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from ara.schema.identifiers import canonical_id
from ara.schema.location import Location
from ara.schema.mentions import Mention, exists, mentioned_ids, mentioned_paths
from ara.schema.package import Package
from ara.schema.reproduce import Check
from ara.schema.span import Span
from ara.schema.yaml import YamlNode, node_at, parse_yaml

REPRODUCE_FILE = "src/reproduce.yaml"
SPANS_FILE = "evidence/sources.jsonl"

Form = Literal["ids", "mentions", "paths", "paths-mentioned"]
"""`ids`, `paths`: each item of the field names a target. `mentions`, `paths-mentioned`: names inside prose count."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One row of the table: a field of one kind of entity that points to one namespace."""

    source: str
    """Kind of the entity that points, e.g. `claim`."""
    field: str
    """Its field."""
    target: str
    """Namespace pointed to: a key of `definitions`."""
    form: Form = "ids"
    """How the field names its targets."""
    strict: bool = True
    """True when a name without a target is an error; else it is a warning."""
    words: tuple[str, ...] = ()
    """Words that may stand, or start what stands, instead of a name."""
    under: tuple[str, ...] = ("",)
    """Only paths that start with one of these count; others point into a source repository."""
    base: str = ""
    """Folder from which paths count besides the top of the Ara."""


CODE = ("src/execution/", "src/configs/", "src/reproduce.yaml", "src/environment.md", "src/artifacts.md")
"""What an Ara has under `src/`; a source repository has a `src/` of its own, which is not meant."""

EDGES: tuple[Edge, ...] = (
    Edge("paper", "index_paths", "file", "paths", strict=False),
    Edge("claim", "proof", "experiment", "mentions"),
    Edge("claim", "dependencies", "claim"),
    Edge("claim", "refutes", "claim"),
    Edge("claim", "sources", "file", "paths-mentioned", strict=False, under=("evidence/",)),
    Edge("experiment", "verifies", "claim"),
    Edge("experiment", "evidence", "file", "paths", strict=False, words=("pending",), base="evidence"),
    Edge("experiment", "dependencies", "experiment"),
    Edge("experiment", "run", "file", "paths-mentioned", strict=False, under=CODE),
    Edge("gap", "caused_by", "observation"),
    Edge("insight", "derived_from", "observation", "mentions"),
    Edge("related-work", "claims_affected", "claim", "mentions"),
    Edge("heuristic", "code_ref", "file", "paths-mentioned", strict=False, under=CODE),
    Edge("code-artifact", "claims", "claim", "mentions"),
    Edge("node", "evidence", "claim", "mentions"),
    Edge("node", "evidence", "file", "paths-mentioned", strict=False, under=("evidence/",)),
    Edge("node", "also_depends_on", "node"),
    Edge("node", "parent", "node"),
    Edge("node", "child_ids", "node"),
    Edge("staged", "bound_to", "node", "mentions", strict=False),
    Edge("staged", "promoted_to", "claim", "mentions", strict=False),
    Edge("staged", "promoted_to", "heuristic", "mentions", strict=False),
    Edge("session-index", "claims_touched", "claim", "mentions", strict=False),
    Edge("index-row", "path", "file", "paths", base="evidence"),
    Edge("index-row", "claims", "claim"),
    Edge("evidence", "screenshot", "file", "paths"),
    Edge("evidence", "derived_from", "file", "paths-mentioned", strict=False),
    Edge("span", "holds", "file", "paths-mentioned", strict=False, base="evidence"),
    Edge("span", "holds", "claim", "mentions", strict=False),
    Edge("span", "holds", "experiment", "mentions", strict=False),
    Edge("runnable-experiment", "id", "experiment"),
    Edge("candidate", "id", "experiment"),
    Edge("check", "claim", "claim"),
    Edge("check", "experiment", "runnable-experiment"),
    Edge("check", "experiment", "experiment"),
    Edge("stub", "claim", "claim"),
    Edge("not-executable", "claim", "claim"),
    Edge("run", "experiment", "runnable-experiment", strict=False),
)
"""The table. Rules, viewer and index read it; nothing else says who may point to whom."""

PREFIXES = {
    "claim": "C",
    "experiment": "E",
    "runnable-experiment": "E",
    "node": "N",
    "observation": "O",
    "heuristic": "H",
}
"""Prefix of the identifiers of each namespace that has one; `file` has paths."""

HOMES = {
    "claim": "logic/claims.md",
    "experiment": "logic/experiments.md",
    "runnable-experiment": REPRODUCE_FILE,
    "node": "trace/exploration_tree.yaml",
    "observation": "logic/problem.md",
    "heuristic": "logic/solution/heuristics.md",
}
"""File that defines the members of each namespace."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One name in one field: where it stands and what it means."""

    edge: Edge
    """Row of the table that allows it."""
    location: Location
    """Where it stands."""
    source_id: str
    """Identifier of the entity that points, or its path or title when it has none."""
    text: str
    """What is written."""
    target_id: str | None
    """Published identifier, or path from the top of the Ara; None when the text names nothing."""
    exact: bool
    """True when the item is nothing but the name."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An entity without typed places of its own: a reproduction check, a span, a link of the manifest."""

    id: str
    location: Location
    values: Mapping[str, str]


def references(package: Package, edges: Iterable[Edge] = EDGES) -> Iterator[Reference]:
    """Give the references that a package makes along some edges, or all, in the order of the edges and of the files."""
    held: dict[str, list[Any]] = {}
    for edge in edges:
        if edge.source not in held:
            held[edge.source] = list(_SOURCES[edge.source](package))
        for entity in held[edge.source]:
            yield from _references_of(edge, entity, package.files)


def _references_of(edge: Edge, entity: Any, files: Collection[str]) -> Iterator[Reference]:
    value = entity.values.get(edge.field) if isinstance(entity, _Row) else getattr(entity, edge.field)
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    if not items:
        return
    name = _name(entity)
    place = entity.line_of(edge.field) if hasattr(entity, "line_of") else entity.location
    for item in items:
        if not item.strip() or item.strip(" `[").casefold().startswith(edge.words):
            continue
        mentions = _mentions(edge, item, place.file, files)
        for mention in mentions:
            yield Reference(edge, place, name, mention.text, mention.name, mention.exact)
        if not mentions and edge.form in ("ids", "paths"):
            yield Reference(edge, place, name, item, None, True)


def _mentions(edge: Edge, item: str, file: str, files: Collection[str]) -> tuple[Mention, ...]:
    if edge.target != "file":
        return mentioned_ids(item, PREFIXES[edge.target])
    found = mentioned_paths(item, file, files, edge.base)
    return tuple(mention for mention in found if mention.name.startswith(edge.under))


def _name(entity: Any) -> str:
    for field in ("id", "path", "title"):
        if found := getattr(entity, field, None):
            return str(found)
    return str(entity.location.file)


def definitions(package: Package) -> dict[str, frozenset[str]]:
    """Give the members of every namespace: identifiers in their published spelling, and paths of files."""
    reproduce = package.reproduce
    return {
        "claim": frozenset(claim.id for claim in package.claims),
        "experiment": frozenset(experiment.id for experiment in package.experiments),
        "runnable-experiment": frozenset(map(canonical_id, reproduce.experiments if reproduce else ())),
        "node": frozenset(node.id for node in package.all_nodes() if node.id),
        "observation": frozenset(observation.id for observation in package.observations),
        "heuristic": frozenset(heuristic.id for heuristic in package.heuristics),
        "file": frozenset(package.files),
    }


def resolves(reference: Reference, defined: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a reference names something that is there; a folder is there when it holds a file."""
    if reference.target_id is None:
        return False
    members = defined[reference.edge.target]
    if reference.edge.target == "file":
        return exists(reference.target_id, members)
    return canonical_id(reference.target_id) in members


def _paper(package: Package) -> Iterator[_Row]:
    for paper in package.paper:
        for path, line in paper.index_paths:
            place = Location(file=paper.location.file, line=line)
            yield _Row("PAPER.md", place, {"index_paths": f"[{path}](/{path})"})


def span_places(package: Package) -> Iterator[tuple[Span, Location]]:
    """Give every Span with its line in `evidence/sources.jsonl`."""
    text = package.texts.get(SPANS_FILE, "")
    lines = (number for number, line in enumerate(text.split("\n"), 1) if line.strip())
    for span in package.spans:
        yield span, Location(file=SPANS_FILE, line=next(lines, 1))


def _spans(package: Package) -> Iterator[_Row]:
    for span, place in span_places(package):
        yield _Row(span.id, place, {"holds": span.holds.split("#")[0]})


def _runs(package: Package) -> Iterator[_Row]:
    for run in package.runs:
        place = Location(file=f"evidence/runs/{run.run}/repeat-{run.repeat}.json")
        yield _Row(run.run, place, {"experiment": run.experiment})


def reproduce_place(package: Package, *steps: str | int) -> Location:
    """Give the place of a key in `src/reproduce.yaml`, or of the nearest one above it that is written."""
    text = package.texts.get(REPRODUCE_FILE)
    line = node_at(_reproduce_tree(text), steps).line if text is not None else 1
    return Location(file=REPRODUCE_FILE, line=line, pointer="/" + "/".join(map(str, steps)))


@lru_cache(maxsize=4)
def _reproduce_tree(text: str) -> YamlNode:
    return parse_yaml(text, REPRODUCE_FILE)


def _reproduce(part: str) -> Callable[[Package], Iterator[_Row]]:
    """Give the rows of one mapping of `src/reproduce.yaml`."""

    def rows(package: Package) -> Iterator[_Row]:
        for name, value in getattr(package.reproduce, part, {}).items():
            values = {"id": name, "claim": name if isinstance(value, str) else getattr(value, "claim", "")}
            if isinstance(value, Check):
                values["experiment"] = value.experiment
            texts = {field: text for field, text in values.items() if isinstance(text, str)}
            yield _Row(name, reproduce_place(package, part, name), texts)

    return rows


_SOURCES: dict[str, Callable[[Package], Iterable[Any]]] = {
    "paper": _paper,
    "claim": lambda package: package.claims,
    "experiment": lambda package: package.experiments,
    "gap": lambda package: package.gaps,
    "insight": lambda package: package.insights,
    "related-work": lambda package: package.related_work,
    "heuristic": lambda package: package.heuristics,
    "code-artifact": lambda package: package.code_artifacts,
    "node": Package.all_nodes,
    "staged": lambda package: package.staged,
    "session-index": lambda package: package.session_index,
    "index-row": lambda package: package.index,
    "evidence": lambda package: package.evidence,
    "span": _spans,
    "runnable-experiment": _reproduce("experiments"),
    "candidate": _reproduce("candidates"),
    "check": _reproduce("checks"),
    "stub": _reproduce("stubs"),
    "not-executable": _reproduce("not_executable"),
    "run": _runs,
}
"""The entities of each kind that points."""
