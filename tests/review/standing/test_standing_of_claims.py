"""Where a claim stands, given what is filed, what was checked, and what other claims say."""

from collections.abc import Callable
from typing import Any

import pytest

from ara.review.standing import Standing, standings

Make = Callable[..., Any]


def only(found: tuple[Standing, ...], name: str = "C01") -> Standing:
    return next(standing for standing in found if standing.claim == name)


def test_a_claim_with_nothing_filed_is_a_gap(package: Make, claim: Make) -> None:
    found = only(standings(package(claim("C01", status="supported"))))

    assert (found.standing, found.basis, found.agrees) == ("gap", None, False)
    assert found.reasons == ("Nothing that is filed bears it out.",)
    assert found.missing


def test_an_indexed_table_justifies_as_reported(package: Make, claim: Make) -> None:
    found = only(standings(package(claim("C01", status="supported"), filed=("C01",))))

    assert (found.standing, found.basis, found.fidelity, found.agrees) == ("justified", "as reported", None, True)
    assert found.reasons == ("The index lists evidence/tables/C01.md for it.",)


def test_an_indexed_file_that_is_not_there_supports_nothing(package: Make, claim: Make) -> None:
    held = package(claim("C01"), filed=("C01",)).model_copy(update={"files": {}})

    assert only(standings(held)).standing == "gap"


def test_a_record_of_a_run_supports_by_its_verdict_alone(package: Make, claim: Make, experiment: Make) -> None:
    run = "evidence/runs/E01-smoke-main-00000000/repeat-0.json"
    test = experiment("E01", verifies=("C01",), evidence=(run,))
    held = package(claim("C01", proof=(run,)), filed=("C01",), experiments=(test,))
    row = held.index[0].model_copy(update={"path": run.removeprefix("evidence/")})

    found = only(standings(held.model_copy(update={"index": (row,), "files": {run: 1}})))

    assert (found.standing, found.reasons) == ("gap", ("Nothing that is filed bears it out.",))


@pytest.mark.parametrize(
    ("evidence", "standing"),
    [(("pending",), "gap"), (("evidence/tables/gone.md",), "gap"), (("Table 3 of the paper",), "justified")],
)
def test_an_experiment_supports_when_it_has_filed_a_result(
    evidence: tuple[str, ...], standing: str, package: Make, claim: Make, experiment: Make
) -> None:
    held = package(claim("C01"), experiments=(experiment("E01", verifies=("C01",), evidence=evidence),))

    assert only(standings(held)).standing == standing


def test_a_cited_experiment_without_files_supports_when_the_claim_tells_what_it_showed(
    package: Make, claim: Make, experiment: Make
) -> None:
    told = claim("C01", proof=("E01",), evidence_basis="Table 2, row 3")
    silent = claim("C02", proof=("E01",))

    found = standings(package(told, silent, experiments=(experiment("E01"),)))

    assert [standing.standing for standing in found] == ["justified", "gap"]


def test_a_quoted_result_supports_and_a_quoted_input_does_not(package: Make, claim: Make) -> None:
    result = claim("C01", sources=("3 ← Table 1 «it took 3 s» [result]",))
    recipe = claim("C02", sources=("3 ← config «depth: 3» [input]",))
    pending = claim("C03", sources=("3 ← [pending: Table 1] «it took 3 s» [result]",))

    found = standings(package(result, recipe, pending))

    assert [standing.standing for standing in found] == ["justified", "gap", "gap"]


@pytest.mark.parametrize("fidelity", ["scaled", "paper", "analytic"])
def test_a_verified_check_justifies_with_its_fidelity(fidelity: str, package: Make, claim: Make, verdict: Make) -> None:
    found = only(standings(package(claim("C01")), (verdict("C01", fidelity=fidelity),)))

    assert (found.standing, found.basis, found.fidelity) == ("justified", "re-executed", fidelity)
    assert found.reasons == (f"K01 verifies it at {fidelity} fidelity, by records made here.",)


