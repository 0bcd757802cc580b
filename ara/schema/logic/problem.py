"""The problem: `logic/problem.md`."""

from typing import Annotated, ClassVar

from ara.schema.markdown.entity import Entity, Label


class Observation(Entity):
    """A fact that the work starts from."""

    prefix: ClassVar[str] = "O"

    id: str = ""
    """Identifier inside the problem, e.g. `O1`."""
    title: str = ""
    """The fact, in a line."""
    statement: Annotated[str | None, Label("Statement")] = None
    """The fact, with its numbers."""
    evidence: Annotated[str | None, Label("Evidence")] = None
    """Where it comes from."""
    implication: Annotated[str | None, Label("Implication")] = None
    """What follows for the problem."""


class ProblemGap(Entity):
    """What is missing or broken."""

    prefix: ClassVar[str] = "G"

    id: str = ""
    """Identifier, e.g. `G1`."""
    title: str = ""
    """The gap, in a line."""
    statement: Annotated[str | None, Label("Statement")] = None
    """What is missing."""
    caused_by: Annotated[tuple[str, ...], Label("Caused by", listed=True)] = ()
    """Observations that cause it."""
    attempts: Annotated[str | None, Label("Existing attempts")] = None
    """What has been tried."""
    failure: Annotated[str | None, Label("Why they fail")] = None
    """Why that does not suffice."""


class Insight(Entity):
    """The step that makes the solution possible."""

    title: str = ""
    """The heading under which it stands."""
    insight: Annotated[str | None, Label("Insight")] = None
    """The step, stated precisely."""
    derived_from: Annotated[tuple[str, ...], Label("Derived from", listed=True)] = ()
    """Observations it follows from."""
    enables: Annotated[str | None, Label("Enables")] = None
    """What it unlocks."""


class Assumption(Entity):
    """Something taken for granted; a bullet under `## Assumptions`."""

    id: str = ""
    """Identifier, e.g. `A1`; empty when the bullet has none."""
    text: str = ""
    """What is assumed."""
