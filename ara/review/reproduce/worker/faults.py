"""What can go wrong with a job, by whose doing it is. The word decides what a claim is charged with."""

from __future__ import annotations


class JobsFileError(Exception):
    """The job file cannot be used: one line with the file, the key and the mend. Nothing has been run."""

    def __init__(self, file: str, key: str, problem: str, mend: str) -> None:
        """Compose the line; `key` is the path of the offending key, empty for the file as a whole."""
        super().__init__(f"{file}: {key + ': ' if key else ''}{problem}. {mend}")


class MissingError(Exception):
    """Something that a job needs is not here: a GPU, an input, a package, a secret. The job is not run."""


class ArtifactError(Exception):
    """The artifact's own fault: its command, its metrics file or what its rules collect."""


class JobCancelledError(Exception):
    """The caller has given up a job that was running; there is no record of it."""


class HarnessError(Exception):
    """Our fault, or the machine's: a full disk, code that differs from the plan, a GPU that answers wrongly."""
