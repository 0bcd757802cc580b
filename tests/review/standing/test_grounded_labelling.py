"""Properties of the labelling over drawn claim graphs."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st
from networkx import MultiDiGraph

from ara.review.standing.graph import Arc
from ara.review.standing.labelling import Acceptance, grounded
from ara.review.standing.standings import standings
from ara.schema.evidence import IndexRow
from ara.schema.location import Location
from ara.schema.logic import Claim
from ara.schema.package import Package

NAMES = [f"C{number:02}" for number in range(1, 8)]
FACTS = ["K01", "N01"]
PLACE = Location(file="logic/claims.md")
RANKS = {"defeated": 0, "contested": 1, "gap": 2, "justified": 3}

arcs = st.lists(
    st.builds(
        lambda source, claim, relation: Arc(source, claim, relation, ""),
        st.sampled_from([*NAMES, *FACTS]),
        st.sampled_from(NAMES),
        st.sampled_from(["support", "dependency", "lacks", "defeats", "contests"]),
    ),
    max_size=14,
)


def graph_of(held: list[Arc]) -> "MultiDiGraph[str]":
    graph: MultiDiGraph[str] = MultiDiGraph()
    graph.add_nodes_from([*NAMES, *FACTS])
    for arc in held:
        graph.add_edge(arc.source, arc.claim, arc=arc)
    return graph


def label_by_definition(labels: dict[str, Acceptance], held: list[Arc], node: str) -> Acceptance:
    """The definition itself: what the labels of its neighbours make of an argument."""
    incoming = [arc for arc in held if arc.claim == node and arc.relation != "support"]
    if any(
        (arc.relation == "defeats" and labels[arc.source] == "in")
        or (arc.relation == "dependency" and labels[arc.source] == "out")
        for arc in incoming
    ):
        return "out"
    wanted = {"dependency": "in", "defeats": "out", "contests": "out"}
    return "in" if all(labels[arc.source] == wanted.get(arc.relation) for arc in incoming) else "undecided"


def least_solution(held: list[Arc]) -> dict[str, Acceptance]:
    labels: dict[str, Acceptance] = dict.fromkeys([*NAMES, *FACTS], "undecided")
    while True:
        then = {node: label_by_definition(labels, held, node) for node in labels}
        if then == labels:
            return labels
        labels = then


@settings(max_examples=200, deadline=None)
@given(arcs)
def test_the_labelling_is_the_least_solution_of_its_definition(held: list[Arc]) -> None:
    assert grounded(graph_of(held)) == least_solution(held)


@settings(max_examples=60, deadline=None)
@given(arcs, st.integers())
def test_the_order_of_the_arcs_does_not_matter(held: list[Arc], seed: int) -> None:
    shuffled = list(held)
    random.Random(seed).shuffle(shuffled)

    assert grounded(graph_of(held)) == grounded(graph_of(shuffled))


references = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=8)


def drawn(rests: list[tuple[str, str]], refutes: list[tuple[str, str]], filed: set[str], status: str) -> Package:
    claims = tuple(
        Claim(
            id=name,
            location=PLACE,
            status=status,
            dependencies=tuple(other for one, other in rests if one == name),
            refutes=tuple(other for one, other in refutes if one == name),
        )
        for name in NAMES
    )
    rows = tuple(
        IndexRow(path=f"tables/{name}.md", source="", claims=(name,), description="", location=PLACE)
        for name in sorted(filed)
    )
    return Package(claims=claims, index=rows, files={f"evidence/tables/{name}.md": 1 for name in filed})


@settings(max_examples=120, deadline=None)
@given(references, references, st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_adding_support_never_lowers_the_claim_that_gets_it(
    rests: list[tuple[str, str]], refutes: list[tuple[str, str]], filed: set[str], more: str
) -> None:
    before = {found.claim: found for found in standings(drawn(rests, refutes, filed, "hypothesis"))}
    after = {found.claim: found for found in standings(drawn(rests, refutes, filed | {more}, "hypothesis"))}

    assert RANKS[after[more].standing] >= RANKS[before[more].standing]
    # nothing that was decided before is undone
    assert all(
        after[name].standing == before[name].standing
        for name in NAMES
        if name != more and before[name].standing != "contested"
    )


@settings(max_examples=60, deadline=None)
@given(references, references, st.sets(st.sampled_from(NAMES)), st.integers())
def test_the_order_of_the_claims_does_not_matter(
    rests: list[tuple[str, str]], refutes: list[tuple[str, str]], filed: set[str], seed: int
) -> None:
    package = drawn(rests, refutes, filed, "supported")
    claims = list(package.claims)
    random.Random(seed).shuffle(claims)
    shuffled = package.model_copy(update={"claims": tuple(claims)})

    assert {found.claim: found.standing for found in standings(package)} == {
        found.claim: found.standing for found in standings(shuffled)
    }


def test_long_chains_take_linear_time_and_no_recursion() -> None:
    held = [Arc(f"C{number}", f"C{number + 1}", "dependency", "") for number in range(20_000)]
    graph: MultiDiGraph[str] = MultiDiGraph()
    for arc in held:
        graph.add_edge(arc.source, arc.claim, arc=arc)
    started = time.perf_counter()

    labels = grounded(graph)

    assert set(labels.values()) == {"in"}
    assert time.perf_counter() - started < 5
