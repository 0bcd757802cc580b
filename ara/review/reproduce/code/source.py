"""Where the code of an artifact lies, and the trees that its jobs see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ara.review.reproduce.code.revisions import read_revision
from ara.review.reproduce.code.tree import read_tree
from ara.review.reproduce.hashes import tree_hash
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.references import reproduce_place
from ara.schema.reproduce import Code, Tree


@dataclass(frozen=True)
class CodeSource:
    """A place that code is taken from."""

    folder: Path | None
    """The code's root on this machine, the worker's `--root`; None for code at an address."""
    repository: str | None
    """The git repository that other revisions are taken from, a folder or an address; None when there is none."""
    revision: str | None
    """The commit, for code at an address."""
    words: str
    """What the root is, for people."""


def is_address(root: str) -> bool:
    """Tell whether `code.root` names a git repository elsewhere."""
    return "://" in root or root.startswith("git@")


def find_code(package: Package, ara: Path) -> CodeSource:
    """Find the code of the Ara in the folder `ara`.

    Raises AraError, with the line of `code.root`, when it is not there: no such folder in the Ara, no git work tree
    around it, an address without a commit.
    """
    code = package.reproduce.code if package.reproduce is not None else None
    if code is None:
        raise _fault(package, "there is no `code`, so there is nothing to run.", "Say which files the jobs see.")
    if is_address(code.root):
        return _at_address(package, code)
    if code.root.startswith("repo:"):
        return _work_tree(package, code, ara)
    folder = ara.resolve() / code.root
    if not folder.is_dir() or folder.resolve() != folder:
        raise _fault(package, f"code.root names {code.root!r}, which is no folder of the Ara.", "Add the code.")
    return CodeSource(folder, None, None, f"the Ara's {code.root}")


def _at_address(package: Package, code: Code) -> CodeSource:
    if code.revision is None:
        raise _fault(package, "code at an address needs the commit.", "Add `revision:` with its full hash.")
    return CodeSource(None, code.root, code.revision, f"any folder: the code comes from {code.root} with this file")


def _work_tree(package: Package, code: Code, ara: Path) -> CodeSource:
    below = code.root.removeprefix("repo:").strip("/")
    for top in (ara.resolve(), *ara.resolve().parents):
        if (top / ".git").exists():
            folder = top / below
            if not folder.is_dir() or folder.resolve() != folder:
                raise _fault(package, f"code.root names {below!r}, which is no folder of {top}.", "Correct it.")
            return CodeSource(folder, str(top) if not below else None, code.revision, "the git work tree")
    raise _fault(
        package,
        "code.root is `repo:`, but the Ara lies in no git work tree.",
        "Put the Ara into the repository of its code, or the code into `src/execution`.",
    )


def _fault(package: Package, message: str, mend: str) -> AraError:
    place = reproduce_place(package, "code", "root")
    return AraError(message, file=place.file, line=place.line, mend=mend)


class HashedTree(NamedTuple):
    """A tree and its hash."""

    sha256: str
    """Its hash, by which a jobs file names it."""
    tree: Tree
    """Its files."""


class CodeTrees:
    """The trees of one artifact, each read once."""

    def __init__(self, source: CodeSource) -> None:
        """Take the place that they are read from."""
        self.source = source
        self._tree = lru_cache(maxsize=None)(self._hashed)

    def tree(self, include: Sequence[str], revision: str | None = None) -> HashedTree:
        """Give the files that globs name, at a commit or as they lie there now.

        Raises AraError when there are none, or when the commit cannot be had.
        """
        return self._tree(tuple(include), revision)

    def _hashed(self, include: tuple[str, ...], revision: str | None) -> HashedTree:
        tree = self._read(include, revision)
        return HashedTree(tree_hash(tree.files), tree)

    def _read(self, include: tuple[str, ...], revision: str | None) -> Tree:
        commit = revision or self.source.revision
        if commit is None:
            assert self.source.folder is not None
            return read_tree(self.source.folder, include)
        if self.source.repository is None:
            raise AraError(
                f"revision {commit} needs a git repository, and {self.source.words} is none.",
                file="src/reproduce.yaml",
                mend="Let `code.root` be `repo:` or an address.",
            )
        return read_revision(self.source.repository, commit, include)
