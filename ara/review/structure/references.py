"""Rules about references: everything that is named is there, and nothing rests on itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.schema.identifiers import canonical_id, ids_in
from ara.schema.location import Location
from ara.schema.package import Package
from ara.schema.references import EDGES, HOMES, Reference, definitions, references, reproduce_place, resolves
from ara.schema.trace import Node

TO_FILES = tuple(edge for edge in EDGES if edge.target == "file")
TO_NAMES = tuple(edge for edge in EDGES if edge.target != "file")
LISTS = tuple(edge for edge in EDGES if edge.form in ("ids", "paths"))


@rule("S311", "reference-resolves", "error")
def reference_resolves(package: Package) -> Iterator[Problem]:
    """Every identifier that is named is defined.

    A claim that cites an experiment which nobody wrote down looks proven and is not. When the file that would
    define it is missing altogether, that is a warning here, since the missing file has a finding of its own; so is
    a name inside prose.
    """
    defined = definitions(package)
    for reference in references(package, TO_NAMES):
        if reference.target_id is None or resolves(reference, defined):
            continue
        home = HOMES[reference.edge.target]
        strict = reference.edge.strict and reference.exact and home in package.files
        yield Problem(
            reference.location,
            f"{reference.source_id} names {reference.edge.target} {reference.text}, which {home} does not define.",
            f"Define it there, or name one of {_some(defined[reference.edge.target])}.",
            "error" if strict else "warning",
        )


def _some(names: Iterable[str]) -> str:
    held = sorted(names)
    return ", ".join(held[:3]) + (", …" if len(held) > 3 else "") if held else "those that are there"


@rule("S312", "file-exists", "warning")
def file_exists(package: Package) -> Iterator[Problem]:
    """Every file of the Ara that is named is there.

    A row of the evidence index or a screenshot whose file is gone is an error; links of the layer index, code and
    evidence named elsewhere are warnings.
    """
    defined = definitions(package)
    for reference in references(package, TO_FILES):
        if reference.target_id is None or resolves(reference, defined):
            continue
        if reference.target_id.startswith(".."):
            mend = "Name a file inside the Ara."
        else:
            mend = "Add the file, or correct the path."
        yield Problem(
            reference.location,
            f"{_short(reference)} names {reference.text}, which is not in the Ara.",
            mend,
            "error" if reference.edge.strict else None,
        )


@rule("S313", "reference-names-something", "warning")
def reference_names_something(package: Package) -> Iterator[Problem]:
    """A field that holds identifiers or files holds nothing else.

    Words such as "see above" in `Dependencies` cannot be followed by a program, and mostly not by a person either.
    """
    for reference in references(package, LISTS):
        if reference.target_id is None:
            target = "file" if reference.edge.target == "file" else f"{reference.edge.target} identifier"
            yield Problem(
                reference.location,
                f"`{_clipped(reference.text)}` in {_field(reference)} of {_short(reference)} names no {target}.",
                f"Name the {reference.edge.target}, and put the words elsewhere.",
            )


def _short(reference: Reference) -> str:
    return _clipped(reference.source_id)


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _field(reference: Reference) -> str:
    return f"`{reference.edge.field.replace('_', ' ')}`"


@rule("S314", "no-cycle", "error")
def no_cycle(package: Package) -> Iterator[Problem]:
    """Claims, experiments and nodes do not rest on themselves, however long the way round.

    In a cycle nothing is the ground of anything: each claim is proven only if it is already proven.
    """
    claims = {claim.id: _known(claim.dependencies, "C") for claim in package.claims}
    places = {claim.id: claim.line_of("dependencies") for claim in package.claims}
    yield from _cycles("claims", claims, places)
    experiments = {experiment.id: _known(experiment.dependencies, "E") for experiment in package.experiments}
    places = {experiment.id: experiment.line_of("dependencies") for experiment in package.experiments}
    yield from _cycles("experiments", experiments, places)
    yield from _node_cycles(package)


def _known(items: Iterable[str], prefix: str) -> list[str]:
    return [name for item in items for name in ids_in(item, prefix)]


def _node_cycles(package: Package) -> Iterator[Problem]:
    graph: dict[str, list[str]] = {}
    places: dict[str, Location] = {}
    for node in package.all_nodes():
        if not node.id:
            continue
        graph.setdefault(node.id, []).extend(_parents(node))
        places.setdefault(node.id, node.line_of("also_depends_on"))
        for child in (*(child.id for child in node.children), *map(canonical_id, node.child_ids)):
            if child:
                graph.setdefault(child, []).append(node.id)
    yield from _cycles("nodes", graph, places)


def _parents(node: Node) -> list[str]:
    return [*node.also_depends_on, *([canonical_id(node.parent)] if node.parent else [])]


def _cycles(what: str, graph: Mapping[str, list[str]], places: Mapping[str, Location]) -> Iterator[Problem]:
    for cycle in cycles(graph):
        place = next((places[name] for name in cycle if name in places), Location(file="PAPER.md"))
        way = " → ".join((*cycle, cycle[0]))
        yield Problem(place, f"{what} depend on one another in a circle: {way}.", "Remove one of the dependencies.")


def cycles(graph: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Give one cycle for each way back that a walk through the graph meets; empty when there is none."""
    done: set[str] = set()
    found = []
    for start in graph:
        path: list[str] = []
        on_path: set[str] = set()
        stack = [(start, iter(graph.get(start, ())))] if start not in done else []
        if stack:
            path.append(start)
            on_path.add(start)
        while stack:
            name, others = stack[-1]
            following = next(others, None)
            if following is None:
                stack.pop()
                on_path.discard(path.pop())
                done.add(name)
            elif following in on_path:
                found.append(tuple(path[path.index(following) :]))
            elif following not in done and following in graph:
                stack.append((following, iter(graph[following])))
                path.append(following)
                on_path.add(following)
    return tuple(found)


@rule("S315", "proof-is-mutual", "notice")
def proof_is_mutual(package: Package) -> Iterator[Problem]:
    """An experiment that a claim cites as proof says that it verifies the claim.

    The two files are often edited apart; when they disagree, one of them is out of date.
    """
    verified = {experiment.id: set(_known(experiment.verifies, "C")) for experiment in package.experiments}
    for claim in package.claims:
        for name in _known(claim.proof, "E"):
            if name in verified and claim.id not in verified[name]:
                yield Problem(
                    claim.line_of("proof"),
                    f"{claim.id} cites {name}, which does not say that it verifies {claim.id}.",
                    f"Add {claim.id} to `Verifies` of {name}, or correct `Proof`.",
                )


@rule("S316", "binding-resolved", "error")
def binding_resolved(package: Package) -> Iterator[Problem]:
    """A check of an Ara names its claim by identifier.

    By quote or table cell only a repository's `ara-reproduce.yaml` names it, before there are identifiers. Such a
    binding left in an Ara means that no claim with these words was found.
    """
    for name, check in (package.reproduce.checks if package.reproduce else {}).items():
        if not isinstance(check.claim, str):
            words = check.claim.model_dump()
            yield Problem(
                reproduce_place(package, "checks", name, "claim"),
                f"{name} is bound to no claim: {_clipped(', '.join(map(str, words.values())))}.",
                "Name the claim, e.g. `claim: C04`, or correct the quote and compile again.",
            )
