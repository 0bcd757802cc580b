"""Each experiment, run small, writes every row that a check asks for; the committed results are what it gives."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml

DEVICE = "cpu" if os.environ.get("TRITON_INTERPRET") == "1" else "cuda"
SMALL = {
    "E01": ["--repeats", "1", "--batch", "2"],
    "E02": ["--repeats", "1", "--batches", "1", "--batch", "2"],
    "E03": ["--repeats", "1", "--batches", "1", "--batch", "2"],
    "E04": ["--repeats", "1", "--batches", "1", "--batch", "2"],
    "E05": ["--repeats", "1", "--batches", "1", "--batch", "2"],
    "E06": [],
    "E07": ["--repeats", "1", "--batch", "1", "--timings", "1"],
    "E08": ["--batches", "1", "--batch", "2"],
    "E09": ["--device", DEVICE, "--repeats", "1", "--drawn", "1", "--batch", "1", "--timings", "1"],
}
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def plan(example: Path) -> dict[str, Any]:
    return yaml.safe_load((example / "code" / "ara-reproduce.yaml").read_text(encoding="utf-8"))


def run(example: Path, command: list[str], options: list[str], target: Path, seed: str = "0") -> Rows:
    """The rows of an experiment's `main`, called in this process to save the start of torch."""
    assert command[:2] == ["python", "-m"]
    threads = torch.get_num_threads()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(example / "code")
        patch.setenv("ARA_METRICS", str(target))
        patch.setenv("ARA_SEED", seed)
        torch.set_num_threads(1)
        importlib.import_module(command[2]).main([*command[3:], *options])
    torch.set_num_threads(threads)
    return read_rows(target)


def read_rows(target: Path) -> Rows:
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def small_runs(example: Path, plan: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    folder = tmp_path_factory.mktemp("rows")
    return {
        name: run(example, experiment["command"], SMALL[name], folder / f"{name}.jsonl")
        for name, experiment in plan["experiments"].items()
    }


def matching(rows: Rows, metric: str, where: dict[str, Any]) -> Rows:
    return [row for row in rows if row["metric"] == metric and where.items() <= row["params"].items()]


def test_every_row_has_the_declared_form(small_runs: dict[str, Rows]) -> None:
    for rows in small_runs.values():
        assert rows
        for row in rows:
            assert set(row) == {"metric", "value", "unit", "params", "repeat"}
            assert isinstance(row["value"], float) and row["value"] == row["value"]


def test_every_check_and_every_control_finds_its_rows(plan: dict[str, Any], small_runs: dict[str, Rows]) -> None:
    for name, check in plan["checks"].items():
        rows = small_runs[check["experiment"]]
        where = check.get("where", {})
        found = matching(rows, check["metric"], where)
        several = "reduce" in check or {"no_violations", "decreases_with"} & set(check["expect"])
        assert found if several else len(found) == 1, name
        assert matching(rows, check["metric"], check["control"].get("where", where)), name


def test_every_control_changes_something(plan: dict[str, Any]) -> None:
    for name, check in plan["checks"].items():
        control = check["control"]
        assert control.get("args") or control["where"] != check["where"], name


def test_counted_bytes_are_as_printed_and_the_controls_break_them(
    example: Path, plan: dict[str, Any], small_runs: dict[str, Rows], tmp_path: Path
) -> None:
    command = plan["experiments"]["E06"]["command"]
    for name, check in plan["checks"].items():
        if check["experiment"] != "E06":
            continue
        asked = check["expect"]["equals"]
        (row,) = matching(small_runs["E06"], check["metric"], check["where"])
        controlled = run(example, command, check["control"]["args"], tmp_path / f"{name}.jsonl")
        (other,) = matching(controlled, check["metric"], check["where"])

        assert abs(row["value"] - asked["value"]) <= asked["absolute"]
        assert abs(other["value"] - asked["value"]) > asked["absolute"]


def test_leaving_pages_out_breaks_exactness(
    example: Path, plan: dict[str, Any], small_runs: dict[str, Rows], tmp_path: Path
) -> None:
    bound = plan["checks"]["K01"]["expect"]["at_most"]
    options = [*SMALL["E01"], *plan["checks"]["K01"]["control"]["args"]]
    controlled = run(example, plan["experiments"]["E01"]["command"], options, tmp_path / "rows.jsonl")

    assert max(row["value"] for row in matching(small_runs["E01"], "difference", {})) <= bound
    assert max(row["value"] for row in matching(controlled, "difference", {})) > bound


def test_keeping_the_kernel_from_a_page_breaks_its_check(example: Path, plan: dict[str, Any], tmp_path: Path) -> None:
    command, check = plan["experiments"]["E09"]["command"], plan["checks"]["K31"]
    bound, options = check["expect"]["at_most"], [*SMALL["E09"], "--context", "1000", "--budget", "256"]
    whole = run(example, command, options, tmp_path / "whole.jsonl")
    controlled = run(example, command, [*options, *check["control"]["args"]], tmp_path / "controlled.jsonl")

    assert max(row["value"] for row in matching(whole, "difference", {})) <= bound
    assert min(row["value"] for row in matching(controlled, "difference", {})) > bound


def test_the_first_repeat_of_the_committed_results_comes_out_again(
    example: Path, plan: dict[str, Any], tmp_path: Path
) -> None:
    results = json.loads((example / "paper" / "results.json").read_text(encoding="utf-8"))
    rows = run(example, plan["experiments"]["E08"]["command"], [], tmp_path / "rows.jsonl")

    assert len(rows) == len(results["pilot"])
    for entry in results["pilot"]:
        (row,) = matching(rows, entry["metric"], entry["params"])
        # Another processor may break a near tie between two pages the other way.
        assert row["value"] == pytest.approx(entry["values"][0], rel=0.02, abs=0.02)


def test_another_seed_gives_other_numbers(
    example: Path, plan: dict[str, Any], small_runs: dict[str, Rows], tmp_path: Path
) -> None:
    command = plan["experiments"]["E03"]["command"]
    others = run(example, command, SMALL["E03"], tmp_path / "rows.jsonl", seed="1")

    assert [row["params"] for row in others] == [row["params"] for row in small_runs["E03"]]
    assert [row["value"] for row in others] != [row["value"] for row in small_runs["E03"]]


def test_a_declared_command_runs_as_a_process_of_its_own(
    example: Path, plan: dict[str, Any], small_runs: dict[str, Rows], tmp_path: Path
) -> None:
    command = [sys.executable, *plan["experiments"]["E01"]["command"][1:], *SMALL["E01"]]
    env = {name: value for name, value in os.environ.items() if name != "ARA_SEED"}
    target = tmp_path / "rows.jsonl"
    env |= {"ARA_METRICS": str(target), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    subprocess.run(command, cwd=example / "code", env=env, check=True)

    assert [row["params"] for row in read_rows(target)] == [row["params"] for row in small_runs["E01"]]
