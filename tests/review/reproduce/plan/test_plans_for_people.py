"""What `ara reproduce --plan` prints, for people and as a document."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.planning import Machine, Plan, read_budget
from ara.review.reproduce.planning.text import as_json, as_text, duration

Make = Callable[..., Path]
Form = Callable[..., dict[str, Any]]

GPU = {
    "gpu": {
        "fidelity": "paper",
        "needs": {"gpus": 2, "gpu_memory_gb": 80, "gpu_class": "H200", "time_s": 5400, "packages": ["torch"]},
    }
}


@pytest.fixture
def plan(make_ara: Make, planned: Callable[..., Plan], run: Form, check: Form, server: Machine) -> Plan:
    stub = {"claim": "C02", "metric": "m", "direction": "higher", "paper_value": {"value": 3, "source": "Table 1"}}
    ara = make_ara(
        {"E01": run(tiers=GPU, repeats=2), "E02": run(secrets=["TOKEN"]), "E03": run(tiers=GPU, repeats=9)},
        {"K01": check(headline=True), "K02": check(experiment="E02"), "K03": check(experiment="E03")},
        stubs={"K09": stub},
    )
    return planned(ara, machine=server, budget=read_budget("10gpuh"))


def test_each_run_says_jobs_time_and_needs_and_each_check_that_is_not_run_says_why(plan: Plan) -> None:
    assert re.sub("-[0-9a-f]{8}:", ":", as_text(plan)).splitlines() == [
        "E01-gpu-main: 2 jobs of at most 1 h 30 min, each with 2 GPUs of 80 GB (H200), torch",
        "E02-smoke-main: nothing to run",
        "E03-gpu-main: nothing to run",
        "K02 (C01) cannot run here: secret TOKEN",
        "K03 (C01) is left out: it would take 27.00 GPU-hours more, past the budget",
        "K09 (C02) cannot run here: no bound",
        "4 checks: 1 to run, 2 that cannot run here, 1 left out.",
        "2 jobs: at most 3 h 0 min one after another, at most 6.00 GPU-hours.",
    ]


def test_the_document_holds_the_same_without_the_jobs(plan: Plan) -> None:
    document = json.loads(as_json(plan))

    assert document["jobs"] == 2 and "jobs_file" not in document
    assert [item["state"] for item in document["checks"]] == ["run", "missing", "left-out", "missing"]
    assert document["runs"][0]["needs"]["gpus"] == 2
    assert (document["gpu_hours"], document["seconds"], document["upper_bound"]) == (6.0, 10800.0, True)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (9.94, "9.9 s"), (59.4, "59 s"), (60, "1 min"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_durations_read_as_people_say_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words
