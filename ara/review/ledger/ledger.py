"""Follow every number of an Ara to who holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.ledger.holders import Holding, Holdings, Shelf, best, held
from ara.review.ledger.model import Agreement, Entry, Holder, Ledger, in_order
from ara.review.ledger.naming import experiments_of, files_named_in, files_of_claim
from ara.review.ledger.quantities import Quantity, derivation, printed_in, stated_in
from ara.schema.location import Location
from ara.schema.logic import Claim, source_notes
from ara.schema.markdown.escape import unescape
from ara.schema.package import Package, Page

_QUOTE = re.compile(r"«[^»]*»")
_CODE = re.compile(r"(?ms)^(?P<fence>```+|~~~+).*?^(?P=fence)|`[^`\n]*`")
_COMMENT = re.compile(r"(?s)<!--.*?-->")
_PARTS = re.compile(r";|(?<=[\w)]{3})(?<!Fig)(?<!Tab)(?<!Sec)\.\s(?=[A-Z])")
_NUMBERING = re.compile(r"^\s*(?:[-*+]\s+)?(?:\d+[.)](?=\s)|\d+(?:\.\d+)*\.?(?=\s+[A-Z]))")
_MOST_KNOWN = 40
"""Numbers of a claim from which others are derived; beyond them, arithmetic proves nothing."""


def number_ledger(package: Package) -> Ledger:
    """Give every number in the claims, and every number with a unit, decimals or three digits on pages of free text.

    A number is looked for first where its claim leads: its quotes, the spans and evidence behind it, the runs of its
    experiments; then by arithmetic over those; then anywhere. Words in « » are sources, not statements.
    """
    holdings = Holdings(package)
    entries = [entry for claim in package.claims for entry in _claim(package, claim, holdings)]
    for page in package.pages:
        if not page.location.file.startswith(("evidence/", "src/", "trace/")):
            entries += _page(page, holdings)
    return in_order(entries)


def _claim(package: Package, claim: Claim, holdings: Holdings) -> Iterator[Entry]:
    own = list(_quoted(claim)) + holdings.of_owner[claim.id]
    for experiment in sorted(experiments_of(claim)):
        own += holdings.of_owner[experiment]
    for path in files_of_claim(package, claim):
        own += holdings.of_file[path]
    shelf, known = Shelf(own), _known(claim, own)
    pending = any("[pending" in entry for entry in claim.sources)
    for field, text in (("statement", claim.statement), ("evidence_basis", claim.evidence_basis)):
        for part in _PARTS.split(_QUOTE.sub(" ", unescape(text or ""))):
            named = files_named_in(package, part, claim.location.file)
            for stated in stated_in(part):
                at = claim.line_of(field)
                found = _held_by(stated, shelf, holdings, known, at)
                entry = Entry(location=at, entity=claim.id, field=field, printed=stated.text, status="unheld")
                yield _settled(entry, found, _gridded(named, holdings), pending=pending)
    yield from _sources(package, claim, shelf, holdings, pending=pending)


def _sources(package: Package, claim: Claim, own: Shelf, holdings: Holdings, *, pending: bool) -> Iterator[Entry]:
    """An entry of `Sources` names its holder: its quote, or a file."""
    at = claim.line_of("sources")
    for note in source_notes(claim):
        value = unescape(note.value)
        quote = list(held(unescape(note.quote or ""), at, "quote", unescape(note.reference)))
        files = files_named_in(package, note.reference, claim.location.file)
        beside = Shelf([*quote, *(holding for path in files for holding in holdings.of_file[path])])
        for stated in stated_in(value):
            found = best(stated, beside)
            entry = Entry(location=at, entity=claim.id, field="sources", printed=stated.text, status="unheld")
            if found is not None:
                yield _settled(entry, (*found, True), None, pending=False)
            elif quote or _gridded(files, holdings):
                named = quote[0].holder if quote else _gridded(files, holdings)
                yield _settled(entry, None, named, pending=note.pending)
            else:
                yield _settled(entry, _held_by(stated, own, holdings, (), at), None, pending=pending)


def _quoted(claim: Claim) -> Iterator[Holding]:
    at = claim.line_of("sources")
    for note in source_notes(claim):
        yield from held(unescape(note.quote or ""), at, "quote", unescape(note.reference))
    for field, text in (("statement", claim.statement), ("evidence_basis", claim.evidence_basis)):
        for quote in _QUOTE.findall(text or ""):
            yield from held(unescape(quote), claim.line_of(field), "quote", "")


def _known(claim: Claim, own: list[Holding]) -> tuple[Quantity, ...]:
    """Numbers that stand beside a stated one and are held: what a reader would calculate with."""
    beside = list(printed_in(_QUOTE.sub(" ", unescape(f"{claim.statement or ''} {claim.evidence_basis or ''}"))))
    quoted = [holding.quantity for holding in own if holding.holder.kind in ("quote", "span")]
    values = {holding.quantity.value for holding in own}
    return tuple(quantity for quantity in (*beside, *quoted) if quantity.value in values)[:_MOST_KNOWN]


_Found = tuple[Holding, Agreement, bool]


def _held_by(
    stated: Quantity, own: Shelf, holdings: Holdings, known: tuple[Quantity, ...], at: Location
) -> _Found | Holder | None:
    """Find who holds a number: where the claim leads, by arithmetic, or anywhere when the number is telling."""
    found = best(stated, own)
    if found is not None:
        return (*found, True)
    words = derivation(stated, known)
    if words is not None:
        return Holder(kind="derived", location=at, place=words, printed=stated.text)
    elsewhere = best(stated, holdings.all) if stated.is_telling else None
    return None if elsewhere is None else (*elsewhere, False)


def _gridded(paths: tuple[str, ...], holdings: Holdings) -> Holder | None:
    """Give the first named file whose cells are in the Ara: a number that it does not print disagrees with it."""
    cells = (h.holder for path in paths for h in holdings.of_file[path] if h.holder.kind == "cell")
    first = next(cells, None)
    return None if first is None else first.model_copy(update={"place": "", "printed": ""})


def _settled(entry: Entry, found: _Found | Holder | None, named: Holder | None, *, pending: bool) -> Entry:
    if isinstance(found, Holder):
        return entry.model_copy(update={"status": "agrees", "agreement": "derived", "holder": found, "named": True})
    if found is not None:
        holding, how, leads = found
        changes = {"status": "agrees", "agreement": how, "holder": holding.holder, "named": leads}
        return entry.model_copy(update=changes)
    if pending:
        return entry.model_copy(update={"status": "pending"})
    if named is not None:
        return entry.model_copy(update={"status": "disagrees", "holder": named, "named": True})
    return entry


def _page(page: Page, holdings: Holdings) -> Iterator[Entry]:
    """Numbers of running text; code, comments, headings and quoted words state nothing of their own."""
    text = page.text
    for pattern in (_CODE, _COMMENT, _QUOTE):
        text = pattern.sub(_blanked, text)
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            continue
        for stated in stated_in(unescape(_NUMBERING.sub(_blanked, line))):
            if not stated.is_telling:
                continue
            at = Location(file=page.location.file, line=number)
            entry = Entry(location=at, entity="", field="page", printed=stated.text, status="unheld")
            found = best(stated, holdings.all)
            yield _settled(entry, None if found is None else (*found, False), None, pending=False)


def _blanked(match: re.Match[str]) -> str:
    """Blank a stretch, its line ends kept, so that lines count as before."""
    return re.sub(r"[^\n]", " ", match.group())
