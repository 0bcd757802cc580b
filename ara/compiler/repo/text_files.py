"""Text files of a commit: decoded once, cut into lines, quoted literally."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from functools import cached_property

from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.model import Excerpt, Gap
from ara.compiler.repo.objects import ObjectError, ObjectReader
from ara.compiler.repo.tree import Blob

_LONGEST_QUOTE = 600
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class TextFile:
    """One decoded file. `lines[0]` is line 1; line ends are `\\n`, whatever they were."""

    def __init__(self, path: str, text: str) -> None:
        """Keep `text` with its line ends made equal."""
        self.path = path
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; nothing follows a final line end."""
        lines = self.text.split("\n")
        return lines[:-1] if lines[-1] == "" else lines

    @property
    def folder(self) -> str:
        """The folder that holds it, `.` at the top."""
        return self.path.rpartition("/")[0] or "."

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.path.rpartition("/")[2]

    def excerpt(self, line: int, end_line: int | None = None) -> Excerpt:
        """The words of these lines, counted from 1, without blanks around them; cut at 600 characters."""
        last = min(end_line or line, len(self.lines))
        whole = "\n".join(self.lines[line - 1 : last]).strip()
        quote = whole[:_LONGEST_QUOTE].rstrip()
        return Excerpt(path=self.path, line=line, end_line=last if last > line else None, quote=quote)


def decode(data: bytes) -> str | None:
    """The text of a file; None when it is not text. Raises `UnicodeDecodeError` when it is text of another encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    if b"\0" in data[:8000]:
        return None
    text = data.decode("utf-8")
    return None if "\0" in text else text


def absent(blob: Blob) -> Gap:
    """The gap of a file that the commit lists but the repository does not hold."""
    why = "The file is listed but its contents are not in the repository, which was copied only in part."
    return Gap(what="file contents", path=blob.path, why=why)


def read_texts(
    reader: ObjectReader, blobs: Iterable[Blob], sizes: Mapping[str, int], limits: RepoLimits
) -> tuple[dict[str, TextFile], list[Gap]]:
    """Read those files that are text, by path; what cannot be read is a gap. Binary files are neither.

    `sizes` holds the bytes of every object that is there, by hash.
    """
    files: dict[str, TextFile] = {}
    gaps: list[Gap] = []
    total = 0
    for blob in blobs:
        size = sizes.get(blob.digest)
        if size is None:
            gaps.append(absent(blob))
            continue
        if size > limits.blob_bytes:
            why = f"The file has {size:,} bytes, more than the {limits.blob_bytes:,} that are read."
            gaps.append(Gap(what="file contents", path=blob.path, why=why))
            continue
        if total + size > limits.text_bytes:
            why = f"The {limits.text_bytes:,} bytes of text that are read in total are used up."
            gaps.append(Gap(what="file contents", path=blob.path, why=why))
            continue
        total += size
        try:
            text = decode(reader.read(blob.digest, "blob", limits.blob_bytes))
        except ObjectError as error:
            gaps.append(Gap(what="file contents", path=blob.path, why=f"The file {error}."))
            continue
        except UnicodeDecodeError:
            gaps.append(
                Gap(what="file contents", path=blob.path, why="The file is text in an encoding that is not UTF-8.")
            )
            continue
        if text is not None:
            files[blob.path] = TextFile(blob.path, text)
    return files, gaps
