"""Slots are shared, a GPU belongs to one job at a time, the arms of a repeat stay together."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from ara.review.reproduce.worker.schedule import Schedule, groups


def _job(repeat: int = 0, arm: str = "main", experiment: str = "E01", gpus: int = 0, cpus: int | None = None) -> Any:
    needs = {"gpus": gpus, "cpus": cpus}
    return {"experiment": experiment, "tier": "t", "repeat": repeat, "arm": arm, "purpose": "judge", "needs": needs}


class Seen:
    """What ran, where, and how many at a time."""

    def __init__(self, pause: float = 0.02) -> None:
        self.pause = pause
        self.lock = threading.Lock()
        self.running: list[tuple[int, ...]] = []
        self.most = 0
        self.done: list[tuple[Any, tuple[int, ...]]] = []
        self.shared = False

    def __call__(self, job: Any, gpus: tuple[int, ...]) -> None:
        with self.lock:
            self.shared |= any(set(gpus) & set(others) for others in self.running)
            self.running.append(gpus)
            self.most = max(self.most, len(self.running))
        time.sleep(self.pause)
        with self.lock:
            self.running.remove(gpus)
            self.done.append((job, gpus))


def test_the_arms_of_a_repeat_are_one_group_in_the_order_of_the_file() -> None:
    jobs = [_job(0, "dense"), _job(0, "sparse"), _job(1, "dense"), _job(1, "sparse"), _job(0, "main", "E02")]

    found = groups(jobs)

    assert [[(job["experiment"], job["repeat"], job["arm"]) for job in group] for group in found] == [
        [("E01", 0, "dense"), ("E01", 0, "sparse")],
        [("E01", 1, "dense"), ("E01", 1, "sparse")],
        [("E02", 0, "main")],
    ]


def test_no_more_jobs_run_than_there_are_slots() -> None:
    seen = Seen()

    Schedule(seen, slots=2, gpus=0).run([_job(number) for number in range(8)])

    assert len(seen.done) == 8
    assert seen.most == 2


def test_one_slot_keeps_the_order_of_the_file() -> None:
    seen = Seen(0)

    Schedule(seen, slots=1, gpus=0).run([_job(number) for number in range(20)])

    assert [job["repeat"] for job, _ in seen.done] == list(range(20))


def test_a_job_of_two_cores_takes_two_slots() -> None:
    seen = Seen()

    Schedule(seen, slots=2, gpus=0).run([_job(number, cpus=2) for number in range(3)])

    assert seen.most == 1


def test_gpu_jobs_spread_over_gpus_and_share_none() -> None:
    seen = Seen(0.05)
    jobs = [_job(repeat, arm, gpus=1) for repeat in range(4) for arm in ("dense", "sparse")]

    Schedule(seen, slots=1, gpus=2).run(jobs)

    assert not seen.shared
    assert seen.most == 2
    places = {repeat: {gpus for job, gpus in seen.done if job["repeat"] == repeat} for repeat in range(4)}
    assert all(len(devices) == 1 for devices in places.values()), "arms of one repeat ran on different devices"
    assert set().union(*places.values()) == {(0,), (1,)}


def test_a_job_that_needs_more_gpus_than_there_are_is_still_handed_on() -> None:
    seen = Seen(0)

    Schedule(seen, slots=1, gpus=1).run([_job(gpus=4)])

    assert seen.done[0][1] == (0,)


def test_what_a_job_raises_starts_no_further_one_and_is_passed_on() -> None:
    started = []

    def run_one(job: Any, gpus: tuple[int, ...]) -> None:
        started.append(job["repeat"])
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        Schedule(run_one, slots=1, gpus=0).run([_job(number) for number in range(5)])

    assert started == [0]
