"""Files of this project's own beside the public layout. They are strict: an unknown key is an error with its line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.errors import UnreadableError
from ara.schema.events import Event
from ara.schema.links import Link
from ara.schema.location import Location, Notice
from ara.schema.reproduce import Reproduce, RunRecord
from ara.schema.schema_files import schema_line
from ara.schema.seal import Seal
from ara.schema.span import Span
from ara.schema.yaml import Plain, YamlNode, node_at, parse_data, parse_yaml, plain, render_yaml, splice_yaml

M = TypeVar("M", bound=BaseModel)


def _problems(error: ValidationError, root: YamlNode, path: str) -> tuple[Notice, ...]:
    notices = []
    for item in error.errors(include_url=False, include_context=False):
        steps = [step for step in item["loc"] if isinstance(step, int) or not _is_tag(step)]
        node = node_at(root, steps)
        where = ".".join(str(step) for step in steps)
        message = item["msg"].removeprefix("Value error, ")
        notices.append(
            Notice(
                code="invalid-value",
                location=Location(file=path, line=node.line, pointer="/" + "/".join(map(str, steps))),
                message=f"{where or 'the file'}: {message[:1].lower()}{message[1:]}.",
                mend=_mend(item["type"], str(steps[-1]) if steps else ""),
            )
        )
    return tuple(dict.fromkeys(notices))


def _is_tag(step: str | int) -> bool:
    """Steps that name a member of a union, not a key of the file."""
    return isinstance(step, str) and (step in ("str", "int", "float", "bool") or "Binding" in step or "[" in step)


def _mend(kind: str, key: str) -> str:
    if kind == "extra_forbidden":
        return f"Remove `{key}`, or correct its spelling."
    if kind == "missing":
        return f"Add `{key}:`."
    return "Correct the value."


def _strict_yaml(name: str, files: str, cls: type[BaseModel], part: str) -> FileKind:
    def read(path: str, text: str) -> Reading:
        root = parse_yaml(text, path)
        try:
            return Reading({part: (_validated(cls, plain(root)),)})
        except ValidationError as error:
            return Reading({}, _problems(error, root, path))

    def revise(path: str, text: str, before: Parts, after: Parts) -> str:
        if not before.get(part) or not after.get(part):
            return text
        original = parse_data(text, path)
        return splice_yaml(text, _merged(original, _dump(before[part][0]), _dump(after[part][0])), path)

    def render(path: str, parts: Parts) -> str:
        return render_yaml(_dump(parts[part][0]), schema_line(name))

    return FileKind(name, files, (part,), read, revise, render)


def _validated(cls: type[M], data: Plain) -> M:
    """Read data as JSON is read: a quoted number is no number, but a list is a tuple."""
    return cls.model_validate_json(json.dumps({} if data is None else data), strict=True)


def _dump(model: BaseModel) -> Plain:
    return cast("Plain", model.model_dump(mode="json", by_alias=True, exclude_unset=True))


def _merged(original: Plain, before: Plain, after: Plain) -> Plain:
    """Put what changed between two dumps into the data as it was written."""
    if before == after:
        return original
    if isinstance(original, dict) and isinstance(before, dict) and isinstance(after, dict):
        kept = {key: _merged(value, before.get(key), after[key]) for key, value in original.items() if key in after}
        return kept | {key: value for key, value in after.items() if key not in kept}
    if (
        isinstance(original, list)
        and isinstance(before, list)
        and isinstance(after, list)
        and len(before) == len(after)
    ):
        return [_merged(*items) for items in zip(original, before, after, strict=True)]
    return after


REPRODUCE = _strict_yaml("reproduce", "src/reproduce.yaml", Reproduce, "reproduce")
SEAL = _strict_yaml("ara", "ara.yaml", Seal, "seal")


def read_lines(cls: type[M], path: str, text: str) -> tuple[M, ...]:
    """Read a JSON Lines file. Raises UnreadableError with the line of the first entry that is not of its model."""
    found = []
    for number, line in _filled_lines(text):
        try:
            found.append(cls.model_validate_json(line, strict=True))
        except ValidationError as error:
            message = _first_problem(error, "the line")
            raise UnreadableError(message, file=path, line=number, mend="Restore the line.") from error
    return tuple(found)


def _filled_lines(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _first_problem(error: ValidationError, whole: str) -> str:
    problem = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(step) for step in problem["loc"])
    return f"{where or whole}: {problem['msg'].lower()}."


def json_line(model: BaseModel) -> str:
    """Give one line of a JSON Lines file, without its line end."""
    said = model.model_dump(mode="json", by_alias=True, exclude_none=True)
    fields = {info.alias or name: info.is_required() for name, info in type(model).model_fields.items()}
    data = {name: said.get(name) for name, required in fields.items() if required or name in said}
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))


def _json_lines(name: str, files: str, cls: type[BaseModel], part: str) -> FileKind:
    def read(path: str, text: str) -> Reading:
        return Reading({part: read_lines(cls, path, text)})

    def revise(path: str, text: str, before: Parts, after: Parts) -> str:
        old, new = before.get(part, ()), after.get(part, ())
        if old == new:
            return text
        lines = [line for _, line in _filled_lines(text)]
        kept = dict(zip(old, lines, strict=True)) if _hashable(old) else {}
        return "".join((kept.get(item) or json_line(item)) + "\n" for item in new)

    def render(path: str, parts: Parts) -> str:
        return "".join(json_line(item) + "\n" for item in parts.get(part, ()))

    return FileKind(name, files, (part,), read, revise, render)


def _hashable(items: tuple[Any, ...]) -> bool:
    try:
        return bool({*items}) or not items
    except TypeError:
        return False


def _read_events(path: str, text: str) -> Reading:
    events = read_lines(Event, path, text)
    writer = PurePosixPath(path).stem
    for event, (number, _) in zip(events, _filled_lines(text), strict=True):
        if event.writer != writer:
            message = f"holds an event of writer {event.writer[:60]!r}."
            raise UnreadableError(message, file=path, line=number, mend="Move the line to that writer's file.")
    return Reading({"events": events})


SPANS = _json_lines("sources", "evidence/sources.jsonl", Span, "spans")
LINKS = _json_lines("links", "evidence/links.jsonl", Link, "links")
EVENTS = replace(_json_lines("event", "trace/events/*.jsonl", Event, "events"), read=_read_events)


def _read_run(path: str, text: str) -> Reading:
    try:
        record = RunRecord.model_validate_json(text, strict=True)
    except ValidationError as error:
        return _spoilt_run(path, _first_problem(error, "the record"))
    if path != run_path(record):
        return _spoilt_run(path, f"holds repeat {record.repeat} of run {record.run[:60]!r}, which belongs elsewhere.")
    return Reading({"runs": (record,)})


def run_path(record: RunRecord) -> str:
    """Give the path of a run record's file."""
    return record.path


def _spoilt_run(path: str, message: str) -> Reading:
    mend = "Restore the record as it was written, or run the experiment again."
    return Reading({}, (Notice(code="invalid-value", location=Location(file=path), message=message, mend=mend),))


def _revise_run(path: str, text: str, before: Parts, after: Parts) -> str:
    return text if before.get("runs") == after.get("runs") else _render_run(path, after)


def _render_run(path: str, parts: Parts) -> str:
    data = parts["runs"][0].model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


RUN = FileKind("run", "evidence/runs/*/repeat-*.json", ("runs",), _read_run, _revise_run, _render_run)
