"""Rules about what `src/reproduce.yaml` asks of runs: seeds, parameters, comparisons, derived metrics."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.schema.package import Package
from ara.schema.references import reproduce_place
from ara.schema.reproduce import Check, Control, Expect, RunnableExperiment


def _experiments(package: Package) -> dict[str, RunnableExperiment]:
    return package.reproduce.experiments if package.reproduce is not None else {}


def _checks(package: Package) -> Iterator[tuple[str, Check, RunnableExperiment]]:
    """Give every check whose experiment is there."""
    experiments = _experiments(package)
    for name, check in (package.reproduce.checks if package.reproduce is not None else {}).items():
        if check.experiment in experiments:
            yield name, check, experiments[check.experiment]


@rule("S609", "seeds-fit-repeats", "error")
def seeds_fit_repeats(package: Package) -> Iterator[Problem]:
    """Seeds are as many as repeats, all different; repeats in one process have one.

    Each repeat is a process with a seed of its own in `ARA_SEED`. With `repeats: in-process` there is one process,
    which draws the seeds of its repeats from the one that it is given.
    """
    for name, experiment in _experiments(package).items():
        seeds = experiment.seeds
        if not seeds:
            continue
        place = reproduce_place(package, "experiments", name, "seeds")
        if len(set(seeds)) < len(seeds):
            yield Problem(place, f"{name} lists a seed twice.", "Let every repeat have a seed of its own.")
        counts = [tier.repeats or experiment.repeats for tier in experiment.tiers.values()]
        if "in-process" in counts and len(seeds) > 1:
            message = f"{name} makes its repeats in one process, which takes one seed of the {len(seeds)} listed."
            yield Problem(place, message, "Keep one seed, or say how many processes are to be started.")
        most = max((count for count in counts if isinstance(count, int)), default=0)
        if len(seeds) < most and not experiment.deterministic:
            message = f"{name} lists {len(seeds)} seeds for {most} repeats."
            yield Problem(place, message, "List as many, or leave `seeds` out: then they are chosen.")


@rule("S610", "control-can-differ", "error")
def control_can_differ(package: Package) -> Iterator[Problem]:
    """A control changes what its check reads.

    One that changes an arm which the check does not read, or reads the same rows of the same arm, gives the numbers of
    the check itself: it cannot fail, and the check is void.
    """
    from ara.review.reproduce.arms import arms_of_checks, starts_a_process

    arms = arms_of_checks(package.reproduce) if package.reproduce is not None else {}
    for name, check, experiment in _checks(package):
        control = check.control or experiment.control
        if control is None or name not in arms or not arms[name].measured:
            continue  # S601 and S613 say what is wrong with a metric that no arm yields
        place = reproduce_place(package, "checks", name, "control")
        changed = arms[name].changed
        if starts_a_process(control) and changed is not None and changed not in arms[name].measured:
            reads = ", ".join(arms[name].measured)
            message = f"the control of {name} changes the arm `{changed}`; the check reads {reads}."
            yield Problem(place, message, "Change an arm that the check reads.")
        elif not starts_a_process(control) and _same_rows(check, control):
            message = f"the control of {name} reads the rows of the check itself."
            yield Problem(place, message, "Name other values in its `where`, or change `args`, `env` or `code`.")


def _same_rows(check: Check, control: Control) -> bool:
    return control.where is None or control.where == check.where


@rule("S611", "parameter-is-recorded", "error")
def parameter_is_recorded(package: Package) -> Iterator[Problem]:
    """A parameter in `where`, or of a trend, is one that the collect rules record.

    Told only where every arm has collect rules: rows that a program writes itself may have any parameter. No row has
    a parameter that nothing records, so the check would end in an error.
    """
    for name, check, experiment in _checks(package):
        arms = experiment.all_arms().values()
        if not all(arm.collect for arm in arms):
            continue
        known = {param for arm in arms for held in arm.collect for param in held.params}
        control = check.control.where if check.control is not None and check.control.where is not None else {}
        asked = {"where": [*check.where], "control": [*control], "expect": _trends(check.expect)}
        for key, params in asked.items():
            for param in sorted(set(params) - known):
                place = reproduce_place(package, "checks", name, key)
                recorded = ", ".join(sorted(known)) or "none"
                message = f"{name} asks for the parameter `{param}`; the collect rules record {recorded}."
                yield Problem(place, message, "Correct its name, or add it to `params` of a rule.")


def _trends(expect: Expect) -> list[str]:
    return [trend.param for trend in (expect.increases_with, expect.decreases_with) if trend is not None]


@rule("S612", "bound-can-be-judged", "error")
def bound_can_be_judged(package: Package) -> Iterator[Problem]:
    """A bound is a number that can be kept or broken, and compares two different things.

    An infinite bound is kept by everything or nothing; a margin below zero asks for less than its form says; a metric
    compared with itself never differs; a trend needs rows for several values of its parameter.
    """
    for name, check, _ in _checks(package):
        place = reproduce_place(package, "checks", name, "expect")
        for problem, mend in _faults(check):
            yield Problem(place, f"{name} {problem}.", mend)


def _faults(check: Check) -> Iterator[tuple[str, str]]:
    expect = check.expect
    numbers = [expect.at_least, expect.at_most, *(expect.between or ())]
    numbers += [expect.equals.value] if expect.equals is not None else []
    if any(number is not None and not math.isfinite(number) for number in numbers):
        yield "has a bound that is not finite", "Write a number."
    for side in (expect.exceeds, expect.not_worse_than, expect.equivalent_to):
        if side is not None and side.other == check.metric:
            yield f"compares `{check.metric}` with itself", "Name another arm or metric in `other`."
        if side is not None and (side.margin < 0 or not math.isfinite(side.margin)):
            yield f"has a margin of {side.margin:g}", "Write a margin of zero or more."
    for param in _trends(expect):
        if param in check.where:
            yield f"follows `{param}`, which its `where` fixes", f"Take `{param}` out of `where`."


@rule("S613", "derivation-is-arithmetic", "error")
def derivation_is_arithmetic(package: Package) -> Iterator[Problem]:
    """A derived metric is arithmetic over metrics, and no metric is derived from itself.

    Numbers, names, `+ - * /`, brackets, and a few functions such as `log`, `max` and `mean`; nothing is evaluated as
    Python.
    """
    from ara.review.reproduce.derive import DerivationError, parse
    from ara.review.structure.references import cycles

    for name, experiment in _experiments(package).items():
        uses: dict[str, list[str]] = {}
        for metric, expression in experiment.derive.items():
            place = reproduce_place(package, "experiments", name, "derive", metric)
            try:
                uses[metric] = [used for used in parse(expression).names if used in experiment.derive]
            except DerivationError as error:
                yield Problem(place, f"{metric} of {name} {error}.", "Write arithmetic over metrics, as `a.x / b.x`.")
        for cycle in cycles(uses):
            place = reproduce_place(package, "experiments", name, "derive", cycle[0])
            yield Problem(place, f"{' and '.join(cycle)} of {name} are derived from each other.", "Break the circle.")
