"""Whether a bound was fixed before the runs that it judges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ara.review.reproduce.hashes import check_hash
from ara.review.reproduce.judge.past import Past
from ara.review.reproduce.judge.takes import moment
from ara.schema.errors import AraError
from ara.schema.reader import read_texts
from ara.schema.references import REPRODUCE_FILE
from ara.schema.reproduce import Reproduce, RunRecord


class BoundsInTime:
    """The bounds of an artifact as they stand now, and as they were committed."""

    def __init__(self, reproduce: Reproduce, past: Past | None, ara: Path | None) -> None:
        """Take the file as it is now, and the past of the work tree that holds the Ara's folder, if one does."""
        self._now = check_hashes(reproduce)
        kept = past is not None and ara is not None and past.commits and past.holds(past.commits[0], past.path(ara))
        self._past = past if kept else None
        self._path = f"{past.path(ara)}/{REPRODUCE_FILE}".lstrip("/") if past is not None and ara is not None else ""
        self._committed = lru_cache(maxsize=256)(self._read)

    def post_hoc(self, check: str, records: Sequence[RunRecord]) -> str | None:
        """Say why a bound cannot be said to have been fixed before some runs; None when it was, or there are none."""
        for record in records:
            known = record.check_hashes.get(check)
            if known is None:
                return "the check was added after the run was planned"
            if known != self._now[check]:
                return "the check has changed since the run was planned"
        if self._past is None or not records:
            return None
        commit = self._past.before(min(moment(record.started) for record in records))
        if commit is None and not self._past.complete:
            return "this clone's history does not reach back to the run, so nothing shows when the check was committed"
        digest = self._past.blob(commit, self._path) if commit is not None else None
        if digest is None or self._committed(digest).get(check) != self._now[check]:
            return "the check, as it stands, was not committed before the run"
        return None

    def _read(self, digest: str) -> dict[str, str]:
        assert self._past is not None
        data = self._past.read(digest)
        try:
            text = data.decode("utf-8") if data is not None else ""
            reproduce = read_texts({REPRODUCE_FILE: text}).reproduce
        except (UnicodeDecodeError, AraError):
            return {}
        return check_hashes(reproduce) if reproduce is not None else {}


def check_hashes(reproduce: Reproduce) -> dict[str, str]:
    """Give the hash of each check."""
    return {
        name: check_hash(check, reproduce.experiments.get(check.experiment)) for name, check in reproduce.checks.items()
    }
