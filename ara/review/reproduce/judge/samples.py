"""From the rows of records to one value per repeat of what a check measures."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ara.review.reproduce.arms import arms_of_metrics
from ara.review.reproduce.derive import DerivationError, parse
from ara.review.reproduce.judge.takes import Filed
from ara.review.reproduce.verdict import Fault
from ara.schema.reproduce import MetricRow, RunnableExperiment

Scalar = str | int | float | bool | None

MOST_PAIRS = 100_000
"""Most combinations of rows of one repeat that a derived metric may have."""
_LARGEST = 1e150
"""Numbers beyond this overflow when they are squared; no measurement is so large."""

_REDUCTIONS: dict[str, Callable[[Sequence[float]], float]] = {
    "median": statistics.median,
    "mean": statistics.fmean,
    "min": min,
    "max": max,
}


class NoSampleError(Exception):
    """There is nothing to judge: a run failed, was not made, or does not hold the metric."""

    def __init__(self, reason: str, fault: Fault | None, missing: str | None = None) -> None:
        """Say why, and whose fault it is; without a fault, what was missing for the run."""
        super().__init__(reason)
        self.reason = reason
        self.fault: Fault | None = fault
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Row:
    """A number with the parameters under which it was measured."""

    value: float
    params: Mapping[str, Scalar]
    unit: str | None


@dataclass(frozen=True)
class Sample:
    """The rows that one side of a check reads, the check itself or its control."""

    experiment: RunnableExperiment
    """The experiment."""
    arms: Mapping[str, Mapping[int, tuple[MetricRow, ...]]]
    """By arm, as the experiment names it, and repeat: its rows. In a control, the changed arm's rows are its own."""
    where: Mapping[str, Scalar] = field(default_factory=dict)
    """What a row's parameters must be."""

    def rows(self, metric: str) -> dict[int, tuple[Row, ...]]:
        """Give the rows of a metric that `where` lets through, by repeat.

        Raises NoSampleError when the metric is not there, in any repeat, or cannot be derived.
        """
        return self._rows(metric, (), loose=False)

    def values(self, metric: str, reduce: str | None) -> dict[int, float]:
        """Give the value of each repeat. Raises NoSampleError when one has none, or several and no `reduce`."""
        return {
            repeat: one_value(rows, reduce, f"repeat {repeat}: `{metric}`{self._words()}")
            for repeat, rows in self.rows(metric).items()
        }

    def unit(self, metric: str) -> str | None:
        """Give the unit that all rows of the metric have, if they have one."""
        units = {row.unit for rows in self.rows(metric).values() for row in rows}
        return next(iter(units)) if len(units) == 1 else None

    def _words(self) -> str:
        return "".join(f" at {name}={value}" for name, value in self.where.items())

    def _rows(self, metric: str, within: tuple[str, ...], *, loose: bool) -> dict[int, tuple[Row, ...]]:
        """Give the rows of a metric; with `loose`, a parameter that a row does not have does not speak against it."""
        if metric in within:
            raise NoSampleError(f"`{metric}` is derived from itself", "artifact")
        if "." not in metric and metric in self.experiment.derive:
            found = self._derived(metric, (*within, metric), loose=loose)
        else:
            found = self._measured(metric, loose=loose)
        for repeat, rows in found.items():
            if not rows:
                raise NoSampleError(f"repeat {repeat}: there is no row of `{metric}`{self._words()}", "artifact")
        return found

    def _measured(self, metric: str, *, loose: bool) -> dict[int, tuple[Row, ...]]:
        arm, dot, quantity = metric.partition(".")
        if not dot:
            quantity = metric
            asked = [name for name in arms_of_metrics(self.experiment, (metric,)) if name in self.arms]
            holding = [name for name in asked if any(row.metric == metric for row in self._all_rows(name))]
            if len(holding) > 1:
                raise NoSampleError(
                    f"`{metric}` comes from {', '.join(holding)}; name one, as `arm.metric`", "artifact"
                )
            arm = (holding or asked or [""])[0]
        if arm not in self.arms:
            raise NoSampleError(f"no arm yields `{metric}`", "artifact")
        if not any(row.metric == quantity for row in self._all_rows(arm)):
            raise NoSampleError(f"the metric `{quantity}` is missing in the rows of `{arm}`", "artifact")
        return {
            repeat: tuple(
                Row(_finite(row, arm, repeat), row.params, row.unit)
                for row in rows
                if row.metric == quantity and self._fits(row.params, loose=loose)
            )
            for repeat, rows in self.arms[arm].items()
        }

    def _all_rows(self, arm: str) -> Iterable[MetricRow]:
        return (row for rows in self.arms[arm].values() for row in rows)

    def _fits(self, params: Mapping[str, Scalar], *, loose: bool) -> bool:
        return all(same_value(params[name], value) if name in params else loose for name, value in self.where.items())

    def _derived(self, metric: str, within: tuple[str, ...], *, loose: bool) -> dict[int, tuple[Row, ...]]:
        """Compute a metric from others, paired by repeat and by the parameters that their rows have in common."""
        try:
            expression = parse(self.experiment.derive[metric])
        except DerivationError as error:
            raise NoSampleError(f"`derive: {metric}` {error}", "artifact") from None
        if not expression.names:
            raise NoSampleError(f"`derive: {metric}` rests on no metric", "artifact")
        # parameters that only one of the parts has select among the rows of that part; the rest is asked of the pairs
        parts = {name: self._rows(name, within, loose=True) for name in expression.names}
        repeats = {name: set(rows) for name, rows in parts.items()}
        if len({frozenset(found) for found in repeats.values()}) != 1:
            told = "; ".join(f"{name}: {_listed(found)}" for name, found in repeats.items())
            raise NoSampleError(f"`{metric}` pairs repeats, and its parts have different ones ({told})", "artifact")
        found = {}
        for repeat in sorted(next(iter(repeats.values()))):
            rows = []
            for values, params in _paired({name: rows[repeat] for name, rows in parts.items()}, metric):
                if self._fits(params, loose=loose):
                    try:
                        rows.append(Row(expression.value(values), params, None))
                    except DerivationError as error:
                        raise NoSampleError(f"repeat {repeat}: `{metric}` {error}", "artifact") from None
            found[repeat] = tuple(rows)
        return found


