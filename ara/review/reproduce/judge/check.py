"""The judge: from a check and the records of its runs to a verdict. It runs nothing and reads no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ara.review.reproduce.arms import CheckArms, arms_of_checks, control_of, metrics_of, starts_a_process
from ara.review.reproduce.judge.conclusion import conclude, ratio_to_paper, strength
from ara.review.reproduce.judge.expectations import Manner
from ara.review.reproduce.judge.samples import NoSampleError, Sample
from ara.review.reproduce.judge.sides import Arms, Terms, judge_side, on_spec, records_of
from ara.review.reproduce.judge.takes import Filed, Filing, filing, generations
from ara.review.reproduce.verdict import Measured, Verdict
from ara.schema.reproduce import Check, Hardware, Reproduce, RunnableExperiment, RunRecord

FIDELITIES = ("smoke", "scaled", "paper", "analytic")
"""Fidelities, the lowest first."""
MOST_EARLIER = 50
"""Most earlier generations of records whose outcomes are counted."""


@dataclass(frozen=True)
class Circumstances:
    """What the judge is told beside a check and its records."""

    tier: str | None = None
    """The tier to judge; None: of those with records, the one that comes nearest to the paper's own."""
    any_hardware: bool = False
    """Whether runs on other GPUs than those asked for count; the verdict is then marked off-spec."""
    with_control: bool = True
    """Whether controls are looked at; without them nothing is verified."""
    missing: str | None = None
    """What the check lacks here, when it cannot be run."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """Numbers of the check as the file writes them; see `printed_numbers`."""
    declared: Callable[[str, str, str], str | None] = lambda *_: None
    """Gives the hash of the job that an arm of an experiment at a tier is now; None when it cannot be told."""
    torn: tuple[str, ...] = ()
    """Paths of records that cannot be read; only for records that are not sorted yet."""


def judge_check(
    check_id: str,
    reproduce: Reproduce,
    records: Iterable[RunRecord] | Filing,
    told: Circumstances = Circumstances(),
    arms_of: Mapping[str, CheckArms] | None = None,
) -> Verdict:
    """Judge a check by the latest records of its runs. Raises KeyError when there is no such check.

    Whoever judges many checks sorts the records once (`filing`), and hands in `arms_of_checks(reproduce)` too.
    """
    check = reproduce.checks[check_id]
    files = records if isinstance(records, Filing) else filing(records, told.torn)
    experiment = reproduce.experiments.get(check.experiment)
    if experiment is None:
        missing = f"a command for {check.experiment}"
        return _verdict(check_id, check, outcome="not-run", reason=f"there is no {missing[2:]}", missing=missing)
    arms = (arms_of if arms_of is not None else arms_of_checks(reproduce))[check_id]
    if not arms.measured:
        return _unmeasured(check_id, check, experiment)
    tier = told.tier or _tier(check, experiment, arms, files)
    if tier is None or tier not in experiment.tiers or (check.tiers is not None and tier not in check.tiers):
        missing = told.missing or _wanted(check, experiment, tier)
        reason = f"no record of {check.experiment} is there to be judged; it lacks {missing}"
        return _verdict(check_id, check, outcome="not-run", reason=reason, missing=missing)
    return _judge_tier(_Case(check_id, check, experiment, arms, tier, files, told))


def _unmeasured(check_id: str, check: Check, experiment: RunnableExperiment) -> Verdict:
    """No arm yields the metric, or what it is derived from cannot be read: no run could change that."""
    try:
        for metric in metrics_of(check):
            Sample(experiment, {}).rows(metric)
    except NoSampleError as problem:
        return _verdict(check_id, check, outcome="error", reason=problem.reason, fault="artifact")
    raise AssertionError(f"{check_id} reads no arm, and its metrics can be had")


@dataclass(frozen=True)
class _Case:
    """A check at a tier, with its records."""

    check_id: str
    check: Check
    experiment: RunnableExperiment
    arms: CheckArms
    tier: str
    files: Filing
    told: Circumstances

    def generations(self) -> tuple[dict[str, tuple[Filed, ...]], ...]:
        """Give the records of each arm over time, the latest first; a control's arm under its own name."""
        place = (self.check.experiment, self.tier)
        held = {arm: self.files.of_arm(*place, arm) for arm in self.arms.measured}
        for arm in set(self.arms.control) - set(self.arms.measured):
            held[arm] = self.files.of_control(*place, arm, self.check_id)
        over_time = {arm: generations(items, self.told.declared(*place, arm)) for arm, items in held.items()}
        longest = max(map(len, over_time.values()), default=0)
        # an arm that was run less often than the others stands for itself in each of their generations
        return tuple(
            {arm: states[min(age, len(states) - 1)] if states else () for arm, states in over_time.items()}
            for age in range(max(1, min(longest, MOST_EARLIER)))
        )

    def measured(self, records: Arms, terms: Terms) -> Measured:
        """Judge the check itself."""
        return judge_side(terms, {arm: records[arm] for arm in self.arms.measured}, self.check.where)

    def control(self, records: Arms, terms: Terms) -> Measured | None:
        """Judge its control, if it has one and it is asked for."""
        control = control_of(self.check, self.experiment)
        if control is None or not self.told.with_control:
            return None
        if starts_a_process(control) and self.arms.changed is None:
            return Measured(outcome="not-run", reason="it does not say which arm it changes", missing="`arm:`")
        # rows of the changed arm go by the name that `metric` and `derive` know
        pairs = zip(self.arms.measured, self.arms.control, strict=True)
        where = self.check.where if control.where is None else control.where
        return judge_side(terms, {known: records[held] for known, held in pairs}, where)


