"""What runs measured that count for no check: candidates that were tried, and runs for calibration."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import median

from ara.review.reproduce.planning.run_drafts import CANDIDATE_TIER
from ara.schema.reproduce import MetricRow, RunRecord


def as_text(records: Iterable[RunRecord]) -> str:
    """Give a line for each metric of each run: median, range and number over repeats; empty when all records count."""
    runs: dict[str, list[RunRecord]] = defaultdict(list)
    for record in records:
        if record.tier == CANDIDATE_TIER or record.purpose == "calibration":
            runs[record.run].append(record)
    return "".join(line + "\n" for run in sorted(runs) for line in _lines(run, runs[run]))


def _lines(run: str, records: list[RunRecord]) -> Iterator[str]:
    kind = "candidate" if records[0].tier == CANDIDATE_TIER else "calibration"
    failed = [record for record in records if record.missing or record.reason]
    yield f"{run}: {kind}, counts for no check; {len(records) - len(failed)} of {len(records)} processes ended well"
    for record in failed:
        yield f"  repeat {record.repeat}: {record.missing or record.reason}"
    values: dict[str, list[float]] = defaultdict(list)
    for record in records:
        for row in record.rows:
            values[_name(row)].append(row.value)
    for name, found in values.items():
        spread = f", {min(found):.6g} to {max(found):.6g}, n = {len(found)}" if len(found) > 1 else ""
        yield f"  {name}: {median(found):.6g}{spread}"


def _name(row: MetricRow) -> str:
    params = ", ".join(f"{key}={json.dumps(value)}" for key, value in sorted(row.params.items()))
    unit = f", {row.unit}" if row.unit else ""
    return f"{row.metric}{f' ({params})' if params else ''}{unit}"