@pytest.mark.parametrize("outcome", ["verified", "contradicted"])
@pytest.mark.parametrize("held", [{"fidelity": "smoke"}, {"off_spec": True}])
def test_rehearsals_and_other_hardware_decide_nothing(
    outcome: str, held: dict[str, Any], package: Make, claim: Make, verdict: Make
) -> None:
    plain = only(standings(package(claim("C01"), filed=("C01",))))
    found = only(standings(package(claim("C01"), filed=("C01",)), (verdict("C01", outcome, **held),)))

    assert (found.standing, found.basis, found.reasons) == (plain.standing, plain.basis, plain.reasons)
    assert "decides nothing" in found.missing[0]


@pytest.mark.parametrize("outcome", ["inconclusive", "void", "not-run", "error"])
def test_a_check_without_an_answer_neither_supports_nor_attacks(
    outcome: str, package: Make, claim: Make, verdict: Make
) -> None:
    found = only(standings(package(claim("C01")), (verdict("C01", outcome),)))

    assert (found.standing, found.missing[-1].endswith("so it came out.")) == ("gap", True)


@pytest.mark.parametrize(
    ("fidelity", "standing"), [("scaled", "contested"), ("paper", "defeated"), ("analytic", "defeated")]
)
def test_only_a_contradiction_at_full_fidelity_defeats(
    fidelity: str, standing: str, package: Make, claim: Make, verdict: Make
) -> None:
    held = package(claim("C01", status="supported"), filed=("C01",))
    found = only(standings(held, (verdict("C01", "contradicted", fidelity),)))

    assert (found.standing, found.agrees, found.attacked) == (standing, False, True)
    assert f"K01 contradicts it at {fidelity} fidelity, by records made here." in found.reasons


def test_shipped_records_are_called_shipped(package: Make, claim: Make, verdict: Make) -> None:
    found = only(standings(package(claim("C01")), (verdict("C01", origin="shipped"),)))

    assert (found.standing, found.basis) == ("justified", "shipped records")
    assert "shipped records" in found.reasons[0]


def test_our_own_records_come_first_and_keep_their_own_fidelity(package: Make, claim: Make, verdict: Make) -> None:
    checks = (verdict("C01", origin="shipped"), verdict("C01", fidelity="scaled", check="K02"))

    found = only(standings(package(claim("C01")), checks))

    assert (found.basis, found.fidelity) == ("re-executed", "scaled")


def test_records_of_both_origins_count_as_shipped(package: Make, claim: Make, verdict: Make) -> None:
    assert only(standings(package(claim("C01")), (verdict("C01", origin="mixed"),))).basis == "shipped records"


def test_checks_that_say_the_same_are_one_sentence(package: Make, claim: Make, verdict: Make) -> None:
    few = [verdict("C01", check=f"K0{number}") for number in (1, 2)]
    many = [*few, *(verdict("C01", check=f"K0{number}") for number in range(3, 8))]
    against = [verdict("C01", "contradicted", "scaled", check=f"K1{number}") for number in (1, 2)]
    held = package(claim("C01"))

    assert only(standings(held, few)).reasons == ("K01, K02 verify it at paper fidelity, by records made here.",)
    assert only(standings(held, [*many, *against])).reasons == (
        "K01, K02 and 5 more verify it at paper fidelity, by records made here.",
        "K11, K12 contradict it at scaled fidelity, by records made here.",
    )


def test_a_claim_with_support_defeats_what_it_refutes(package: Make, claim: Make) -> None:
    held = package(claim("C01", status="supported"), claim("C02", refutes=("C01",)), filed=("C01", "C02"))

    assert [standing.standing for standing in standings(held)] == ["defeated", "justified"]


def test_a_claim_without_support_only_contests_what_it_refutes(package: Make, claim: Make) -> None:
    held = package(claim("C01"), claim("C02", refutes=("C01",)), filed=("C01",))

    assert [standing.standing for standing in standings(held)] == ["contested", "gap"]


def test_claims_that_refute_each_other_are_both_contested(package: Make, claim: Make) -> None:
    held = package(claim("C01", refutes=("C02",)), claim("C02", refutes=("C01",)), filed=("C01", "C02"))

    assert [standing.standing for standing in standings(held)] == ["contested", "contested"]


