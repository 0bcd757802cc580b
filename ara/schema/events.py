"""The journal: one line per event in `trace/events/<writer>.jsonl`."""

from typing import Annotated, Any, Literal

from pydantic import Field

from ara.schema.frozen import Frozen

EventKind = Literal[
    "question",
    "decision",
    "experiment",
    "dead-end",
    "pivot",
    "observation",
    "claim",
    "heuristic",
    "concept",
    "constraint",
    "run",
    "note",
    "revision",
    "crystallize",
    "status",
    "snapshot",
    "redaction",
]
"""What can happen. Facts go to the trace at once; interpretations are staged."""


class GitState(Frozen):
    """The state of the work tree when an event was recorded."""

    commit: str | None = None
    """Commit that was checked out."""
    branch: str | None = None
    """Branch, when one was checked out."""
    dirty: bool = False
    """True when files differed from the commit."""
    diff_sha256: str | None = None
    """Hash of the difference."""


class Event(Frozen):
    """One line of a journal: a header that is hashed and chained, and a payload that can be redacted."""

    format: Literal["ara-event/1"] = "ara-event/1"
    """Version of this line's form."""
    id: str
    """Hash of the header without `id`."""
    writer: str
    """The clone or work tree that wrote it; the name of the file."""
    clock: Annotated[int, Field(ge=1)]
    """Lamport clock: larger than that of every event the writer had seen."""
    time: str
    """When, UTC, ISO form; for people, never for order."""
    actor: str
    """Who or what recorded it."""
    provenance: Literal["user", "ai-suggested", "ai-executed", "user-revised"]
    """Whose statement it is."""
    kind: EventKind
    """What happened."""
    bindings: tuple[str, ...] = ()
    """Identifiers of events that it refers to."""
    git: GitState | None = None
    """State of the work tree."""
    payload_salt: str
    """Salt of the payload's hash."""
    payload_sha256: str
    """Hash of salt and payload; stays when the payload is redacted."""
    previous: str | None
    """Hash of the line before in this file; None on the first."""
    payload: dict[str, Any] | None
    """What was recorded; None after a redaction."""
