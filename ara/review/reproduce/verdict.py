"""What the judge says of a check: data, with all that it rests on."""

from typing import Literal

from ara.schema.frozen import Frozen
from ara.schema.reproduce import Expect, PaperValue

Outcome = Literal["verified", "contradicted", "inconclusive", "void", "not-run", "error"]
"""What became of a check.

`verified`: the whole interval satisfies the bound, and the control is contradicted. `contradicted`: the whole interval
breaks the bound. `inconclusive`: neither can be said. `void`: the control passes too, so the check shows nothing.
`not-run`: something was missing. `error`: a run failed, by the artifact's fault or ours.
"""

Fault = Literal["artifact", "infrastructure"]
"""Whose fault an error is."""

Origin = Literal["here", "shipped", "mixed"]
"""Where the records were made: by a worker of ours (they are in the ledger), by the artifact's author, or by both."""


class Measured(Frozen):
    """What one side of a check, itself or its control, came to."""

    outcome: Outcome
    """This side alone against the bound: verified, contradicted, inconclusive, not-run or error."""
    reason: str = ""
    """Why, in a clause."""
    fault: Fault | None = None
    """Whose fault an error is."""
    missing: str | None = None
    """What was missing, when it was not run."""
    n: int = 0
    """Number of repeats that count."""
    value: float | None = None
    """The statistic over repeats."""
    interval: tuple[float, float] | None = None
    """Its 95 % interval."""
    points: tuple[float, ...] = ()
    """The value of each repeat, in their order."""
    series: tuple[tuple[float, tuple[float, ...]], ...] = ()
    """For a trend: each value of the parameter, and the metric there in every repeat."""
    unit: str | None = None
    """Unit of the rows, when they agree on one."""
    runs: tuple[str, ...] = ()
    """The records it rests on, `<run>/repeat-<i>`."""


class Verdict(Frozen):
    """A judged check."""

    check: str
    """The check; for a claim that cannot be executed, the claim itself."""
    claim: str
    """The claim it tests."""
    experiment: str
    """The experiment."""
    metric: str
    """The metric."""
    tier: str | None = None
    """Tier of the runs; None when there are none."""
    fidelity: str | None = None
    """How near the runs come to the paper's own."""
    outcome: Outcome
    """The verdict."""
    reason: str
    """Why, in a sentence."""
    fault: Fault | None = None
    """Whose fault an error is."""
    missing: str | None = None
    """What was missing, when it was not run."""
    expect: Expect | None = None
    """The bound; None for a stub, which has none."""
    statistic: Literal["median", "mean"] = "median"
    """What is estimated over repeats."""
    measured: Measured | None = None
    """What was measured."""
    control: Measured | None = None
    """The same with the mechanism taken out."""
    paper_value: PaperValue | None = None
    """The number that the paper prints."""
    ratio_to_paper: float | None = None
    """Measured over printed."""
    strength: float | None = None
    """(bound - control) / (paper - control): at 0 the control would pass, at 1 the bound is what the paper prints."""
    unit: str | None = None
    """Unit of the metric."""
    headline: bool = False
    """Whether the paper's abstract rests on it."""
    origin: Origin | None = None
    """Where the records were made."""
    isolation: tuple[str, ...] = ()
    """The sandboxes of the runs."""
    hardware: tuple[str, ...] = ()
    """The machines of the runs, one line each."""
    stale: tuple[str, ...] = ()
    """Files that changed since the runs, in more than comments."""
    cosmetic: tuple[str, ...] = ()
    """Files that changed since the runs in comments and docstrings alone."""
    post_hoc: str | None = None
    """Why the bound cannot be said to have been fixed before the runs; None when it was."""
    off_spec: bool = False
    """Whether the hardware is another than the one asked for."""
    earlier: dict[str, int] = {}
    """Outcomes of the records that later ones stand for, counted."""
