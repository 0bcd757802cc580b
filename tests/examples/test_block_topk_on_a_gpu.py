"""The records of the example's GPU experiment, made on another machine by a worker, filed and judged here."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from ara.compiler.output import compile_to
from ara.compiler.pipeline import Sources
from ara.review.reproduce.collect_runs import collect_runs
from ara.review.reproduce.judge import judge_package
from ara.schema import Package, read_package


@pytest.fixture(scope="module")
def compiled(example: Path, make_repo: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gpu")
    make_repo.make_repo(folder / "code")
    compile_to(Sources(pdf=example / "paper.pdf", repo=str(folder / "code")), folder / "ara")
    collect_runs(folder / "ara", example / "runs-on-h200", ledger=folder / "ledger.jsonl")
    return folder / "ara"


@pytest.fixture(scope="module")
def package(compiled: Path) -> Package:
    return read_package(compiled)


def test_the_records_say_where_and_how_they_were_made(package: Package) -> None:
    records = [record for record in package.runs if record.experiment == "E09"]

    assert sorted(record.arm for record in records) == ["main", "main+K31", "main+K32"]
    for record in records:
        assert record.exit_code == 0 and record.isolation == "bubblewrap"
        assert record.hardware.gpus == ("NVIDIA H200",) and record.hardware.gpu_driver
        canary = record.hardware.canary
        assert canary["device"] == "NVIDIA H200" and canary["matmul"] is True and canary["kernel"] is True


def test_they_verify_the_checks_as_shipped_records_of_the_code_that_is_there(package: Package, compiled: Path) -> None:
    judged = {verdict.check: verdict for verdict in judge_package(package, root=compiled).verdicts}

    for name in ("K31", "K32"):
        verdict = judged[name]
        assert (verdict.outcome, verdict.origin, verdict.fidelity) == ("verified", "shipped", "smoke")
        assert not verdict.stale and not verdict.cosmetic
        assert verdict.control is not None and verdict.control.outcome == "contradicted"
