"""Which records are judged: of every repeat of an arm the latest, and what stood there before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from ara.schema.package import Package
from ara.schema.reproduce import RunRecord

_PATH = re.compile(r"evidence/runs/(?P<run>[^/]+)/repeat-(?P<repeat>\d{1,6})(?:\.take-(?P<take>\d{1,6}))?\.json")
_RUN = re.compile(r"(?P<start>.+)-[0-9a-f]{8}")
NEVER = datetime.min.replace(tzinfo=UTC)
"""The earliest time there is, for a record or commit that does not tell its own."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A record of a run as it is filed; one whose file is torn has a place, and nothing in it."""

    run: str
    """Name of the run's folder."""
    repeat: int
    """The repeat."""
    take: int
    """Which record of the repeat it is."""
    record: RunRecord | None
    """The record; None when its file cannot be read."""

    @property
    def name(self) -> str:
        """Its name in a verdict, `<run>/repeat-<i>`."""
        take = "" if self.take == 1 else f".take-{self.take}"
        return f"{self.run}/repeat-{self.repeat}{take}"

    def is_of(self, job: str) -> bool:
        """Tell whether it is of a job, by the job's hash; of a torn record the name of its run tells."""
        return self.record.job == job if self.record is not None else self.run.endswith(f"-{job[:8]}")

    @property
    def started(self) -> datetime:
        """When it started; the earliest time there is when it does not say."""
        return moment(self.record.started) if self.record is not None else NEVER


def moment(text: str) -> datetime:
    """Give a time in ISO form, UTC when it names no zone; the earliest time there is for what is no time."""
    try:
        time = datetime.fromisoformat(text)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return NEVER


@dataclass(frozen=True)
class Filing:
    """All records that may count, sorted by experiment, tier and arm."""

    by_arm: Mapping[str, tuple[Filed, ...]]
    """Records by `<experiment>-<tier>-<arm>`, which is how the name of a run starts."""

    def of_arm(self, experiment: str, tier: str, arm: str) -> tuple[Filed, ...]:
        """Give the records of one arm at one tier."""
        return self.by_arm.get(f"{experiment}-{tier}-{arm}", ())

    def of_control(self, experiment: str, tier: str, arm: str, check: str) -> tuple[Filed, ...]:
        """Give the records of a check's control: those of its arm, and those planned for it under another name.

        Checks that share a control share its runs, which are named after the first of them; which one is the first
        changes when checks are added.
        """
        start = f"{experiment}-{tier}-{arm.partition('+')[0]}+"
        others = (item for key, items in self._controls.get(start, ()) if key != start + arm for item in items)
        planned = (item for item in others if item.record is not None and check in item.record.check_hashes)
        return tuple({item.name: item for item in (*self.of_arm(experiment, tier, arm), *planned)}.values())

    @cached_property
    def _controls(self) -> dict[str, list[tuple[str, tuple[Filed, ...]]]]:
        found: dict[str, list[tuple[str, tuple[Filed, ...]]]] = {}
        for key, items in self.by_arm.items():
            if "+" in key:
                found.setdefault(key.partition("+")[0] + "+", []).append((key, items))
        return found


def filing(records: Iterable[RunRecord], torn: Iterable[str] = ()) -> Filing:
    """Sort records, and the paths of torn ones. What was run for calibration never counts and is left out."""
    found: dict[str, list[Filed]] = {}
    for record in records:
        if record.purpose == "judge":
            item = Filed(record.run, record.repeat, record.take, record)
            found.setdefault(f"{record.experiment}-{record.tier}-{record.arm}", []).append(item)
    for path in torn:
        match = _PATH.fullmatch(path)
        if match is not None and (start := _RUN.fullmatch(match["run"])) is not None:
            item = Filed(match["run"], int(match["repeat"]), int(match["take"] or 1), None)
            found.setdefault(start["start"], []).append(item)
    return Filing({key: tuple(items) for key, items in found.items()})


def torn_records(package: Package) -> tuple[str, ...]:
    """Give the paths of records that are there and cannot be read."""
    places = (notice.location.file for notice in package.notices if notice.code == "invalid-value")
    return tuple(dict.fromkeys(path for path in places if _PATH.fullmatch(path)))


def generations(filed: Iterable[Filed], declared: str | None = None) -> tuple[tuple[Filed, ...], ...]:
    """Give what was there to be judged over time, the latest first: of each repeat the latest record at that time.

    A run whose code or command differs stands for itself. Within one, a later take replaces its own repeat only. A run
    of the job that is `declared` now goes before all others: who takes a change back has its records already.
    """
    runs: dict[str, list[Filed]] = {}
    for item in filed:
        runs.setdefault(item.run, []).append(item)
    states: list[tuple[bool, datetime, int, str, tuple[Filed, ...]]] = []
    for run, items in runs.items():
        current = declared is not None and any(item.is_of(declared) for item in items)
        for take in sorted({item.take for item in items}):
            held = [item for item in items if item.take <= take]
            states.append((current, max(item.started for item in held), take, run, _latest(held)))
    return tuple(state[-1] for state in sorted(states, key=lambda state: state[:4], reverse=True))


def _latest(items: Sequence[Filed]) -> tuple[Filed, ...]:
    kept: dict[int, Filed] = {}
    for item in sorted(items, key=lambda item: (item.repeat, item.take)):
        kept[item.repeat] = item
    return tuple(kept.values())
