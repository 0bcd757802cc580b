"""A call that is killed loses no finished run and counts none twice; the next one does the rest."""

import importlib.util
from pathlib import Path

import pytest

from ara.review.reproduce.worker.sandbox.probe import survey

BENCHMARK = Path(__file__).parents[4] / "benchmarks" / "reproduce_kill.py"


@pytest.mark.skipif(all(trial.fault for trial in survey()), reason="no sandbox works here")
def test_six_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("benchmark_of_kills", BENCHMARK)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.EXPERIMENTS, module.JOBS, module.LONGEST_S = 2, 2 * 2 * module.REPEATS, 1.6

    tally = module.kill_and_resume(tmp_path, 6, seed=7)

    assert tally.faults == ()
    assert tally.kills >= 6 and tally.aras >= 1
