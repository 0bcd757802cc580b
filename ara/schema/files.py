"""The files of an Ara, read without trusting any of them: size, kind, encoding, links that leave the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ara.schema.errors import UnreadableError

MAX_TEXT_BYTES = 16 * 2**20
"""Largest text file that is read; the largest seen in the wild has 140 KB."""
MAX_TOTAL_BYTES = 64 * 2**20
"""Most text that is read of one Ara."""
MAX_FILES = 50_000
"""Most files that an Ara may have."""


@dataclass(frozen=True, slots=True)
class AraFolder:
    """A folder, and what lies in it."""

    root: Path
    files: dict[str, int]
    """Size in bytes of each file, by its path with forward slashes, sorted."""
    folders: frozenset[str]
    """Paths of the folders below."""

    def read(self, path: str) -> str | None:
        """Give the text of a file, or None when it is not there.

        Line ends and a byte order mark stay as they are. Raises UnreadableError when the file is larger than 16 MiB,
        cannot be opened, or holds anything but UTF-8 text.
        """
        size = self.files.get(path)
        if size is None:
            return None
        if size > MAX_TEXT_BYTES:
            raise UnreadableError(
                f"has {size / 2**20:.0f} MiB; texts of more than {MAX_TEXT_BYTES // 2**20} MiB are not read.",
                file=path,
                mend="Split it, or move data to evidence/logs.",
            )
        try:
            with (self.root / path).open("rb") as handle:
                data = handle.read(MAX_TEXT_BYTES)
        except OSError as error:
            raise _unopened(path, error) from error
        return decode(data, path)

    def texts(self, wanted: Callable[[str], bool]) -> dict[str, str]:
        """Give the texts of the wanted files, by path.

        Raises UnreadableError as `read` does, when a folder stands where a wanted file belongs, and when together
        they have more than 64 MiB.
        """
        for path in sorted(self.folders):
            if wanted(path):
                raise UnreadableError("is a folder where a file belongs.", file=path, mend="Remove or rename it.")
        texts: dict[str, str] = {}
        total = 0
        for path, size in self.files.items():
            if wanted(path) and (text := self.read(path)) is not None:
                total += size
                if total > MAX_TOTAL_BYTES:
                    raise UnreadableError(
                        f"is past the {MAX_TOTAL_BYTES // 2**20} MiB of text that are read of one Ara.",
                        file=path,
                        mend="Move data to evidence/logs.",
                    )
                texts[path] = text
        return texts


def decode(data: bytes, path: str) -> str:
    """Give the text of a file's bytes; raise UnreadableError when they are not UTF-8 text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError("is not UTF-8 text.", file=path, line=line, mend="Save it as UTF-8.") from error
    if (position := text.find("\0")) >= 0:
        line = text.count("\n", 0, position) + 1
        raise UnreadableError("holds NUL bytes, so it is no text.", file=path, line=line, mend="Replace it by text.")
    return text


def open_folder(root: Path) -> AraFolder:
    """List an Ara's folder. Links to files inside are followed, links to folders listed; one that leaves it is refused.

    Raises UnreadableError when `root` is no folder, when a link leaves it, when something in it is neither file nor
    folder, or when it holds more than 50,000 files.
    """
    if not root.is_dir():
        what = "is a file, not a folder" if root.exists() else "does not exist"
        raise UnreadableError(f"{what}.", file=str(root), mend="Name the folder of an Ara.")
    top = root.resolve()
    files: dict[str, int] = {}
    folders: set[str] = set()
    pending = [top]
    while pending:
        folder = pending.pop()
        for entry in _entries(folder, top):
            path = Path(entry.path).relative_to(top).as_posix()
            if entry.name == ".git":
                continue
            if entry.is_symlink():
                _check_link(Path(entry.path), top, path)
            try:
                status = entry.stat()
            except OSError as error:
                raise _unopened(path, error) from error
            if stat.S_ISDIR(status.st_mode):
                folders.add(path)
                if not entry.is_symlink():
                    pending.append(Path(entry.path))
            elif stat.S_ISREG(status.st_mode):
                files[path] = status.st_size
            else:
                raise UnreadableError("is neither a file nor a folder.", file=path, mend="Remove it.")
            if len(files) + len(folders) > MAX_FILES:
                raise UnreadableError(f"holds more than {MAX_FILES:,} files.", file=str(root), mend="Move data out.")
    return AraFolder(top, dict(sorted(files.items())), frozenset(folders))


def _entries(folder: Path, top: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise _unopened(folder.relative_to(top).as_posix(), error) from error


def _unopened(path: str, error: OSError) -> UnreadableError:
    reason = (error.strerror or "unknown reason").lower()
    return UnreadableError(f"cannot be opened: {reason}.", file=path, mend="Restore or remove it.")


def _check_link(link: Path, top: Path, path: str) -> None:
    try:
        target = link.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop, up to Python 3.12
        raise UnreadableError("is a link to itself.", file=path, mend="Remove it.") from error
    if not target.is_relative_to(top):
        raise UnreadableError("is a link that leaves the Ara.", file=path, mend="Copy the file into the Ara.")


def resolve_inside(path: str, base: str, file: str, line: int) -> str:
    """Give the path of a reference found in `file`, relative to the top of the Ara.

    `base` is the folder from which the reference counts. Raises UnreadableError when it leaves the Ara.
    """
    parts: list[str] = [] if path.startswith("/") else [part for part in base.split("/") if part]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                raise UnreadableError(
                    f"path {path!r} leaves the Ara.", file=file, line=line, mend="Point to a file inside the Ara."
                )
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
