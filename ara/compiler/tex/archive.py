"""The text files of a LaTeX source: a folder, a tar or zip archive, or one file, read in memory and never unpacked."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, Protocol, cast

from ara.compiler.paper.model import Gap
from ara.compiler.tex.limits import TexLimits
from ara.schema.errors import UnreadableError

TEXT_ENDINGS = (".tex", ".ltx", ".bbl", ".bib", ".sty")
# paths are shown as places in every layer of an Ara, where markup in them would be obeyed
_PLAIN_PATH = re.compile(r"[\w .,+@=&'~()/\\-]{1,300}")
_MEND = "Give a folder, a .tar, .tar.gz or .zip archive, or a .tex file, plain or gzipped."


class TexFiles(NamedTuple):
    """What a source holds."""

    name: str
    """File name of the source."""
    sha256: str
    """Hash over the paths and bytes of the text files."""
    texts: dict[str, str]
    """Text of each file by its path, in the order of the paths."""
    gaps: tuple[Gap, ...]
    """What was left out."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Member(NamedTuple):
    path: str
    size: int
    data: bytes | None
    """None: larger than what is read."""


def open_tex(source: Path, limits: TexLimits) -> TexFiles:
    """Read the text files of a source. Raises `UnreadableError` when it is no LaTeX source or beyond a limit."""
    name = source.name or source.resolve().name
    if not (source.is_dir() or source.is_file()):
        raise UnreadableError("is neither a file nor a folder.", file=name, mend=_MEND)
    if source.is_file() and source.stat().st_size > limits.archive_mb * 1_000_000:
        raise UnreadableError(f"holds more than {limits.archive_mb} MB.", file=name, mend="Give a smaller source.")
    try:
        return _gathered(name, _members(source, limits), limits)
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableError(f"cannot be read: {error}.", file=name, mend=_MEND) from error
    except (ValueError, RuntimeError) as error:
        # zipfile and tarfile raise these on forged headers and on encrypted members
        raise UnreadableError(f"is damaged or encrypted: {error}.", file=name, mend=_MEND) from error


def _gathered(name: str, members: Iterator[_Member], limits: TexLimits) -> TexFiles:
    texts: dict[str, bytes] = {}
    gaps: list[Gap] = []
    total = 0
    for member in members:
        path = _inside(member.path)
        if path is None or path in texts:
            why = "Its path occurs twice; the first is read."
            if path is None:
                why = "Its path leads out of the source, or holds signs that no file of a paper needs."
            gaps.append(Gap(what=f"file {member.path[:120]}", where=name, why=why))
        elif member.data is None or total + len(member.data) > limits.text_mb * 1_000_000:
            gaps.append(Gap(what=f"file {path[:120]}", where=name, why="It is larger than what is read."))
        else:
            total += len(member.data)
            texts[path] = member.data
    if not any(path.endswith((".tex", ".ltx")) for path in texts):
        raise UnreadableError("holds no .tex file.", file=name, mend=_MEND)
    digest = hashlib.sha256()
    for path in sorted(texts):
        digest.update(f"{path}\0{len(texts[path])}\0".encode("utf-8", "surrogateescape") + texts[path])
    return TexFiles(name, digest.hexdigest(), {path: _decoded(texts[path]) for path in sorted(texts)}, tuple(gaps[:50]))


def _decoded(data: bytes) -> str:
    """UTF-8, else Latin-1, in which older sources are written; one kind of line end."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _inside(path: str) -> str | None:
    """The path in plain form, or None when it is absolute, leads out of the source, or holds signs of markup."""
    pure = PurePosixPath(path.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or not _PLAIN_PATH.fullmatch(path):
        return None
    return "/".join(pure.parts)


def _members(source: Path, limits: TexLimits) -> Iterator[_Member]:
    if source.is_dir():
        yield from _of_folder(source, limits)
        return
    with source.open("rb") as file:
        start = file.read(6)
    if start.startswith(b"PK"):
        yield from _of_zip(source, limits)
    elif start.startswith(b"\x1f\x8b"):
        yield from _of_gzip(source, limits)
    elif tarfile.is_tarfile(source):
        with source.open("rb") as file:
            yield from _of_tar(file, limits)
    elif source.suffix.lower() in (".tex", ".ltx"):
        size = source.stat().st_size
        yield _Member(source.name, size, source.read_bytes() if size <= limits.file_mb * 1_000_000 else None)
    else:
        raise tarfile.TarError("it is neither a folder nor an archive of a known kind")


def _wanted(path: str) -> bool:
    return path.lower().endswith(TEXT_ENDINGS)


def _of_folder(folder: Path, limits: TexLimits) -> Iterator[_Member]:
    seen = 0
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            seen += 1
            if seen > limits.members:
                raise tarfile.TarError(f"it holds more than {limits.members} files")
            path = Path(root, name)
            if _wanted(name) and path.is_file() and not path.is_symlink():
                size = path.stat().st_size
                data = path.read_bytes() if size <= limits.file_mb * 1_000_000 else None
                yield _Member(path.relative_to(folder).as_posix(), size, data)


def _of_zip(source: Path, limits: TexLimits) -> Iterator[_Member]:
    with zipfile.ZipFile(source) as archive:
        members = archive.infolist()
        if len(members) > limits.members:
            raise tarfile.TarError(f"it holds more than {limits.members} members")
        for member in members:
            link = (member.external_attr >> 16) & 0o170000 == 0o120000
            if _wanted(member.filename) and not member.is_dir() and not link:
                with archive.open(member) as file:
                    yield _bounded(member.filename, file, limits)


def _of_gzip(source: Path, limits: TexLimits) -> Iterator[_Member]:
    """A gzipped tar archive, or one gzipped file, which arXiv serves for papers of a single file."""
    most = limits.unpacked_mb * 1_000_000
    with gzip.open(source) as file:
        # the headers of a tar archive stand in its first block
        if not _is_tar(file.read(512)):
            file.seek(0)
            name = source.name.removesuffix(".gz")
            yield _bounded(name if _wanted(name) else f"{name}.tex", file, limits)
            return
        file.seek(0)
        yield from _of_tar(_Metered(file, most), limits)


def _is_tar(block: bytes) -> bool:
    if len(block) < 512:
        return False
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def _of_tar(file: IO[bytes] | io.RawIOBase, limits: TexLimits) -> Iterator[_Member]:
    with tarfile.open(fileobj=cast(IO[bytes], file), mode="r|") as archive:
        for seen, member in enumerate(archive):
            if seen >= limits.members:
                raise tarfile.TarError(f"it holds more than {limits.members} members")
            if member.isreg() and _wanted(member.name) and (data := archive.extractfile(member)) is not None:
                yield _bounded(member.name, data, limits)
            # a stream keeps every header it has seen, which nobody asks for again
            archive.members = []  # type: ignore[attr-defined]


def _bounded(path: str, file: _Readable, limits: TexLimits) -> _Member:
    most = limits.file_mb * 1_000_000
    data = file.read(most + 1)
    return _Member(path, len(data), data if len(data) <= most else None)


class _Metered(io.RawIOBase):
    """A stream that refuses to give more than so many bytes."""

    def __init__(self, file: _Readable, most: int) -> None:
        super().__init__()
        self._file = file
        self._left = most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise tarfile.TarError("it unpacks to more than what is read")
        return data
