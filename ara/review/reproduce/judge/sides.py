"""One side of a check, itself or its control: the runs that it rests on, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from ara.review.reproduce.judge.expectations import Manner, measure
from ara.review.reproduce.judge.samples import NoSampleError, Sample, rows_by_repeat
from ara.review.reproduce.judge.takes import Filed
from ara.review.reproduce.verdict import Measured
from ara.schema.reproduce import Check, Needs, RunnableExperiment, RunRecord

_MOST_TOLD = 5

Arms = Mapping[str, Sequence[Filed]]
"""The records of each arm, by the arm's name in the experiment."""


@dataclass(frozen=True)
class Terms:
    """What both sides of a check have in common."""

    check: Check
    """The check."""
    experiment: RunnableExperiment
    """Its experiment."""
    tier: str
    """The tier."""
    manner: Manner
    """How it is judged."""
    any_hardware: bool
    """Whether other GPUs than those asked for will do."""

    @property
    def needs(self) -> Needs:
        """What the runs needed."""
        return self.experiment.tiers[self.tier].needs

    @property
    def repeats(self) -> int:
        """How many processes each arm is run as, at least."""
        said = self.experiment.tiers[self.tier].repeats
        if said is None and self.experiment.deterministic and "repeats" not in self.experiment.model_fields_set:
            return 1
        declared = said or self.experiment.repeats
        return 1 if declared == "in-process" else declared


def judge_side(terms: Terms, arms: Arms, where: Mapping[str, str | int | float | bool]) -> Measured:
    """Hold the runs of some arms against the bound of a check; what fails becomes `error`, what lacks `not-run`."""
    runs = tuple(item.name for item in chain.from_iterable(arms.values()))
    try:
        if not terms.any_hardware:
            _right_hardware(terms.needs, records_of(arms), finished=False)
        # a repeat that failed decides, whether or not the others were run
        rows = {arm: rows_by_repeat(arm, filed) for arm, filed in arms.items()}
        _all_there(terms, arms)
        if not terms.any_hardware:
            _right_hardware(terms.needs, records_of(arms), finished=True)
        sample = Sample(terms.experiment, rows, where)
        found = measure(terms.check, sample, terms.manner)
        found = found.model_copy(update={"unit": sample.unit(terms.check.metric)})
    except NoSampleError as problem:
        outcome = "not-run" if problem.fault is None else "error"
        found = Measured(outcome=outcome, reason=problem.reason, fault=problem.fault, missing=problem.missing)
    return found.model_copy(update={"runs": runs})


def _all_there(terms: Terms, arms: Arms) -> None:
    for arm, filed in arms.items():
        if not filed:
            raise NoSampleError(f"no run of `{arm}` at tier {terms.tier} is filed", None, f"runs of `{arm}`")
        held = {item.repeat for item in filed}
        lacking = [*islice((repeat for repeat in range(terms.repeats) if repeat not in held), _MOST_TOLD + 1)]
        if lacking:
            told = ", ".join(map(str, lacking[:_MOST_TOLD])) + (", …" if len(lacking) > _MOST_TOLD else "")
            why = f"of {terms.repeats} repeats of `{arm}` these are not filed: {told}"
            raise NoSampleError(why, None, f"repeats {told}")


def records_of(arms: Arms) -> list[RunRecord]:
    """Give the records that can be read."""
    return [item.record for item in chain.from_iterable(arms.values()) if item.record is not None]


def _right_hardware(needs: Needs, records: Sequence[RunRecord], *, finished: bool) -> None:
    """Raise NoSampleError for a run on other GPUs; of runs that were never finished many do not know theirs."""
    for record in records:
        if (finished or record.hardware.gpus) and not on_spec(needs, record):
            wanted = f"{needs.gpus} of class {needs.gpu_class}" if needs.gpu_class else f"{needs.gpus}"
            had = ", ".join(record.hardware.gpus) or "no GPU"
            raise NoSampleError(f"it asks for GPUs ({wanted}), and ran on {had}", None, f"GPUs ({wanted})")


def on_spec(needs: Needs, record: RunRecord) -> bool:
    """Tell whether a run had the GPUs that were asked for."""
    # the model lets through nothing but names joined by `|`
    names = needs.gpu_class.split("|") if needs.gpu_class is not None else [""]
    return sum(any(name in gpu for name in names) for gpu in record.hardware.gpus) >= needs.gpus
