"""Entities come and go without moving what is around them; a package from nothing is read back as it was meant."""

from pathlib import Path
from typing import Any

import pytest
from round_trip import stripped

from ara.schema import (
    Claim,
    EvidenceObject,
    Experiment,
    Grid,
    IndexRow,
    Location,
    Node,
    Package,
    package_texts,
    read_package,
    read_texts,
    replace,
    write_package,
)
from ara.schema.package import ENTITY_FIELDS

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "aras"
ARAS = [*sorted((HERE / "aras").iterdir()), *(sorted(SHARED.iterdir()) if SHARED.is_dir() else [])]
FOLDERS = [folder for folder in ARAS if folder.is_dir()]
BLOCKS = {
    "claims": "logic/claims.md",
    "experiments": "logic/experiments.md",
    "heuristics": "logic/solution/heuristics.md",
    "concepts": "logic/concepts.md",
}
RECORDS = {"nodes": "trace/exploration_tree.yaml", "staged": "staging/observations.yaml"}


def said(package: Package) -> dict[str, Any]:
    found = {name: stripped(getattr(package, name)) for name in ENTITY_FIELDS if name != "pages"}
    return found | {name: getattr(package, name) for name in ("reproduce", "seal", "spans", "events", "runs")}


def read_again(package: Package) -> Package:
    return read_texts(package_texts(package))


@pytest.mark.parametrize("part", [*BLOCKS, *RECORDS])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_copy_of_an_entity_is_added_behind_and_taken_away_again(folder: Path, part: str) -> None:
    package = read_package(folder)
    entities = getattr(package, part)
    if not entities or any(set(getattr(entity, "extra", ())) == {""} for entity in entities):
        pytest.skip("nothing of that kind")
    last = entities[-1]
    fresh = last.model_copy(
        update={"location": Location(file=last.location.file), "id": "X"} if part in RECORDS else {}
    )
    if part in BLOCKS:
        words = {"title": "Added"} if part == "concepts" else {"title": "Added", "id": type(last).prefix + "99"}
        fresh = type(last)(location=Location(file=last.location.file), **words)
    if part == "nodes":
        fresh = Node(location=Location(file=last.location.file), id="N99", type="question", title="Added: why?")

    grown = read_again(package.model_copy(update={part: (*entities, fresh)}))
    path = last.location.file
    other = {name: text for name, text in grown.texts.items() if name != path}

    assert len(getattr(grown, part)) == len(entities) + 1
    assert stripped(getattr(grown, part))[:-1] == stripped(entities) or part == "nodes"
    assert all(package.texts[name] == text for name, text in other.items())
    # a lone mapping and a flow list are written anew
    in_place = part != "nodes" or folder.name not in ("root-key", "yaml-styles")
    if in_place:
        assert without_blank_lines(package.texts[path]) <= without_blank_lines(grown.texts[path])

    kept = stripped(entities)
    added = next(entity for entity in getattr(grown, part) if stripped(entity) not in kept)
    rest = tuple(entity for entity in getattr(grown, part) if entity is not added)
    shrunk = read_again(grown.model_copy(update={part: rest}))

    assert said(shrunk)[part] == said(package)[part]
    assert not in_place or shrunk.texts[path].split() == package.texts[path].split()