def _judge_tier(case: _Case) -> Verdict:
    latest, *earlier = case.generations()
    check, told = case.check, case.told
    used = records_of(latest)
    fidelity = _fidelity(case.experiment.tiers[case.tier].fidelity, used)
    manner = Manner(exact=case.experiment.deterministic or fidelity == "analytic", printed=told.printed)
    terms = Terms(check, case.experiment, case.tier, manner, told.any_hardware)
    measured, control = case.measured(latest, terms), case.control(latest, terms)
    has_control = control_of(check, case.experiment) is not None
    found = conclude(measured, control, has_control=has_control)
    reason, missing = found.reason, found.missing
    if found.outcome == "not-run" and told.missing is not None:
        reason, missing = f"{reason}; it lacks {told.missing}", told.missing
    before = Counter(
        conclude(case.measured(records, terms), case.control(records, terms), has_control=has_control).outcome
        for records in earlier
    )
    return _verdict(
        case.check_id,
        check,
        tier=case.tier,
        fidelity=fidelity,
        outcome=found.outcome,
        reason=reason,
        fault=found.fault,
        missing=missing,
        measured=measured,
        control=control,
        ratio_to_paper=ratio_to_paper(check, measured),
        strength=strength(check, control, manner),
        isolation=tuple(sorted({record.isolation for record in used})),
        hardware=tuple(sorted({machine_line(record.hardware) for record in used})),
        off_spec=any(not on_spec(terms.needs, record) for record in used if record.exit_code == 0),
        earlier=dict(sorted(before.items())),
    )


def _verdict(check_id: str, check: Check, **found: Any) -> Verdict:
    measured = found.get("measured")
    printed_unit = check.paper_value.unit if check.paper_value is not None else None
    return Verdict(
        check=check_id,
        claim=check.claim if isinstance(check.claim, str) else "",
        experiment=check.experiment,
        metric=check.metric,
        expect=check.expect,
        statistic=check.statistic,
        paper_value=check.paper_value,
        unit=(measured.unit if measured is not None else None) or printed_unit,
        headline=check.headline,
        **found,
    )


def _tier(check: Check, experiment: RunnableExperiment, arms: CheckArms, files: Filing) -> str | None:
    """Give the tier to judge: one whose runs were started goes before one where something was missing."""
    best: tuple[bool, int, int, str] | None = None
    for place, (name, tier) in enumerate(experiment.tiers.items()):
        held = [item for arm in arms.measured for item in files.of_arm(check.experiment, name, arm)]
        if held and (check.tiers is None or name in check.tiers):
            started = any(item.record is None or item.record.missing is None for item in held)
            best = max(best or (False, -1, 0, ""), (started, FIDELITIES.index(tier.fidelity), -place, name))
    return best[3] if best is not None else None


def _fidelity(declared: str, records: Iterable[RunRecord]) -> str:
    """Give the lowest fidelity among what the tier declares now and what it declared when it was run.

    A record's word that is none of ours counts as a rehearsal.
    """
    known = (name if name in FIDELITIES else "smoke" for name in (declared, *(record.fidelity for record in records)))
    return min(known, key=FIDELITIES.index)


def _wanted(check: Check, experiment: RunnableExperiment, tier: str | None) -> str:
    """Say what a run of the check needs, as a phrase."""
    if tier is not None:
        return f"a tier {tier} at which it is judged"
    needs = {
        name: ", ".join(filter(None, (f"{held.needs.gpus} GPU" if held.needs.gpus else "", held.needs.gpu_class or "")))
        for name, held in experiment.tiers.items()
        if check.tiers is None or name in check.tiers
    }
    return "a run at tier " + " or ".join(f"{name} ({need})" if need else name for name, need in needs.items())


def machine_line(hardware: Hardware) -> str:
    """Say in a line what machine a run had: its GPUs, else its processor."""
    if hardware.gpus:
        kinds = Counter(hardware.gpus)
        told = ", ".join(name if times == 1 else f"{times} x {name}" for name, times in sorted(kinds.items()))
        return told + (f", driver {hardware.gpu_driver}" if hardware.gpu_driver else "")
    cores = f", {hardware.cores} cores" if hardware.cores else ""
    return f"{hardware.cpu or 'unknown processor'}{cores}"
