"""Claims: `logic/claims.md`."""

import re
from typing import Annotated, ClassVar, Literal

from ara.schema.frozen import Frozen
from ara.schema.markdown.entity import Entity, Label


class Claim(Entity):
    """A falsifiable statement, with what bounds it, what would refute it and what bears it out."""

    prefix: ClassVar[str] = "C"

    id: str = ""
    """Identifier, e.g. `C03`."""
    title: str = ""
    """The takeaway, in a line."""
    statement: Annotated[str | None, Label("Statement")] = None
    """The conclusion that the evidence supports."""
    conditions: Annotated[str | None, Label("Conditions")] = None
    """Under which conditions it holds, and the known untested boundary."""
    sources: Annotated[tuple[str, ...], Label("Sources", listed=True)] = ()
    """One entry per number it carries: `value ← reference «verbatim words» [input|result]`."""
    status: Annotated[str | None, Label("Status")] = None
    """Declared status: `hypothesis`, `untested`, `supported`, `refuted`, …"""
    provenance: Annotated[str | None, Label("Provenance")] = None
    """Who asserted it: `user`, `ai-suggested`, `ai-executed` or `user-revised`."""
    falsification: Annotated[
        str | None, Label("Falsification criteria", ("Falsification", "Falsification condition"))
    ] = None
    """A concrete observation that would disprove it."""
    proof: Annotated[tuple[str, ...], Label("Proof", listed=True)] = ()
    """Experiments that bear it out, by identifier; prose in older artifacts."""
    evidence_basis: Annotated[str | None, Label("Evidence basis", ("Evidence",))] = None
    """What the cited evidence shows."""
    interpretation: Annotated[str | None, Label("Interpretation")] = None
    """How the authors explain it, beyond what was measured."""
    dependencies: Annotated[tuple[str, ...], Label("Dependencies", listed=True)] = ()
    """Claims that it rests on."""
    refutes: Annotated[tuple[str, ...], Label("Refutes", listed=True)] = ()
    """Claims that it contradicts."""
    tags: Annotated[tuple[str, ...], Label("Tags", listed=True)] = ()
    """Key words."""
    last_revised: Annotated[str | None, Label("Last revised")] = None
    """When, and in which session, it last changed."""


class SourceNote(Frozen):
    """One entry of a claim's `Sources`, taken apart."""

    value: str
    """The number or words that are sourced."""
    reference: str
    """Where they stand: a file with a line, a table, a page."""
    quote: str | None
    """The verbatim words, without their quotation marks."""
    kind: Literal["input", "result"] | None
    """Whether the source is an input (a recipe, a config) or a result."""
    pending: bool
    """True when the source is still to be given."""


_ARROW = re.compile("←|<-")
_KINDS: dict[str, Literal["input", "result"]] = {"[input]": "input", "[result]": "result"}


def source_notes(claim: Claim) -> tuple[SourceNote, ...]:
    """Take a claim's `Sources` apart. Entries without an arrow come back with an empty value and reference."""
    return tuple(_source_note(entry) for entry in claim.sources)


def _source_note(entry: str) -> SourceNote:
    tag = next((tag for tag in _KINDS if entry.rstrip().endswith(tag)), "")
    words = entry.rstrip().removesuffix(tag)
    before, opened, after = words.partition("«")
    quote, closed, _ = after.partition("»")
    arrow = _ARROW.search(before)
    return SourceNote(
        value=before[: arrow.start()].strip() if arrow else "",
        reference=before[arrow.end() :].strip() if arrow else "",
        quote=quote if opened and closed else None,
        kind=_KINDS.get(tag),
        pending="[pending" in entry,
    )
