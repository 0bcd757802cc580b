"""What of the machine is free: CPU cores and memory that jobs share, and GPUs that they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ara.review.reproduce.planning.machine import Machine, fitting_gpus
from ara.schema.reproduce import Job


@dataclass(frozen=True)
class Lease:
    """A part of the machine, held by jobs that run one after another."""

    cpus: int
    """CPU cores."""
    memory_gb: float
    """Main memory, in GB."""
    gpus: tuple[int, ...]
    """Numbers of the GPUs."""


class Slots:
    """The machine, of which leases are taken and given back. Used by one thread only."""

    def __init__(self, machine: Machine, jobs: int | None = None, *, any_hardware: bool = False) -> None:
        """Take the machine; `jobs` is how many run at a time when they do not say how many cores they need.

        Without it such a job has the whole machine, or its GPUs' share: it may start a thread on every core, and what
        it times would depend on its neighbours.
        """
        self._machine = machine
        self._any_hardware = any_hardware
        self._jobs = jobs
        self._cpus = machine.cpus
        self._memory_gb = machine.memory_gb or float("inf")
        self._gpus = {gpu.index for gpu in machine.gpus}
        self._leases = 0

    @property
    def full(self) -> bool:
        """Whether no job at all can be started."""
        return self._cpus <= 0

    def take(self, jobs: Sequence[Job]) -> Lease | None:
        """Take what the largest of the jobs needs; None when that is not free now.

        A job that needs more than the machine has gets all of it when nothing else runs, and the worker says what it
        lacks.
        """
        gpus = max(job.needs.gpus for job in jobs)
        cpus = max(self._cores(job) for job in jobs)
        memory = min(max(job.needs.memory_gb or 0.0 for job in jobs), self._machine.memory_gb or float("inf"))
        wanted = min(gpus, len(self._machine.gpus))
        # each of the jobs must be able to run on the same devices
        fitting = self._gpus.intersection(
            *(fitting_gpus(job.needs, self._machine, any_hardware=self._any_hardware) for job in jobs if job.needs.gpus)
        )
        if self._leases and (cpus > self._cpus or memory > self._memory_gb or len(fitting) < wanted):
            return None
        lease = Lease(cpus, memory, tuple(sorted(fitting)[:wanted]) if wanted else ())
        self._leases += 1
        self._cpus -= lease.cpus
        self._memory_gb -= lease.memory_gb
        self._gpus.difference_update(lease.gpus)
        return lease

    def give_back(self, lease: Lease) -> None:
        """Give a lease back."""
        self._leases -= 1
        self._cpus += lease.cpus
        self._memory_gb += lease.memory_gb
        self._gpus.update(lease.gpus)

    def _cores(self, job: Job) -> int:
        cores = self._machine.cpus
        if job.needs.cpus is not None:
            return min(job.needs.cpus, cores)
        if self._jobs is not None:
            return max(1, cores // self._jobs)
        if job.needs.gpus and self._machine.gpus:
            return max(1, cores * min(job.needs.gpus, len(self._machine.gpus)) // len(self._machine.gpus))
        return cores
