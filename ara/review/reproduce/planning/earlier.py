"""What earlier runs left: records that can be used again, and how long such a run takes."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from ara.review.reproduce.runs_ledger import RunsLedger
from ara.schema.package import Package
from ara.schema.reproduce import Job, RunRecord


class EarlierRuns:
    """The records that lie in an Ara, by run and repeat."""

    def __init__(self, package: Package, ledger: RunsLedger, *, accept_shipped: bool = False) -> None:
        """Sort the records; one that was not made here is used again only with `accept_shipped`."""
        self._usable: dict[tuple[str, int], list[RunRecord]] = defaultdict(list)
        self._seconds: dict[str, list[float]] = defaultdict(list)
        for record in package.runs:
            # what a lost node or a full disk left says nothing about the artifact
            if record.fault == "infrastructure" or record.missing is not None:
                continue
            self._seconds[record.run].append(record.seconds)
            data = package.texts[record.path].encode()
            if accept_shipped or ledger.made_here(record, data):
                self._usable[record.run, record.repeat].append(record)

    def has(self, job: Job, repeat: int, seed: int) -> bool:
        """Tell whether a record of a job's repeat, with this seed, is there and may be used again."""
        return any(
            (record.job, record.seed, record.purpose) == (job.job, seed, job.purpose)
            for record in self._usable.get((job.run, repeat), ())
        )

    def seconds(self, run: str) -> float | None:
        """Give the median wall-clock seconds of the run's records; None when there are none."""
        found = self._seconds.get(run)
        return median(found) if found else None
