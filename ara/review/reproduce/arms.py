"""Which arms a check rests on, and the arm that its control changes: told from `reproduce.yaml` alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ara.schema.reproduce import Check, Control, Reproduce, RunnableExperiment

_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?")


@dataclass(frozen=True)
class CheckArms:
    """The runs of an experiment that a check needs, by the name of their arm."""

    measured: tuple[str, ...]
    """Arms whose rows the check itself reads."""
    control: tuple[str, ...]
    """Arms whose rows its control reads: those above, with the changed one replaced; empty without a control."""
    changed: str | None = None
    """The arm that the control changes; None when it only reads other rows, or there is none."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every arm that has to be run, each once."""
        return tuple(dict.fromkeys((*self.measured, *self.control)))


def check_arms(reproduce: Reproduce, check_id: str) -> CheckArms:
    """Give the arms that a check needs. Raises KeyError when its experiment is not there.

    A control that starts a process of its own is an arm `<arm>+<check>`, e.g. `main+K01`. Checks of an experiment whose
    controls start the same process share it, and it is named after the first of them in the file.
    """
    check = reproduce.checks[check_id]
    experiment = reproduce.experiments[check.experiment]
    measured = arms_of_metrics(experiment, metrics_of(check))
    control = control_of(check, experiment)
    if control is None:
        return CheckArms(measured, ())
    changed = changed_arm(control, experiment)
    if changed is None or not starts_a_process(control):
        return CheckArms(measured, measured)
    name = f"{changed}+{_first_with(control, changed, check.experiment, reproduce)}"
    return CheckArms(measured, tuple(name if arm == changed else arm for arm in measured), changed)


def control_of(check: Check, experiment: RunnableExperiment) -> Control | None:
    """Give the control of a check: its own, or its experiment's."""
    return check.control or experiment.control


def starts_a_process(control: Control) -> bool:
    """Tell whether a control needs a run of its own; one that changes `where` alone reads the rows that are there."""
    return bool(control.args or control.env or control.code is not None)


def changed_arm(control: Control, experiment: RunnableExperiment) -> str | None:
    """Give the arm that a control changes; None when it does not say which of several."""
    arms = experiment.all_arms()
    if control.arm is not None:
        return control.arm if control.arm in arms else None
    return next(iter(arms)) if len(arms) == 1 else None


def metrics_of(check: Check) -> tuple[str, ...]:
    """Give the metrics that a check reads: its own, and the one that it is compared with."""
    expect = check.expect
    sides = (expect.exceeds, expect.not_worse_than, expect.equivalent_to)
    return (check.metric, *(side.other for side in sides if side is not None))


def arms_of_metrics(experiment: RunnableExperiment, metrics: tuple[str, ...]) -> tuple[str, ...]:
    """Give the arms that yield the metrics, in the order of the file; derived metrics are followed to their parts.

    A metric that names no arm may come from any arm that could yield it: an arm that collects others is left out.
    """
    arms = experiment.all_arms()
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(metrics)
    while waiting:
        metric = waiting.pop()
        if metric in seen:
            continue
        seen.add(metric)
        arm, dot, _ = metric.partition(".")
        if dot:
            found.add(arm)
        elif metric in experiment.derive:
            waiting += _NAME.findall(experiment.derive[metric])
        else:
            found.update(
                name
                for name, held in arms.items()
                if not held.collect or any(rule.metric == metric for rule in held.collect)
            )
    return tuple(name for name in arms if name in found)


def _first_with(control: Control, arm: str, experiment_id: str, reproduce: Reproduce) -> str:
    """Name the first check of the experiment whose control starts the same process."""
    experiment = reproduce.experiments[experiment_id]
    for name, check in reproduce.checks.items():
        other = control_of(check, experiment)
        if check.experiment != experiment_id or other is None or changed_arm(other, experiment) != arm:
            continue
        if (other.args, other.env, other.code) == (control.args, control.env, control.code):
            return name
    raise LookupError("the control is no check's")
