"""The jobs that an artifact declares now, to tell which records are of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ara.review.reproduce.code.source import CodeTrees, find_code
from ara.review.reproduce.hashes import job_hash, tree_hash
from ara.review.reproduce.planning.run_drafts import Draft, RunDrafts
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.reproduce import RunRecord, TreeFile


class DeclaredJobs:
    """The jobs of an Ara as its files say them now; of code at an address nothing is known, since it is not fetched."""

    def __init__(self, package: Package, ara: Path | None) -> None:
        """Take an Ara and its folder; without it, nothing is known."""
        self.folder: Path | None = None
        """The code's root on this machine."""
        self._drafts: RunDrafts | None = None
        self._known = lru_cache(maxsize=None)(self._draft)
        if ara is None or package.reproduce is None:
            return
        try:
            source = find_code(package, ara)
        except AraError:
            return
        self.folder = source.folder
        if source.folder is not None:
            self._drafts = RunDrafts(package.reproduce, CodeTrees(source), "judge")

    def job(self, experiment: str, tier: str, arm: str) -> str | None:
        """Give the hash of the job that an arm is now; None when it cannot be told."""
        draft = self._known(experiment, tier, arm)
        return draft.job.job if draft is not None else None

    def files(self, record: RunRecord) -> frozenset[str]:
        """Give the paths that a run would see now; none when it cannot be told."""
        draft = self._known(record.experiment, record.tier, record.arm)
        return frozenset(file.path for file in draft.tree.files) if draft is not None else frozenset()

    def only_code_changed(self, record: RunRecord) -> bool:
        """Tell whether a run was of the job that is declared now, whatever became of its code since.

        With the code that the run saw, the job of now must have the hash of then. True when it cannot be told.
        """
        draft = self._known(record.experiment, record.tier, record.arm)
        if draft is None or not record.code_files:
            return True
        executable = {file.path for file in draft.tree.files if file.executable}
        saw = [
            # of a file that is gone its executable bit is gone too; the file itself makes the run stale
            TreeFile.model_construct(path=path, sha256=sha256, executable=path in executable, content=None)
            for path, sha256 in record.code_files.items()
        ]
        job = draft.job
        then = job_hash(
            tree=tree_hash(saw), argv=job.argv, cwd=job.cwd, env=job.env, environment=job.environment,
            inputs=job.inputs, collect=job.collect, secrets=job.secrets, repeats=job.repeats, purpose=job.purpose,
        )  # fmt: skip
        return then == record.job

    def _draft(self, experiment: str, tier: str, arm: str) -> Draft | None:
        if self._drafts is None:
            return None
        try:
            return self._drafts.draft(experiment, tier, arm)
        except (AraError, KeyError):
            # its code cannot be had, or what it was a run of is no longer there
            return None
