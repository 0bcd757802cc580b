"""Sources to Ara: read the paper and the repository, name what was read, write it as text, read it back, hand it over.

The bytes depend on the sources alone: not on time, machine, or where the Ara is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from ara import __version__
from ara.compiler.binding import Bound, OwnFile, bind, bound_text, read_own_file
from ara.compiler.claims import ClaimReading, read_claims
from ara.compiler.context import Framing, read_framing, read_terms
from ara.compiler.coverage import Coverage, cover, coverage_text
from ara.compiler.declared import Declared
from ara.compiler.emit import claims as emit_claims
from ara.compiler.emit import code as emit_code
from ara.compiler.emit import evidence as emit_evidence
from ara.compiler.emit import logic as emit_logic
from ara.compiler.emit import manifest as emit_manifest
from ara.compiler.emit import related_work as emit_related_work
from ara.compiler.emit import reproduce as emit_reproduce
from ara.compiler.emit import solution as emit_solution
from ara.compiler.emit import trace as emit_trace
from ara.compiler.emit.empty import EMPTY_FILES
from ara.compiler.emit.pictures import picture_files
from ara.compiler.identify import Identified, NumberedClaim, identify, number_claims
from ara.compiler.link import differing_settings, link, written_links
from ara.compiler.paper.model import Gap, PaperReading
from ara.compiler.paper.reader import read_paper
from ara.compiler.repo import export_files, read_repo
from ara.compiler.repo.model import ExportedFile, RepoReading
from ara.compiler.settings import read_environment, read_settings
from ara.compiler.settings.model import SettingReading
from ara.compiler.spans import SpanBook
from ara.compiler.tex import TexReading, merge, read_tex
from ara.schema import AraError, Package, package_texts, read_texts
from ara.schema.links import Link
from ara.schema.logic import Claim
from ara.schema.reproduce import Reproduce
from ara.schema.seal import Seal, SourceFile
from ara.schema.yaml import parse_yaml, plain

Progress = Callable[[str], None]


class Sources(NamedTuple):
    """What is compiled."""

    pdf: Path | None = None
    """The paper."""
    repo: str | None = None
    """Folder or address of the code."""
    rev: str | None = None
    """Commit, branch or tag; the head when missing."""
    tex: Path | None = None
    """LaTeX source of the paper: a folder, an archive, or one file."""


class Readings(NamedTuple):
    """What was read, before anything is written."""

    paper: PaperReading | None
    """The paper, its PDF and LaTeX source merged."""
    tex: TexReading | None
    """The LaTeX source."""
    repo: RepoReading | None
    claims: tuple[ClaimReading, ...]
    framing: Framing
    own: OwnFile | None
    bound: Bound | None
    code: tuple[ExportedFile, ...]
    code_root: tuple[str, str | None]
    """Where the code of the runs is: a folder of the Ara, or an address and a commit."""
    gaps: tuple[Gap, ...]


class Compilation(NamedTuple):
    """A finished Ara in memory."""

    package: Package
    texts: dict[str, str]
    """Every text file by path."""
    pictures: dict[str, str]
    """For each picture's path, its file name in the pictures folder."""
    code: dict[str, bytes]
    """Files of `src/execution/`."""
    coverage: Coverage


def read_sources(sources: Sources, pictures: Path, progress: Progress) -> Readings:
    """Read everything. Pictures go into the folder `pictures`. Raises AraError when a source cannot be read at all."""
    if sources.pdf is None and sources.repo is None and sources.tex is None:
        raise AraError("nothing to compile.", mend="Name a PDF, a LaTeX source with --tex, a repository with --repo.")
    paper = repo = tex = None
    if sources.pdf is not None:
        progress("reading the paper")
        paper = read_paper(sources.pdf, pictures)
    if sources.tex is not None:
        progress("reading the LaTeX source")
        tex = read_tex(sources.tex)
        paper = merge(paper, tex)
    if sources.repo is not None:
        progress("reading the repository")
        repo = read_repo(sources.repo, rev=sources.rev)
    progress("finding claims")
    claims = read_claims(paper) if paper else ()
    framing = read_framing(paper) if paper else Framing()
    own, gaps = read_own_file(repo.reproduce) if repo and repo.reproduce else (None, ())
    bound = bind(own, paper, claims) if own else None
    code, root, lost = _code(sources, repo, own)
    return Readings(
        paper=paper,
        tex=tex,
        repo=repo,
        claims=bound.claims if bound else claims,
        framing=framing,
        own=own,
        bound=bound,
        code=code,
        code_root=root,
        gaps=(*gaps, *(bound.gaps if bound else ()), *lost),
    )


