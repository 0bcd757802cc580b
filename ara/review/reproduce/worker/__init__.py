"""What runs a job on any node: the standard library alone, Python 3.9 or later, started as a folder or imported."""

from .faults import JobsFileError
from .jobs_file import checked, read_jobs_file
from .run import run_job

__all__ = ["JobsFileError", "checked", "read_jobs_file", "run_job"]
