from __future__ import annotations

from collections.abc import Callable

import pytest

from ara.compiler.claims.model import ClaimReading, Quote, TableRef
from ara.compiler.identify import CandidateExperiment, Identified, NumberedClaim, ReportedExperiment
from ara.compiler.paper.model import Region, TableReading
from ara.compiler.repo.model import CodeFile, Command, Excerpt, RepoReading, Setting, Symbol
from ara.compiler.settings.model import SettingReading

REGION = Region(page=3, box=(72.0, 72.0, 540.0, 90.0))

ClaimOf = Callable[..., NumberedClaim]
CommandOf = Callable[..., CandidateExperiment]


@pytest.fixture
def claim_of() -> ClaimOf:
    """A numbered claim of a statement, with the cells and evidence given."""

    def build(
        name: str, statement: str, cells: tuple[TableRef, ...] = (), evidence: tuple[str, ...] = ()
    ) -> NumberedClaim:
        reading = ClaimReading(
            title=statement,
            statement=statement,
            quotes=(Quote(text=statement, region=REGION, where="Section 4"),),
            kind="accuracy",
            direction="higher",
            numbers=(),
            conditions=(),
            evidence=evidence,
            cells=cells,
            falsified_by="",
        )
        return NumberedClaim(id=name, reading=reading)

    return build


@pytest.fixture
def command_of() -> CommandOf:
    """A candidate experiment of a command line."""

    def build(name: str, line: str, context: str | None = None) -> CandidateExperiment:
        at = Excerpt(path="README.md", line=4, quote=line)
        command = Command(argv=tuple(line.split()), kind="run", source="readme", context=context, at=at)
        return CandidateExperiment(id=name, command=command)

    return build


@pytest.fixture
def reported() -> ReportedExperiment:
    table = TableReading(
        label="2", caption="Table 2: Effect of page size.", caption_region=REGION, region=REGION,
        rows=(("Method", "Recall"), ("PageSort", "71.3")), header_rows=1, extraction="exact_from_text",
    )  # fmt: skip
    return ReportedExperiment(id="E01", label="Table 2", object=table, claims=("C01",))


@pytest.fixture
def identified_of() -> Callable[..., Identified]:
    def build(claims: tuple[NumberedClaim, ...], commands: tuple[CandidateExperiment, ...] = (), *reported: object):
        return Identified(claims=claims, candidates=commands, reported=reported)

    return build


def _symbol(path: str, line: int, name: str) -> Symbol:
    return Symbol(name=name, kind="class", signature=f"class {name}", at=Excerpt(path=path, line=line, quote=name))


@pytest.fixture
def repo_of() -> Callable[..., RepoReading]:
    """A repository of symbols `(path, line, name)` and settings `(name, value, path, line)`."""

    def build(
        symbols: tuple[tuple[str, int, str], ...] = (), settings: tuple[tuple[str, str, str, int], ...] = ()
    ) -> RepoReading:
        paths = dict.fromkeys(path for path, _, _ in symbols)
        code = tuple(
            CodeFile(
                path=path, language="Python", lines=99,
                symbols=tuple(_symbol(at, line, name) for at, line, name in symbols if at == path),
            )
            for path in paths
        )  # fmt: skip
        kept = tuple(
            Setting(name=name, value=value, kind="yaml", at=Excerpt(path=path, line=line, quote=f"{name}: {value}"))
            for name, value, path, line in settings
        )
        return RepoReading.model_construct(name="code", code=code, settings=kept, commands=())

    return build


@pytest.fixture
def setting_of() -> Callable[..., SettingReading]:
    def build(name: str, value: str) -> SettingReading:
        return SettingReading(
            id=name.replace(" ", "-"), name=name, value=value, unit="", context="", quote=f"{name} {value}",
            region=REGION, where="Section 4", origin="prose",
        )  # fmt: skip

    return build
