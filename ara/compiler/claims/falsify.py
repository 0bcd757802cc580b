"""The observation that would refute a claim, built from its kind, direction, quantity and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ara.compiler.claims.model import ClaimKind, Direction, Number
from ara.compiler.claims.numbers import with_unit

_MEASURED: dict[ClaimKind, str] = {
    "speed": "speed or cost",
    "memory": "memory",
    "accuracy": "score",
    "theory": "quantity",
    "qualitative": "result",
}
_RERUN = "A rerun"
_SPREAD = "beyond run-to-run spread"
_IS_RATIO = re.compile(r"(?i)speed-?up|ratio|factor|gain|improvement|reduction|overhead")
_SHOWN = 4
_SIDES = {"higher": ("below", "falls below"), "lower": ("above", "rises above")}


def falsification(
    kind: ClaimKind, direction: Direction, numbers: tuple[Number, ...], measure: str = "", subject: str = ""
) -> str:
    """Return one sentence that names what would have to be observed.

    `measure` is the quantity as the paper calls it; without it the kind names one, and `subject`, what the claim
    speaks of, says where to look.
    """
    rerun = _RERUN if measure or not subject else f"{_RERUN} of {subject}"
    measured = [number for number in numbers if number.role in ("value", "ratio")]
    measured = [number for number in measured if number.unit == measured[0].unit and number.role == measured[0].role]
    results = _distinct(measured)
    baselines = _distinct(number for number in numbers if number.role == "baseline")
    if kind == "theory" and not results:
        return "A case that meets the stated premises and breaks the statement."
    what = measure or _MEASURED[kind]
    if not results:
        return _without_numbers(kind, direction, measure, subject)
    if direction == "equal":
        return _apart([*results, *baselines], what, rerun)
    if baselines and direction != "none":
        return _not_beyond(results, baselines, direction, measure or "result", rerun)
    if direction == "none":
        if len(results) == 1:
            return f"{rerun} whose {what} differs from {results[0]}, {_SPREAD}."
        return f"{rerun} in which the {what} printed as {_listed(results, 'or')} comes out different, {_SPREAD}."
    if measured[0].role == "ratio":
        change = measure if _IS_RATIO.search(measure) else f"change of the {measure}" if measure else "change"
        return f"{rerun} in which the {change} is smaller than {_listed(results, 'or')}, {_SPREAD}."
    side, verb = _SIDES[direction]
    if len(results) == 1:
        return f"{rerun} whose {what} stays {side} {results[0]}, {_SPREAD}."
    return f"{rerun} in which the {what} {verb} any of {_listed(results)}, {_SPREAD}."


def _distinct(numbers: Iterable[Number]) -> list[str]:
    return list(dict.fromkeys(with_unit(number) for number in numbers))[:_SHOWN]


def _apart(printed: list[str], what: str, rerun: str) -> str:
    if len(printed) > 1:
        return f"{rerun} in which {_listed(printed)} lie further apart than printed, {_SPREAD}."
    return f"{rerun} whose {what} moves away from {printed[0]}, {_SPREAD}."


def _not_beyond(results: list[str], baselines: list[str], direction: str, what: str, rerun: str) -> str:
    ours = f"the {what} printed as {results[0]} is" if len(results) == 1 else f"the results {_listed(results)} are"
    theirs = f"the one printed as {baselines[0]}" if len(baselines) == 1 else f"the baselines {_listed(baselines)}"
    return f"{rerun} in which {ours} not {direction} than {theirs}, {_SPREAD}."


def _without_numbers(kind: ClaimKind, direction: Direction, measure: str, subject: str) -> str:
    about = "" if measure or not subject else f" for {subject}"
    what = f"A measurement of the {measure or _MEASURED[kind]}{about} under the stated conditions"
    if kind == "qualitative" and not measure:
        what = f"A comparison{about} under the stated conditions"
    if direction == "none":
        return f"{what} that contradicts the statement."
    if direction == "equal":
        return f"{what} that shows a difference {_SPREAD}."
    return f"{what} that does not come out {direction}."


def _listed(printed: list[str], last: str = "and") -> str:
    return printed[0] if len(printed) == 1 else f"{', '.join(printed[:-1])} {last} {printed[-1]}"
