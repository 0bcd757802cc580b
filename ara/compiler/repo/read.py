"""From a location to everything that the rest of the compiler knows of a repository."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ara.compiler.repo.git_folder import GitFolder, read_git_folder
from ara.compiler.repo.history import branch_commits, read_commit, read_history
from ara.compiler.repo.licence import read_licence
from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.location import is_address, public_address, remote_address
from ara.compiler.repo.model import Document, Export, ExportedFile, Gap, History, RepoReading
from ara.compiler.repo.naming import project_name
from ara.compiler.repo.objects import ObjectError, ObjectReader, opened
from ara.compiler.repo.readme import find_readme, readme_title
from ara.compiler.repo.remote_source import default_cache, fetched
from ara.compiler.repo.revision import resolve
from ara.compiler.repo.survey import REPRODUCE_FILE, survey, wanted
from ara.compiler.repo.targets import FileTree
from ara.compiler.repo.text_files import absent, read_texts
from ara.compiler.repo.trail import read_trail
from ara.compiler.repo.tree import list_files
from ara.compiler.repo.tree_changes import read_changes


class _Opened(NamedTuple):
    address: str | None
    url: str | None
    source: GitFolder
    reader: ObjectReader
    commit: str | None
    branch: str | None


def read_repo(
    location: str, *, rev: str | None = None, limits: RepoLimits | None = None, cache: Path | None = None
) -> RepoReading:
    """Read a repository at one commit, from its objects alone: no work tree is opened, nothing in it is run.

    `location` is an https or ssh address, which is fetched into `cache` (by default
    `$XDG_CACHE_HOME/ara/repos`), or a folder: a work tree's top, its `.git`, or a bare repository. Objects that are
    missing are gaps, and a repository without commits gives an empty reading. Raises `AraError` when the location is
    no repository, does not answer, passes a limit on time or size, or has no such `rev`.
    """
    limits = limits or RepoLimits()
    with _open(location, rev, limits, cache) as repo:
        if repo.commit is None:
            return _empty(repo)
        commit = read_commit(repo.reader, repo.commit)
        listing = list_files(repo.reader, commit.tree, limits)
        sizes = repo.reader.sizes(blob.digest for blob in listing.blobs)
        read = [blob for blob in listing.blobs if wanted(blob.path)]
        files, unread = read_texts(repo.reader, read, sizes, limits)
        missing = [absent(blob) for blob in listing.blobs if blob.digest not in sizes and not wanted(blob.path)]
        history, unknown = read_history(repo.reader, repo.source, repo.commit, limits)
        changes, uncompared = read_changes(repo.reader, history.commits, limits)
        beside = branch_commits(repo.reader, repo.source, history, limits)
    tree = FileTree(blob.path for blob in listing.blobs)
    name = project_name(files, repo.address)
    told = survey(files, tree, name, limits)
    readme, reproduce, licence = find_readme(files), files.get(REPRODUCE_FILE), read_licence(files)
    title = readme_title(readme) if readme else None
    gaps = [*listing.gaps, *unread, *missing, *told.gaps, *unknown, *uncompared]
    gaps += [] if readme else [Gap(what="README", why="There is no README at the top of the repository.")]
    gaps += [] if licence else [Gap(what="licence", why="There is no licence file at the top of the repository.")]
    return RepoReading(
        name=name,
        url=repo.url,
        commit=repo.commit,
        branch=repo.branch,
        date=commit.committed,
        licence=licence,
        readme=Document(path=readme.path, text=readme.text) if readme else None,
        title=title[0] if title else None,
        title_at=title[1] if title else None,
        reproduce=Document(path=reproduce.path, text=reproduce.text) if reproduce else None,
        files=tuple(sorted(tree.files)),
        code=told.code,
        metrics=told.metrics,
        settings=told.settings,
        dependencies=told.dependencies,
        commands=told.commands,
        history=history,
        trail=read_trail(history, changes, tree.files, beside),
        gaps=tuple(_counted(gaps, limits)),
    )


def export_files(
    location: str,
    patterns: Iterable[str],
    *,
    rev: str | None = None,
    limits: RepoLimits | None = None,
    cache: Path | None = None,
) -> Export:
    """Take the files that match any of the glob `patterns` (`**` crosses folders), at most `limits.export_bytes`.

    Paths are relative, hold no `..` and no two of them collide, so that they may be written below any folder. A
    pattern without a match, a file that is absent and one that is beyond the limit are gaps. Raises `AraError` as
    `read_repo` does.
    """
    limits = limits or RepoLimits()
    globs = [(pattern, _glob(pattern)) for pattern in patterns]
    with _open(location, rev, limits, cache) as repo:
        if repo.commit is None:
            return Export(commit="", files=(), gaps=(Gap(what="commits", why="The repository has no commits."),))
        listing = list_files(repo.reader, read_commit(repo.reader, repo.commit).tree, limits)
        chosen = [blob for blob in listing.blobs if any(glob.fullmatch(blob.path) for _, glob in globs)]
        gaps = [
            Gap(what="exported files", path=pattern, why="No file matches this pattern.")
            for pattern, glob in globs
            if not any(glob.fullmatch(blob.path) for blob in chosen)
        ]
        sizes = repo.reader.sizes(blob.digest for blob in chosen)
        files: list[ExportedFile] = []
        left = limits.export_bytes
        for blob in chosen:
            if blob.digest not in sizes:
                gaps.append(absent(blob))
            elif sizes[blob.digest] > left:
                why = f"With it the export would hold more than {limits.export_bytes:,} bytes."
                gaps.append(Gap(what="exported files", path=blob.path, why=why))
            else:
                try:
                    data = repo.reader.read(blob.digest, "blob", left)
                except ObjectError as error:
                    gaps.append(Gap(what="exported files", path=blob.path, why=f"The file {error}."))
                    continue
                left -= len(data)
                files.append(ExportedFile(path=blob.path, data=data, executable=blob.executable))
        return Export(commit=repo.commit, files=tuple(files), gaps=tuple(gaps))


@contextmanager
def _open(location: str, rev: str | None, limits: RepoLimits, cache: Path | None) -> Iterator[_Opened]:
    address = remote_address(location)
    if address is None:
        with _open_folder(location, location, None, rev, limits) as repo:
            yield repo
    else:
        with (
            fetched(address, cache=cache or default_cache(), rev=rev, limits=limits) as folder,
            _open_folder(str(folder), location, address, rev, limits) as repo,
        ):
            yield repo


@contextmanager
def _open_folder(
    folder: str, location: str, address: str | None, rev: str | None, limits: RepoLimits
) -> Iterator[_Opened]:
    source = read_git_folder(folder, limits)
    origin = address or source.origin
    url = public_address(origin)
    with opened(source, limits) as reader:
        commit, branch = resolve(reader, source, rev, location)
        yield _Opened(origin if is_address(origin) else None, url, source, reader, commit, branch)


def _empty(repo: _Opened) -> RepoReading:
    why = "The repository has no commits yet, so there is nothing to read."
    return RepoReading(
        name=project_name({}, repo.address), url=repo.url, commit=None, branch=repo.branch, date=None, licence=None,
        readme=None,
        title=None, title_at=None, reproduce=None, files=(), code=(), settings=(), dependencies=(), commands=(),
        history=History(), trail=(), gaps=(Gap(what="commits", why=why),),
    )  # fmt: skip


def _counted(gaps: Iterable[Gap], limits: RepoLimits) -> Iterator[Gap]:
    """The gaps one by one up to the limit for each kind, and how many more there are of it."""
    seen: Counter[str] = Counter()
    for gap in gaps:
        seen[gap.what] += 1
        if seen[gap.what] <= limits.gaps_of_a_kind:
            yield gap
    for what, count in seen.items():
        if count > limits.gaps_of_a_kind:
            yield Gap(what=what, why=f"{count - limits.gaps_of_a_kind:,} more of this kind are not listed one by one.")


def _glob(pattern: str) -> re.Pattern[str]:
    parts = []
    for piece in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern):
        parts.append({"**/": "(?:.+/)?", "**": ".+", "*": "[^/]*", "?": "[^/]"}.get(piece) or re.escape(piece))
    return re.compile("".join(parts))
