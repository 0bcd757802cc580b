"""The code layer in words: `src/configs/*.md`, `src/artifacts.md`, `src/environment.md`."""

from typing import Annotated

from ara.schema.frozen import Frozen
from ara.schema.location import Location
from ara.schema.markdown.entity import Entity, Label


class Setting(Entity):
    """A hyper-parameter or configuration value."""

    title: str = ""
    """Its name, as the source gives it."""
    value: Annotated[str | None, Label("Value")] = None
    """Its exact value."""
    unit: Annotated[str | None, Label("Unit")] = None
    """The value's unit, when it has one."""
    context: Annotated[str | None, Label("Context")] = None
    """Which model, run or file it belongs to."""
    rationale: Annotated[str | None, Label("Rationale")] = None
    """Why this value."""
    search_range: Annotated[str | None, Label("Search range")] = None
    """The range that was tried."""
    sensitivity: Annotated[str | None, Label("Sensitivity")] = None
    """How much depends on it."""
    source: Annotated[str | None, Label("Source")] = None
    """Where it is stated, with the verbatim words."""


class CodeArtifact(Entity):
    """One piece of the code base, pointed at."""

    title: str = ""
    """Its name."""
    files: Annotated[str | None, Label("File(s) in repo", ("Files in repo", "File"))] = None
    """Its paths in the repository."""
    nature: Annotated[str | None, Label("Nature")] = None
    """What it is: library, script, configuration, data."""
    contains: Annotated[str | None, Label("What it does / contains", ("What it does",))] = None
    """What it does."""
    usage: Annotated[str | None, Label("How to use / run", ("How to run",))] = None
    """How it is started."""
    claims: Annotated[tuple[str, ...], Label("Claims supported", listed=True)] = ()
    """Claims that rest on it."""


class EnvironmentEntry(Frozen):
    """One line of `src/environment.md`."""

    section: str
    """Heading under which it stands; empty for the top of the file."""
    label: str
    """What it is about, e.g. `Hardware`."""
    text: str
    """What is said."""
    location: Location
    """Where it stands."""
