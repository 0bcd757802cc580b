"""From the checks of an Ara to the smallest set of jobs that settles them, and what cannot be run and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ara.review.reproduce.arms import arms_of_checks
from ara.review.reproduce.code.source import CodeTrees, find_code
from ara.review.reproduce.hashes import check_hash
from ara.review.reproduce.planning.asked import Asked, what_is_asked
from ara.review.reproduce.planning.budget import Budget, Cost
from ara.review.reproduce.planning.earlier import EarlierRuns
from ara.review.reproduce.planning.jobs_order import jobs_file
from ara.review.reproduce.planning.lacks import Lacks
from ara.review.reproduce.planning.machine import Machine
from ara.review.reproduce.planning.planned import Plan, PlannedCheck, PlannedRun, State
from ara.review.reproduce.planning.request import Request
from ara.review.reproduce.planning.run_drafts import CANDIDATE_TIER, Draft, RunDrafts
from ara.review.reproduce.planning.tiers import choose_tier
from ara.review.reproduce.runs_ledger import RunsLedger
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.reproduce import Job, JobsFile, Reproduce

MOST_JOBS = 100_000
"""Most jobs of one plan."""
_JUDGED_AS_ANY = Request()


@dataclass(frozen=True)
class _Want:
    """A check, an experiment without one, or a candidate: the runs it needs, and what stands against them."""

    check: str | None
    experiment: str
    tier: str | None
    runs: tuple[PlannedRun, ...]
    missing: str
    headline: bool = False


def plan(
    package: Package,
    ara: Path,
    request: Request = _JUDGED_AS_ANY,
    *,
    machine: Machine | None,
    ledger: RunsLedger,
) -> Plan:
    """Plan what a request asks of the Ara in the folder `ara`.

    `machine` is where the jobs will run; with None they go to another machine, and nothing is left out for what it
    may lack. Records are used again as `ledger` allows. Raises AraError when the Ara says nothing to run, when its
    code cannot be had, or when the request names what it does not know.
    """
    reproduce = package.reproduce
    if reproduce is None:
        raise AraError(
            "there is nothing to run: the file is missing, or cannot be read.",
            file="src/reproduce.yaml",
            mend="Run `ara check` on the Ara; docs/reproduce.md says how to write the file.",
        )
    asked = what_is_asked(reproduce, request.only)
    artifact = package.seal.id if package.seal is not None and package.seal.id else ara.resolve().name
    if not asked.runs_something:
        empty = JobsFile(artifact=artifact, root="any folder: there are no jobs")
        return Plan(artifact=artifact, jobs_file=empty, checks=_stubs(reproduce, asked))
    source = find_code(package, ara)
    planner = _Planner(
        reproduce,
        request,
        RunDrafts(reproduce, CodeTrees(source), request.purpose),
        EarlierRuns(package, ledger, accept_shipped=request.accept_shipped),
        Lacks(reproduce, machine, source, request),
    )
    wants = planner.wants(asked)
    chosen, left_out = _within(request.budget, wants)
    runs = tuple({run.run: run for want in wants for run in want.runs}.values())
    drafts = planner.drafts_of(runs)
    going = {run.run for want in chosen for run in want.runs}
    hashes = _check_hashes(reproduce, wants)
    if (count := sum(len(run.jobs) for run in runs if run.run in going)) > MOST_JOBS:
        raise AraError(
            f"its checks need {count:,} jobs; no more than {MOST_JOBS:,} are planned at a time.",
            file="src/reproduce.yaml",
            mend="Name some of them with --only.",
        )
    jobs = [
        _repeat(drafts[run.run], repeat, hashes.get(run.run, {}))
        for run in runs
        if run.run in going
        for repeat in run.jobs
    ]
    cost = sum((_cost(run) for run in runs if run.run in going), Cost())
    return Plan(
        artifact=artifact,
        jobs_file=jobs_file(artifact, source.words, jobs, drafts),
        runs=tuple(run if run.run in going else run.model_copy(update={"jobs": ()}) for run in runs),
        checks=(*_checks(reproduce, wants, left_out), *_stubs(reproduce, asked)),
        seconds=cost.seconds,
        gpu_hours=cost.gpu_hours,
        upper_bound=any(run.jobs and not run.measured for run in runs if run.run in going),
    )


class _Planner:
    """What is needed to say which runs a check wants."""

    def __init__(
        self, reproduce: Reproduce, request: Request, drafts: RunDrafts, earlier: EarlierRuns, lacks: Lacks
    ) -> None:
        self.reproduce = reproduce
        self.request = request
        self.drafts = drafts
        self.earlier = earlier
        self.lacks = lacks
        self._run = lru_cache(maxsize=None)(self._planned_run)

    def wants(self, asked: Asked) -> list[_Want]:
        """Say for everything that was asked for at which tier it is run, by which runs, or what is missing."""
        arms = arms_of_checks(self.reproduce)
        found = []
        for name in asked.checks:
            check = self.reproduce.checks[name]
            needed = arms[name].measured if self.request.no_control else arms[name].all
            found.append(self._want(name, check.experiment, needed, check.tiers, check.headline))
        for name in asked.experiments:
            found.append(self._want(None, name, tuple(self.reproduce.experiments[name].all_arms()), None, False))
        for name in asked.candidates:
            run = self._run(name, CANDIDATE_TIER, "main")
            found.append(_Want(None, name, CANDIDATE_TIER, (run,), ""))
        return found

    def drafts_of(self, runs: Iterable[PlannedRun]) -> dict[str, Draft]:
        """Give the drafts of runs, by the name of their folder."""
        return {run.run: self.drafts.draft(run.experiment, run.tier, run.arm) for run in runs}

    def _want(
        self, check: str | None, experiment: str, arms: Sequence[str], allowed: tuple[str, ...] | None, headline: bool
    ) -> _Want:
        def lacking(tier: str) -> tuple[str, ...]:
            missing = self.lacks.of(experiment, tier)
            # what has been run already needs no machine
            return () if missing and self._all_there(experiment, tier, arms) else missing

        model = self.reproduce.experiments[experiment]
        tier, missing = choose_tier(model, allowed, self.request.tier, lacking)
        runs = () if tier is None else tuple(self._run(experiment, tier, arm) for arm in arms)
        return _Want(check, experiment, tier, runs, missing, headline)

    def _all_there(self, experiment: str, tier: str, arms: Sequence[str]) -> bool:
        return not self.request.fresh and not any(self._run(experiment, tier, arm).jobs for arm in arms)

    def _planned_run(self, experiment: str, tier: str, arm: str) -> PlannedRun:
        draft = self.drafts.draft(experiment, tier, arm)
        seeds = enumerate(draft.seeds)
        there = tuple(i for i, seed in seeds if not self.request.fresh and self.earlier.has(draft.job, i, seed))
        seconds = self.earlier.seconds(draft.job.run)
        return PlannedRun(
            run=draft.job.run,
            job=draft.job.job,
            experiment=experiment,
            tier=tier,
            arm=arm,
            reused=there,
            jobs=tuple(i for i in range(len(draft.seeds)) if i not in there),
            seconds=draft.job.needs.time_s if seconds is None else seconds,
            measured=seconds is not None,
            needs=draft.job.needs,
            missing=self.lacks.of(experiment, tier),
        )


def _within(budget: Budget, wants: Sequence[_Want]) -> tuple[list[_Want], dict[int, str]]:
    """Choose what is run, headline checks first, and say why the others are left out, by their place in `wants`."""
    spent = Cost()
    paid: set[str] = set()
    chosen: list[_Want] = []
    left_out: dict[int, str] = {}
    for place, want in sorted(enumerate(wants), key=lambda item: not item[1].headline):
        if want.missing or want.tier is None:
            continue
        more = sum((_cost(run) for run in want.runs if run.run not in paid), Cost())
        if not budget.allows(spent + more):
            left_out[place] = f"it would take {budget.words(more)} more, past the budget"
            continue
        spent += more
        paid |= {run.run for run in want.runs}
        chosen.append(want)
    return chosen, left_out


def _cost(run: PlannedRun) -> Cost:
    seconds = run.seconds * len(run.jobs)
    return Cost(seconds, seconds * run.needs.gpus)


def _repeat(draft: Draft, repeat: int, check_hashes: dict[str, str]) -> Job:
    changes = {"repeat": repeat, "seed": draft.seeds[repeat], "check_hashes": check_hashes}
    return draft.job.model_copy(update=changes)


def _check_hashes(reproduce: Reproduce, wants: Sequence[_Want]) -> dict[str, dict[str, str]]:
    """Give for each run the hash of every check that reads it, as it stands now."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for want in wants:
        if want.check is not None:
            check = reproduce.checks[want.check]
            said = check_hash(check, reproduce.experiments[check.experiment])
            for run in want.runs:
                found[run.run][want.check] = said
    return found


def _checks(reproduce: Reproduce, wants: Sequence[_Want], left_out: dict[int, str]) -> list[PlannedCheck]:
    found = []
    for place, want in enumerate(wants):
        if want.check is None:
            continue
        experiment = reproduce.experiments[want.experiment]
        state: State = "run" if any(run.jobs for run in want.runs) else "reused"
        if want.missing or want.tier is None:
            state = "missing"
        elif place in left_out:
            state = "left-out"
        found.append(
            PlannedCheck(
                check=want.check,
                claim=str(reproduce.checks[want.check].claim),
                experiment=want.experiment,
                tier=want.tier,
                fidelity=experiment.tiers[want.tier].fidelity if want.tier is not None else None,
                headline=want.headline,
                state=state,
                why=want.missing or left_out.get(place, ""),
                runs=tuple(run.run for run in want.runs),
            )
        )
    return found


def _stubs(reproduce: Reproduce, asked: Asked) -> tuple[PlannedCheck, ...]:
    return tuple(
        PlannedCheck(check=name, claim=reproduce.stubs[name].claim, state="missing", why="no bound")
        for name in asked.stubs
    )
