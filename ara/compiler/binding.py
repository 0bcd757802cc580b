"""A repository's `ara-reproduce.yaml`: read, its checks and declared statuses tied to the claims of the paper."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from pydantic import ValidationError

from ara.compiler.claims import ClaimReading, Quote, TableRef
from ara.compiler.claims.cells import cell_ref
from ara.compiler.claims.places import locate
from ara.compiler.declared import Declared, declared_statuses
from ara.compiler.grounding import PageQuotes, squeeze
from ara.compiler.identify import NumberedClaim
from ara.compiler.paper.model import Gap, PaperReading, Passage, Region, TableReading
from ara.compiler.repo.model import Document
from ara.schema.errors import AraError
from ara.schema.reproduce import CellBinding, QuoteBinding, RepositoryReproduce
from ara.schema.reproduce.checks import ClaimBinding
from ara.schema.schema_files import schema_line
from ara.schema.yaml import Plain, parse_yaml, plain, splice_yaml


class OwnFile(NamedTuple):
    """The repository's file, read."""

    model: RepositoryReproduce
    data: dict[str, Plain]
    text: str
    path: str


def read_own_file(document: Document) -> tuple[OwnFile | None, tuple[Gap, ...]]:
    """Read the file; what is wrong with it is a gap with its line, and then it is not used."""
    try:
        data = plain(parse_yaml(document.text, document.path))
        model = RepositoryReproduce.model_validate(data)
    except AraError as error:
        return None, (Gap(what=document.path, where="repository", why=str(error)),)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False)
        whys = [f"{'.'.join(str(step) for step in item['loc'])}: {item['msg']}" for item in problems[:5]]
        return None, tuple(Gap(what=document.path, where="repository", why=why) for why in whys)
    return OwnFile(model, cast("dict[str, Plain]", data), document.text, document.path), ()


class Bound(NamedTuple):
    """Checks and declared statuses with the claims they name."""

    claims: tuple[ClaimReading, ...]
    """Claims of the paper, with those added that the file names by a quote or cell and no block stated."""
    of_check: dict[str, int]
    """For each resolved check, the place of its claim in `claims`."""
    declared: dict[int, Declared]
    """For each claim whose status the file declares, by its place in `claims`."""
    gaps: tuple[Gap, ...]
    """Checks and declarations whose claim was not found."""


def bind(own: OwnFile, paper: PaperReading | None, claims: tuple[ClaimReading, ...]) -> Bound:
    """Resolve every binding. A quote or cell that the paper prints but no claim holds becomes a claim of its own."""
    found = list(claims)
    gaps: list[Gap] = []
    pages = PageQuotes(paper) if paper else None

    def place_of(binding: ClaimBinding, name: str) -> int | None:
        place = _resolve(binding, found)
        if place is None and paper is not None and pages is not None:
            fresh = _from_quote(binding, paper, pages) or _from_cell(binding, paper, pages)
            if fresh is not None:
                found.append(fresh)
                place = len(found) - 1
        if place is None:
            where = f"{own.path}: {name}"
            gaps.append(Gap(what=f"claim of {name}", where=where, why="The paper does not print its quote or cell."))
        return place

    places = {name: place_of(check.claim, name) for name, check in own.model.checks.items()}
    declared, unclear = declared_statuses(own.model, own.text, own.path, place_of)
    of_check = {name: place for name, place in places.items() if place is not None}
    return Bound(tuple(found), of_check, declared, (*gaps, *unclear))


def _resolve(binding: ClaimBinding, claims: list[ClaimReading]) -> int | None:
    if isinstance(binding, QuoteBinding):
        words = squeeze(binding.quote)
        hits = (n for n, claim in enumerate(claims) if any(words in squeeze(quote.text) for quote in claim.quotes))
        return next(hits, None)
    if isinstance(binding, CellBinding):
        return next((n for n, claim in enumerate(claims) if any(_is_cell(ref, binding) for ref in claim.cells)), None)
    return None


