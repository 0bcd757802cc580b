"""The ledger of records made here. It lies outside every Ara, so nothing that an author ships can stand in it.

Each line names the SHA-256 of a record's bytes. A record that lies in an Ara was made here when the ledger holds that
hash for its job and repeat; every other record was shipped with the Ara.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ara.schema.reproduce import RunRecord


@dataclass(frozen=True, slots=True)
class RunEntry:
    """A record that was made here."""

    job: str
    """Hash of the job's declared inputs."""
    run: str
    """Name of the run's folder."""
    repeat: int
    """The repeat."""
    take: int
    """Which record of the repeat it is."""
    sha256: str
    """Hash of the record's bytes, as they were written."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A repeat of a job that was planned here for another machine; records of it may be entered when they come back."""

    job: str
    """Hash of the job's declared inputs."""
    run: str
    """Name of the run's folder."""
    repeat: int
    """The repeat."""


@dataclass(frozen=True)
class RunsLedger:
    """What the ledger held when it was read."""

    runs: frozenset[RunEntry] = frozenset()
    """Records made here."""
    plans: frozenset[PlanEntry] = frozenset()
    """Repeats planned here for another machine."""
    unread: int = 0
    """Lines that say nothing that can be read, a torn last one among them; their records count as shipped."""

    def made_here(self, record: RunRecord, data: bytes) -> bool:
        """Tell whether a record was made here: `data`, the bytes of its file, are in the ledger as its job's."""
        return run_entry(record, data) in self.runs

    def planned_here(self, record: RunRecord) -> bool:
        """Tell whether the repeat that a record is of was planned here for another machine."""
        return PlanEntry(record.job, record.run, record.repeat) in self.plans


def state_folder() -> Path:
    """Give the folder of what outlives a call: `$XDG_STATE_HOME/ara`, else `~/.local/state/ara`."""
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "state") / "ara"


def ledger_path() -> Path:
    """Give the place of the ledger."""
    return state_folder() / "runs.jsonl"


def run_entry(record: RunRecord, data: bytes) -> RunEntry:
    """Give the ledger's entry of a record and the bytes of its file."""
    return RunEntry(record.job, record.run, record.repeat, record.take, hashlib.sha256(data).hexdigest())


def read_ledger(path: Path) -> RunsLedger:
    """Read the ledger; empty when there is none. A torn line is counted and skipped."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return RunsLedger()
    runs: set[RunEntry] = set()
    plans: set[PlanEntry] = set()
    unread = 0
    for line in filter(None, lines):
        entry = _entry(line)
        if isinstance(entry, RunEntry):
            runs.add(entry)
        elif isinstance(entry, PlanEntry):
            plans.add(entry)
        else:
            unread += 1
    return RunsLedger(frozenset(runs), frozenset(plans), unread)


def _entry(line: bytes) -> RunEntry | PlanEntry | None:
    try:
        data: Any = json.loads(line)
        job, run, repeat = data["job"], data["run"], data["repeat"]
        if not (isinstance(job, str) and isinstance(run, str) and type(repeat) is int):
            return None
        if data.get("planned") is True:
            return PlanEntry(job, run, repeat)
        take, sha256 = data["take"], data["sha256"]
        return RunEntry(job, run, repeat, take, sha256) if type(take) is int and isinstance(sha256, str) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def append_entries(path: Path, entries: Iterable[RunEntry | PlanEntry]) -> None:
    """Put entries at the end of the ledger: under a lock, and on disk when this returns.

    A last line that was torn by a crash is ended first, so that it spoils no other.
    """
    lines = [json.dumps(_line(entry), separators=(",", ":")) + "\n" for entry in entries]
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        size = stream.seek(0, os.SEEK_END)
        if size:
            stream.seek(size - 1)
            if stream.read(1) != b"\n":
                lines.insert(0, "\n")
        stream.write("".join(lines).encode())
        stream.flush()
        os.fsync(stream.fileno())


def _line(entry: RunEntry | PlanEntry) -> dict[str, Any]:
    return asdict(entry) | ({"planned": True} if isinstance(entry, PlanEntry) else {})
