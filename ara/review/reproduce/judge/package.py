"""All checks of an Ara judged, with what their claims come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ara.review.findings import Finding
from ara.review.reproduce.arms import arms_of_checks
from ara.review.reproduce.judge.bounds import printed_numbers
from ara.review.reproduce.judge.check import Circumstances, judge_check
from ara.review.reproduce.judge.declared import DeclaredJobs
from ara.review.reproduce.judge.headline import Headline, headline
from ara.review.reproduce.judge.origin import made_here, origin_of
from ara.review.reproduce.judge.past import Past, open_past
from ara.review.reproduce.judge.posthoc import BoundsInTime
from ara.review.reproduce.judge.probes import probe
from ara.review.reproduce.judge.staleness import CodeNow
from ara.review.reproduce.judge.takes import filing, torn_records
from ara.review.reproduce.runs_ledger import RunsLedger
from ara.review.reproduce.verdict import Verdict
from ara.review.standing import Standing, standings
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.references import REPRODUCE_FILE
from ara.schema.reproduce import Reproduce, RunRecord


@dataclass(frozen=True)
class Judgement:
    """What the judge says of an Ara."""

    verdicts: tuple[Verdict, ...]
    """Verdicts of the checks, in the order of the file; then of stubs, and of claims that cannot be executed."""
    standings: tuple[Standing, ...]
    """Where each claim stands with them."""
    findings: tuple[Finding, ...]
    """What the probes of the harness noticed."""
    headline: Headline
    """How much of what the abstract rests on is bound, run and verified."""
    here: frozenset[str] = field(default_factory=frozenset)
    """Paths of the records that were made here."""


def judge_package(
    package: Package,
    *,
    root: Path | None = None,
    ledger: RunsLedger | None = None,
    accept_shipped: bool = True,
    any_hardware: bool = False,
    with_control: bool = True,
    tier: str | None = None,
    only: Iterable[str] | None = None,
    missing: Mapping[str, str] | None = None,
) -> Judgement:
    """Judge the checks of an Ara by its records; nothing is run.

    `root` is the Ara's folder: without it, changes of the code and the time of commits are not looked at. Without a
    ledger every record counts as shipped; shipped records are judged and marked, or left out unless `accept_shipped`.
    `only` names checks, and the rest is left out; `missing` says by check what it lacks here. Other parameters are
    those of `Circumstances`.
    """
    reproduce = package.reproduce or Reproduce()
    here = made_here(package, ledger or RunsLedger())
    counted = [record for record in package.runs if accept_shipped or record.path in here]
    files = filing(counted, torn_records(package))
    records = {record.path: record for record in counted}
    asked = None if only is None else frozenset(only)
    wanted = [name for name in reproduce.checks if asked is None or name in asked]
    arms = arms_of_checks(reproduce)
    declared = DeclaredJobs(package, root)
    found = []
    for name in wanted:
        lacks = (missing or {}).get(name)
        printed = printed_numbers(package, name)
        told = Circumstances(
            tier=tier,
            any_hardware=any_hardware,
            with_control=with_control,
            missing=lacks,
            printed=printed,
            declared=declared.job,
        )
        found.append(judge_check(name, reproduce, files, told, arms))
    with ExitStack() as stack:
        past = stack.enter_context(open_past(root)) if root is not None and counted else None
        seen = _Seen(reproduce, records, here, past, root, declared)
        verdicts = [seen.completed(verdict) for verdict in found]
    verdicts += [verdict for verdict in _unbound(reproduce) if asked is None or verdict.check in asked]
    return Judgement(
        tuple(verdicts),
        standings(package, verdicts),
        probe(package, verdicts, records, declared.folder),
        headline(package, verdicts),
        here,
    )


def refuse_spoilt(package: Package) -> None:
    """Raise AraError when `src/reproduce.yaml` is there and cannot be read.

    A judgement without its checks would say less than it seems to.
    """
    for notice in package.notices:
        if package.reproduce is None and notice.location.file == REPRODUCE_FILE and REPRODUCE_FILE in package.texts:
            raise AraError(notice.message, file=REPRODUCE_FILE, line=notice.location.line, mend=notice.mend)


class _Seen:
    """What is told of a verdict's records beside their numbers."""

    def __init__(
        self,
        reproduce: Reproduce,
        records: Mapping[str, RunRecord],
        here: frozenset[str],
        past: Past | None,
        root: Path | None,
        declared: DeclaredJobs,
    ) -> None:
        self._reproduce = reproduce
        self._records = records
        self._here = here
        self._bounds = BoundsInTime(reproduce, past, root)
        self._code = CodeNow(declared, past)

    def completed(self, verdict: Verdict) -> Verdict:
        """Add origin, staleness, and whether the bound came before the runs."""
        used = records_behind(verdict, self._records)
        if not used:
            return verdict
        changes = self._code.changes(used, self._reproduce)
        return verdict.model_copy(
            update={
                "origin": origin_of((record.path for record in used), self._here),
                "stale": changes.stale,
                "cosmetic": changes.cosmetic,
                "post_hoc": self._bounds.post_hoc(verdict.check, used),
            }
        )


def records_behind(verdict: Verdict, records: Mapping[str, RunRecord]) -> list[RunRecord]:
    """Give the records that a verdict and its control rest on."""
    sides = (verdict.measured, verdict.control)
    names = dict.fromkeys(name for side in sides if side is not None for name in side.runs)
    paths = (f"evidence/runs/{name}.json" for name in names)
    return [records[path] for path in paths if path in records]


def _unbound(reproduce: Reproduce) -> list[Verdict]:
    """Give what cannot be judged: claims with no bound, and claims that cannot be executed."""
    stubs = [
        Verdict(
            check=name,
            claim=stub.claim,
            experiment="",
            metric=stub.metric,
            outcome="not-run",
            reason="there is no bound: nobody has said yet what the number must be",
            missing="a bound",
            paper_value=stub.paper_value,
            unit=stub.paper_value.unit,
        )
        for name, stub in reproduce.stubs.items()
    ]
    refused = [
        Verdict(
            check=claim,
            claim=claim,
            experiment="",
            metric="",
            outcome="not-run",
            reason=f"it cannot be executed: {why}",
            missing=why,
        )
        for claim, why in reproduce.not_executable.items()
    ]
    return stubs + refused
