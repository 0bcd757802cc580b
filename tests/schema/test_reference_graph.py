"""The reference graph: one table, and every reference of a package with its place."""

import pytest

from ara.schema import Package, read_texts
from ara.schema.mentions import mentioned_ids, mentioned_paths
from ara.schema.references import EDGES, HOMES, PREFIXES, definitions, references, resolves

CLAIMS = "## C01: One\n- **Proof**: [E01, E2]\n- **Dependencies**: [C09]\n\n## C02: Two\n- **Refutes**: [C01]\n"
EXPERIMENTS = (
    "## E01: First\n- **Verifies**: [C01]\n- **Evidence**: [tables/t.md (row 2), pending]\n- **Dependencies**: none.\n"
    "- **Run**: scripts/go.sh «python src/execution/x.py»\n"
)
TRACE = (
    "tree:\n- id: N01\n  evidence: [C01, Table 2, see C2]\n  children:\n  - id: N02\n    also_depends_on: [N01, N9]\n"
)
REPRODUCE = (
    "format: ara-reproduce/1\ncode: {root: src}\nexperiments:\n  E01:\n    command: [python, x.py]\n"
    "    tiers: {smoke: {fidelity: smoke}}\nchecks:\n  K01:\n    claim: C02\n    experiment: E01\n    metric: m\n"
    "    expect: {at_least: 1}\n"
)


@pytest.fixture
def package() -> Package:
    return read_texts(
        {
            "logic/claims.md": CLAIMS,
            "logic/experiments.md": EXPERIMENTS,
            "trace/exploration_tree.yaml": TRACE,
            "src/reproduce.yaml": REPRODUCE,
            "evidence/tables/t.md": "# T\n",
        }
    )


def drawn(package: Package, source: str, field: str) -> list[tuple[str, str, str | None]]:
    return [
        (reference.source_id, str(reference.location), reference.target_id)
        for reference in references(package)
        if (reference.edge.source, reference.edge.field) == (source, field)
    ]


def test_references_carry_the_place_of_their_field_and_the_published_identifier(package: Package) -> None:
    assert drawn(package, "claim", "proof") == [
        ("C01", "logic/claims.md:2", "E01"),
        ("C01", "logic/claims.md:2", "E02"),
    ]


def test_words_that_stand_for_nothing_are_no_references(package: Package) -> None:
    assert drawn(package, "experiment", "dependencies") == []
    assert drawn(package, "experiment", "evidence") == [("E01", "logic/experiments.md:3", "evidence/tables/t.md")]


def test_a_quoted_command_names_no_file_of_the_ara(package: Package) -> None:
    assert drawn(package, "experiment", "run") == []


def test_only_identifiers_count_in_the_evidence_of_a_node(package: Package) -> None:
    assert drawn(package, "node", "evidence") == [
        ("N01", "trace/exploration_tree.yaml:3", "C01"),
        ("N01", "trace/exploration_tree.yaml:3", "C02"),
    ]


def test_a_check_points_to_its_claim_and_to_both_files_of_experiments(package: Package) -> None:
    targets = {
        (reference.edge.target, reference.target_id)
        for reference in references(package)
        if reference.source_id == "K01"
    }

    assert targets == {("claim", "C02"), ("runnable-experiment", "E01"), ("experiment", "E01")}
    assert ("K01", "src/reproduce.yaml:9", "C02") in drawn(package, "check", "claim")


def test_what_is_named_and_not_defined_does_not_resolve(package: Package) -> None:
    defined = definitions(package)
    dangling = [reference.target_id for reference in references(package) if not resolves(reference, defined)]

    assert dangling == ["E02", "C09", "N09"]


def test_every_namespace_of_the_table_has_a_definition() -> None:
    targets = {edge.target for edge in EDGES}

    assert targets == {*PREFIXES, "file"} == {*HOMES, "file"} == set(definitions(Package()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](../b/c.md#top)", ["logic/b/c.md"]),
        ("[web](https://example.org/a.md), [mail](mailto:a@b.c)", []),
        ("evidence/tables/x.md:12-14, row 3.", ["evidence/tables/x.md"]),
        ("figures/f.(png/md)", ["evidence/figures/f.png", "evidence/figures/f.md"]),
        ("`tables/x.md` and Section 4.2", ["evidence/tables/x.md"]),
        ("[out](../../../etc/passwd)", ["../etc/passwd"]),
        ("[top](/PAPER.md)", ["PAPER.md"]),
        ("nothing at all", []),
    ],
)
def test_paths_are_given_from_the_top_of_the_ara(text: str, found: list[str]) -> None:
    mentions = mentioned_paths(text, "logic/solution/a.md", {"evidence/tables/x.md": 1}, "evidence")

    assert [mention.name for mention in mentions] == found


def test_an_identifier_alone_is_exact_and_one_in_prose_is_not() -> None:
    assert [(mention.name, mention.exact) for mention in mentioned_ids("C7", "C")] == [("C07", True)]
    assert [(mention.name, mention.exact) for mention in mentioned_ids("see C7", "C")] == [("C07", False)]
