"""The sentences of a claim with their numbers, the tables they are about, and what else holds numbers for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ara.review.ledger.naming import experiments_of, labels_in
from ara.review.rigor.accounts.binding import Binding, bind
from ara.review.rigor.accounts.holdings import Holdings
from ara.review.rigor.accounts.mentions import Mention, mentions_in
from ara.review.rigor.language.sentences import sentences
from ara.review.rigor.quantities.table import Table
from ara.schema.location import Location
from ara.schema.logic import Claim, source_notes
from ara.schema.markdown.escape import unescape
from ara.schema.package import Package

_FIELDS = ("statement", "title", "evidence_basis", "interpretation")


@dataclass(frozen=True, eq=False)
class Said:
    """One sentence of a claim."""

    text: str
    """As it stands in the file."""
    field: str
    """The field it is from."""
    location: Location
    """Its place."""
    mentions: tuple[Mention, ...]
    """Its numbers."""
    judged: tuple[Mention, ...]
    """Those of them that no earlier sentence of the claim has."""
    tables: tuple[Table, ...]
    """The tables it may be about: those it names, else those of its claim."""

    @cached_property
    def bindings(self) -> list[Binding]:
        """What it names in each of these tables; tables of which it names nothing come last."""
        found = [bind(table, self.text) for table in self.tables]
        return sorted(found, key=lambda binding: not (binding.picks or binding.columns))


@dataclass(frozen=True, eq=False)
class ReadClaim:
    """A claim as the number rules read it."""

    claim: Claim
    """The claim."""
    tables: tuple[Table, ...]
    """The tables it leads to."""
    sentences: tuple[Said, ...]
    """Its sentences that hold a number."""
    compared: tuple[Said, ...]
    """Sentences of title and statement, with or without a number: what is compared there in words."""
    own: tuple[str, ...]
    """Texts that hold numbers for it: quotes of its sources, spans, files of evidence."""

    @cached_property
    def holdings(self) -> Holdings:
        """The numbers of those texts."""
        return Holdings(self.own)


def read_claims(package: Package, tables_of: dict[str, tuple[Table, ...]]) -> Iterator[ReadClaim]:
    """Read each claim with the tables that it leads to, given by its identifier."""
    spans: dict[str, list[str]] = {}
    for span in package.spans:
        spans.setdefault(span.holds.split("#")[0], []).append(span.quote)
    for claim in package.claims:
        tables = tables_of[claim.id]
        said = tuple(_said(claim, tables))
        own = (*_own(package, claim, tables), *spans.get(claim.id, ()))
        yield ReadClaim(claim, tables, said, tuple(_compared(claim, tables, said)), own)


def _said(claim: Claim, tables: tuple[Table, ...]) -> Iterator[Said]:
    told: set[tuple[str, str]] = set()
    for field in _FIELDS:
        value = getattr(claim, field)
        if not value:
            continue
        place = claim.location if field == "title" else claim.line_of(field)
        for sentence in sentences(value):
            found = tuple(m for m in mentions_in(sentence) if field == "statement" or (m.text, m.role) not in told)
            if field == "title" and sentence.rstrip().endswith("…"):
                continue
            told.update((m.text, m.role) for m in found)
            if found:
                yield _sentence(sentence, field, place, found, tables)


def _compared(claim: Claim, tables: tuple[Table, ...], said: tuple[Said, ...]) -> Iterator[Said]:
    """Give the sentences of a claim that has tables; those with a number are read already."""
    read = {(one.text, one.field): one for one in said}
    if not tables:
        return
    for field in ("statement", "title"):
        for sentence in sentences(getattr(claim, field) or ""):
            place = claim.location if field == "title" else claim.line_of(field)
            if not sentence.rstrip().endswith("…"):
                yield read.get((sentence, field)) or _sentence(sentence, field, place, (), tables)


def _sentence(text: str, field: str, place: Location, judged: tuple[Mention, ...], tables: tuple[Table, ...]) -> Said:
    named = labels_in(text)
    about = tuple(table for table in tables if table.label in named) if named else ()
    return Said(text, field, place, mentions_in(text), judged, about or tables)


def _own(package: Package, claim: Claim, tables: tuple[Table, ...]) -> Iterator[str]:
    for note in source_notes(claim):
        yield unescape(note.quote or "")
    for path in dict.fromkeys(table.file for table in tables):
        yield unescape(package.texts.get(path, ""))
    tests = experiments_of(claim)
    for experiment in package.experiments:
        if experiment.id in tests:
            yield from filter(None, (experiment.setup, experiment.procedure, experiment.metrics))
    yield from filter(None, (claim.conditions,))
