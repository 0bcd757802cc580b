"""The record of a run, `ara-run/1`, from its parts: what was planned, how it ended, what was measured."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from .masking import Masker

MOST_BYTES = 15 << 20
"""Largest record: what reads an Ara takes no file of more than 16 MiB."""

_FROM_JOB = (
    *("run", "experiment", "tier", "arm", "repeat", "seed", "fidelity"),
    *("job", "check_hashes", "purpose", "repeats", "cwd"),
)


@dataclass(frozen=True)
class Outcome:
    """What became of a job; however far it came, a record can be made of it."""

    exit_code: int | None = None
    """What its program returned."""
    missing: str | None = None
    """What was missing, so that it was not started."""
    limit: str | None = None
    """`time`, `memory` or `output`, when it went past that limit."""
    fault: str | None = None
    """`artifact` or `infrastructure`, when it failed."""
    reason: str | None = None
    """Why it failed."""
    seconds: float = 0.0
    """Wall-clock seconds."""
    cpu_seconds: float | None = None
    """CPU seconds."""
    peak_memory_bytes: int | None = None
    """Largest memory."""
    printed: tuple[int, int] = (0, 0)
    """Bytes written to stdout and stderr."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    """What was measured."""
    packages: dict[str, str] = field(default_factory=dict)
    """Versions of imported packages."""
    canary: dict[str, Any] = field(default_factory=dict)
    """What the canary answered."""
    gpu_use: dict[str, Any] | None = None
    """What the GPUs did."""
    environment: dict[str, Any] | None = None
    """The Python environment."""
    notes: tuple[str, ...] = ()
    """What was noticed."""


@dataclass(frozen=True)
class Surroundings:
    """What the worker knows of a run beside its outcome."""

    files: list[dict[str, Any]]
    """The files of its tree."""
    started: str
    """When it started, UTC, ISO form."""
    isolation: str
    """The kind of sandbox."""
    hardware: dict[str, Any]
    """The machine."""
    log: bytes
    """The log."""
    truncated: bool
    """Whether the log leaves something out."""


def as_bytes(record: dict[str, Any]) -> bytes:
    """Give a record as it is written."""
    return (json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "replace")


def make_record(job: dict[str, Any], outcome: Outcome, around: Surroundings, masker: Masker) -> dict[str, Any]:
    """Give the record. Everything that the artifact or the machine could have worded is masked."""
    peak = outcome.peak_memory_bytes
    return {
        "format": "ara-run/1",
        **{key: job[key] for key in _FROM_JOB},
        "take": 1,
        "command": masker.data(list(job["argv"])),
        "env": masker.variables(job["env"]),
        "exit_code": outcome.exit_code,
        "missing": masker.data(outcome.missing),
        "limit": outcome.limit,
        "fault": outcome.fault,
        "reason": masker.data(outcome.reason),
        "started": around.started,
        "seconds": round(outcome.seconds, 4),
        "cpu_seconds": None if outcome.cpu_seconds is None else round(outcome.cpu_seconds, 4),
        "peak_memory_mb": None if peak is None else round(peak / 1e6, 3),
        "isolation": around.isolation,
        "hardware": masker.data(around.hardware),
        "packages": outcome.packages,
        "rows": [masker.row(row) for row in outcome.rows],
        "code_files": {file["path"]: file["sha256"] for file in around.files},
        "inputs": {file["name"]: file["sha256"] for file in job["inputs"]},
        "environment": outcome.environment,
        "gpu_use": outcome.gpu_use,
        "output": {
            "stdout_bytes": outcome.printed[0],
            "stderr_bytes": outcome.printed[1],
            "truncated": around.truncated,
            "log_sha256": hashlib.sha256(around.log).hexdigest(),
        },
        "notes": masker.data(outcome.notes),
    }