def test_what_refutes_the_refuter_defends(package: Make, claim: Make) -> None:
    claims = (claim("C01"), claim("C02", refutes=("C01",)), claim("C03", refutes=("C02",)))

    found = standings(package(*claims, filed=("C01", "C02", "C03")))

    assert [standing.standing for standing in found] == ["justified", "defeated", "justified"]
    assert "but C02 is defeated itself." in found[0].reasons[-1] and not found[0].attacked


def test_a_claim_falls_with_what_it_rests_on(package: Make, claim: Make, verdict: Make) -> None:
    claims = (claim("C01"), claim("C02", dependencies=("C01",)), claim("C03", dependencies=("C02",)))
    held = package(*claims, filed=("C01", "C02", "C03"))

    defeated = standings(held, (verdict("C01", "contradicted"),))
    contested = standings(held, (verdict("C01", "contradicted", "scaled"),))

    assert [standing.standing for standing in defeated] == ["defeated"] * 3
    assert [standing.standing for standing in contested] == ["contested"] * 3
    assert defeated[2].reasons[-1] == "It rests on C02, which is defeated." and not defeated[2].attacked


def test_claims_that_rest_on_each_other_are_contested(package: Make, claim: Make) -> None:
    held = package(claim("C01", dependencies=("C02",)), claim("C02", dependencies=("C01",)), filed=("C01", "C02"))

    assert [standing.standing for standing in standings(held)] == ["contested", "contested"]


def test_a_claim_that_rests_on_nothing_known_is_contested(package: Make, claim: Make) -> None:
    found = only(standings(package(claim("C01", dependencies=("C09",)), filed=("C01",))))

    assert (found.standing, found.reasons[-1]) == ("contested", "It rests on C09, which is not defined.")


def test_resting_on_a_gap_is_no_attack(package: Make, claim: Make) -> None:
    held = package(claim("C01"), claim("C02", dependencies=("C01",)), filed=("C02",))

    assert [standing.standing for standing in standings(held)] == ["gap", "justified"]


def test_a_dead_end_that_names_a_claim_contests_it(package: Make, claim: Make, node: Make) -> None:
    held = package(claim("C01"), filed=("C01",), nodes=(node("N04", "dead_end", evidence=("C01",)),))

    found = only(standings(held))

    assert (found.standing, found.reasons[-1]) == ("contested", "Dead end N04 names it as given up.")


def test_a_pivot_contests_only_what_it_turned_from(package: Make, claim: Make, node: Make) -> None:
    turn = node("N05", "pivot", change_from="The way of C01", change_to="The way of C02", evidence=("C02",))
    held = package(claim("C01"), claim("C02"), filed=("C01", "C02"), nodes=(turn,))

    assert [standing.standing for standing in standings(held)] == ["contested", "justified"]


def test_what_is_filed_for_a_claim_declared_refuted_speaks_against_it(package: Make, claim: Make) -> None:
    found = only(standings(package(claim("C01", status="refuted"), filed=("C01",))))

    assert (found.standing, found.agrees) == ("defeated", True)


def test_declared_refuted_with_nothing_filed_is_a_gap_and_disagrees(package: Make, claim: Make) -> None:
    found = only(standings(package(claim("C01", status="refuted"))))

    assert (found.standing, found.agrees) == ("gap", False)


def test_a_verified_check_contests_the_word_of_an_author_who_gave_up(package: Make, claim: Make, verdict: Make) -> None:
    found = only(standings(package(claim("C01", status="refuted"), filed=("C01",)), (verdict("C01"),)))

    assert (found.standing, found.agrees) == ("contested", False)


def test_an_identifier_that_is_given_twice_stands_once(package: Make, claim: Make) -> None:
    assert len(standings(package(claim("C01"), claim("C01"), claim("")))) == 1


def test_a_verdict_on_a_claim_that_is_not_there_is_left_out(package: Make, claim: Make, verdict: Make) -> None:
    assert [found.claim for found in standings(package(claim("C01")), (verdict("C07"),))] == ["C01"]
