"""Jobs on this machine: side by side as far as cores, memory and GPUs reach."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from ara.review.reproduce.executors.contract import RUNNING, TRIES, Ended, Site
from ara.review.reproduce.executors.slots import Lease, Slots
from ara.review.reproduce.planning.jobs_order import side_by_side
from ara.review.reproduce.planning.machine import Machine
from ara.review.reproduce.worker import checked
from ara.review.reproduce.worker.removal import remove_folder
from ara.schema.reproduce import Job, JobsFile


class RunJob(Protocol):
    """Runs a job of a checked jobs file on some GPUs; writes its record into a folder, and gives the record too."""

    def __call__(
        self, jobs_file: dict[str, Any], job: dict[str, Any], site: Site, out: Path, *, gpus: tuple[int, ...]
    ) -> dict[str, Any]:
        """Run it. Raises OSError when the record cannot be written."""


@dataclass(frozen=True)
class _Left:
    """A group of jobs that is through with its part of the machine."""

    lease: Lease


class LocalExecutor:
    """Threads that each wait for a job's processes; the arms of a repeat run one after another on the same device."""

    name = "local"

    def __init__(self, machine: Machine, *, jobs: int | None = None, run_job: RunJob) -> None:
        """Take the machine, how many jobs run at a time (None: what they need decides), and how one is run.

        Other threads call `run_job`, several at a time.
        """
        self._machine = machine
        self._jobs = jobs
        self._run_job = run_job

    def run(self, jobs_file: JobsFile, site: Site) -> Iterator[Ended]:
        """Run the jobs; see `Executor`."""
        whole = checked(jobs_file.model_dump(mode="json", by_alias=True))
        said = {(job["run"], job["repeat"]): job for job in whole["jobs"]}
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
                    jobs = [(job, said[job.run, job.repeat]) for job in group]
                    arguments = (whole, jobs, site, lease, events, stopped)
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
        whole: dict[str, Any],
        jobs: list[tuple[Job, dict[str, Any]]],
        site: Site,
        lease: Lease,
        events: SimpleQueue[Ended | _Left | BaseException],
        stopped: threading.Event,
    ) -> None:
        try:
            for job, said in jobs:
                if stopped.is_set():
                    return
                run = partial(self._run_job, whole, said, site, gpus=lease.gpus[: job.needs.gpus])
                ended = _tried(job, site, run, stopped)
                if ended is not None:
                    events.put(ended)
        except BaseException as error:
            events.put(error)
        finally:
            events.put(_Left(lease))


def _tried(job: Job, site: Site, run: Callable[[Path], dict[str, Any]], stopped: threading.Event) -> Ended | None:
    """Run one job; when the machine is at fault, run it again. None when the call was stopped meanwhile.

    A record counts once its folder has its final name: what a job leaves while everything is being ended does not.
    """
    fault = None
    for number in range(1, TRIES + 1):
        kept = site.out / f"{job.run}.{job.repeat}"
        trial = kept.with_name(f"{kept.name}.{number}{RUNNING}")
        try:
            trial.mkdir(parents=True, exist_ok=True)
            record = run(trial)
            fault = record["reason"] if record["fault"] == "infrastructure" else None
        except OSError as error:
            fault = f"{error.strerror or type(error).__name__}: {error.filename or 'no file named'}"
        if stopped.is_set():
            return None
        if fault is None:
            trial.rename(kept)
            return Ended(job, kept, None, number)
        remove_folder(trial)
    return Ended(job, None, fault, TRIES)


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
