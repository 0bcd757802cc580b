"""Everything in an Ara that can hold a number, found again by the number's value."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ara.review.ledger.model import Agreement, Holder, HolderKind
from ara.review.ledger.quantities import Quantity, agreement, printed_in
from ara.schema.evidence import EvidenceObject, Grid
from ara.schema.location import Location
from ara.schema.markdown.escape import unescape
from ara.schema.package import Package
from ara.schema.references import span_places

_MOST_NEAR = 100
"""Holdings looked at in one window; of more that agree, the first are as good as any."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One number that something holds."""

    quantity: Quantity
    holder: Holder
    owner: str = ""
    """For a span, what rests on it, e.g. `C03`; for a run, its experiment."""
    estimated: bool = False
    """Whether it was read off a plot or is said to be approximate, as the cell `≈ 12` is."""


class Shelf:
    """Holdings ordered by value, so that those which may agree with a number are found at once."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        """Order the holdings once."""
        self._sorted = sorted(holdings, key=lambda holding: holding.quantity.value)
        self._values = [holding.quantity.value for holding in self._sorted]

    def near(self, stated: Quantity) -> Iterator[Holding]:
        """Give what may agree with a stated number, by value, share or scale; equal values first, and not too many."""
        share = Decimal("0.01")
        factors = (Decimal(1), share, 1 / share, stated.scaled / stated.value if stated.value else Decimal(1))
        windows = [(stated.value, Decimal(0))]
        windows += [(stated.value * factor, stated.half * factor) for factor in factors]
        windows += [(stated.scaled.scaleb(-places), Decimal(0)) for places in (3, 6, 9, 12)]
        for value, half in windows:
            first = bisect.bisect_left(self._values, value - half)
            last = bisect.bisect_right(self._values, value + half)
            yield from self._sorted[first : min(last, first + _MOST_NEAR)]


class Holdings:
    """The holdings of an Ara, by file, by what rests on them, and by value."""

    def __init__(self, package: Package) -> None:
        """Collect evidence, spans, settings and run records once."""
        found = [*_evidence(package), *_spans(package), *_settings(package), *_runs(package)]
        self.of_file: dict[str, list[Holding]] = defaultdict(list)
        self.of_owner: dict[str, list[Holding]] = defaultdict(list)
        for holding in found:
            self.of_file[holding.holder.location.file].append(holding)
            if holding.owner:
                self.of_owner[holding.owner].append(holding)
        self.all = Shelf(found)


def best(stated: Quantity, shelf: Shelf) -> tuple[Holding, Agreement] | None:
    """Give the holding that agrees best with a stated number, and how; cells before other places."""
    found: list[tuple[Holding, Agreement]] = [
        (holding, "estimated" if holding.estimated else how)
        for holding in shelf.near(stated)
        if (how := agreement(stated, holding.quantity)) is not None
    ]
    if not found:
        return None

    def rank(pair: tuple[Holding, Agreement]) -> tuple[int, int, str, int]:
        holder = pair[0].holder
        return _HOW.index(pair[1]), _KINDS.index(holder.kind), holder.location.file, holder.location.line

    return min(found, key=rank)


_HOW: tuple[Agreement, ...] = ("equal", "scaled", "percent", "rounded", "estimated", "derived")
_ESTIMATE = ("≈", "~", "∼", "≃")
_KINDS: tuple[HolderKind, ...] = ("cell", "run", "quote", "span", "setting", "evidence", "derived")


def held(text: str, location: Location, kind: HolderKind, place: str, owner: str = "") -> Iterator[Holding]:
    """Give the numbers that a text holds."""
    estimated = kind == "cell" and text.lstrip().startswith(_ESTIMATE)
    for quantity in printed_in(text):
        holder = Holder(kind=kind, location=location, place=place, printed=quantity.text)
        yield Holding(quantity, holder, owner, estimated)


def _evidence(package: Package) -> Iterator[Holding]:
    for item in package.evidence:
        yield from _object(package, item)
    index = {row.location.file for row in package.index}
    read = {item.location.file for item in package.evidence} | index
    for path, text in package.texts.items():
        if path.startswith("evidence/") and path.endswith(".md") and path not in read:
            yield from _lines(path, text, frozenset())


def _object(package: Package, item: EvidenceObject) -> Iterator[Holding]:
    path = item.location.file
    rows: set[int] = set()
    for grid in item.grids:
        rows.update(grid.row_lines)
        yield from _cells(path, grid)
    yield from _lines(path, package.texts.get(path, ""), frozenset(rows))


def _cells(path: str, grid: Grid) -> Iterator[Holding]:
    header = grid.rows[0] if grid.rows else ()
    for row, line in zip(grid.rows[1:], grid.row_lines[1:], strict=False):
        for column, cell in enumerate(row):
            name = header[column] if column < len(header) else ""
            place = " / ".join(part for part in (row[0] if column else "", name) if part)
            yield from held(unescape(cell), Location(file=path, line=line), "cell", place)


def _lines(path: str, text: str, skipped: frozenset[int]) -> Iterator[Holding]:
    for number, line in enumerate(text.split("\n"), 1):
        if number not in skipped and not line.startswith("- **Source**"):
            yield from held(unescape(line), Location(file=path, line=number), "evidence", "")


def _spans(package: Package) -> Iterator[Holding]:
    for span, location in span_places(package):
        place = f"{span.source}, p. {span.page}" if span.page else f"{span.source}, {span.path}:{span.line}"
        yield from held(span.quote, location, "span", f"{span.id} {place}", span.holds)


def _settings(package: Package) -> Iterator[Holding]:
    for setting in package.settings:
        value = unescape(setting.value or "")
        yield from held(value, setting.line_of("value"), "setting", unescape(setting.title))


def _runs(package: Package) -> Iterator[Holding]:
    for record in package.runs:
        path = Location(file=f"evidence/runs/{record.run}/repeat-{record.repeat}.json")
        for row in record.rows:
            yield from held(repr(row.value), path, "run", row.metric, record.experiment)
