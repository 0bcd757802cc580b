"""From the two sides of a check to its verdict: the bound must hold, and must break on the control."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ara.review.reproduce.judge.bounds import bound_of
from ara.review.reproduce.judge.expectations import Manner
from ara.review.reproduce.verdict import Fault, Measured, Outcome
from ara.schema.reproduce import Check

_VALUE_FORMS = ("at_least", "at_most", "between", "equals")
"""Forms whose value is the metric itself, not a difference, a step or a count."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What both sides together mean."""

    outcome: Outcome
    """The verdict."""
    reason: str
    """Why, in a clause."""
    fault: Fault | None = None
    """Whose fault an error is."""
    missing: str | None = None
    """What was missing, when it was not run."""


def conclude(measured: Measured, control: Measured | None, *, has_control: bool) -> Conclusion:
    """Join what was measured with its control. Only a bound that holds asks for the control.

    `has_control` tells a check without a control from one whose control was left out.
    """
    if measured.outcome != "verified":
        return Conclusion(measured.outcome, measured.reason, measured.fault, measured.missing)
    if control is None:
        why = "its control was left out" if has_control else "it has no control, so nothing shows that it can fail"
        return Conclusion("inconclusive", f"the bound holds, but {why}")
    if control.outcome == "verified":
        return Conclusion("void", "the bound holds on the control too, so the check shows nothing")
    if control.outcome == "error":
        return Conclusion("error", f"the bound holds, but its control failed: {control.reason}", control.fault)
    if control.outcome == "contradicted":
        return Conclusion("verified", f"{measured.reason}, and the control breaks it")
    state = "was not run" if control.outcome == "not-run" else "is inconclusive"
    return Conclusion("inconclusive", f"the bound holds, but its control {state}: {control.reason}")


def ratio_to_paper(check: Check, measured: Measured) -> float | None:
    """Give the measured value over the printed one; None when there is neither, or it is a ratio to zero."""
    if check.paper_value is None or measured.value is None or check.expect.form not in _VALUE_FORMS:
        return None
    return measured.value / check.paper_value.value if check.paper_value.value else None


def strength(check: Check, control: Measured | None, manner: Manner) -> float | None:
    """Give (bound - control) / (paper - control): at 0 the control would pass, at 1 the bound is what is printed.

    For a bound with two ends it is the end on the control's side. None when a number is missing, when the bound is no
    bound on the metric itself, or when control and paper agree.
    """
    paper = check.paper_value
    if paper is None or control is None or control.value is None or check.expect.form not in _VALUE_FORMS:
        return None
    edge = bound_of(check, manner.printed).edge_towards(control.value)
    if edge is None or paper.value == control.value:
        return None
    found = (edge - control.value) / (paper.value - control.value)
    return found if math.isfinite(found) else None
