"""What the probes of the harness notice, and what they leave alone."""

from collections.abc import Callable
from typing import Any

import pytest

from ara.review.reproduce.judge.literals import literal_metrics

GPU = {"hardware": {"gpus": ["NVIDIA H200"]}, "params": {"device": "cuda:0"}}


def found(judged: Any) -> list[str]:
    return [finding.rule for finding in judged.judged().findings]


def on_cuda(value: float, **fields: Any) -> dict[str, Any]:
    return {"rows": [{"metric": "speedup", "value": value, "params": {"device": "cuda"}}], **fields}


def test_a_correct_artifact_is_left_alone(artifact: Callable[..., Any]) -> None:
    assert found(artifact()) == []


def test_values_that_are_the_same_over_all_seeds_are_asked_about(artifact: Callable[..., Any]) -> None:
    same = {"main": [3.6] * 5}

    assert found(artifact(runs=same)) == ["P01"]
    assert found(artifact(runs=same, experiment={"deterministic": True})) == []
    assert found(artifact(runs={"main": [0] * 5}, check={"expect": {"=": {"no_violations": True}}})) == []


@pytest.mark.parametrize(
    ("value", "unit", "codes"),
    [(31, "s", ["P02"]), (29, "s", []), (31_000, "ms", ["P02"]), (31_000, "us", []), (31, "tok", [])],
)
def test_a_time_longer_than_its_job_is_impossible(
    artifact: Callable[..., Any], value: float, unit: str, codes: list[str]
) -> None:
    rows = [{"metric": "speedup", "value": 3.5}, {"metric": "latency", "value": value, "unit": unit}]

    assert found(artifact(runs={"main": [{"rows": rows}, 3.6, 3.7, 3.55, 3.65]})) == codes


def test_a_row_of_a_gpu_needs_a_gpu(artifact: Callable[..., Any]) -> None:
    rest = [3.6, 3.7, 3.55, 3.65]
    h200 = {"gpus": ["NVIDIA H200"]}

    assert found(artifact(runs={"main": [on_cuda(3.5), *rest]})) == ["P03"]
    assert found(artifact(runs={"main": [on_cuda(3.5, hardware=h200), *rest]})) == []


def test_a_gpu_that_did_nothing_is_asked_about(artifact: Callable[..., Any]) -> None:
    def used(busy: float, samples: int) -> list[str]:
        fields = {"hardware": {"gpus": ["NVIDIA H200"]}, "gpu_use": {"samples": samples, "busy_percent": busy}}
        return found(artifact(runs={"main": [on_cuda(3.5, **fields), 3.6, 3.7, 3.55, 3.65]}))

    assert used(0.0, 10) == ["P03"]
    assert used(12.0, 10) == []
    assert used(0.0, 1) == []
    idle = {"gpu_use": {"samples": 10, "busy_percent": 0.0}}
    assert found(artifact(runs={"main": [{"rows": [3.5], **idle}, 3.6, 3.7, 3.55, 3.65]})) == []


@pytest.mark.parametrize(
    ("source", "metrics"),
    [
        ('write("speedup", 3.6)', ["speedup"]),
        ('write(metric="speedup", value=-2)', ["speedup"]),
        ('emit({"metric": "speedup", "value": 3.6})', ["speedup"]),
        ('results["speedup"] = 3.6', ["speedup"]),
        ("speedup = 3.6", ["speedup"]),
        ("self.speedup = 3.6", ["speedup"]),
        ('rows = {"speedup": 3.6}', ["speedup"]),
        ('print("Speed: 3.6 x")', ["speedup"]),
        ("speedup = 0.0", []),
        ('best = {"speedup": 0.0}', []),
        ('write("speedup", slow / fast)', []),
        ('write("warm-up", 3)', []),
        ('write("speedup", value, 3)', []),
        ('print(f"Speed: {slow / fast} x")', []),
        ("speedup = True", []),
        ("def (", []),
    ],
)
def test_a_metric_that_is_a_literal_is_found(tmp_path: Any, source: str, metrics: list[str]) -> None:
    (tmp_path / "run.py").write_text(f"import x\n{source}\n", encoding="utf-8")

    literals = [*literal_metrics(tmp_path, ["run.py"], {"speedup": {3.6, 3.5}}, {"Speed: {value} x": "speedup"})]

    assert [literal.metric for literal in literals] == metrics
    assert all((literal.path, literal.line) == ("run.py", 2) for literal in literals)


def test_files_that_are_gone_or_lie_elsewhere_are_not_read(tmp_path: Any) -> None:
    (tmp_path / "outside.py").write_text("speedup = 3.6\n", encoding="utf-8")
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "link.py").symlink_to(tmp_path / "outside.py")

    names = ["link.py", "gone.py", "../outside.py", str(tmp_path / "outside.py")]
    assert [*literal_metrics(tmp_path / "code", names, {"speedup": {3.6}}, {})] == []


def test_a_literal_in_the_code_of_an_artifact_is_a_finding_with_file_and_line(artifact: Callable[..., Any]) -> None:
    findings = artifact(code={"run.py": 'import x\nx.write("speedup", 3.6)\n'}).judged().findings

    assert [(item.rule, str(item.location)) for item in findings] == [("P04", "run.py:2")]
