"""Grounded labelling: what is accepted, rejected or left open once every attack and dependency is followed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Acceptance = Literal["in", "out", "undecided"]


def grounded(graph: MultiDiGraph[str]) -> dict[str, Acceptance]:
    """Label every argument of a claim graph; linear in the number of arcs.

    An argument is `in` when all its attackers are `out` and all it rests on is `in`. It is `out` when an attacker that
    defeats is `in`, or something it rests on is `out`. All others stay `undecided`: what is contested by an accepted
    attacker, and whatever waits on such, or on itself around a circle. The conditions only ever add decisions, so
    their least solution is unique and the order of looking does not matter.
    """
    labels: dict[str, Acceptance] = {}
    open_conditions = dict.fromkeys(graph, 0)
    for _, target, arc in graph.edges(data="arc"):
        if arc.relation != "support":
            open_conditions[target] += 1
    queue = deque(node for node, conditions in open_conditions.items() if conditions == 0)
    labels.update(dict.fromkeys(queue, "in"))

    def decide(node: str, label: Acceptance) -> None:
        if node not in labels:
            labels[node] = label
            queue.append(node)

    while queue:
        source = queue.popleft()
        accepted = labels[source] == "in"
        for _, target, arc in graph.out_edges(source, data="arc"):
            if arc.relation in ("support", "lacks"):
                continue
            if arc.relation == "dependency":
                met, fatal = accepted, not accepted
            else:
                met, fatal = not accepted, accepted and arc.relation == "defeats"
            if fatal:
                decide(target, "out")
            elif met:
                open_conditions[target] -= 1
                if open_conditions[target] == 0:
                    decide(target, "in")
    return {node: labels.get(node, "undecided") for node in graph}
