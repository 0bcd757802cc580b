"""A small run of the fault benchmark: one subject for the argument, one for structure, numbers and tables."""

from collections.abc import Iterable

import pytest
from planting.clean import clean_shared
from planting.edits import edited, structure_plants
from planting.measure import outcome, recalls, review
from planting.plants import Plant, argument_plants
from planting.worlds import clean_ara, slots_of, worlds

SLOTS = slots_of(worlds()["grasping"], 0)


def of_world(plants: Iterable[Plant], world: str) -> list[Plant]:
    return [plant for plant in plants if plant.world == world]


ARGUMENT = of_world(argument_plants("forms.yaml"), "grasping")
STRUCTURE = of_world(structure_plants(), "irrigation")


def test_at_least_thirty_kinds_of_fault_are_planted() -> None:
    kinds = {plant.kind for plant in (*ARGUMENT, *STRUCTURE, *argument_plants("forms_numbers.yaml"))}

    assert len(kinds) >= 30
    assert {
        "fabricated claim",
        "missing falsification",
        "orphan experiment",
        "over-claim",
        "rebutted-branch leak",
    } <= kinds


@pytest.mark.parametrize("kind", sorted({plant.kind for plant in ARGUMENT}))
def test_nine_of_ten_faults_of_a_kind_are_told_from_their_twins(kind: str) -> None:
    held = recalls(outcome(plant) for plant in ARGUMENT if plant.kind == kind)[0]

    assert held.share >= 0.9, held.missed


def test_structural_faults_are_found() -> None:
    missed = [f"{one.plant.kind}/{one.plant.form}" for one in map(outcome, STRUCTURE) if not one.hit]

    assert missed == []


def test_a_twin_is_its_fault_but_for_the_fields_that_the_form_changes() -> None:
    for plant in (*ARGUMENT, *STRUCTURE):
        assert plant.fault != plant.twin
        assert len(plant.fault.keys() ^ plant.twin.keys()) <= 1


def test_a_finding_on_both_sides_is_no_hit() -> None:
    plant = ARGUMENT[0]
    blind = Plant(plant.kind, plant.form, plant.world, plant.rules, plant.twin, plant.twin)

    assert not outcome(blind).hit


def test_an_edit_whose_place_is_gone_is_an_error() -> None:
    form = {"file": "PAPER.md", "old": "not there", "new": ""}

    with pytest.raises(LookupError, match="does not hold"):
        edited(clean_ara(SLOTS), form, SLOTS)


def test_what_cannot_be_read_is_one_finding() -> None:
    broken = {**clean_ara(SLOTS), "trace/exploration_tree.yaml": "tree: ["}

    assert [seen.rule for seen in review(broken)] == ["reader"]


def test_an_unlabelled_finding_on_a_real_ara_counts_as_false(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("aras")
    claims = clean_ara(SLOTS)
    claims["logic/claims.md"] += "\n## C08: Later\n- **Statement**: Later.\n- **Status**: hypothesis\n- **Proof**: []\n"
    for path, text in claims.items():
        (folder / "one" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "one" / path).write_text(text, encoding="utf-8")

    held = clean_shared(folder)

    assert (held.claims, held.true) == (4, 0)
    assert held.false >= 1 and dict(held.rules)["R201"] == 1
