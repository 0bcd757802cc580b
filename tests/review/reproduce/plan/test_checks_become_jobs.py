"""The smallest set of jobs that settles the checks: shared runs, controls, seeds, order, hashes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.planning import Plan
from ara.schema import AraError

Make = Callable[..., Path]
Planned = Callable[..., Plan]
Form = Callable[..., dict[str, Any]]


def arms(plan: Plan) -> list[str]:
    return [run.arm for run in plan.runs]


def test_checks_of_one_experiment_share_its_run(make_ara: Make, planned: Planned, check: Form) -> None:
    plan = planned(make_ara(checks={"K01": check(), "K02": check(metric="memory")}))

    assert arms(plan) == ["main"]
    assert [job.repeat for job in plan.jobs_file.jobs] == [0, 1, 2, 3, 4]
    assert set(plan.jobs_file.jobs[0].check_hashes) == {"K01", "K02"}


def test_a_control_that_reads_other_rows_needs_no_run(make_ara: Make, planned: Planned, check: Form) -> None:
    plan = planned(make_ara(checks={"K01": check(control={"where": {"mode": "off"}})}))

    assert arms(plan) == ["main"]


def test_a_control_that_changes_arguments_is_a_run_of_its_own(make_ara: Make, planned: Planned, check: Form) -> None:
    plan = planned(make_ara(checks={"K01": check(control={"args": ["--off"], "env": {"MODE": "0"}})}))

    assert arms(plan) == ["main", "main+K01"]
    control = next(job for job in plan.jobs_file.jobs if job.arm == "main+K01")
    assert control.argv == ("python", "run.py", "--off")
    assert control.env == {"MODE": "0"}
    assert control.run.startswith("E01-smoke-main+K01-") and control.run.endswith(control.job[:8])


def test_equal_controls_share_a_run_named_after_the_first(make_ara: Make, planned: Planned, check: Form) -> None:
    same = {"args": ["--off"]}
    plan = planned(make_ara(checks={"K01": check(control=same), "K02": check(control=same | {"where": {"a": 1}})}))

    assert arms(plan) == ["main", "main+K01"]
    assert {name: len(item.runs) for name, item in zip("ab", plan.checks, strict=True)} == {"a": 2, "b": 2}


def test_the_experiments_control_serves_checks_without_one(make_ara: Make, planned: Planned, run: Form) -> None:
    plan = planned(make_ara(experiments={"E01": run(control={"args": ["--off"]})}))

    assert arms(plan) == ["main", "main+K01"]


def test_without_controls_none_is_planned(make_ara: Make, planned: Planned, check: Form) -> None:
    ara = make_ara(checks={"K01": check(control={"args": ["--off"]})})

    assert arms(planned(ara, no_control=True)) == ["main"]


TWO_ARMS = {
    "arms": {
        "dense": {"command": ["python", "run.py", "--dense"]},
        "sparse": {"command": ["python", "run.py", "--sparse"]},
        "other": {"command": ["python", "run.py", "--other"]},
    },
    "derive": {"speedup": "max(sparse.speed, 0) / dense.speed"},
    "repeats": 2,
    "tiers": {"smoke": {"args": ["--small"], "fidelity": "smoke"}},
}


def test_only_the_arms_that_a_check_reads_are_run_side_by_side(make_ara: Make, planned: Planned, check: Form) -> None:
    control = {"arm": "sparse", "args": ["--random"]}
    plan = planned(make_ara(experiments={"E01": TWO_ARMS}, checks={"K01": check(metric="speedup", control=control)}))

    order = [(job.repeat, job.arm) for job in plan.jobs_file.jobs]
    assert order == [(i, arm) for i in (0, 1) for arm in ("dense", "sparse", "sparse+K01")]
    assert plan.jobs_file.jobs[2].argv == ("python", "run.py", "--sparse", "--small", "--random")


def test_a_comparison_reads_the_arm_that_it_is_compared_with(make_ara: Make, planned: Planned, check: Form) -> None:
    expect = {"exceeds": {"other": "other.speed", "margin": 0.1}}
    plan = planned(make_ara(experiments={"E01": TWO_ARMS}, checks={"K01": check(metric="sparse.speed", expect=expect)}))

    assert arms(plan) == ["sparse", "other"]


def test_arms_of_a_repeat_share_a_seed_and_repeats_do_not(make_ara: Make, planned: Planned, check: Form) -> None:
    ara = make_ara(experiments={"E01": TWO_ARMS}, checks={"K01": check(metric="speedup")})

    seeds = [job.seed for job in planned(ara).jobs_file.jobs]

    assert seeds[0] == seeds[1] != seeds[2] == seeds[3]
    assert seeds == [job.seed for job in planned(ara).jobs_file.jobs], "another call draws the same seeds"


def test_seeds_of_the_file_come_first(make_ara: Make, planned: Planned, run: Form) -> None:
    plan = planned(make_ara(experiments={"E01": run(seeds=[7, 8], repeats=2)}))

    assert [job.seed for job in plan.jobs_file.jobs] == [7, 8]


def test_a_deterministic_experiment_is_run_once_unless_it_says_otherwise(
    make_ara: Make, planned: Planned, run: Form
) -> None:
    assert len(planned(make_ara(experiments={"E01": run(deterministic=True)})).jobs_file.jobs) == 1
    assert len(planned(make_ara(experiments={"E01": run(deterministic=True, repeats=3)})).jobs_file.jobs) == 3


def test_in_process_repeats_are_one_job(make_ara: Make, planned: Planned, run: Form) -> None:
    jobs = planned(make_ara(experiments={"E01": run(repeats="in-process")})).jobs_file.jobs

    assert [(job.repeats, job.repeat) for job in jobs] == [("in-process", 0)]


def test_calibration_has_other_seeds_and_runs_of_its_own(make_ara: Make, planned: Planned) -> None:
    ara = make_ara()
    judged, calibration = planned(ara), planned(ara, purpose="calibration")

    assert not {job.seed for job in judged.jobs_file.jobs} & {job.seed for job in calibration.jobs_file.jobs}
    assert {job.purpose for job in calibration.jobs_file.jobs} == {"calibration"}
    assert judged.runs[0].run != calibration.runs[0].run


CHANGES = {
    "code": lambda data: data["files"].update({"src/execution/run.py": "print('speed: 4')\n"}),
    "arguments": lambda data: data["run"].update(command=["python", "run.py", "-v"]),
    "environment variable": lambda data: data["run"].update(env={"A": "1"}),
    "folder": lambda data: data["run"].update(cwd="sub"),
    "packages": lambda data: data["run"].update(environment={"requirements": ["numpy==2.0.0"]}),
    "collect rule": lambda data: data["run"].update(
        collect=[{"metric": "speed", "from": "stdout", "pattern": "speed: {value}"}]
    ),
    "input": lambda data: data["run"].update(inputs={"p": {"from": "https://a.b/c", "sha256": "0" * 64, "bytes": 1}}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_declared_is_in_the_hash(change: str, make_ara: Make, planned: Planned, run: Form) -> None:
    before = planned(make_ara()).runs[0].job
    data: dict[str, Any] = {"run": run(), "files": {"src/execution/sub/x.py": ""}}
    with_sub = planned(make_ara(experiments={"E01": run()}, files=data["files"])).runs[0].job
    CHANGES[change](data)

    after = planned(make_ara(experiments={"E01": data["run"]}, files=data["files"])).runs[0].job

    assert len({before, with_sub, after}) == 3


def test_needs_seeds_notes_and_bounds_are_not_in_the_hash(
    make_ara: Make, planned: Planned, run: Form, check: Form
) -> None:
    before = planned(make_ara()).runs[0].job
    tiers = {"smoke": {"fidelity": "smoke", "needs": {"time_s": 5}}}
    changed = run(seeds=[1, 2, 3, 4, 5], tiers=tiers)

    after = planned(make_ara(experiments={"E01": changed}, checks={"K01": check(expect={"at_least": 9}, note="x")}))

    assert after.runs[0].job == before


def test_the_jobs_file_holds_no_bound_and_no_paper_value(make_ara: Make, planned: Planned, check: Form) -> None:
    value = {"value": 4321.5, "source": "Table 1"}
    ara = make_ara(checks={"K01": check(expect={"at_least": 1234.5}, paper_value=value, note="secret note")})

    said = planned(ara).jobs_file.model_dump_json(by_alias=True)

    assert not [word for word in ("1234.5", "4321.5", "secret note", "at_least", "C01") if word in said]


def test_only_names_experiments_checks_claims_and_candidates(
    make_ara: Make, planned: Planned, run: Form, check: Form
) -> None:
    ara = make_ara(
        experiments={"E01": run(), "E02": run(command=["python", "other.py"]), "E03": run()},
        checks={"K01": check(), "K02": check(experiment="E02"), "K03": check(claim="C02")},
        candidates={"E09": {"status": "candidate", "command": ["python", "found.py"], "source": "README.md:3"}},
    )

    def asked(*only: str) -> tuple[list[str], list[str]]:
        plan = planned(ara, only=only)
        return [item.check for item in plan.checks], [run.experiment for run in plan.runs]

    assert asked() == (["K01", "K02", "K03"], ["E01", "E02"])
    assert asked("K02") == (["K02"], ["E02"])
    assert asked("E1") == (["K01", "K03"], ["E01"])
    assert asked("C02") == (["K03"], ["E01"])
    assert asked("E03") == ([], ["E03"])
    assert asked("E09") == ([], ["E09"])


def test_a_candidate_runs_once_counts_for_nothing_and_is_never_run_unasked(make_ara: Make, planned: Planned) -> None:
    ara = make_ara({}, {}, candidates={"E09": {"command": ["python", "run.py"], "source": "README.md:3"}})

    assert planned(ara).jobs_file.jobs == ()
    jobs = planned(ara, only=("E09",)).jobs_file.jobs
    assert [(job.tier, job.fidelity, dict(job.check_hashes)) for job in jobs] == [("candidate", "smoke", {})]


def test_only_with_an_unknown_word_is_refused(make_ara: Make, planned: Planned) -> None:
    with pytest.raises(AraError, match="--only names E07"):
        planned(make_ara(), only=("E07",))


def test_a_stub_is_listed_as_missing_its_bound(make_ara: Make, planned: Planned) -> None:
    stub = {"claim": "C01", "metric": "speed", "direction": "higher", "paper_value": {"value": 3, "source": "Table 1"}}

    plan = planned(make_ara({}, {}, stubs={"K05": stub}))

    assert [(item.check, item.state, item.why) for item in plan.checks] == [("K05", "missing", "no bound")]


def test_an_ara_that_says_nothing_to_run_is_refused_with_a_mend(make_ara: Make, planned: Planned) -> None:
    ara = make_ara()
    (ara / "src/reproduce.yaml").unlink()

    with pytest.raises(AraError, match=r"src/reproduce\.yaml: there is nothing to run"):
        planned(ara)
