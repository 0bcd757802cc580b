"""The code layer: hyper-parameters, environment, the code base as an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ara.compiler.repo.model import Dependency, RepoReading
from ara.compiler.repo.model import Setting as RepoSetting
from ara.compiler.settings import EnvironmentItem, EnvironmentReading, SettingReading
from ara.compiler.spans import SpanBook
from ara.schema.code import CodeArtifact, EnvironmentEntry, Setting
from ara.schema.documents.evidence_files import table_lines
from ara.schema.location import Location
from ara.schema.markdown.escape import inline, quote
from ara.schema.package import Page

MOST_REPO_SETTINGS = 1000
"""Settings of a repository that are written; the rest is counted in a gap."""
MOST_NAMED = 40
"""Names listed on one line of the environment."""


def paper_settings(settings: tuple[SettingReading, ...], book: SpanBook) -> tuple[Setting, ...]:
    """Write every hyper-parameter of the paper whose words are grounded."""
    path = "src/configs/paper.md"
    return tuple(
        Setting(
            location=Location(file=path),
            title=inline(s.name),
            value=inline(s.value),
            unit=inline(s.unit) or None,
            context=inline(s.context) or None,
            source=f"{inline(s.where)}, {s.region.place} {quote(s.quote)}",
        )
        for s in settings
        if book.in_paper(s.quote, s.region, f"{path}#{s.id}") is not None
    )


def repo_settings(settings: tuple[RepoSetting, ...], book: SpanBook) -> tuple[Setting, ...]:
    """Write the settings of the repository, config files and defaults alike."""
    path = "src/configs/repository.md"
    blocks = []
    for s in settings[:MOST_REPO_SETTINGS]:
        book.in_repo(s.at, f"{path}#{s.name}")
        owner = f"{s.kind} of {s.owner}" if s.owner else s.kind
        blocks.append(
            Setting(
                location=Location(file=path),
                title=inline(s.name),
                value=inline(s.value) if s.value else "none",
                context=inline(f"{owner} in {s.at.path}"),
                rationale=inline(s.help) if s.help else None,
                source=f"{inline(s.at.path)}:{s.at.line} {quote(s.at.quote)}",
            )
        )
    return tuple(blocks)


def environment(
    reading: EnvironmentReading | None, repo: RepoReading | None, book: SpanBook
) -> tuple[EnvironmentEntry, ...]:
    """Write what is known of hardware, software, models, data, seeds and dependencies."""
    here = Location(file="src/environment.md")
    entries: list[EnvironmentEntry] = []

    def add(section: str, label: str, text: str) -> None:
        entries.append(EnvironmentEntry(section=section, label=label, text=text, location=here))

    if reading is not None:
        for label, items in (
            ("Hardware", reading.hardware),
            ("Framework", reading.software),
            ("Models", reading.models),
            ("Data sources", reading.datasets),
            ("Random seeds", reading.seeds),
        ):
            add("As the paper states it", label, _named(items, book) or "Not stated in the paper.")
    if repo is not None:
        section = "As the repository declares it"
        add(
            section,
            "Repository",
            inline(f"{repo.name}, {repo.url or 'no public address known'}, commit {repo.commit or 'none'}"),
        )
        licence = repo.licence
        if licence is not None:
            book.in_repo(licence.at, "src/environment.md#licence")
        add(
            section, "Licence", inline(licence.spdx or licence.at.quote) if licence else "Not stated in the repository."
        )
        if repo.code:
            languages = Counter(file.language for file in repo.code)
            add(
                section,
                "Language/runtime",
                inline(", ".join(f"{name} ({n} files)" for name, n in languages.most_common(8))),
            )
        add(section, "Key dependencies", _dependencies(repo.dependencies, book) or "Not stated in the repository.")
    return tuple(entries)


def _named(items: Iterable[EnvironmentItem], book: SpanBook) -> str:
    """Name each item with its page and words."""
    found = []
    for item in items:
        if book.in_paper(item.quote, item.region, f"src/environment.md#{item.name}") is not None:
            detail = f" ({inline(item.detail)})" if item.detail else ""
            found.append(f"- {inline(item.name)}{detail}, {inline(item.where)}, {item.region.place}")
    return "\n".join(found[:MOST_NAMED])


def _dependencies(dependencies: tuple[Dependency, ...], book: SpanBook) -> str:
    lines: dict[str, None] = {}
    for dependency in dependencies:
        if dependency.kind in ("runtime", "python", "image", "install_command"):
            where = f"{inline(dependency.at.path)}:{dependency.at.line}"
            line = f"- {inline(dependency.name + dependency.constraint)} ({where})"
            if line not in lines:
                book.in_repo(dependency.at, f"src/environment.md#{dependency.name}")
                lines[line] = None
    return "\n".join(list(lines)[: 4 * MOST_NAMED])


def code_artifacts(repo: RepoReading) -> tuple[CodeArtifact, ...]:
    """Point at the repository as one artifact, and at its index."""
    return (
        CodeArtifact(
            location=Location(file="src/artifacts.md"),
            title=inline(repo.name),
            files=inline(f"{len(repo.files)} files, {len(repo.code)} of them source code; listed in src/code_index.md"),
            nature="repository",
            contains=inline(repo.title) if repo.title else "Not stated in the repository.",
            usage=inline(f"{repo.url or 'the repository'} at commit {repo.commit}")
            if repo.commit
            else "It has no commits.",
        ),
    )


def code_index(repo: RepoReading, book: SpanBook) -> Page:
    """List every source file with one line of what it is."""
    rows: list[tuple[str, ...]] = [("Path", "Language", "Lines", "What it is")]
    for file in repo.code:
        if (at := file.description_at or file.at) is not None:
            book.in_repo(at, f"src/code_index.md#{file.path}")
        names = ", ".join(symbol.name for symbol in file.symbols[:6])
        what = file.description or (f"defines {names}" if names else "no description")
        rows.append((inline(file.path), file.language, str(file.lines), inline(what)))
    head = f"# Code index\n\nSource files of {inline(repo.name)} at commit {repo.commit}.\n\n"
    return Page(location=Location(file="src/code_index.md"), text=head + "\n".join(table_lines(tuple(rows))) + "\n")
