"""The rows that a command writes to `ARA_METRICS`: one JSON object a line, read strictly, all or nothing."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from .faults import ArtifactError
from .forms import is_scalar, is_whole
from .sandbox.untrusted import UntrustedFileError, open_inside

METRICS_FILE = "metrics.jsonl"
"""Name of the file in the scratch folder."""

_MOST_BYTES = 16 << 20
_MOST_IN_LINE = 64 << 10
_KEYS = ("metric", "value", "unit", "params", "repeat")
_OWN = ("experiment", "arm", "tier", "run")
"""A row may say whose it is; it has to be this job then."""


def read_rows(scratch: Path, job: dict[str, Any]) -> list[dict[str, Any]]:
    """Read the rows of a job that has ended; empty when it wrote none.

    Raises ArtifactError, which names the line, for a torn or malformed row, a value that is no finite number, a row of
    another job, and a file that has become a link, a pipe or too large.
    """
    try:
        with open_inside(scratch, METRICS_FILE, _MOST_BYTES) as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return []
    except UntrustedFileError as error:
        raise ArtifactError(f"the metrics file cannot be taken: {error}") from None
    lines = data.split(b"\n")
    torn = len(lines) if lines[-1].strip() else 0
    return [_row(line, number, number == torn, job) for number, line in enumerate(lines, 1) if line.strip()]


def _row(line: bytes, number: int, last: bool, job: dict[str, Any]) -> dict[str, Any]:
    where = f"line {number} of the metrics file"
    if len(line) > _MOST_IN_LINE:
        raise ArtifactError(f"{where} has more than {_MOST_IN_LINE} bytes")
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=_without_twins)
    except (ValueError, RecursionError):
        # an object is whole or it is not, so a last line without its end of line counts when it can be read
        raise ArtifactError(f"{where} {'is torn' if last else 'is not JSON'}") from None
    if not isinstance(row, dict):
        raise ArtifactError(f"{where} is no JSON object")
    for key in _OWN:
        if key in row and row.pop(key) != job[key]:
            raise ArtifactError(f"{where} claims another {key} than this job's {job[key]}")
    unknown = sorted(row.keys() - set(_KEYS))
    if unknown:
        raise ArtifactError(f"{where} has the unknown key {unknown[0][:60]!r}; the keys are {', '.join(_KEYS)}")
    fault = row_fault(row)
    if fault is not None:
        raise ArtifactError(f"{where}: {fault}")
    return as_row(row)


def as_row(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row with every key there and its value a floating number."""
    return {
        "metric": row["metric"],
        "value": float(row["value"]),
        "unit": row.get("unit"),
        "params": row.get("params") or {},
        "repeat": row.get("repeat"),
    }


def row_fault(row: dict[str, Any]) -> str | None:
    """Say what is wrong with a row; None when it can be filed."""
    metric, value, unit = row.get("metric"), row.get("value"), row.get("unit")
    if not isinstance(metric, str) or not metric or not metric.isprintable() or len(metric) > 200:
        return "`metric` is not a name"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f"`value` of {metric!r} is not a number"
    try:
        finite = math.isfinite(float(value))
    except OverflowError:
        finite = False
    if not finite:
        return f"`value` of {metric!r} is {value if isinstance(value, float) else 'too large'}, not a finite number"
    if unit is not None and not (isinstance(unit, str) and len(unit) <= 200):
        return f"`unit` of {metric!r} is not text"
    params, repeat = row.get("params"), row.get("repeat")
    if params is not None and not (isinstance(params, dict) and all(map(_is_param, params.values()))):
        return f"`params` of {metric!r} is not an object of texts and finite numbers"
    if repeat is not None and not (is_whole(repeat) and repeat >= 0):
        return f"`repeat` of {metric!r} is not a count"
    return None


def _is_param(value: object) -> bool:
    return value is None or is_scalar(value)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table
