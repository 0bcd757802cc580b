"""A whole Ara judged: what is not bound, what is shipped, what is hostile."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ara.review.reproduce.judge import judge_check, judge_package
from ara.review.reproduce.judge.posthoc import check_hashes
from ara.review.reproduce.runs_ledger import RunsLedger
from ara.schema import read_package


def test_claims_without_a_bound_or_a_way_to_run_are_listed_as_not_run(artifact: Callable[..., Any]) -> None:
    paper = {"value": 2.0, "source": "Table 2", "unit": "x"}
    stub = {"K09": {"claim": "C01", "metric": "memory", "direction": "lower", "paper_value": paper}}
    made = artifact(file={"stubs": stub, "not_executable": {"C02": "it needs a B200"}})

    _, bound, refused = made.judged().verdicts

    assert (bound.check, bound.outcome, bound.missing, bound.unit, bound.expect) == (
        "K09",
        "not-run",
        "a bound",
        "x",
        None,
    )
    assert (refused.check, refused.claim, refused.outcome) == ("C02", "C02", "not-run")
    assert refused.missing == "it needs a B200"


def test_an_ara_without_checks_has_no_verdicts(artifact: Callable[..., Any]) -> None:
    package = artifact().package.model_copy(update={"reproduce": None})

    judgement = judge_package(package)

    assert judgement.verdicts == ()
    assert [standing.standing for standing in judgement.standings] == ["justified"]


def test_only_the_checks_that_are_asked_for_are_judged(artifact: Callable[..., Any]) -> None:
    other = {"K02": {"claim": "C01", "experiment": "E01", "metric": "speedup", "expect": {"at_least": 1}}}
    made = artifact(more_checks=other)

    assert [item.check for item in judge_package(made.package, only=["K02"]).verdicts] == ["K02"]


def test_a_verdict_shows_its_working(artifact: Callable[..., Any]) -> None:
    rows = [{"metric": "speedup", "value": 3.5, "unit": "x"}]
    h200 = {"gpus": ["NVIDIA H200", "NVIDIA H200"], "gpu_driver": "570.1"}
    made = artifact(runs={"main": [{"rows": rows, "hardware": h200}, 3.6, 3.7, 3.55, 3.65]})

    found = made.judged().verdicts[0]

    assert found.measured is not None
    assert found.measured.points == (3.5, 3.6, 3.7, 3.55, 3.65)
    assert found.measured.interval == pytest.approx((3.5 - 0.2 / 16, 3.7 + 0.2 / 16))
    assert found.measured.runs[0].endswith("/repeat-0")
    assert found.ratio_to_paper == pytest.approx(1.0)
    assert found.strength == pytest.approx((3.0 - 1.0) / (3.6 - 1.0))
    assert found.isolation == ("bubblewrap",)
    assert found.hardware == ("2 x NVIDIA H200, driver 570.1", "unknown processor")


def test_a_forged_record_with_a_hash_that_is_in_no_ledger_is_shipped(artifact: Callable[..., Any]) -> None:
    made = artifact(runs={"main": [1.5, 1.6, 1.7, 1.5, 1.6]})
    for place in (made.root / "evidence/runs").glob("E01-paper-main-*/repeat-*.json"):
        record = json.loads(place.read_text(encoding="utf-8"))
        record["rows"] = [{"metric": "speedup", "value": 3.6 + record["repeat"] / 100}]
        place.write_text(json.dumps(record), encoding="utf-8")
    forged = read_package(made.root)

    shown = judge_package(forged, root=made.root, ledger=made.ledger)
    counted = judge_package(forged, root=made.root, ledger=made.ledger, accept_shipped=False)

    assert (shown.verdicts[0].outcome, shown.verdicts[0].origin) == ("verified", "mixed")
    assert shown.standings[0].basis == "shipped records"
    assert counted.verdicts[0].outcome == "not-run"


def test_without_a_ledger_nothing_was_made_here(artifact: Callable[..., Any]) -> None:
    package = artifact().package

    assert judge_package(package).verdicts[0].origin == "shipped"
    assert judge_package(package, ledger=RunsLedger()).here == frozenset()


def test_a_shared_control_is_found_under_the_name_of_another_check(artifact: Callable[..., Any]) -> None:
    check = {"claim": "C01", "experiment": "E01", "metric": "speedup", "expect": {"at_least": 2.0}}
    made = artifact(more_checks={"K02": {**check, "control": {"args": ["--off"]}}})

    assert made.judged().verdicts[1].outcome == "verified"


def test_a_control_that_was_named_after_a_check_that_is_gone_is_still_found(artifact: Callable[..., Any]) -> None:
    made = artifact(runs={"main+K01": None, "main+K00": [1.0, 1.1, 0.9, 1.05, 0.95]})

    assert made.judged().verdicts[0].outcome == "verified"


def test_records_in_any_order_give_the_same_verdict(artifact: Callable[..., Any]) -> None:
    made = artifact(runs={"main": [[1.5, 3.5], [1.6, 3.6], [1.7, 3.7], [1.5, 3.5], [1.6, 3.6]]})
    reproduce, runs = made.package.reproduce, made.package.runs

    assert (
        judge_check("K01", reproduce, runs).model_dump_json()
        == judge_check("K01", reproduce, runs[::-1]).model_dump_json()
    )


def test_of_two_versions_of_the_code_the_later_run_is_judged(artifact: Callable[..., Any]) -> None:
    old = [
        {"version": "old", "rows": [9.0], "repeat": repeat, "started": "2025-01-01T00:00:00Z"} for repeat in range(5)
    ]
    made = artifact(
        runs={
            "main": [
                *old,
                *({"rows": [value], "repeat": place} for place, value in enumerate((3.5, 3.6, 3.7, 3.5, 3.6))),
            ]
        }
    )

    found = made.judged().verdicts[0]

    assert found.measured is not None
    assert (found.measured.value, found.earlier) == (3.6, {"verified": 1})


def test_a_failed_control_arm_of_another_check_harms_no_other_check(artifact: Callable[..., Any]) -> None:
    made = artifact(runs={"main+K07": [{"exit_code": 1, "check_hashes": {"K07": "0"}}] * 5})

    assert made.judged().verdicts[0].outcome == "verified"


@pytest.mark.parametrize(
    "fields",
    [
        {"started": "yesterday"},
        {"started": "9999-12-31T23:59:59-23:59"},
        {"fidelity": "divine"},
        {"hardware": {"gpus": ["(a+)+$" * 50]}},
        {"code_files": {"../../../etc/passwd": "0" * 64, "/etc/passwd": "0" * 64, "a\0b": "0" * 64}},
        {"check_hashes": {"K01": ""}},
        {"rows": [{"metric": "speedup", "value": 1e308}]},
        {"rows": [{"metric": "speedup", "value": 3.6, "unit": "\x1b[2J", "params": {"\x1b]0;": "\x1b"}}]},
        {"seconds": -1.0},
        {"isolation": "\x1b[2J"},
    ],
)
def test_no_record_can_bring_the_judge_down(artifact: Callable[..., Any], fields: dict[str, Any]) -> None:
    made = artifact(git={}, runs={"main": [{"rows": [3.5], **fields}, 3.6, 3.7, 3.55, 3.65]})

    assert made.judged().verdicts[0].outcome in ("verified", "error")


def test_the_hash_of_a_check_does_not_depend_on_what_its_note_says(artifact: Callable[..., Any]) -> None:
    plain, noted = artifact().package.reproduce, artifact(check={"note": "since it is so"}).package.reproduce

    assert check_hashes(plain) == check_hashes(noted)
    assert check_hashes(plain) != check_hashes(artifact(check={"expect": {"at_least": 3.01}}).package.reproduce)