def _code(
    sources: Sources, repo: RepoReading | None, own: OwnFile | None
) -> tuple[tuple[ExportedFile, ...], tuple[str, str | None], tuple[Gap, ...]]:
    """Take the code that the repository's own file includes, or point at it when it is too large to copy."""
    if repo is None or own is None or own.model.code is None or sources.repo is None:
        return (), ("src/execution", None), ()
    export = export_files(sources.repo, own.model.code.include, rev=repo.commit)
    gaps = tuple(Gap(what=f"{gap.what}: {gap.path}", where=own.path, why=gap.why) for gap in export.gaps)
    beyond = any("would hold more than" in gap.why for gap in export.gaps)
    if beyond and repo.url:
        return (), (repo.url, repo.commit), ()
    return export.files, ("src/execution", None), gaps


def compile_readings(readings: Readings) -> Compilation:
    """Write what was read as the texts of an Ara, and read them back."""
    paper, repo = readings.paper, readings.repo
    book = SpanBook(paper, repo, readings.tex)
    claims, bound = _grounded_claims(readings, book)
    taken = readings.own.model.experiments if readings.own else ()
    identified = identify(paper, repo, claims, taken)
    own_text = _own_text(readings, bound, identified)
    own = Reproduce.model_validate(plain(parse_yaml(own_text, "src/reproduce.yaml"))) if own_text else None
    declared = {claims[place].id: status for place, status in bound.declared.items()} if bound else {}
    stated = read_settings(paper) if paper else ()
    entities = _entities(readings, identified, own, declared, book, stated)
    texts = EMPTY_FILES | package_texts(entities) | ({"src/reproduce.yaml": own_text} if own_text else {})
    texts |= package_texts(Package(spans=book.spans()))
    pictures = picture_files(paper) if paper else {}
    code = {f"src/execution/{file.path}": file.data for file in readings.code}
    listed = sorted({*texts, *pictures, *code})
    texts["PAPER.md"] = emit_manifest.manifest_text(entities.paper[0], paper, repo, listed)
    gaps = [*readings.gaps, *_left_out(identified, stated, repo)]
    coverage = cover(entities.model_copy(update={"spans": book.spans()}), paper, repo, gaps, book.refused)
    texts["evidence/README.md"] += "\n" + coverage_text(coverage)
    texts |= package_texts(Package(seal=_seal(readings)))
    package = read_texts(dict(sorted(texts.items())))
    _same_entities(entities, package)
    return Compilation(package, texts, pictures, code, coverage)


def _grounded_claims(readings: Readings, book: SpanBook) -> tuple[tuple[NumberedClaim, ...], Bound | None]:
    """Number the claims of which a source prints at least one quote, so that nothing points to one left out."""
    kept = []
    for place, claim in enumerate(readings.claims):
        if any(book.grounded(quote.text, quote.region) for quote in claim.quotes):
            kept.append(place)
        else:
            book.refused.append((f"claim: {claim.title}", claim.quote))
    claims = number_claims(readings.claims[place] for place in kept)
    if readings.bound is None:
        return claims, None
    now = {before: after for after, before in enumerate(kept)}
    of_check = {name: now[place] for name, place in readings.bound.of_check.items() if place in now}
    declared = {now[place]: status for place, status in readings.bound.declared.items() if place in now}
    return claims, readings.bound._replace(of_check=of_check, declared=declared)


def _own_text(readings: Readings, bound: Bound | None, identified: Identified) -> str | None:
    if readings.own is None or bound is None:
        return None
    root, revision = readings.code_root
    return bound_text(readings.own, identified.claims, bound, root, revision)


