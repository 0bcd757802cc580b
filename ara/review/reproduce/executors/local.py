"""Jobs on this machine: side by side as far as cores, memory and GPUs reach."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from ara.review.reproduce.executors.contract import TRIES, Ended, Site
from ara.review.reproduce.executors.slots import Lease, Slots
from ara.review.reproduce.planning.jobs_order import side_by_side
from ara.review.reproduce.planning.machine import Machine
from ara.schema.reproduce import Job, JobsFile

RunJob = Callable[[dict[str, Any], Job, Site, Path, tuple[int, ...]], dict[str, Any]]
"""Runs a job of a file on GPUs, writes its record into a folder, and gives the record too."""


@dataclass(frozen=True)
class _Left:
    """A group of jobs that is through with its part of the machine."""

    lease: Lease


class LocalExecutor:
    """Threads that each wait for a job's processes; the arms of a repeat run one after another on the same device."""

    name = "local"

    def __init__(self, machine: Machine, *, jobs: int | None = None, run_job: RunJob) -> None:
        """Take the machine, how many jobs run at a time (None: what they need decides), and how one is run."""
        self._machine = machine
        self._jobs = jobs
        self._run_job = run_job

    def run(self, jobs_file: JobsFile, site: Site) -> Iterator[Ended]:
        """Run the jobs; see `Executor`."""
        said = jobs_file.model_dump(mode="json", by_alias=True)
        slots = Slots(self._machine, self._jobs, any_hardware=site.any_hardware)
        waiting = deque(side_by_side(jobs_file.jobs))
        events: SimpleQueue[Ended | _Left | BaseException] = SimpleQueue()
        stopped = threading.Event()
        running = 0
        try:
            while waiting or running:
                for group, lease in _startable(waiting, slots):
                    running += 1
                    # a daemon: after an interrupt nobody waits for it, and its processes end with this one
                    arguments = (said, group, site, lease, events, stopped)
                    threading.Thread(target=self._group, args=arguments, daemon=True).start()
                event = events.get()
                if isinstance(event, Ended):
                    yield event
                elif isinstance(event, _Left):
                    slots.give_back(event.lease)
                    running -= 1
                else:
                    raise event
        finally:
            stopped.set()

    def _group(
        self,
        said: dict[str, Any],
        group: tuple[Job, ...],
        site: Site,
        lease: Lease,
        events: SimpleQueue[Ended | _Left | BaseException],
        stopped: threading.Event,
    ) -> None:
        try:
            for job in group:
                if stopped.is_set():
                    return
                events.put(self._ended(said, job, site, lease.gpus[: job.needs.gpus]))
        except BaseException as error:
            events.put(error)
        finally:
            events.put(_Left(lease))

    def _ended(self, said: dict[str, Any], job: Job, site: Site, gpus: tuple[int, ...]) -> Ended:
        """Run one job; when the machine is at fault, run it again."""
        folder, fault = None, None
        for number in range(1, TRIES + 1):
            out = site.out / f"{job.run}.{job.repeat}.{number}"
            out.mkdir(parents=True, exist_ok=True)
            try:
                record = self._run_job(said, job, site, out, gpus)
            except OSError as error:
                folder, fault = None, f"{error.strerror or type(error).__name__}: {error.filename or 'no file named'}"
                continue
            folder, fault = out, None
            if record.get("fault") != "infrastructure":
                return Ended(job, folder, None, number)
        return Ended(job, folder, fault, TRIES)


def _startable(waiting: deque[tuple[Job, ...]], slots: Slots) -> Iterator[tuple[tuple[Job, ...], Lease]]:
    """Take from those that wait the groups for which there is room now; one that is too large lets others pass."""
    passed: list[tuple[Job, ...]] = []
    while waiting and not slots.full:
        group = waiting.popleft()
        lease = slots.take(group)
        if lease is None:
            passed.append(group)
        else:
            yield group, lease
    waiting.extendleft(reversed(passed))
