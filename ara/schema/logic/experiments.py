"""Experiments: `logic/experiments.md`, plans without results."""

from typing import Annotated, ClassVar

from ara.schema.markdown.entity import Entity, Label


class Experiment(Entity):
    """How something is verified: what is run, what is measured, what is expected."""

    prefix: ClassVar[str] = "E"

    id: str = ""
    """Identifier, e.g. `E03`."""
    title: str = ""
    """What it is about, in a line."""
    verifies: Annotated[tuple[str, ...], Label("Verifies", listed=True)] = ()
    """Claims it bears on."""
    evidence: Annotated[tuple[str, ...], Label("Evidence", ("Evidence output",), listed=True)] = ()
    """Evidence files that hold its results, or `pending`."""
    run: Annotated[str | None, Label("Run", ("Executed this session",))] = None
    """What produced the result: a file under `src/`, a command, or a reference into the source repository."""
    status: Annotated[str | None, Label("Status")] = None
    """`candidate` when a program found it and nobody confirmed it; else as its author declares."""
    question: Annotated[str | None, Label("Question")] = None
    """What it asks."""
    setup: Annotated[str | None, Label("Setup")] = None
    """Model, hardware, data and system."""
    procedure: Annotated[str | None, Label("Procedure")] = None
    """The steps."""
    metrics: Annotated[str | None, Label("Metrics")] = None
    """What is measured, with units."""
    expected: Annotated[
        str | None,
        Label(
            "Expected outcome",
            ("Expected results", "Prediction (directional)", "Predictions (directional)"),
        ),
    ] = None
    """What should come out, in words of direction."""
    baselines: Annotated[str | None, Label("Baselines", ("Baseline",))] = None
    """What it is compared against."""
    falsification: Annotated[
        str | None, Label("Falsification condition", ("Falsification criteria", "Falsification"))
    ] = None
    """What outcome would refute the claims it verifies."""
    dependencies: Annotated[tuple[str, ...], Label("Dependencies", listed=True)] = ()
    """Experiments that come before it."""