def one_value(rows: Sequence[Row], reduce: str | None, what: str) -> float:
    """Give the value of rows that must be one, or that `reduce` makes one. Raises NoSampleError otherwise."""
    if reduce is not None:
        return float(_REDUCTIONS[reduce]([row.value for row in rows]))
    if len(rows) > 1:
        raise NoSampleError(f"{what} has {len(rows)} rows; add parameters to `where`, or say `reduce`", "artifact")
    return rows[0].value


def same_value(one: Scalar, other: Scalar) -> bool:
    """Tell whether two parameters are equal: numbers by value, so 512 is 512.0; words and truth values by kind too."""
    if isinstance(one, bool) or isinstance(other, bool):
        return isinstance(one, bool) and isinstance(other, bool) and one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    return type(one) is type(other) and one == other


def _paired(parts: Mapping[str, Sequence[Row]], metric: str) -> list[tuple[dict[str, float], dict[str, Scalar]]]:
    """Combine rows, one of each part, that agree on the parameters they share."""
    found: list[tuple[dict[str, float], dict[str, Scalar]]] = [({}, {})]
    for name, rows in parts.items():
        if len(found) * len(rows) > MOST_PAIRS:
            raise NoSampleError(f"`{metric}` has more than {MOST_PAIRS:,} pairs of rows in a repeat", "artifact")
        found = [
            ({**values, name: row.value}, {**params, **row.params})
            for values, params in found
            for row in rows
            if all(same_value(params[key], value) for key, value in row.params.items() if key in params)
        ]
    return found


def _finite(row: MetricRow, arm: str, repeat: int) -> float:
    if not math.isfinite(row.value):
        raise NoSampleError(f"repeat {repeat} of `{arm}`: `{row.metric}` is {row.value}", "artifact")
    if abs(row.value) > _LARGEST:
        raise NoSampleError(f"repeat {repeat} of `{arm}`: `{row.metric}` is {row.value:g}, too large", "artifact")
    return row.value


def rows_by_repeat(arm: str, filed: Sequence[Filed]) -> dict[int, tuple[MetricRow, ...]]:
    """Give the rows of an arm by repeat. Raises NoSampleError when any of its runs failed, or its file is torn."""
    for problem in sorted((_failure(arm, item) for item in filed), key=_gravity):
        if problem is not None:
            raise problem
    found: dict[int, tuple[MetricRow, ...]] = {}
    for item in filed:
        assert item.record is not None
        if item.record.repeats == "process":
            found[item.repeat] = item.record.rows
        else:
            found.update(_own_repeats(arm, item.record.rows))
    return dict(sorted(found.items()))


def _own_repeats(arm: str, rows: Sequence[MetricRow]) -> dict[int, tuple[MetricRow, ...]]:
    """Sort rows by the repeat they carry; rows of a program that has but one may leave it out."""
    found: dict[int | None, list[MetricRow]] = {}
    for row in rows:
        found.setdefault(row.repeat, []).append(row)
    if None in found and len(found) > 1:
        raise NoSampleError(f"`{arm}`: some rows carry a repeat and some do not", "artifact")
    return {repeat or 0: tuple(held) for repeat, held in found.items()}


def _failure(arm: str, item: Filed) -> NoSampleError | None:
    record = item.record
    what = f"repeat {item.repeat} of `{arm}`"
    if record is None:
        return NoSampleError(f"{what}: its record is torn", "artifact")
    if record.missing is not None:
        return NoSampleError(f"{what}: {record.missing}", None, record.missing)
    for row in record.rows:
        if not math.isfinite(row.value):
            return NoSampleError(f"{what}: `{row.metric}` is {row.value}", "artifact")
    if record.fault is None and record.limit is None and record.exit_code == 0:
        return None
    ended = "never came to an end" if record.exit_code is None else f"ended with exit code {record.exit_code}"
    return NoSampleError(f"{what}: {record.reason or ended}", record.fault or "artifact")


def _gravity(problem: NoSampleError | None) -> int:
    """An artifact's fault is told first: no other machine would mend it."""
    if problem is None:
        return 3
    return {"artifact": 0, "infrastructure": 1, None: 2}[problem.fault]


def _listed(repeats: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(repeats))) or "none"
