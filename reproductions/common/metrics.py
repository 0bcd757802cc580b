"""Metric rows: one JSON object a line, in the file that `ARA_METRICS` names, or on the screen."""

from __future__ import annotations

import json
import math
import os
import sys
from pathlib import Path

Param = str | int | float | bool | None


def write_metric(
    metric: str, value: float, unit: str | None = None, repeat: int | None = None, **params: Param
) -> None:
    """Append one row; `params` says under which settings the value was measured.

    `repeat` is needed when one process makes several. Raises ValueError for a value that is no finite number: such a
    run has measured nothing.
    """
    if not math.isfinite(value):
        raise ValueError(f"{metric} is {value}; a row holds a finite number")
    row = {"metric": metric, "value": float(value), "unit": unit, "params": params, "repeat": repeat}
    line = json.dumps({key: part for key, part in row.items() if part is not None}, sort_keys=True) + "\n"
    target = os.environ.get("ARA_METRICS")
    if target is None:
        sys.stdout.write(line)
        return
    with Path(target).open("a", encoding="utf-8") as rows:
        rows.write(line)


def base_seed() -> int:
    """Give the seed of the run: `ARA_SEED`, or 0."""
    return int(os.environ.get("ARA_SEED", "0"))
