"""Reading a git repository as a stranger's: from its objects, never from a work tree, and without running any of it."""

from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.model import RepoReading
from ara.compiler.repo.read import export_files, read_repo

__all__ = ["RepoLimits", "RepoReading", "export_files", "read_repo"]
