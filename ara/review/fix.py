"""Mend what can be mended by a program: minimal edits of texts, repeated until nothing changes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ara.review.check import check_package
from ara.review.findings import Finding
from ara.review.registry import Rule
from ara.schema.edits import Edit, apply_edits
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.reader import assemble

MAX_ROUNDS = 10
"""Edits that overlap wait for the next round; more rounds than this mean that two rules undo each other."""


@dataclass(frozen=True, slots=True)
class FixResult:
    """An Ara after mending."""

    package: Package
    """The Ara, read again."""
    changed: tuple[str, ...]
    """Files whose text differs now."""
    mended: int
    """How many findings were mended."""


def fix_package(package: Package, root: Path | None = None, rules: Iterable[Rule] | None = None) -> FixResult:
    """Apply the edits of all fixable findings until none is left; nothing is written.

    A file that could not be read any more after its edits keeps its text. Fixing twice gives the same as once.
    """
    held = tuple(rules) if rules is not None else None
    current, refused, mended = package, frozenset[str](), 0
    for _ in range(MAX_ROUNDS):
        found = [finding for finding in check_package(current, root, held) if finding.fixable]
        found = [finding for finding in found if finding.location.file not in refused]
        if not found:
            break
        current, failed, count = _round(current, found)
        refused |= failed
        mended += count
    changed = tuple(path for path, text in current.texts.items() if package.texts[path] != text)
    return FixResult(current, changed, mended)


def _round(package: Package, findings: list[Finding]) -> tuple[Package, frozenset[str], int]:
    """Apply what does not overlap; give the package, the files that could not be mended, and how much was."""
    texts = dict(package.texts)
    failed: set[str] = set()
    mended = 0
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.location.file].append(finding)
    for path, held in by_file.items():
        edits, count = _compatible(held)
        text = apply_edits(package.texts[path], edits)
        if text == package.texts[path] or not _readable(path, text):
            failed.add(path)
            continue
        texts[path] = text
        mended += count
    return _read_again(package, texts), frozenset(failed), mended


def _compatible(findings: list[Finding]) -> tuple[list[Edit], int]:
    """Take the edits of each finding whole or not at all, in order, leaving out those that overlap earlier ones."""
    taken: list[Edit] = []
    count = 0
    for finding in findings:
        fresh = [edit for edit in finding.edits if edit not in taken]
        if not any(_overlap(edit, other) for edit in fresh for other in taken):
            taken += fresh
            count += 1
    return taken, count


def _overlap(one: Edit, other: Edit) -> bool:
    """Edits that touch wait too: two insertions at one place have no order."""
    return one.start <= other.end and other.start <= one.end


def _readable(path: str, text: str) -> bool:
    try:
        assemble({path: text}, {path: len(text.encode())})
    except AraError:
        return False
    return True


def _read_again(package: Package, texts: Mapping[str, str]) -> Package:
    sizes = {path: len(texts[path].encode()) if path in texts else size for path, size in package.files.items()}
    return assemble(dict(texts), sizes)


def write_fixes(result: FixResult, root: Path) -> None:
    """Write the changed files into the Ara's folder, each by an atomic rename; raise AraError when that fails.

    A link inside the Ara stays a link, and a file keeps its permissions.
    """
    for path in result.changed:
        try:
            _replace_text((root / path).resolve(), result.package.texts[path])
        except OSError as error:
            reason = error.strerror or "an unknown failure"
            raise AraError(f"cannot be written: {reason}.", file=path, mend="Make the file writable.") from error


def _replace_text(target: Path, text: str) -> None:
    # a new name of its own: an artifact could hold a link under any name that can be foreseen
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
        shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
