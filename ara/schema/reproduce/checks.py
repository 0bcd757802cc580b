"""How a number is judged: checks, what they expect, and the control that must fail."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from ara.schema.frozen import Frozen
from ara.schema.reproduce.allowed import inside, variables


class Trend(Frozen):
    """A metric that goes one way as a parameter grows."""

    param: str
    """The parameter."""
    tolerance: Annotated[float, Field(ge=0)] = 0.0
    """How far a step may go the other way (`steps`), or how far the coefficient may stay below 1 (`spearman`)."""
    by: Literal["steps", "spearman"] = "steps"
    """Whether each step counts, or the rank correlation."""


class Equals(Frozen):
    """A value with a tolerance."""

    value: float
    """The value asked for."""
    absolute: Annotated[float, Field(ge=0)] | None = None
    """Absolute tolerance."""
    relative: Annotated[float, Field(ge=0)] | None = None
    """Tolerance as a share of the value."""


class Against(Frozen):
    """A comparison of two arms, or of two metrics, paired by repeat."""

    other: str
    """What it is compared with: `arm.metric`, or a metric of the same arm."""
    margin: float
    """The margin: by how much it must exceed, may be worse, or may differ."""
    relative: bool = False
    """True when the margin is a share of the other value."""


class Expect(Frozen):
    """What a check asks of its metric; exactly one form."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    at_least: float | None = None
    """The whole interval is this or more."""
    at_most: float | None = None
    """The whole interval is this or less."""
    between: tuple[float, float] | None = None
    """The whole interval lies between the two."""
    equals: Equals | None = None
    """The value, within its tolerance."""
    no_violations: bool | None = None
    """Every row of the metric is zero."""
    increases_with: Trend | None = None
    """The metric grows with a parameter, in every repeat."""
    decreases_with: Trend | None = None
    """The metric falls with a parameter, in every repeat."""
    exceeds: Against | None = None
    """The metric is larger than another, by a margin."""
    not_worse_than: Against | None = None
    """The metric is not below another by more than a margin."""
    equivalent_to: Against | None = None
    """The metric differs from another by no more than a margin."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(forms) != 1:
            raise ValueError("`expect` names exactly one form, e.g. `expect: {at_least: 3.0}`")
        if self.between is not None and self.between[0] > self.between[1]:
            raise ValueError("`between` names the smaller bound first")
        if self.no_violations is False:
            raise ValueError("`no_violations` can only be true")
        return self

    @property
    def form(self) -> str:
        """Name of the form used."""
        return next(name for name in type(self).model_fields if getattr(self, name) is not None)


class Control(Frozen):
    """The same experiment with the mechanism taken out. It changes one arm and must break the bound."""

    arm: str | None = None
    """The arm that changes; with one arm it needs no name."""
    args: tuple[str, ...] = ()
    """Arguments put behind the command."""
    env: dict[str, str] = {}
    """Environment variables that change."""
    code: tuple[str, ...] | None = None
    """Files it sees instead."""
    where: dict[str, str | int | float | bool] | None = None
    """Rows that are judged instead."""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not (self.args or self.env or self.code or self.where):
            raise ValueError("a control changes `args`, `env`, `code` or `where`")
        variables(self.env)
        for pattern in self.code or ():
            inside(pattern)
        return self


class PaperValue(Frozen):
    """The number that the paper prints."""

    value: float
    """The number, in the unit of the metric."""
    source: str
    """Where it stands, e.g. `logic/claims.md C04` or `Table 2`."""
    unit: str | None = None
    """Its unit."""


class QuoteBinding(Frozen):
    """Names a claim by words of the paper."""

    quote: Annotated[str, Field(min_length=8)]
    """Words that stand in the claim's quote."""


class CellBinding(Frozen):
    """Names a claim by a cell of a table of the paper."""

    table: str | int
    """The table's number."""
    row: str
    """The row's label."""
    column: str
    """The column's label."""


ClaimBinding = str | QuoteBinding | CellBinding
"""A claim: by identifier in an Ara; by quote or table cell in a repository's `ara-reproduce.yaml`."""


class Check(Frozen):
    """A bound on a metric of an experiment, fixed before it is run."""

    claim: ClaimBinding
    """The claim it tests."""
    experiment: str
    """The experiment that yields the metric."""
    metric: str
    """The metric, also `arm.metric` or a derived one."""
    where: dict[str, str | int | float | bool] = {}
    """Parameters that a row must have to count."""
    reduce: Literal["median", "min", "max", "mean"] | None = None
    """How several rows of one repeat become one; without it there must be one."""
    expect: Expect
    """The bound."""
    control: Control | None = None
    """The control; without it the experiment's."""
    statistic: Literal["median", "mean"] = "median"
    """What is estimated over repeats."""
    paper_value: PaperValue | None = None
    """The number that the paper prints."""
    headline: bool = False
    """True for a result that the paper's abstract rests on."""
    tiers: tuple[str, ...] | None = None
    """Tiers at which it is judged, when not at all."""
    note: str | None = None
    """Why this bound."""
