"""The canary: no GPU job runs on a GPU that does not answer, or counts wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

import ara.review.reproduce.worker.hardware as hardware
from ara.review.reproduce.worker.canary import judged_answer
from ara.review.reproduce.worker.faults import HarnessError, MissingError
from ara.review.reproduce.worker.hardware import GpuSamples
from ara.review.reproduce.worker.harness import PROGRAMS

GOOD = {"torch": "2.8", "cuda": "12.8", "device": "NVIDIA H200", "devices": 1, "matmul": True, "kernel": True}


def _judged(**changes: Any) -> dict[str, Any]:
    return judged_answer(json.dumps({**GOOD, **changes}).encode(), 1)


def test_a_good_answer_stands_in_the_record() -> None:
    assert _judged() == GOOD


def test_a_machine_without_triton_or_torch_is_judged_by_what_there_is() -> None:
    assert _judged(kernel=None)["matmul"] is True
    assert _judged(torch=None, devices=None, matmul=None, kernel=None)["device"] == "NVIDIA H200"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"device": None}, "not visible inside the sandbox"),
        ({"device": None, "torch": None}, "not visible inside the sandbox"),
        ({"devices": 8}, "8 GPUs are visible"),
        ({"matmul": False}, "computes a matrix product wrongly"),
        ({"kernel": False}, "computes a Triton kernel wrongly"),
    ],
)
def test_a_wrong_answer_is_our_fault(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(HarnessError, match=words):
        _judged(**changes)


def test_a_torch_for_the_cpu_is_missing_something() -> None:
    with pytest.raises(MissingError, match="a torch built for CUDA"):
        _judged(device=None, cuda=None)


@pytest.mark.parametrize("data", [b"", b"nonsense", b"[1]", b"null"])
def test_no_answer_is_our_fault(data: bytes) -> None:
    with pytest.raises(HarnessError, match="gave no answer"):
        judged_answer(data, 1)


def test_without_torch_the_driver_is_asked_and_says_nothing_here() -> None:
    program = f"import sys\nsys.modules['torch'] = None\nsys.path.insert(0, {PROGRAMS!r})\nimport canary\n"
    program += "canary.ctypes.CDLL = lambda name: (_ for _ in ()).throw(OSError(name))\nprint(canary.answer())"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "{'torch': None, 'device': None, 'matmul': None, 'kernel': None}"


def test_a_gpu_job_is_not_run_where_the_sandbox_shows_no_gpu(
    artifact: Any, monkeypatch: pytest.MonkeyPatch, row_program: str
) -> None:
    from ara.review.reproduce.worker import checked, run_job

    monkeypatch.setattr(hardware.gpus, "cache_clear", lambda: None, raising=False)
    card = hardware.Gpu("NVIDIA H200", "999.1", 150.0)
    monkeypatch.setattr(hardware, "gpus", lambda: (card,))
    monkeypatch.setattr("ara.review.reproduce.worker.needs.gpus", lambda: (card,))
    artifact.write("main.py", row_program)
    jobs_file = checked(artifact.jobs_file({"needs": {"gpus": 1, "gpu_memory_gb": 100}}))

    record = run_job(
        jobs_file,
        jobs_file["jobs"][0],
        root=artifact.root,
        out=artifact.out,
        sandbox=artifact.sandbox,
        work=artifact.folder / "work",
        secrets={},
        gpus=(0,),
    )

    assert record["rows"] == [] and record["exit_code"] is None
    assert record["fault"] == "infrastructure" or "a torch built for CUDA" in record["missing"]
    assert record["hardware"]["gpus"] == ["NVIDIA H200"]


def test_use_of_gpus_is_summed_up() -> None:
    samples = GpuSamples(["90, 1000", "70, 3000", "[N/A], 5", "50"])

    assert samples.summary(2) == {"samples": 1, "busy_percent": 80.0, "peak_memory_mb": 3145.7}
    assert GpuSamples([]).summary(1) == {"samples": 0, "busy_percent": None, "peak_memory_mb": None}
