"""Which job runs when: cores are shared out in slots, a GPU belongs to one job at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

Job = dict[str, Any]


def groups(jobs: list[Job]) -> list[list[Job]]:
    """Put the arms of one repeat together, in the order of the file.

    They run one after another on the same device, so that what is compared was measured on one and the same.
    """
    found: dict[tuple[Any, ...], list[Job]] = {}
    for job in jobs:
        key = (job["experiment"], job["tier"], job["repeat"], job["purpose"])
        found.setdefault(key, []).append(job)
    return list(found.values())


class Schedule:
    """Runs groups of jobs side by side as far as slots and GPUs reach."""

    def __init__(self, run_one: Callable[[Job, tuple[int, ...]], None], slots: int, gpus: int) -> None:
        """Take what runs one job on some GPUs, how many CPU jobs run at a time, and how many GPUs there are."""
        self._run_one = run_one
        self._slots = slots
        self._most_slots = slots
        self._gpus = list(range(gpus))
        self._most_gpus = gpus
        self._change = threading.Condition()
        self._running = 0
        self._error: BaseException | None = None

    def run(self, jobs: list[Job]) -> None:
        """Run all jobs. An interrupt, or what `run_one` raises, starts no further one and is passed on."""
        waiting = groups(jobs)
        with self._change:
            while (waiting or self._running) and self._error is None:
                started = self._start_what_fits(waiting)
                if not started:
                    # with a limit, since an interrupt does not end an endless wait on every system
                    self._change.wait(1.0)
            if self._error is not None:
                raise self._error

    def _start_what_fits(self, waiting: list[list[Job]]) -> bool:
        for index, group in enumerate(waiting):
            gpus = min(max(job["needs"]["gpus"] for job in group), self._most_gpus)
            # a job with a GPU waits for that alone; one that needs more slots than there are gets all of them
            wanted = max(job["needs"]["cpus"] or 1 for job in group)
            slots = 0 if gpus else min(wanted, self._most_slots)
            if gpus <= len(self._gpus) and slots <= self._slots:
                del waiting[index]
                taken = tuple(self._gpus[:gpus])
                del self._gpus[:gpus]
                self._slots -= slots
                self._running += 1
                threading.Thread(target=self._run_group, args=(group, taken, slots), daemon=True).start()
                return True
        return False

    def _run_group(self, group: list[Job], gpus: tuple[int, ...], slots: int) -> None:
        error: BaseException | None = None
        try:
            for job in group:
                self._run_one(job, gpus[: job["needs"]["gpus"]])
        except BaseException as raised:
            error = raised
        with self._change:
            self._gpus = sorted([*self._gpus, *gpus])
            self._slots += slots
            self._running -= 1
            self._error = self._error or error
            self._change.notify()
