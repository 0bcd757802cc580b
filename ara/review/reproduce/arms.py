"""Which arms a check rests on, and the arm that its control changes: told from `reproduce.yaml` alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ara.review.reproduce.derive import DerivationError, parse
from ara.schema.reproduce import Check, Control, Reproduce, RunnableExperiment


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


def arms_of_checks(reproduce: Reproduce) -> dict[str, CheckArms]:
    """Give the arms that each check needs, by check; checks whose experiment is not there are left out.

    A control that starts a process of its own is an arm `<arm>+<check>`, e.g. `main+K01`. Checks of an experiment whose
    controls start the same process share it, and it is named after the first of them in the file. Remembered for the
    models last asked about, since the judge asks for one check at a time.
    """
    return _arms_of_checks(_Itself(reproduce))


class _Itself:
    """A model by its identity: it holds dicts, so it has no hash of its own."""

    def __init__(self, reproduce: Reproduce) -> None:
        self.reproduce = reproduce

    def __hash__(self) -> int:
        return id(self.reproduce)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.reproduce is self.reproduce


@lru_cache(maxsize=4)
def _arms_of_checks(itself: _Itself) -> dict[str, CheckArms]:
    reproduce = itself.reproduce
    first: dict[tuple[str, str, str], str] = {}
    found: dict[str, CheckArms] = {}
    for name, check in reproduce.checks.items():
        experiment = reproduce.experiments.get(check.experiment)
        if experiment is None:
            continue
        measured = arms_of_metrics(experiment, metrics_of(check))
        control = control_of(check, experiment)
        if control is None:
            found[name] = CheckArms(measured, ())
            continue
        changed = changed_arm(control, experiment)
        if changed is None or not starts_a_process(control):
            found[name] = CheckArms(measured, measured)
            continue
        process = repr((control.args, sorted(control.env.items()), control.code))
        arm = f"{changed}+{first.setdefault((check.experiment, changed, process), name)}"
        found[name] = CheckArms(measured, tuple(arm if held == changed else held for held in measured), changed)
    return found


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
            waiting += _parts(experiment.derive[metric])
        else:
            found.update(
                name
                for name, held in arms.items()
                if not held.collect or any(rule.metric == metric for rule in held.collect)
            )
    return tuple(name for name in arms if name in found)


def _parts(expression: str) -> tuple[str, ...]:
    """Give the metrics that an expression uses; none for one that cannot be read, which the judge reports."""
    try:
        return parse(expression).names
    except DerivationError:
        return ()
