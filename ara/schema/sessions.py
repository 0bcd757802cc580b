"""What a live recording leaves beside the graph: staged observations, sessions, the manager's reasoning log."""

from typing import Annotated

from ara.schema.yaml.entity import Key, Record, record


@record
class StagedObservation(Record):
    """An interpretation that waits in `staging/observations.yaml` until something settles it."""

    id: Annotated[str | None, Key("id")] = None
    """Identifier, e.g. `O07`."""
    timestamp: Annotated[str | None, Key("timestamp")] = None
    """When it was staged, in ISO form."""
    provenance: Annotated[str | None, Key("provenance")] = None
    """Who said it: `user`, `ai-suggested`, `ai-executed` or `user-revised`."""
    content: Annotated[str | None, Key("content")] = None
    """What was observed."""
    context: Annotated[str | None, Key("context")] = None
    """What was going on."""
    potential_type: Annotated[str | None, Key("potential_type")] = None
    """What it may become: claim, heuristic, concept, constraint, architecture or unknown."""
    bound_to: Annotated[tuple[str, ...], Key("bound_to", listed=True)] = ()
    """Nodes it depends on."""
    promoted: Annotated[bool | str | None, Key("promoted")] = None
    """True once it has become a block of the logic layer."""
    promoted_to: Annotated[str | None, Key("promoted_to")] = None
    """Which block, e.g. `logic/claims.md:C07`."""
    crystallized_via: Annotated[str | None, Key("crystallized_via")] = None
    """The closure signal that settled it."""
    stale: Annotated[bool | str | None, Key("stale")] = None
    """True when it has waited too long."""


@record
class SessionEvent(Record):
    """One event of a session."""

    turn: Annotated[str | None, Key("turn")] = None
    """Turn of the conversation."""
    type: Annotated[str | None, Key("type")] = None
    """Kind of event."""
    id: Annotated[str | None, Key("id")] = None
    """Identifier of what was written."""
    routing: Annotated[str | None, Key("routing")] = None
    """`direct`, `staged` or `crystallized`."""
    provenance: Annotated[str | None, Key("provenance")] = None
    """Who caused it."""
    summary: Annotated[str | None, Key("summary")] = None
    """What happened."""

    @classmethod
    def scalar_field(cls) -> str:
        """A bare line is the summary."""
        return "summary"


@record
class SessionAction(Record):
    """Something an agent did."""

    turn: Annotated[str | None, Key("turn")] = None
    """Turn of the conversation."""
    action: Annotated[str | None, Key("action")] = None
    """What was done."""
    provenance: Annotated[str | None, Key("provenance")] = None
    """Who did it."""
    files_changed: Annotated[tuple[str, ...], Key("files_changed", listed=True)] = ()
    """Files that changed."""

    @classmethod
    def scalar_field(cls) -> str:
        """A bare line is the action."""
        return "action"


@record
class ClaimTouched(Record):
    """A claim that a session created or changed."""

    id: Annotated[str | None, Key("id")] = None
    """The claim."""
    action: Annotated[str | None, Key("action")] = None
    """`created`, `advanced`, `refuted`, …"""
    turn: Annotated[str | None, Key("turn")] = None
    """Turn of the conversation."""

    @classmethod
    def scalar_field(cls) -> str:
        """A bare word is the claim."""
        return "id"


@record
class LogicRevision(Record):
    """A change of the logic layer, with both sides."""

    turn: Annotated[str | None, Key("turn")] = None
    """Turn of the conversation."""
    entry: Annotated[str | None, Key("entry")] = None
    """Block that changed."""
    field: Annotated[str | None, Key("field")] = None
    """Field that changed."""
    before: Annotated[str | None, Key("before")] = None
    """The old value."""
    after: Annotated[str | None, Key("after")] = None
    """The new value."""
    signal: Annotated[str | None, Key("signal")] = None
    """What licensed the change."""
    provenance: Annotated[str | None, Key("provenance")] = None
    """Who caused it."""
    note: Annotated[str | None, Key("note")] = None
    """Why, in a line."""


@record
class KeyContext(Record):
    """A decisive exchange."""

    turn: Annotated[str | None, Key("turn")] = None
    """Turn of the conversation."""
    excerpt: Annotated[str | None, Key("excerpt")] = None
    """What was said."""

    @classmethod
    def scalar_field(cls) -> str:
        """A bare line is the excerpt."""
        return "excerpt"


@record
class SessionHead(Record):
    """The head of a session file."""

    id: Annotated[str | None, Key("id")] = None
    """Identifier, `YYYY-MM-DD_NNN`."""
    date: Annotated[str | None, Key("date")] = None
    """The day."""
    started: Annotated[str | None, Key("started", ("timestamp",))] = None
    """When it began."""
    last_turn: Annotated[str | None, Key("last_turn")] = None
    """When it last went on."""
    turn_count: Annotated[str | None, Key("turn_count")] = None
    """How many turns it has."""
    summary: Annotated[str | None, Key("summary")] = None
    """What came of it, in a line."""


@record
class Session(Record):
    """One file of `trace/sessions/`."""

    head: Annotated[tuple[SessionHead, ...], Key("session", records="SessionHead")] = ()
    """The session's head; one."""
    events: Annotated[tuple[SessionEvent, ...], Key("events_logged", records="SessionEvent")] = ()
    """What was recorded."""
    actions: Annotated[tuple[SessionAction, ...], Key("ai_actions", records="SessionAction")] = ()
    """What agents did."""
    claims_touched: Annotated[tuple[ClaimTouched, ...], Key("claims_touched", records="ClaimTouched")] = ()
    """Claims that changed."""
    revisions: Annotated[tuple[LogicRevision, ...], Key("logic_revisions", records="LogicRevision")] = ()
    """Changes of the logic layer."""
    key_context: Annotated[tuple[KeyContext, ...], Key("key_context", records="KeyContext")] = ()
    """Decisive exchanges."""
    open_threads: Annotated[tuple[str, ...], Key("open_threads", listed=True)] = ()
    """What needs following up."""
    pending: Annotated[tuple[str, ...], Key("ai_suggestions_pending", listed=True)] = ()
    """Suggestions not yet confirmed."""


@record
class SessionSummary(Record):
    """One entry of `trace/sessions/session_index.yaml`."""

    id: Annotated[str | None, Key("id")] = None
    """The session."""
    date: Annotated[str | None, Key("date", ("timestamp",))] = None
    """The day."""
    summary: Annotated[str | None, Key("summary")] = None
    """What came of it."""
    turn_count: Annotated[str | None, Key("turn_count")] = None
    """How many turns it has."""
    events_count: Annotated[str | None, Key("events_count")] = None
    """How many events it has."""
    claims_touched: Annotated[tuple[str, ...], Key("claims_touched", listed=True)] = ()
    """Claims that changed."""
    open_threads: Annotated[str | None, Key("open_threads")] = None
    """How many threads are open."""


@record
class ReasoningEntry(Record):
    """One entry of `trace/pm_reasoning_log.yaml`."""

    turn: Annotated[str | None, Key("turn", ("session",))] = None
    """The turn, `YYYY-MM-DD_NNN#T`, or the session."""
    notes: Annotated[tuple[str, ...], Key("notes", ("organizational_decisions",), listed=True)] = ()
    """What was decided about the record, and why."""
    context_notes: Annotated[tuple[str, ...], Key("context_notes", listed=True)] = ()
    """What was going on."""
