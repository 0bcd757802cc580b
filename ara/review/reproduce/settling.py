"""Which checks are settled as soon as a run has ended, and what the judge says of each right then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ara.review.reproduce.judge import Circumstances, judge_check
from ara.review.reproduce.judge.takes import filing
from ara.review.reproduce.planning import Plan, Request
from ara.review.reproduce.runs_ledger import RunsLedger
from ara.review.reproduce.verdict import Verdict
from ara.schema.package import Package
from ara.schema.reproduce import Reproduce, RunRecord


class Settling:
    """The runs that checks wait for."""

    def __init__(self, package: Package, plan: Plan, request: Request, ledger: RunsLedger) -> None:
        """Take what is planned, and the records that are there already."""
        self._reproduce = package.reproduce or Reproduce()
        self._request = request
        self._records: dict[str, list[RunRecord]] = defaultdict(list)
        self._waits: dict[str, set[tuple[str, int]]] = {}
        self._readers: dict[str, list[str]] = defaultdict(list)
        self._runs = {item.check: item.runs for item in plan.checks if item.state == "run"}
        for record in package.runs:
            if request.accept_shipped or ledger.made_here(record, package.texts[record.path].encode()):
                self._records[record.run].append(record)
        to_run = {run.run: {(run.run, repeat) for repeat in run.jobs} for run in plan.runs}
        for check, runs in self._runs.items():
            self._waits[check] = set().union(*(to_run[run] for run in runs))
            for run in runs:
                self._readers[run].append(check)

    def after(self, record: RunRecord) -> Iterator[Verdict]:
        """Take a record, and give the verdict of each check that waited for it last."""
        self._records[record.run].append(record)
        for check in self._readers[record.run]:
            self._waits[check].discard((record.run, record.repeat))
            if not self._waits[check]:
                yield self._verdict(check)

    def _verdict(self, check: str) -> Verdict:
        records = [record for run in self._runs[check] for record in self._records[run]]
        missing = next((record.missing for record in records if record.missing is not None), None)
        told = Circumstances(
            tier=self._request.tier,
            any_hardware=self._request.any_hardware,
            with_control=not self._request.no_control,
            missing=missing,
        )
        return judge_check(check, self._reproduce, filing(r for r in records if r.missing is None), told)
