"""Concepts: `logic/concepts.md`."""

from typing import Annotated

from ara.schema.markdown.entity import Entity, Label


class Concept(Entity):
    """A technical term as the work uses it."""

    title: str = ""
    """The term."""
    notation: Annotated[str | None, Label("Notation")] = None
    """Its symbol or formula."""
    definition: Annotated[str | None, Label("Definition")] = None
    """What it means."""
    boundary: Annotated[str | None, Label("Boundary conditions")] = None
    """When it applies, and when not."""
    related: Annotated[str | None, Label("Related concepts")] = None
    """Other concepts it leans on."""