def _entities(
    readings: Readings,
    identified: Identified,
    own: Reproduce | None,
    declared: dict[str, Declared],
    book: SpanBook,
    stated: tuple[SettingReading, ...],
) -> Package:
    paper, repo = readings.paper, readings.repo
    claims = emit_claims.claim_blocks(identified, declared, book)
    problem = emit_logic.problem(readings.framing, book)
    if paper is None and repo is not None:
        problem = emit_logic.repo_problem(repo, book)
    objects = emit_evidence.evidence_objects(paper, book) if paper else ()
    pages = [emit_logic.constraints(readings.framing, book)]
    if paper is not None:
        pages.append(emit_solution.outline(paper, book))
        pages += [page for page in (emit_solution.algorithms(paper, book),) if page]
    if repo is not None and repo.code:
        pages.append(emit_code.code_index(repo, book))
    settings = emit_code.paper_settings(stated, book)
    links = link(identified, paper, repo, stated)
    if repo is not None:
        settings += emit_code.repo_settings(repo.settings, book)
    return Package(
        paper=(emit_manifest.manifest(paper, repo, claims, book),),
        observations=problem.observations,
        gaps=problem.gaps,
        insights=problem.insights,
        claims=claims,
        concepts=emit_logic.concepts(read_terms(paper), book) if paper else (),
        experiments=emit_logic.experiments(identified, own, _of_claims(links, claims), book),
        related_work=emit_related_work.related_work(paper, book) if paper else (),
        settings=settings,
        environment=emit_code.environment(read_environment(paper) if paper else None, repo, book),
        code_artifacts=emit_code.code_artifacts(repo) if repo else (),
        nodes=emit_trace.exploration(paper, readings.framing, identified, repo, book),
        evidence=objects,
        links=written_links(links, claims, book.spans()),
        index=tuple(emit_evidence.index_rows(objects, identified)),
        reproduce=None if own else emit_reproduce.candidates_and_stubs(identified, repo.metrics if repo else ()),
        pages=tuple(pages),
    )


def _of_claims(links: Iterable[Link], claims: Iterable[Claim]) -> tuple[Link, ...]:
    written = {claim.id for claim in claims}
    return tuple(link for link in links if link.source in written)


def _left_out(identified: Identified, stated: tuple[SettingReading, ...], repo: RepoReading | None) -> list[Gap]:
    gaps = list(differing_settings(stated, repo.settings)) if repo else []
    if identified.candidates_left_out:
        why = "Only so many become candidate experiments; the others stand in the repository's own files."
        gaps.append(Gap(what=f"{identified.candidates_left_out} launch commands", where="repository", why=why))
    if repo is not None and len(repo.settings) > emit_code.MOST_REPO_SETTINGS:
        left = len(repo.settings) - emit_code.MOST_REPO_SETTINGS
        why = "Only so many are listed; the others stand in the repository's own files."
        gaps.append(Gap(what=f"{left} settings", where="repository", why=why))
    return gaps


def _seal(readings: Readings) -> Seal:
    """Say what the Ara was made from; hashes are added when all files lie on disk."""
    sources = []
    if readings.paper is not None and readings.paper.pages:
        sources.append(SourceFile(name=readings.paper.name, kind="pdf", sha256=readings.paper.sha256))
    if readings.tex is not None:
        sources.append(SourceFile(name=readings.tex.name, kind="tex", sha256=readings.tex.sha256))
    if readings.repo is not None:
        repo = readings.repo
        sources.append(SourceFile(name=repo.name, kind="repository", url=repo.url, commit=repo.commit))
    return Seal(
        format="ara/1.1",
        id=_artifact_id(readings),
        generator=f"ara-toolkit {__version__}",
        sources=tuple(sources),
    )


def _artifact_id(readings: Readings) -> str:
    """A readable name with the hash of the sources behind it."""
    title = ""
    if readings.paper is not None and readings.paper.metadata.title is not None:
        title = readings.paper.metadata.title.text
    elif readings.repo is not None:
        title = readings.repo.name
    words = re.findall(r"[a-z0-9]+", title.lower())
    digest = hashlib.sha256()
    digest.update((readings.paper.sha256 if readings.paper else "").encode())
    digest.update((readings.tex.sha256 if readings.tex else "").encode())
    digest.update((readings.repo.commit or "" if readings.repo else "").encode())
    return "-".join([*words[:8], digest.hexdigest()[:8]])


def _same_entities(wanted: Package, found: Package) -> None:
    """What was read must not have become structure: the blocks that come back are the blocks that were meant."""
    for name in ("claims", "experiments", "related_work", "concepts", "settings", "evidence", "observations", "gaps"):
        meant = [(getattr(e, "id", None), getattr(e, "title", "")) for e in getattr(wanted, name)]
        back = [(getattr(e, "id", None), getattr(e, "title", "")) for e in getattr(found, name)]
        if sorted(map(str, meant)) != sorted(map(str, back)):
            odd = next((pair for pair in back if pair not in meant), None) or next(
                (pair for pair in meant if pair not in back), None
            )
            raise AraError(f"text of a source changed the structure of {name}: {odd}.", mend="Report this source.")