def without_blank_lines(text: str) -> set[str]:
    return {line.rstrip() for line in text.splitlines() if line.strip()}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_claim_can_be_taken_away_alone(folder: Path) -> None:
    package = read_package(folder)
    for gone in package.claims:
        rest = tuple(claim for claim in package.claims if claim is not gone)
        again = read_again(package.model_copy(update={"claims": rest}))

        assert stripped(again.claims) == stripped(rest)
        assert without_blank_lines(again.texts["logic/claims.md"]) <= without_blank_lines(
            package.texts["logic/claims.md"]
        )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_node_can_get_a_child(folder: Path) -> None:
    package = read_package(folder)
    nodes = [node for node in package.all_nodes() if set(node.extra) != {""}]
    for node in nodes[:: max(1, len(nodes) // 25)]:
        child = Node(id="N99", type="dead_end", title="It's: new", hypothesis="two\nlines", evidence=("C01", "a, b"))
        grown = replace(package, node, children=(*node.children, child))
        again = read_again(grown)

        assert stripped(tuple(again.nodes)) == stripped(tuple(grown.nodes))
        assert [notice.code for notice in again.notices if notice.code == "invalid-value"] == []


def test_adding_a_claim_changes_no_line_that_is_there() -> None:
    package = read_package(HERE / "aras" / "complete")
    new = Claim(location=Location(file="logic/claims.md"), id="C04", title="New", statement="x", proof=("E01", "E02"))
    first, *others = package.claims

    texts = package_texts(package.model_copy(update={"claims": (first, new, *others)}))
    block = "## C04: New\n- **Statement**: x\n- **Proof**: [E01, E02]\n\n"

    assert texts["logic/claims.md"] == package.texts["logic/claims.md"].replace("## C02", block + "## C02")


def test_adding_rows_to_a_table_and_to_the_index() -> None:
    package = read_package(HERE / "aras" / "complete")
    table = next(entity for entity in package.evidence if entity.grids)
    grid = table.grids[0]
    wider = grid.model_copy(update={"rows": (*grid.rows, ("90 %", "2.0", "a | b"))})
    row = IndexRow(
        path="proofs/bound.md",
        source="§3",
        claims=("C01",),
        description="",
        location=Location(file="evidence/README.md"),
    )
    grown = replace(package, table, grids=(wider,)).model_copy(update={"index": (*package.index, row)})

    again = read_again(grown)

    assert (
        again.evidence[[e.location.file for e in again.evidence].index(table.location.file)].grids[0].rows == wider.rows
    )
    assert stripped(again.index) == stripped(grown.index)
    assert "| 90 % | 2.0 | a \\| b |\n\n![Table 1]" in again.texts["evidence/tables/table1.md"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_package_written_from_nothing_is_read_back_equal(folder: Path) -> None:
    package = read_package(folder)
    from_nothing = package.model_copy(update={"texts": {}})

    again = read_again(from_nothing)

    for name, entities in said(package).items():
        if name not in ("nodes", "paper", "session_index", "environment"):
            assert said(again)[name] == entities, name
    assert [node.id for node in again.all_nodes()] == [node.id for node in package.all_nodes()]
    assert [paper.title for paper in again.paper] == [paper.title for paper in package.paper]


def test_a_small_package_from_nothing_has_the_published_form(tmp_path: Path) -> None:
    def at(file: str) -> dict[str, Any]:
        return {"location": Location(file=file)}

    package = Package(
        claims=(
            Claim(**at("logic/claims.md"), id="C01", title="t", statement="one\ntwo", proof=("E01",), dependencies=()),
        ),
        experiments=(Experiment(**at("logic/experiments.md"), id="E01", title="e", procedure="1. do\n2. look"),),
        evidence=(
            EvidenceObject(
                **at("evidence/tables/t.md"),
                title="Table 1: x",
                source="Table 1",
                grids=(Grid(rows=(("a", "b"), ("1", "2 | 3")), line=5, row_lines=(5, 7)),),
            ),
        ),
        nodes=(Node(**at("trace/exploration_tree.yaml"), id="N01", type="question", children=(Node(id="N02"),)),),
    )

    write_package(package, tmp_path)
    again = read_package(tmp_path)

    assert said(again) == said(package)
    assert again.notices == ()
    claims = (tmp_path / "logic/claims.md").read_text()
    assert claims == "# Claims\n\n## C01: t\n- **Statement**: one\n  two\n- **Proof**: [E01]\n"
    assert write_package(again, tmp_path) == ()
