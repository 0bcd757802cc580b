"""Where records were made: here, as the ledger outside the Ara knows, or elsewhere, and shipped with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ara.review.reproduce.runs_ledger import RunsLedger
from ara.review.reproduce.verdict import Origin
from ara.schema.package import Package
from ara.schema.reproduce import RunRecord


def made_here(package: Package, ledger: RunsLedger) -> frozenset[str]:
    """Give the paths of the records whose bytes the ledger knows."""
    return frozenset(record.path for record in package.runs if _known(record, package.texts.get(record.path), ledger))


def _known(record: RunRecord, text: str | None, ledger: RunsLedger) -> bool:
    return text is not None and ledger.made_here(record, text.encode())


def origin_of(paths: Iterable[str], here: Collection[str]) -> Origin | None:
    """Give the origin of what rests on some records; None when it rests on none."""
    known = {path in here for path in paths}
    if not known:
        return None
    return "mixed" if len(known) == 2 else "here" if known == {True} else "shipped"
