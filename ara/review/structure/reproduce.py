"""Rules about `src/reproduce.yaml`: every check can be judged, and can fail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.schema.mentions import exists
from ara.schema.package import Package
from ara.schema.references import reproduce_place
from ara.schema.reproduce import Check, Expect, RunnableExperiment

_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?")
_FUNCTIONS = frozenset({"abs", "min", "max", "log", "log2", "log10", "exp", "sqrt", "mean", "median"})


def _checks(package: Package) -> Iterator[tuple[str, Check, RunnableExperiment]]:
    """Give every check whose experiment is there."""
    experiments = _experiments(package)
    for name, check in _all_checks(package).items():
        if check.experiment in experiments:
            yield name, check, experiments[check.experiment]


def _all_checks(package: Package) -> dict[str, Check]:
    return package.reproduce.checks if package.reproduce is not None else {}


def _experiments(package: Package) -> dict[str, RunnableExperiment]:
    return package.reproduce.experiments if package.reproduce is not None else {}


@rule("S601", "check-metric", "error")
def check_metric(package: Package) -> Iterator[Problem]:
    """The metric of a check is one that its experiment yields.

    It is derived, collected from what an arm prints or writes, or, when an arm writes rows to `ARA_METRICS`, any
    name. An arm that is named must be there. A check on a metric that never comes can only end in an error.
    """
    for name, check, experiment in _checks(package):
        wanted = [("metric", check.metric), *(("expect", other) for other in _compared(check.expect))]
        for key, metric in wanted:
            if problem := _unknown(metric, experiment):
                place = reproduce_place(package, "checks", name, key)
                yield Problem(place, f"{name} of {check.experiment}: {problem}.", "Name an arm and metric that exist.")
    for name, experiment in _experiments(package).items():
        for metric, expression in experiment.derive.items():
            for word in sorted(set(_NAME.findall(expression)) - _FUNCTIONS):
                if word != metric and (problem := _unknown(word, experiment)):
                    place = reproduce_place(package, "experiments", name, "derive", metric)
                    yield Problem(place, f"{metric} of {name}: {problem}.", "Name an arm and metric that exist.")


def _compared(expect: Expect) -> list[str]:
    sides = (expect.exceeds, expect.not_worse_than, expect.equivalent_to)
    return [side.other for side in sides if side is not None]


def _unknown(metric: str, experiment: RunnableExperiment) -> str | None:
    """Say what is wrong with a metric's name, or None."""
    arms = experiment.all_arms()
    arm, dot, quantity = metric.partition(".")
    if dot and arm not in arms:
        return f"`{metric}` names the arm `{arm}`; there are {', '.join(arms)}"
    if not dot and metric in experiment.derive:
        return None
    asked = [arms[arm]] if dot else list(arms.values())
    if any(not held.collect for held in asked):
        return None  # an arm without collect rules writes rows of any name
    known = {rule.metric for held in asked for rule in held.collect}
    if (quantity or metric) in known:
        return None
    return f"`{metric}` is neither collected ({', '.join(sorted(known))}) nor derived"


@rule("S602", "check-control", "warning")
def check_control(package: Package) -> Iterator[Problem]:
    """A check has a control: the same experiment with the mechanism taken out, which must break the bound.

    A check that cannot fail is no check. The control stands at the check or at its experiment; the arm that it
    changes must be there, and with several arms it must be named: errors.
    """
    for name, check, experiment in _checks(package):
        control = check.control or experiment.control
        place = reproduce_place(package, "checks", name, "control")
        if control is None:
            yield Problem(place, f"{name} has no control, so nothing shows that it can fail.", "Add `control:`.")
            continue
        arms = experiment.all_arms()
        if control.arm is not None and control.arm not in arms:
            message = f"the control of {name} changes the arm `{control.arm}`; there are {', '.join(arms)}."
            yield Problem(place, message, "Name one of them.", "error")
        elif control.arm is None and len(arms) > 1 and not control.where:
            message = f"the control of {name} does not say which arm it changes."
            yield Problem(place, message, f"Add `arm:`, one of {', '.join(arms)}.", "error")


