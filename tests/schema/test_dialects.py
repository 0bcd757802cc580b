"""Each dialect reads into the model of its published twin, says so, and its fix writes the published form."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from round_trip import stripped

from ara.schema import Package, apply_edits, read_package, read_texts
from ara.schema.package import ENTITY_FIELDS

CLAIMS = "logic/claims.md"
PROBLEM = "logic/problem.md"
CONCEPTS = "logic/concepts.md"
EXPERIMENTS = "logic/experiments.md"
TRACE = "trace/exploration_tree.yaml"

# name -> code of the notice, file, dialect, published twin
TWINS = {
    "em dash": (
        "em-dash-heading",
        CLAIMS,
        "## C01 — It is fast\n- **Status**: x\n",
        "## C01: It is fast\n- **Status**: x\n",
    ),
    "blank alone": ("em-dash-heading", CLAIMS, "## C01 Fast\n", "## C01: Fast\n"),
    "full stop": ("em-dash-heading", EXPERIMENTS, "## E01. Fast\n", "## E01: Fast\n"),
    "unpadded": ("unpadded-id", CLAIMS, "## C1: x\n- **Proof**: [E1, E2]\n", "## C01: x\n- **Proof**: [E01, E02]\n"),
    "colon in bold": ("colon-in-bold", CLAIMS, "## C01: x\n- **Status:** y\n", "## C01: x\n- **Status**: y\n"),
    "paragraphs": (
        "paragraph-field",
        CLAIMS,
        "## C01: x\n\n**Statement**: one\ntwo\n\n**Status:** y\n",
        "## C01: x\n\n- **Statement**: one\n  two\n\n- **Status**: y\n",
    ),
    "paragraph with a list": (
        "paragraph-field",
        CLAIMS,
        "## C01: x\n\n**Proof**:\n\n- E01\n- E02\n",
        "## C01: x\n\n- **Proof**:\n  - E01\n  - E02\n",
    ),
    "field alias": (
        "field-alias",
        CLAIMS,
        "## C01: x\n- **Falsification**: y\n",
        "## C01: x\n- **Falsification criteria**: y\n",
    ),
    "alias with its colon inside": (
        "field-alias",
        EXPERIMENTS,
        "## E01: x\n- **Baseline:** y\n",
        "## E01: x\n- **Baselines**: y\n",
    ),
    "bold bullets": (
        "bold-bullet",
        PROBLEM,
        "## Observations\n\n- **O1 — Empty.** Most of them,\n  by far.\n- **O2: Cheap** one bit\n",
        "## Observations\n\n### O1: Empty\n- **Statement**: Most of them,\n  by far.\n\n"
        "### O2: Cheap\n- **Statement**: one bit\n",
    ),
    "bold terms": (
        "bold-bullet",
        CONCEPTS,
        "# Concepts\n\n- **Tile** — a square\n- **Rim.** the edge\n",
        "# Concepts\n\n## Tile\n- **Definition**: a square\n\n## Rim\n- **Definition**: the edge\n",
    ),
    "root": (
        "root-key",
        TRACE,
        "root:\n  id: N01\n  type: question\n  children:\n    - id: N02\n      result: |\n        a\n\n        b\n",
        "tree:\n- id: N01\n  type: question\n  children:\n    - id: N02\n      result: |\n        a\n\n        b\n",
    ),
    "root in flow style": ("root-key", TRACE, "root: {id: N01}\n", "tree: [{id: N01}]\n"),
    "why it failed": (
        "key-alias",
        TRACE,
        "tree:\n- {id: N01, type: dead_end, why_failed: slow}\n- {id: N02, type: dead_end, reason: dear}\n",
        "tree:\n- {id: N01, type: dead_end, failure_mode: slow}\n- {id: N02, type: dead_end, failure_mode: dear}\n",
    ),
    "directions": (
        "key-alias",
        TRACE,
        "tree:\n- id: N01\n  type: pivot\n  prior_direction: a\n  new_direction: b\n  reason: c\n",
        "tree:\n- id: N01\n  type: pivot\n  from: a\n  to: b\n  trigger: c\n",
    ),
    "node types": ("node-type", TRACE, "tree:\n- {id: N01, type: deadend}\n", "tree:\n- {id: N01, type: dead_end}\n"),
    "unpadded nodes": (
        "unpadded-id",
        TRACE,
        "tree:\n- id: N1\n- {id: 'N2', also_depends_on: [N1]}\n",
        "tree:\n- id: N01\n- {id: 'N02', also_depends_on: [N01]}\n",
    ),
}


def model(package: Package) -> dict[str, Any]:
    return {name: stripped(getattr(package, name)) for name in ENTITY_FIELDS}


def mended(package: Package) -> Package:
    """The package after every fix its notices offer; fixes that meet wait for the next round."""
    for _ in range(4):
        edits = defaultdict(list)
        for notice in package.notices:
            taken = [(edit.start, edit.end) for edit in edits[notice.location.file]]
            wanted = [(edit.start, edit.end) for edit in notice.edits]
            if not any((a < end and start < b) or (a, b) == (start, end) for a, b in wanted for start, end in taken):
                edits[notice.location.file] += notice.edits
        if not any(edits.values()):
            break
        package = read_texts({path: apply_edits(text, edits[path]) for path, text in package.texts.items()})
    return package


@pytest.mark.parametrize("name", TWINS)
def test_a_dialect_is_read_as_its_published_twin_with_a_notice(name: str) -> None:
    code, path, dialect, published = TWINS[name]
    read, twin = read_texts({path: dialect}), read_texts({path: published})

    def values(package: Package) -> Any:
        data = model(package)
        for node in package.nodes:  # a node's type is kept as written; its kind is settled
            data.setdefault("kinds", []).append(node.kind)
        return {key: value for key, value in data.items() if key != "nodes" or code != "node-type"}

    assert values(read) == values(twin)
    assert code in {notice.code for notice in read.notices}
    assert not twin.notices
    for notice in read.notices:
        assert notice.message.endswith(".")
        assert notice.mend.endswith(".")


@pytest.mark.parametrize("name", TWINS)
def test_the_fix_of_a_dialect_writes_the_published_form(name: str) -> None:
    _, path, dialect, published = TWINS[name]
    read = read_texts({path: dialect})
    after = mended(read)

    assert after.notices == ()
    assert model(after) == model(read_texts({path: published}))
    assert read_texts(dict(after.texts)).texts == after.texts


def fixable(package: Package) -> set[str]:
    return {notice.code for notice in package.notices if notice.edits}


FIXTURES = sorted((Path(__file__).parent / "aras").iterdir())
SHARED = Path(__file__).parents[3] / "shared" / "aras"
PUBLIC = [folder for folder in sorted(SHARED.iterdir()) if folder.is_dir()] if SHARED.is_dir() else []


@pytest.mark.parametrize("folder", [*FIXTURES, *PUBLIC], ids=lambda folder: folder.name)
def test_the_fixes_of_a_whole_artifact_leave_nothing_to_fix_and_lose_nothing(folder: Path) -> None:
    package = read_package(folder)
    after = mended(package)

    assert not fixable(after)
    for name in ENTITY_FIELDS:
        assert len(getattr(after, name)) == len(getattr(package, name)), name
    assert sum(1 for _ in after.all_nodes()) == sum(1 for _ in package.all_nodes())
    assert [claim.statement for claim in after.claims] == [claim.statement for claim in package.claims]


def test_the_published_form_gives_no_notice() -> None:
    assert read_package(Path(__file__).parent / "aras" / "complete").notices == ()


def test_streams_are_one_graph_whose_children_may_be_named() -> None:
    package = read_package(Path(__file__).parent / "aras" / "streams")

    assert [node.id for node in package.nodes] == ["N01", "N02", "N03", "N04"]
    assert [node.child_ids for node in package.nodes] == [("N02", "N03"), (), ("N04",), ()]
    assert package.branches == ("research_stream", "engineering_stream")
    assert [notice.code for notice in package.notices if notice.location.file == TRACE] == ["stream", "stream"]
