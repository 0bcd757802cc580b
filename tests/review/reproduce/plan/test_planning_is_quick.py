"""Planning 1,000 checks takes at most a second of the processor."""

import importlib.util
import time
from pathlib import Path
from types import ModuleType

import pytest

from ara.schema import read_package


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    path = Path(__file__).parents[4] / "benchmarks" / "planning.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_planning", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("apart", [True, False])
def test_a_thousand_checks_are_planned_within_a_second(apart: bool, benchmark: ModuleType, tmp_path: Path) -> None:
    ara = benchmark.write_ara(tmp_path, 1000, apart=apart)
    package = read_package(ara)

    began = time.process_time()
    plan = benchmark.planned(package, ara)
    seconds = time.process_time() - began

    assert len(plan.checks) == 1000
    assert len(plan.runs) == (2000 if apart else 1001)
    assert seconds <= 1.0
