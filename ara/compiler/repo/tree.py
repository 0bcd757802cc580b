"""Listing the files of a commit from its tree objects, with names that can do no harm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.model import Gap
from ara.compiler.repo.objects import ObjectError, ObjectReader


class Blob(NamedTuple):
    """A regular file of the tree."""

    path: str
    digest: str
    executable: bool


class Listing(NamedTuple):
    """All files of a commit, sorted by path, and what stands in the tree but is no file to read."""

    blobs: tuple[Blob, ...]
    gaps: tuple[Gap, ...]


def tree_entries(data: bytes, digest_bytes: int) -> Iterator[tuple[str, bool, str]]:
    """Name, whether it is a folder, and hash of every file and folder in a tree object; other entries are left out.

    Raises `ObjectError` when the object is damaged.
    """
    for entry in _parse(data, digest_bytes):
        if _fault(entry, set()) is None:
            yield entry.name.decode("utf-8"), entry.mode == b"40000", entry.digest


class _Entry(NamedTuple):
    mode: bytes
    name: bytes
    digest: str


def list_files(reader: ObjectReader, root: str, limits: RepoLimits) -> Listing:
    """List every regular file below the tree `root`; links, submodules and unsafe names become gaps."""
    blobs: list[Blob] = []
    gaps: list[Gap] = []
    seen = 0
    waiting = [("", root)]
    while waiting:
        folder, digest = waiting.pop()
        try:
            entries = list(_parse(reader.read(digest, "tree", limits.tree_bytes), len(digest) // 2))
        except ObjectError as error:
            gaps.append(Gap(what="folder listing", path=folder or ".", why=f"The folder {error}."))
            continue
        taken: set[bytes] = set()
        folders = []
        for entry in entries:
            if seen == limits.entries:
                why = f"The repository has more than {limits.entries:,} files and folders; the rest is left out."
                gaps.append(Gap(what="files", path=folder or ".", why=why))
                return Listing(tuple(sorted(blobs)), tuple(gaps))
            seen += 1
            fault = _fault(entry, taken)
            taken.add(entry.name)
            path = folder + entry.name.decode("utf-8", "backslashreplace")
            if fault:
                shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in path)
                gaps.append(Gap(what="file", path=shown[:1000], why=fault))
            elif entry.mode == b"40000":
                if folder.count("/") >= limits.depth:
                    why = f"Folders are nested more than {limits.depth} deep; what lies below is left out."
                    gaps.append(Gap(what="folder", path=path, why=why))
                else:
                    folders.append((path + "/", entry.digest))
            else:
                blobs.append(Blob(path, entry.digest, entry.mode == b"100755"))
        waiting += reversed(folders)
    return Listing(tuple(sorted(blobs)), tuple(gaps))


def _parse(data: bytes, digest_bytes: int) -> Iterator[_Entry]:
    at = 0
    while at < len(data):
        space = data.find(b" ", at, at + 8)
        end = data.find(b"\0", space)
        if space < 0 or end < 0 or end + 1 + digest_bytes > len(data):
            raise ObjectError("has a damaged listing")
        yield _Entry(data[at:space], data[space + 1 : end], data[end + 1 : end + 1 + digest_bytes].hex())
        at = end + 1 + digest_bytes


def _fault(entry: _Entry, taken: set[bytes]) -> str | None:
    name = entry.name
    if name in (b"", b".", b"..") or b"/" in name or b"\\" in name or name.lower() == b".git":
        return "Its name would lead out of its folder; it is not read."
    if len(name) > 255:
        return "Its name is longer than 255 bytes; it is not read."
    try:
        if not name.decode("utf-8").isprintable():
            return "Its name holds control characters; it is not read."
    except UnicodeDecodeError:
        return "Its name is not UTF-8; it is not read."
    if name in taken:
        return "Its name stands twice in its folder; the second one is not read."
    if entry.mode == b"120000":
        return "It is a symbolic link, which is not followed."
    if entry.mode == b"160000":
        return f"It is a submodule at commit {entry.digest}, which is not fetched."
    if entry.mode not in (b"40000", b"100644", b"100755", b"100664"):
        return f"Its mode {entry.mode.decode('ascii', 'replace')!r} is not one of a file or folder."
    return None
