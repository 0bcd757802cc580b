"""Reading a git folder's own files, without git: where its objects are, what its refs say, where it came from.

git would obey the folder's config before we could look at it. Refs, HEAD, packed-refs and the origin's address are
plain text; they are read here, bounded, never through a symbolic link.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from ara.compiler.repo.limits import RepoLimits
from ara.schema.errors import AraError, UnreadableError
from ara.schema.frozen import Frozen

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REF = re.compile(r"refs/(?!.*(?:\.\.|//|@\{|/\.))[^\x00-\x20\x7f~^:?*\[\\]+(?<![/.])")
_TEXT_BYTES = 20_000_000


class GitFolder(Frozen):
    """A git folder as its plain files describe it."""

    folder: Path
    """The folder that holds `objects`."""
    head: str | None
    """Hash that HEAD resolves to; None when there are no commits yet."""
    branch: str | None
    """Branch that HEAD names; None when it is detached."""
    refs: dict[str, str]
    """Every ref by its full name, e.g. `refs/heads/main`, with the hash it holds."""
    shallow: frozenset[str]
    """Commits whose parents were cut off on cloning."""
    origin: str | None
    """Address of the remote called origin, as the config writes it."""

    @property
    def hash_length(self) -> int:
        """Length of a hash in hexadecimal digits: 40 for SHA-1, 64 for SHA-256."""
        return len(next(iter(self.refs.values()), self.head or "0" * 40))


def find_git_folder(location: str) -> tuple[Path, Path]:
    """The folder that holds HEAD, and the one that holds objects and refs; they differ in a linked work tree.

    Raises `AraError` when `location` is neither a work tree's top, nor its `.git`, nor a bare repository.
    """
    top = Path(location).absolute()
    inner = top / ".git"
    if top.is_dir() and inner.is_symlink():
        raise AraError(
            "`.git` is a symbolic link.", file=location, mend="Give the folder of the repository that it leads to."
        )
    for pointer in (top, inner):
        if pointer.is_file() and pointer.name == ".git":
            return _linked_work_tree(pointer, location)
    for folder in (inner, top):
        if (folder / "HEAD").exists() and (folder / "objects").exists():
            return folder, folder
    raise AraError(
        "This is not a git repository.", file=location, mend="Give the top of a work tree, or a bare repository."
    )


def _linked_work_tree(pointer: Path, location: str) -> tuple[Path, Path]:
    # A stranger's `.git` file may point at any repository on this machine; only a repository that lists this very
    # work tree as its own is followed.
    named = read_text(pointer, location, required=True).strip().removeprefix("gitdir:").strip()
    folder = (pointer.parent / named).resolve()
    back = read_text(folder / "gitdir", location).strip()
    common = folder.parent.parent
    listed = folder.parent.name == "worktrees" and back and (folder / back).resolve() == pointer.resolve()
    if not listed or not (common / "objects").is_dir():
        raise AraError(
            "`.git` points at a folder that does not list this one as its work tree.",
            file=location,
            mend="Give the folder of the main repository.",
        )
    return folder, common


def read_git_folder(location: str, limits: RepoLimits) -> GitFolder:
    """Read what the plain files of the repository at `location` say. Raises `AraError` when it is not a repository."""
    head_folder, folder = find_git_folder(location)
    for part in (folder / "objects", folder / "objects" / "pack"):
        if part.is_symlink():
            raise UnreadableError("The object store is a symbolic link; it is not followed.", file=location)
    if (folder / "reftable").is_dir():
        raise AraError(
            "Its refs are stored as reftable, which is not read.",
            file=location,
            mend="Run `git refs migrate --ref-format=files` in it, or give a clone.",
        )
    refs = _resolve(dict(_packed_refs(folder, location)) | dict(_loose_refs(folder, location, limits)))
    written = read_text(head_folder / "HEAD", location, required=True).strip()
    target = written.removeprefix("ref:").strip() if written.startswith("ref:") else None
    head = refs.get(target) if target else (written if _HASH.fullmatch(written) else None)
    shallow = frozenset(_HASH.findall(read_text(folder / "shallow", location)))
    return GitFolder(
        folder=folder,
        head=head,
        branch=target.removeprefix("refs/heads/") if target and target.startswith("refs/heads/") else None,
        refs=dict(sorted(refs.items())),
        shallow=shallow,
        origin=_origin(read_text(folder / "config", location)),
    )


def read_text(path: Path, location: str, *, required: bool = False) -> str:
    """The text of one small regular file; empty when it is missing and not required."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if required:
            raise AraError(f"`{path.name}` cannot be read: {error.strerror}.", file=location) from error
        return ""
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableError(f"`{path.name}` is not a regular file.", file=location)
        data = stream.read(_TEXT_BYTES + 1)
    if len(data) > _TEXT_BYTES:
        raise UnreadableError(f"`{path.name}` is larger than {_TEXT_BYTES:,} bytes.", file=location)
    return data.decode("utf-8", "replace")


def _packed_refs(folder: Path, location: str) -> Iterator[tuple[str, str]]:
    for line in read_text(folder / "packed-refs", location).split("\n"):
        digest, _, name = line.partition(" ")
        if _HASH.fullmatch(digest) and _REF.fullmatch(name):
            yield name, digest


def _loose_refs(folder: Path, location: str, limits: RepoLimits) -> Iterator[tuple[str, str]]:
    waiting, seen = ["refs"], 0
    while waiting:
        inside = waiting.pop()
        if (folder / inside).is_symlink() or not (folder / inside).is_dir():
            continue
        for entry in sorted(os.scandir(folder / inside), key=lambda entry: entry.name):
            seen += 1
            if seen > limits.refs:
                raise UnreadableError(f"It has more than {limits.refs:,} refs outside packed-refs.", file=location)
            name = f"{inside}/{entry.name}"
            if entry.is_dir(follow_symlinks=False) and name.count("/") < 30:
                waiting.append(name)
            elif entry.is_file(follow_symlinks=False) and _REF.fullmatch(name):
                yield name, read_text(folder / name, location).strip()


def _resolve(written: dict[str, str]) -> dict[str, str]:
    resolved = {}
    for name, value in written.items():
        for _ in range(5):
            if not value.startswith("ref:"):
                break
            value = written.get(value.removeprefix("ref:").strip(), "")
        if _HASH.fullmatch(value):
            resolved[name] = value
    return resolved


def _origin(config: str) -> str | None:
    section = re.search(r'^\[remote "origin"\]\s*$(?P<body>(?:\n(?!\s*\[).*)*)', config, re.M)
    url = re.search(r"^\s*url\s*=\s*(\S+)\s*$", section["body"], re.M) if section else None
    return url[1] if url else None
