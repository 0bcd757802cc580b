"""Metric rows: one JSON object a line, in the file that ARA_METRICS names, or on the screen."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

Param = str | int | float


def write_metric(metric: str, value: float, unit: str, params: Mapping[str, Param], repeat: int) -> None:
    """Append one row; `params` says under which settings the value was measured."""
    row = {"metric": metric, "value": float(value), "unit": unit, "params": dict(params), "repeat": repeat}
    line = json.dumps(row, sort_keys=True) + "\n"
    target = os.environ.get("ARA_METRICS")
    if target is None:
        sys.stdout.write(line)
        return
    with Path(target).open("a", encoding="utf-8") as rows:
        rows.write(line)


def base_seed() -> int:
    """The seed of the run: ARA_SEED, or 0 as in the paper."""
    return int(os.environ.get("ARA_SEED", "0"))
