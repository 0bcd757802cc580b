"""Jobs on this machine: what runs beside what, on which GPU, and what becomes of faults that are the machine's."""

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.executors.contract import Site
from ara.review.reproduce.executors.local import LocalExecutor
from ara.review.reproduce.planning import Gpu, Machine

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GPUs are locked in the state folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


TWO_CORES = Machine(cpus=2, memory_gb=8)
FOUR_GPUS = Machine(cpus=16, memory_gb=64, gpus=tuple(Gpu(index, "NVIDIA H200", 150) for index in range(4)))


def test_every_job_is_given_back_once_with_its_record(job: Make, jobs_file: Make, site: Site, stand_in: Make) -> None:
    jobs = [job(repeat=number, cpus=1) for number in range(20)]

    ended = list(LocalExecutor(TWO_CORES, run_job=stand_in()).run(jobs_file(*jobs), site))

    assert sorted(item.job.repeat for item in ended) == list(range(20))
    assert all((item.folder / item.job.run / f"repeat-{item.job.repeat}.json").is_file() for item in ended)
    assert not list(site.out.glob("*.running"))


def test_jobs_that_say_their_cores_share_the_machine(job: Make, jobs_file: Make, site: Site, stand_in: Make) -> None:
    worker = stand_in(0.02)

    list(LocalExecutor(TWO_CORES, run_job=worker).run(jobs_file(*(job(repeat=n, cpus=1) for n in range(8))), site))

    assert worker.most == 2


def test_a_job_that_does_not_say_its_cores_has_the_machine(
    job: Make, jobs_file: Make, site: Site, stand_in: Make
) -> None:
    alone, shared = stand_in(0.01), stand_in(0.02)
    jobs = jobs_file(*(job(repeat=number) for number in range(6)))

    list(LocalExecutor(TWO_CORES, run_job=alone).run(jobs, site))
    for folder in site.out.iterdir():
        folder.rename(folder.with_name(folder.name + ".running"))
    list(LocalExecutor(TWO_CORES, jobs=2, run_job=shared).run(jobs, site))

    assert (alone.most, shared.most) == (1, 2)


def test_memory_bounds_what_runs_side_by_side(job: Make, jobs_file: Make, site: Site, stand_in: Make) -> None:
    worker = stand_in(0.01)
    jobs = [job(repeat=number, cpus=1, memory_gb=5) for number in range(4)]

    list(LocalExecutor(Machine(cpus=8, memory_gb=8), run_job=worker).run(jobs_file(*jobs), site))

    assert worker.most == 1


def test_gpus_are_used_in_parallel_and_never_shared(job: Make, jobs_file: Make, site: Site, stand_in: Make) -> None:
    worker = stand_in(0.03)
    jobs = [job(repeat=number, gpus=1 + number % 2) for number in range(12)]

    list(LocalExecutor(FOUR_GPUS, run_job=worker).run(jobs_file(*jobs), site))

    assert worker.most >= 2
    for index in range(4):
        held = sorted((began, ended) for _, _, gpus, began, ended in worker.spans if index in gpus)
        assert all(before[1] <= after[0] for before, after in pairwise(held)), f"GPU {index} was shared"
    assert {len(gpus) for _, _, gpus, _, _ in worker.spans} == {1, 2}


def test_arms_of_a_repeat_run_one_after_another_on_one_device(
    job: Make, jobs_file: Make, site: Site, stand_in: Make
) -> None:
    worker = stand_in(0.01)
    jobs = [job(repeat=number, arm=arm, gpus=1) for number in range(6) for arm in ("dense", "sparse")]

    list(LocalExecutor(FOUR_GPUS, run_job=worker).run(jobs_file(*jobs), site))

    for number in range(6):
        first, second = [span for span in worker.spans if span[1] == number]
        assert (first[0], second[0]) == ("dense", "sparse")
        assert first[2] == second[2] and first[4] <= second[3]


def test_a_large_job_gets_its_turn_and_small_ones_pass_it(
    job: Make, jobs_file: Make, site: Site, stand_in: Make
) -> None:
    worker = stand_in(0.01)
    jobs = [job("E01", 0, gpus=1), job("E02", 0, gpus=4), *(job("E03", number, gpus=1) for number in range(4))]

    ended = list(LocalExecutor(FOUR_GPUS, run_job=worker).run(jobs_file(*jobs), site))

    assert len(ended) == 6


def test_a_job_that_needs_more_than_the_machine_has_still_ends(
    job: Make, jobs_file: Make, site: Site, stand_in: Make
) -> None:
    jobs = [job("E01", 0, cpus=64, memory_gb=999), job("E02", 0, gpus=8)]

    assert len(list(LocalExecutor(FOUR_GPUS, run_job=stand_in()).run(jobs_file(*jobs), site))) == 2


def test_a_fault_of_the_machine_is_tried_again_twice(job: Make, jobs_file: Make, site: Site, stand_in: Make) -> None:
    worker = stand_in()
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/work")
    worker.faults = {("E01", 0): ["the disk is full", full], ("E01", 1): ["lost"] * 3, ("E01", 2): [full] * 9}

    ended = LocalExecutor(TWO_CORES, run_job=worker).run(jobs_file(*(job(repeat=number) for number in range(3))), site)

    found = {item.job.repeat: (item.folder is not None, item.fault, item.tries) for item in ended}
    assert found == {0: (True, None, 3), 1: (False, "lost", 3), 2: (False, "No space left on device: /work", 3)}


def test_an_error_of_ours_is_passed_on_and_stops_the_rest(job: Make, jobs_file: Make, site: Site) -> None:
    seen: list[int] = []

    def worker(jobs_file: Any, job: dict[str, Any], site: Site, out: Any, *, gpus: Any) -> dict[str, Any]:
        seen.append(job["repeat"])
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        list(LocalExecutor(TWO_CORES, run_job=worker).run(jobs_file(*(job(repeat=n) for n in range(9))), site))
    assert seen == [0]


def test_closing_the_iterator_starts_no_further_job_and_keeps_no_half_done_one(
    job: Make, jobs_file: Make, site: Site, stand_in: Make
) -> None:
    release, done = threading.Event(), threading.Event()

    class Slow(stand_in):  # type: ignore[misc]
        def __call__(self, jobs_file: Any, job: Any, site: Site, out: Any, *, gpus: Any) -> Any:
            if job["repeat"] == 1:
                release.wait(10)
            record = super().__call__(jobs_file, job, site, out, gpus=gpus)
            if job["repeat"] == 1:
                done.set()
            return record

    worker = Slow()
    jobs = jobs_file(*(job(repeat=number, cpus=1) for number in range(5)))
    running = LocalExecutor(TWO_CORES, run_job=worker).run(jobs, site)
    first = next(running)
    running.close()
    release.set()

    assert done.wait(10)
    time.sleep(0.05)
    assert first.job.repeat == 0
    assert {span[1] for span in worker.spans} == {0, 1}
    assert [folder.name for folder in site.out.iterdir() if not folder.name.endswith(".running")] == [first.folder.name]


def test_two_calls_do_not_use_a_gpu_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    code = (
        "import sys, time\nfrom ara.review.reproduce.executors.gpu_locks import held\n"
        "with held([1, 0]):\n    print(time.monotonic())\n    time.sleep(0.2)\n    print(time.monotonic())\n"
    )
    calls = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]

    (first_began, first_ended), (began, ended) = sorted(tuple(map(float, c.communicate()[0].split())) for c in calls)

    assert first_began < first_ended <= began < ended
