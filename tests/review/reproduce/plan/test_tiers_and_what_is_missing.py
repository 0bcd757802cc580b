"""At which tier a check is judged, what this machine lacks for it, and what a budget leaves out."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.planning import Machine, Plan, PlannedCheck, read_budget
from ara.schema import AraError

Make = Callable[..., Path]
Planned = Callable[..., Plan]
Form = Callable[..., dict[str, Any]]

TIERS = {
    "smoke": {"fidelity": "smoke"},
    "gpu": {"fidelity": "scaled", "needs": {"gpus": 1, "gpu_memory_gb": 100, "time_s": 3600}},
    "paper": {"fidelity": "paper", "needs": {"gpus": 8, "time_s": 7200}},
}


def only_check(plan: Plan) -> PlannedCheck:
    return plan.checks[0]


@pytest.mark.parametrize(("machine", "tier"), [("laptop", "smoke"), ("server", "gpu"), (None, "paper")])
def test_a_check_is_judged_at_the_highest_fidelity_that_the_machine_can_run(
    machine: str | None, tier: str, make_ara: Make, planned: Planned, run: Form, request: pytest.FixtureRequest
) -> None:
    held = request.getfixturevalue(machine) if machine else None

    check = only_check(planned(make_ara(experiments={"E01": run(tiers=TIERS)}), machine=held))

    assert (check.tier, check.state) == (tier, "run")


def test_of_equal_fidelity_the_first_in_the_file_is_taken(make_ara: Make, planned: Planned, run: Form) -> None:
    tiers = {"short": {"fidelity": "scaled"}, "long": {"fidelity": "scaled"}}

    assert only_check(planned(make_ara(experiments={"E01": run(tiers=tiers)}))).tier == "short"


def test_a_tier_that_is_asked_for_is_taken_or_said_to_be_missing(
    make_ara: Make, planned: Planned, run: Form, check: Form
) -> None:
    ara = make_ara(experiments={"E01": run(tiers=TIERS)}, checks={"K01": check(tiers=["gpu", "smoke"])})

    assert only_check(planned(ara, tier="smoke")).tier == "smoke"
    gpu, paper = only_check(planned(ara, tier="gpu")), only_check(planned(ara, tier="paper"))
    assert (gpu.state, gpu.why) == ("missing", "a GPU with 100 GB")
    assert (paper.state, paper.tier, paper.why) == ("missing", None, "it has no tier paper (smoke, gpu)")


def needs(**said: Any) -> dict[str, Any]:
    return {"tiers": {"t": {"fidelity": "paper", "needs": said}}}


@pytest.mark.parametrize(
    ("machine", "said", "why"),
    [
        ("laptop", {"packages": ["numpy", "torch"]}, "package torch"),
        ("laptop", {"memory_gb": 64}, "64 GB of memory (16 GB here)"),
        ("laptop", {"cpus": 12}, "12 CPU cores (4 here)"),
        ("laptop", {"disk_gb": 500}, "500 GB of disk (100 GB free)"),
        ("laptop", {"gpus": 2}, "2 GPUs"),
        ("server", {"gpus": 1, "gpu_class": "B200|A100"}, "a GPU of class B200|A100 (NVIDIA H200 here)"),
        ("server", {"gpus": 1, "gpu_memory_gb": 180, "gpu_class": "H200"}, "a GPU with 180 GB"),
    ],
)
def test_what_is_missing_is_named(
    machine: str, said: dict[str, Any], why: str, make_ara: Make, planned: Planned, run: Form,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    plan = planned(make_ara(experiments={"E01": run(**needs(**said))}), machine=request.getfixturevalue(machine))

    assert (only_check(plan).state, only_check(plan).why) == ("missing", why)
    assert plan.jobs_file.jobs == ()


def test_with_any_hardware_another_class_of_gpu_will_do(
    make_ara: Make, planned: Planned, run: Form, server: Machine
) -> None:
    ara = make_ara(experiments={"E01": run(**needs(gpus=1, gpu_class="B200"))})

    assert only_check(planned(ara, machine=server, any_hardware=True)).state == "run"


def test_packages_that_the_environment_brings_are_not_asked_of_the_machine(
    make_ara: Make, planned: Planned, run: Form
) -> None:
    environment = {"requirements": ["torch==2.9.0"]}
    ara = make_ara(experiments={"E01": run(environment=environment, **needs(packages=["torch"]))})

    assert only_check(planned(ara)).state == "run"


def test_a_secret_runs_only_when_it_is_given(make_ara: Make, planned: Planned, run: Form) -> None:
    ara = make_ara(experiments={"E01": run(secrets=["HF_TOKEN"])})

    assert only_check(planned(ara)).why == "secret HF_TOKEN"
    assert only_check(planned(ara, secrets=frozenset({"HF_TOKEN"}))).state == "run"


def test_an_input_is_missing_until_it_lies_in_the_cache(
    make_ara: Make, planned: Planned, run: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data = b"prompt" * 1000
    sha256 = hashlib.sha256(data).hexdigest()
    inputs = {"prompts": {"from": "https://example.org/p", "sha256": sha256, "bytes": len(data), "gated": True}}
    ara = make_ara(experiments={"E01": run(inputs=inputs)})

    place = tmp_path / "cache/ara/inputs" / sha256
    missing = only_check(planned(ara))
    place.parent.mkdir(parents=True)
    place.write_bytes(data)

    words = "input prompts, 6.0 kB from https://example.org/p, which asks for an account or an agreement"
    assert missing.why == f"{words} (put it at {place})"
    assert only_check(planned(ara)).state == "run"


def test_an_input_beside_the_code_is_looked_for_there(make_ara: Make, planned: Planned, run: Form) -> None:
    here = {"from": "data/p.txt", "sha256": hashlib.sha256(b"abc").hexdigest(), "bytes": 3}
    absent = {"from": "data/q.txt", "sha256": "0" * 64, "bytes": 3}
    files = {"src/execution/data/p.txt": "abc"}

    plan = planned(make_ara(experiments={"E01": run(inputs={"p": here})}, files=files))
    without = planned(make_ara(experiments={"E01": run(inputs={"p": here, "q": absent})}, files=files))

    assert plan.jobs_file.jobs[0].inputs[0].path == "data/p.txt"
    assert only_check(without).why == "input q, 3 bytes, at data/q.txt in the code"


def test_every_tiers_lack_is_told_when_none_can_be_run(make_ara: Make, planned: Planned, run: Form) -> None:
    tiers = TIERS | {"smoke": {"fidelity": "smoke", "needs": {"packages": ["torch"]}}}

    check = only_check(planned(make_ara(experiments={"E01": run(tiers=tiers)})))

    assert (check.tier, check.why) == ("paper", "paper: 8 GPUs; gpu: a GPU with 100 GB; smoke: package torch")


def test_a_file_for_another_machine_leaves_nothing_out_for_what_this_one_lacks(
    make_ara: Make, planned: Planned, run: Form
) -> None:
    ara = make_ara(experiments={"E01": run(**needs(gpus=8, packages=["torch"]))})

    assert only_check(planned(ara, machine=None)).state == "run"


def test_cost_is_the_limit_of_time_until_there_are_records(
    make_ara: Make, planned: Planned, run: Form, server: Machine
) -> None:
    plan = planned(make_ara(experiments={"E01": run(tiers=TIERS, repeats=5)}), machine=server)

    assert (plan.seconds, plan.gpu_hours, plan.upper_bound) == (5 * 3600, 5.0, True)


def test_a_budget_takes_headline_checks_first_and_says_what_it_leaves_out(
    make_ara: Make, planned: Planned, run: Form, check: Form, server: Machine
) -> None:
    experiments = {name: run(**needs(gpus=1, time_s=3600), repeats=2) for name in ("E01", "E02", "E03")}
    checks = {
        "K01": check(),
        "K02": check(experiment="E02", headline=True),
        "K03": check(experiment="E03"),
        "K04": check(experiment="E02", metric="memory"),
    }
    ara = make_ara(experiments, checks)

    plan = planned(ara, machine=server, budget=read_budget("4gpuh"))

    states = {item.check: (item.state, item.why) for item in plan.checks}
    assert [name for name, (state, _) in states.items() if state == "run"] == ["K01", "K02", "K04"]
    assert states["K03"] == ("left-out", "it would take 2.00 GPU-hours more, past the budget")
    assert {job.experiment for job in plan.jobs_file.jobs} == {"E01", "E02"}
    assert plan.gpu_hours == 4.0


@pytest.mark.parametrize(("text", "seconds"), [("30min", 1800), ("2h", 7200), ("90s", 90), ("1.5 h", 5400)])
def test_a_budget_of_time_counts_jobs_one_after_another(text: str, seconds: float) -> None:
    assert read_budget(text).seconds == seconds


@pytest.mark.parametrize("text", ["", "4", "gpuh", "-1h", "4 gpus", "1e9h"])
def test_words_that_are_no_budget_are_refused(text: str) -> None:
    with pytest.raises(AraError, match="is no limit"):
        read_budget(text)
