"""YAML files that others write too: staged observations, sessions, the reasoning log."""

from __future__ import annotations

from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.sessions import ReasoningEntry, Session, SessionSummary, StagedObservation
from ara.schema.yaml import MappingNode, parse_data, parse_yaml, render_yaml, splice_yaml
from ara.schema.yaml.entity import Record, bind_record, bind_records
from ara.schema.yaml.unbind import unbind, unbind_list


def _list_file(name: str, files: str, cls: type[Record], part: str, key: str) -> FileKind:
    """Make the kind of a file that holds one list of records under one key."""

    def read(path: str, text: str) -> Reading:
        root = parse_yaml(text, path)
        if not isinstance(root, MappingNode):
            records, notices = bind_records(cls, root, path, "")
            return Reading({part: records}, notices)
        records, notices = bind_records(cls, root.get(key), path, f"/{key}")
        return Reading({part: records}, notices)

    def revise(path: str, text: str, before: Parts, after: Parts) -> str:
        data = parse_data(text, path)
        old, new = before.get(part, ()), after.get(part, ())
        if isinstance(data, dict):
            return splice_yaml(text, data | {key: unbind_list(new, old, data.get(key))}, path)
        if data is None:
            return splice_yaml(text, {key: unbind_list(new, old, None)}, path) if new else text
        return splice_yaml(text, unbind_list(new, old, data), path)

    def render(path: str, parts: Parts) -> str:
        return render_yaml({key: unbind_list(parts.get(part, ()), (), None)})

    return FileKind(name, files, (part,), read, revise, render)


STAGING = _list_file("staging", "staging/observations.yaml", StagedObservation, "staged", "observations")
SESSION_INDEX = _list_file(
    "session-index", "trace/sessions/session_index.yaml", SessionSummary, "session_index", "sessions"
)
REASONING = _list_file("reasoning-log", "trace/pm_reasoning_log.yaml", ReasoningEntry, "reasoning", "entries")


def _read_session(path: str, text: str) -> Reading:
    root = parse_yaml(text, path)
    session, notices = bind_record(Session, root, path, "")
    return Reading({"sessions": (session,)}, tuple(notices))


def _revise_session(path: str, text: str, before: Parts, after: Parts) -> str:
    data = parse_data(text, path)
    return splice_yaml(text, unbind(after["sessions"][0], before["sessions"][0], data), path)


def _render_session(path: str, parts: Parts) -> str:
    return render_yaml(unbind(parts["sessions"][0], None, None))


SESSION = FileKind(
    "session",
    "trace/sessions/*.yaml",
    ("sessions",),
    _read_session,
    _revise_session,
    _render_session,
)
