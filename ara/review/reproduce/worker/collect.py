"""Numbers that a command prints or writes to files of its own, taken by the experiment's `collect` rules.

A rule matches exactly as often as it says, or the run is an error: a number is never picked from several.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .faults import ArtifactError
from .globs import files_named
from .metrics import row_fault
from .printed import ENDS_ALONE, NUMBER, STARTS_ALONE, Printed, read_printed
from .sandbox.untrusted import UntrustedFileError, open_inside

_MOST_BYTES = 64 << 20


@dataclass(frozen=True)
class Left:
    """What a command has left behind for its rules."""

    streams: dict[str, Path]
    """Files that hold what it printed, as `stdout` and `stderr`."""
    cut: tuple[str, ...]
    """Streams of which not everything was kept."""
    scratch: Path
    """Its scratch folder."""
    folder: str
    """Its working folder, below scratch."""
    began: int
    """When it was started, in nanoseconds: every file of the code was copied before."""
    shipped: dict[str, str]
    """Hash of each file of the code by its path below scratch."""


def collect_rows(rules: list[dict[str, Any]], left: Left) -> list[dict[str, Any]]:
    """Give the rows of all rules. Raises ArtifactError when one matches another number of times than it says."""
    return [row for rule in rules for row in _rows(rule, left)]


def _rows(rule: dict[str, Any], left: Left) -> Iterator[dict[str, Any]]:
    name = f"the rule for {rule['metric']!r} from {rule['from']!r}"
    try:
        printed = [number for text, lines in _texts(rule, left) for number in _numbers(rule, text, lines)]
    except ArtifactError as error:
        raise ArtifactError(f"{name}: {error}") from None
    if len(printed) != rule["times"]:
        raise ArtifactError(f"{name} matches {_times(len(printed))}, not {_times(rule['times'])}")
    for number in printed:
        row = {
            "metric": rule["metric"],
            "value": number.value,
            "unit": _unit(rule, number, name),
            "params": dict(rule["params"]),
            "repeat": None,
        }
        fault = row_fault(row)
        if fault is not None:
            raise ArtifactError(f"{name}: {fault}")
        yield row


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _unit(rule: dict[str, Any], number: Printed, name: str) -> str | None:
    if not number.percent:
        return rule["unit"]  # type: ignore[no-any-return]
    if rule["unit"] not in (None, "%", "percent"):
        raise ArtifactError(f"{name}: the number is printed in percent, and the rule's unit is {rule['unit']!r}")
    return rule["unit"] or "%"


def _texts(rule: dict[str, Any], left: Left) -> Iterator[tuple[str, bool]]:
    """Give each text that a rule looks at, and whether it is one JSON document a line."""
    source = rule["from"]
    if source in left.streams:
        if source in left.cut:
            raise ArtifactError("more was printed than is kept, so that a match may be missing; print less")
        yield _decoded(left.streams[source].read_bytes()), False
        return
    base = left.scratch / left.folder
    for path in files_named(base, source):
        try:
            with open_inside(left.scratch, f"{left.folder}/{path}", _MOST_BYTES) as file:
                data = file.read(_MOST_BYTES + 1)
                changed = os.fstat(file.fileno()).st_ctime_ns
        except (UntrustedFileError, FileNotFoundError) as error:
            raise ArtifactError(f"{path} cannot be read: {error}") from None
        same = left.shipped.get(f"{left.folder}/{path}") == hashlib.sha256(data).hexdigest()
        # not the time of last writing, which programs set as they like, e.g. when they unpack an archive
        if same and changed <= left.began:
            raise ArtifactError(f"{path} came with the code and was not written by this run")
        yield _decoded(data), path.endswith((".jsonl", ".ndjson"))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _numbers(rule: dict[str, Any], text: str, lines: bool) -> Iterator[Printed]:
    if rule["pattern"] is not None:
        for match in _pattern(rule["pattern"]).finditer(text):
            yield read_printed(match.group("value"))
    elif rule["json_path"] is not None:
        for document in filter(str.strip, text.split("\n")) if lines else [text]:
            yield _json_number(document, rule["json_path"])
    else:
        yield from _csv_numbers(text, rule["column"], "\t" if rule["from"].endswith(".tsv") else ",")


def _pattern(words: str) -> re.Pattern[str]:
    """Make the expression of a pattern: literal text around a number that is taken whole."""
    before, _, after = words.partition("{value}")
    start = re.escape(before) if before else STARTS_ALONE
    end = r"(?!\d)" + re.escape(after) if after else ENDS_ALONE
    return re.compile(f"{start}(?P<value>{NUMBER}){end}")


def _json_number(text: str, path: str) -> Printed:
    try:
        at: Any = json.loads(text, object_pairs_hook=_without_twins)
    except (ValueError, RecursionError) as error:
        raise ArtifactError(f"it is not JSON: {str(error)[:80]}") from None
    for key in path.split("."):
        if isinstance(at, dict) and key in at:
            at = at[key]
        elif isinstance(at, list) and key.isdecimal() and int(key) < len(at):
            at = at[int(key)]
        else:
            raise ArtifactError(f"it holds nothing at {path!r} (looked for {key!r})")
    if isinstance(at, str):
        return read_printed(at)
    fault = row_fault({"metric": path or "?", "value": at})
    if fault is not None:
        raise ArtifactError(fault)
    return Printed(float(at), False)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return table


def _csv_numbers(text: str, column: str, delimiter: str) -> Iterator[Printed]:
    try:
        rows = [row for row in csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=delimiter, strict=True) if row]
    except csv.Error as error:
        raise ArtifactError(f"it is not CSV: {error}") from None
    if not rows:
        raise ArtifactError("it is empty")
    header = [name.strip() for name in rows[0]]
    if header.count(column) != 1:
        problem = "no column" if column not in header else "several columns"
        raise ArtifactError(f"it has {problem} {column!r}; its columns are {', '.join(header)[:200]}")
    at = header.index(column)
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            raise ArtifactError(f"row {number} has {len(row)} cells and the header {len(header)}")
        yield read_printed(row[at])
