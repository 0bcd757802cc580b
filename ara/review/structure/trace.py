"""Rules about the exploration graph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.findings import Problem, Severity
from ara.review.registry import rule
from ara.schema.location import Location
from ara.schema.package import Package
from ara.schema.trace import PUBLISHED_KINDS, Node
from ara.schema.yaml.entity import keys

FILE = "trace/exploration_tree.yaml"

_OTHER_ID = re.compile(r"(?:[EGHNOK]|RW)\d+")

FIELDS_OF_KIND = {
    "question": ("description",),
    "experiment": ("result",),
    "dead_end": ("hypothesis", "failure_mode", "lesson"),
    "decision": ("choice", "alternatives"),
    "pivot": ("change_from", "change_to", "trigger"),
}
"""Fields that a node of each type must have, as the published layout asks."""


@rule("S401", "one-tree", "error")
def one_tree(package: Package) -> Iterator[Problem]:
    """The trace file holds one `tree:` with the nodes.

    With both `root:` and `tree:` every reader takes another half; with neither the graph is lost. A tree without
    nodes is noticed: nothing was recorded, or nobody looked.
    """
    if FILE not in package.texts or not package.texts[FILE].strip():
        return
    top = Location(file=FILE)
    if {"root", "tree"} <= set(package.branches):
        mend = "Move the nodes under `root:` into `tree:`."
        yield Problem(top, "the trace has both `root:` and `tree:`.", mend)
    elif "" in package.branches or not package.branches:
        yield Problem(top, "the trace has no `tree:`.", "Put the nodes into a list under `tree:`.")
    elif not package.nodes:
        yield Problem(top, "the trace has no nodes.", "Record what was asked, tried and decided.", "notice")


@rule("S402", "node-fields", "error")
def node_fields(package: Package) -> Iterator[Problem]:
    """A node has an id, a type, a title, and the fields that its type asks for.

    Question: description. Experiment: result. Dead end: hypothesis, failure_mode, lesson. Decision: choice and
    alternatives. Pivot: from, to, trigger. Id, type and title are errors when missing; the others are warnings.
    """
    for node in package.all_nodes():
        yield from _lacks(node, ("id", "type", "title"), "error")
        yield from _lacks(node, FIELDS_OF_KIND.get(node.kind or "", ()), "warning")


def _lacks(node: Node, fields: tuple[str, ...], severity: Severity) -> Iterator[Problem]:
    absent = [keys(Node)[field].name for field in fields if not getattr(node, field)]
    if absent:
        names = ", ".join(f"`{name}`" for name in absent)
        who = node.id or node.title or "without a name"
        message = f"{(node.kind or 'node').replace('_', ' ')} {who} has no {names}."
        yield Problem(node.location, message, f"Add {names} to the node.", severity)


@rule("S403", "node-type", "error")
def node_type(package: Package) -> Iterator[Problem]:
    """A node is a question, an experiment, a dead end, a decision, a pivot or an insight.

    Another type is kept as it is written, but no reader knows what to do with it.
    """
    for node in package.all_nodes():
        if node.kind and node.kind not in PUBLISHED_KINDS:
            yield Problem(
                node.line_of("type"),
                f"node {node.id} has the unknown type `{node.type}`.",
                f"Use one of {', '.join(PUBLISHED_KINDS)}.",
            )


@rule("S404", "dead-end-is-leaf", "warning")
def dead_end_is_leaf(package: Package) -> Iterator[Problem]:
    """A dead end has no children.

    What was done afterwards follows from the decision to leave it, so it belongs beside the dead end or under a
    pivot; as a child it reads as if the dead end had gone on.
    """
    for node in package.all_nodes():
        if node.kind == "dead_end" and (node.children or node.child_ids):
            children = ", ".join(child.id or "?" for child in node.children) or ", ".join(node.child_ids)
            yield Problem(
                node.location,
                f"dead end {node.id} has children: {children}.",
                "Move them to its parent, or make them follow from a pivot.",
            )


@rule("S405", "support-level", "warning")
def support_level(package: Package) -> Iterator[Problem]:
    """A node's support level is `explicit` or `inferred`, and an explicit one says where the source has it.

    A reconstructed step that is told as history is an invention.
    """
    for node in package.all_nodes():
        if node.support_level is None:
            continue
        if node.support_level not in ("explicit", "inferred"):
            place = node.line_of("support_level")
            yield Problem(place, f"node {node.id} has the support level `{node.support_level}`.", "Use one of the two.")
        elif node.support_level == "explicit" and not node.source_refs:
            place = node.line_of("support_level")
            yield Problem(place, f"node {node.id} is explicit but names no source.", "Add `source_refs: [...]`.")


@rule("S406", "node-names-claims", "warning")
def node_names_claims(package: Package) -> Iterator[Problem]:
    """The evidence of a node is claims, tables, figures or words, and no other identifier.

    A node that names another node, an experiment or an observation as its evidence has put a dependency in the place
    of a proof.
    """
    for node in package.all_nodes():
        for entry in node.evidence:
            if _OTHER_ID.fullmatch(entry.strip()):
                yield Problem(
                    node.line_of("evidence"),
                    f"{node.id or node.title} names {entry.strip()} as its evidence, which is no claim.",
                    "Name the claim or the evidence file, and put other steps into `also_depends_on`.",
                )
