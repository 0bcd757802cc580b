"""What an executor is: it takes jobs, and gives each back when it has ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ara.schema.reproduce import Job, JobsFile

TRIES = 3
"""How often a job is started when the machine, not the artifact, is at fault; two of them are repetitions."""
RUNNING = ".running"
"""End of the name of a folder in which a record is not to be relied on yet."""


@dataclass(frozen=True)
class Site:
    """Where the jobs of one artifact find what they need, and leave what they made."""

    root: Path
    """The code's root, which trees are copied from."""
    out: Path
    """A folder of ours; each job's record comes into a folder of its own below it."""
    work: Path
    """A folder of ours for staged code and scratch."""
    input_cache: Path
    """The folder of inputs, by hash."""
    environment_cache: Path
    """The folder of built environments, by hash."""
    no_sandbox: bool = False
    """Whether jobs run without isolation."""
    allow_build: bool = False
    """Whether packages may be built from source."""
    any_hardware: bool = False
    """Whether another class of GPU than the one asked for will do."""
    hidden: tuple[Path, ...] = ()
    """Folders that no job may see, beside the root and what jobs write: the Ara."""
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    """Values of the secrets that are given, by name."""


@dataclass(frozen=True)
class Ended:
    """A job that has ended."""

    job: Job
    """The job."""
    folder: Path | None
    """The folder below `Site.out` that holds its record; None when the machine was at fault each time."""
    fault: str | None = None
    """What went wrong on our side, in the last try."""
    tries: int = 1
    """How often it was started."""


class Executor(Protocol):
    """Something that runs jobs."""

    name: str
    """`local` or `parsl`."""

    def run(self, jobs_file: JobsFile, site: Site) -> Iterator[Ended]:
        """Run the jobs of a file and give each back as soon as it has ended, in any order.

        A fault of the machine is never the artifact's: the job is started again, up to three times in all. Closing the
        iterator, or an interrupt, starts no further job.
        """
