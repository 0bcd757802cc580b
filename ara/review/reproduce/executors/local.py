"""Jobs on this machine: side by side as far as cores, memory and GPUs reach."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from ara.review.reproduce.executors.contract import RUNNING, TRIES, Ended, Site
from ara.review.reproduce.executors.gpu_locks import held
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
        if not jobs_file.jobs:
            return
        call = _Call(jobs_file, site, Slots(self._machine, self._jobs, any_hardware=site.any_hardware), self._run_job)
        try:
            call.start()
            while (event := call.events.get()) is not None:
                if isinstance(event, BaseException):
                    raise event
                yield event
        finally:
            call.stopped.set()


class _Call:
    """The jobs of one call. A thread that is through with its jobs starts the next ones itself.

    So the machine is kept busy while whoever takes the records is busy with them.
    """

    def __init__(self, jobs_file: JobsFile, site: Site, slots: Slots, run_job: RunJob) -> None:
        self.events: SimpleQueue[Ended | BaseException | None] = SimpleQueue()
        self.stopped = threading.Event()
        self._whole = checked(jobs_file.model_dump(mode="json", by_alias=True))
        self._said = {(job["run"], job["repeat"]): job for job in self._whole["jobs"]}
        self._site = site
        self._run_job = run_job
        self._lock = threading.Lock()
        self._slots = slots
        self._waiting = deque(side_by_side(jobs_file.jobs))
        self._running = 0

    def start(self) -> None:
        """Start the jobs for which there is room."""
        with self._lock:
            self._start()

    def _start(self) -> None:
        for group, lease in _startable(self._waiting, self._slots):
            self._running += 1
            # a daemon: after an interrupt nobody waits for it, and its processes end with this one
            threading.Thread(target=self._run, args=(group, lease), daemon=True).start()

    def _run(self, group: tuple[Job, ...], lease: Lease) -> None:
        try:
            with held(lease.gpus):
                self._run_one_by_one(group, lease)
        except BaseException as error:
            self.stopped.set()
            self.events.put(error)
        finally:
            self._leave(lease)

    def _run_one_by_one(self, group: tuple[Job, ...], lease: Lease) -> None:
        for job in group:
            if self.stopped.is_set():
                return
            gpus = lease.gpus[: job.needs.gpus]
            run = partial(self._run_job, self._whole, self._said[job.run, job.repeat], self._site, gpus=gpus)
            ended = _tried(job, self._site, run, self.stopped)
            if ended is not None:
                self.events.put(ended)

    def _leave(self, lease: Lease) -> None:
        """Give a part of the machine back, and start what now fits; the last one to leave says so."""
        with self._lock:
            self._slots.give_back(lease)
            self._running -= 1
            if not self.stopped.is_set():
                self._start()
            if self._running == 0:
                self.events.put(None)


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
