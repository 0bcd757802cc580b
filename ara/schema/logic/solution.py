"""The solution and its neighbours: `logic/solution/*.md` and `logic/related_work.md`."""

from typing import Annotated, ClassVar

from ara.schema.frozen import Frozen
from ara.schema.location import Location
from ara.schema.markdown.entity import Entity, Label


class Heuristic(Entity):
    """A rule of practice that the work relies on."""

    prefix: ClassVar[str] = "H"

    id: str = ""
    """Identifier, e.g. `H02`."""
    title: str = ""
    """The rule, in a line."""
    rationale: Annotated[str | None, Label("Rationale")] = None
    """Why it is needed."""
    sources: Annotated[tuple[str, ...], Label("Sources", listed=True)] = ()
    """One entry per number it carries, as in a claim."""
    status: Annotated[str | None, Label("Status")] = None
    """`active`, or what became of it."""
    provenance: Annotated[str | None, Label("Provenance")] = None
    """Who asserted it."""
    sensitivity: Annotated[str | None, Label("Sensitivity")] = None
    """How much depends on it: low, medium or high."""
    bounds: Annotated[str | None, Label("Bounds")] = None
    """The range in which it works."""
    code_ref: Annotated[tuple[str, ...], Label("Code ref", listed=True)] = ()
    """Files that implement it."""
    source: Annotated[str | None, Label("Source")] = None
    """Section or table it comes from."""
    last_revised: Annotated[str | None, Label("Last revised")] = None
    """When it last changed."""


class RelatedWork(Entity):
    """A work that this one builds on, compares with, or merely cites."""

    prefix: ClassVar[str] = "RW"

    id: str = ""
    """Identifier, e.g. `RW07`; empty in artifacts that use names only."""
    title: str = ""
    """Authors, year and title, as far as known."""
    doi: Annotated[str | None, Label("DOI", ("arXiv",))] = None
    """DOI or arXiv identifier."""
    kind: Annotated[str | None, Label("Type")] = None
    """`imports`, `bounds`, `baseline`, `extends`, `refutes` or `cites`."""
    delta: Annotated[str | None, Label("Delta")] = None
    """What changed against it, and why."""
    claims_affected: Annotated[tuple[str, ...], Label("Claims affected", listed=True)] = ()
    """Claims that lean on it."""
    adopted: Annotated[str | None, Label("Adopted elements")] = None
    """What was taken over."""
    citation: Annotated[str | None, Label("Citation")] = None
    """The entry of the reference list, as printed."""
    source: Annotated[str | None, Label("Source")] = None
    """Where it is cited."""


class SolutionPage(Frozen):
    """A free page of `logic/solution/`: method, architecture, algorithm, constraints."""

    location: Location
    """The file."""
    title: str
    """Its first heading."""
    headings: tuple[str, ...]
    """All its headings, in order."""