@rule("S603", "bound-is-sane", "warning")
def bound_is_sane(package: Package) -> Iterator[Problem]:
    """The number that the paper prints satisfies the bound, and a bound of equality has a tolerance.

    A bound beyond the paper's own number asks for more than was claimed; equality without a tolerance is asked of
    no measurement. `note` may say why a bound is meant so, and silences the first.
    """
    for name, check, _ in _checks(package):
        place = reproduce_place(package, "checks", name, "expect")
        expect = check.expect
        if expect.equals is not None and not (expect.equals.absolute or expect.equals.relative):
            yield Problem(place, f"{name} asks for equality without a tolerance.", "Add `absolute:` or `relative:`.")
        if check.paper_value is not None and not check.note and not _satisfied(expect, check.paper_value.value):
            yield Problem(
                place,
                f"the paper's own value, {check.paper_value.value:g}, breaks the bound of {name}.",
                "Correct the bound or the value, or say in `note` why.",
            )


def _satisfied(expect: Expect, value: float) -> bool:
    """Tell whether a value satisfies a bound on values; other forms cannot be told from one number."""
    if expect.at_least is not None:
        return value >= expect.at_least
    if expect.at_most is not None:
        return value <= expect.at_most
    if expect.between is not None:
        return expect.between[0] <= value <= expect.between[1]
    if expect.equals is not None:
        slack = max(expect.equals.absolute or 0.0, (expect.equals.relative or 0.0) * abs(expect.equals.value))
        return abs(value - expect.equals.value) <= slack + 1e-9 * abs(value)
    return True


@rule("S604", "check-tiers", "error")
def check_tiers(package: Package) -> Iterator[Problem]:
    """The tiers that a check names are tiers of its experiment.

    A check that is judged at no tier is never judged.
    """
    for name, check, experiment in _checks(package):
        for tier in check.tiers or ():
            if tier not in experiment.tiers:
                place = reproduce_place(package, "checks", name, "tiers")
                message = f"{name} names the tier `{tier}`; {check.experiment} has {', '.join(experiment.tiers)}."
                yield Problem(place, message, "Name one of them, or add the tier.")
        if check.tiers == ():
            place = reproduce_place(package, "checks", name, "tiers")
            yield Problem(place, f"{name} is judged at no tier.", "Remove `tiers:`, or name one.")


@rule("S605", "code-is-there", "error")
def code_is_there(package: Package) -> Iterator[Problem]:
    """The code that experiments run is in the folder that `code.root` names.

    Checked for a root inside the Ara; `repo:` and addresses are resolved when something is run.
    """
    code = package.reproduce.code if package.reproduce else None
    if code is None or "://" in code.root or code.root.startswith(("repo:", "git@")):
        return
    if not exists(code.root, package.files):
        place = reproduce_place(package, "code", "root")
        yield Problem(place, f"code.root names {code.root}, which is not in the Ara.", "Add the code, or name `repo:`.")


@rule("S606", "executable-or-not", "error")
def executable_or_not(package: Package) -> Iterator[Problem]:
    """A claim that is listed as not executable has no check.

    One of the two is wrong, and a reader of the verdict cannot know which.
    """
    checked = {check.claim: name for name, check in _all_checks(package).items() if isinstance(check.claim, str)}
    for claim in package.reproduce.not_executable if package.reproduce is not None else ():
        if claim in checked:
            place = reproduce_place(package, "not_executable", claim)
            message = f"{claim} is listed as not executable, but {checked[claim]} checks it."
            yield Problem(place, message, "Remove it from `not_executable`, or remove the check.")


@rule("S607", "enough-repeats", "notice")
def enough_repeats(package: Package) -> Iterator[Problem]:
    """An experiment that is not deterministic is run at least five times.

    With fewer repeats no interval is narrow enough, and its checks end inconclusive.
    """
    for name, experiment in _experiments(package).items():
        counts = {"": experiment.repeats} | {key: tier.repeats for key, tier in experiment.tiers.items()}
        few = [count for count in counts.values() if isinstance(count, int) and count < 5]
        if few and not experiment.deterministic:
            place = reproduce_place(package, "experiments", name, "repeats")
            message = f"{name} is run {min(few)} times, fewer than five."
            yield Problem(place, message, "Raise `repeats`, or say `deterministic: true`.")