def _is_cell(ref: TableRef, binding: CellBinding) -> bool:
    return (
        ref.label == str(binding.table)
        and _words(ref.row_name).endswith(_words(binding.row))
        and _words(ref.column_name) == _words(binding.column)
    )


def _words(text: str) -> str:
    return "".join(character for character in squeeze(text).casefold() if character.isalnum() or character in "%.,+-")


def _from_quote(binding: ClaimBinding, paper: PaperReading, pages: PageQuotes) -> ClaimReading | None:
    if not isinstance(binding, QuoteBinding):
        return None
    quote = binding.quote
    page = pages.page_of(quote)
    if page is None:
        return None
    passage = _passage_with(quote, paper, page)
    region = passage.regions[0] if passage else Region(page=page, box=(0.0, 0.0, 0.0, 0.0))
    here = Quote(
        text=quote,
        region=region.model_copy(update={"page": page}),
        where=locate(paper, passage).name if passage else f"page {page}",
    )
    return _plain_claim(quote, here, ())


def _passage_with(quote: str, paper: PaperReading, page: int) -> Passage | None:
    words = squeeze(quote)
    on_page = (p for p in paper.passages if any(region.page == page for region in p.regions))
    return next((passage for passage in on_page if words in squeeze(passage.text)), None)


def _from_cell(binding: ClaimBinding, paper: PaperReading, pages: PageQuotes) -> ClaimReading | None:
    if not isinstance(binding, CellBinding):
        return None
    for table in paper.tables:
        for row in range(table.header_rows, len(table.rows)):
            refs = tuple(cell_ref(table, row, column) for column in range(len(table.rows[row])))
            if any(_is_cell(ref, binding) for ref in refs):
                return _from_row(table, row, refs, pages)
    return None


def _from_row(table: TableReading, row: int, refs: tuple[TableRef, ...], pages: PageQuotes) -> ClaimReading | None:
    """State a whole row, since checks of its other cells will follow."""
    printed = " ".join(cell for cell in table.rows[row] if cell)
    words = printed if pages.printed(printed, table.region.page) else table.rows[row][0]
    if not pages.printed(words, table.region.page):
        return None
    held = tuple(ref for ref in refs[1:] if ref.printed)
    label = f"Table {table.label}"
    values = "; ".join(f"{ref.column_name} {ref.printed}" for ref in held)
    here = Quote(text=words, region=table.region, where=label)
    return _plain_claim(f"{label}, {table.rows[row][0]}: {values}", here, held)


def _plain_claim(statement: str, quote: Quote, cells: tuple[TableRef, ...]) -> ClaimReading:
    title = statement if len(statement) <= 90 else statement[:90].rsplit(None, 1)[0] + " …"
    return ClaimReading(
        title=title.rstrip("."),
        statement=statement,
        quotes=(quote,),
        kind="qualitative",
        direction="none",
        numbers=(),
        conditions=(),
        evidence=(quote.where,) if quote.where.startswith("Table") else (),
        cells=cells,
        falsified_by="A rerun of its check that comes out contradicted while its control fails as it must.",
    )


def bound_text(own: OwnFile, claims: tuple[NumberedClaim, ...], bound: Bound, root: str, revision: str | None) -> str:
    """Give the text of `src/reproduce.yaml`: the repository's file with claims by identifier and the code's new place.

    Comments and order stay. A check whose claim was not found is left out; it is among the gaps. Declared statuses are
    left out too: they stand in the claims.
    """
    checks = cast("dict[str, Any]", own.data.get("checks") or {})
    kept = {}
    for name, check in checks.items():
        if name in bound.of_check:
            kept[name] = check | {"claim": claims[bound.of_check[name]].id}
    code = dict(cast("dict[str, Plain]", own.data.get("code") or {})) | {"root": root}
    if revision is not None:
        code["revision"] = revision
    data = {key: value for key, value in own.data.items() if key != "claims"} | {"code": code, "checks": kept}
    if own.data.get("not_executable"):
        data["not_executable"] = own.data["not_executable"]
    text = splice_yaml(own.text, cast("Plain", data), own.path)
    return text if text.startswith("# yaml-language-server") else schema_line("reproduce") + text
