"""A patch file applied to an Ara on disk: judged in memory, written in one go, the seal kept true."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from ara.compiler.propose.apply import Verdict, judge_proposals
from ara.compiler.propose.grounds import open_grounds
from ara.compiler.propose.patch_file import read_patch_file
from ara.schema import Package, package_texts, read_package, write_package

SEAL = "ara.yaml"
UNSEALED = "evidence/runs/"


class Application(NamedTuple):
    """What applying a patch file did."""

    verdicts: tuple[Verdict, ...]
    """One for each proposal, in the order of the file."""
    written: tuple[str, ...]
    """Paths of the files that changed, or would have."""
    notes: tuple[str, ...]
    """What a user should know about the sources."""


def apply_file(
    patch: Path, folder: Path, *, pdf: Path | None = None, repo: str | None = None, dry_run: bool = False
) -> Application:
    """Apply a patch file to the Ara in `folder`; with `dry_run`, only say what would happen.

    Quotes are looked up in `pdf` and `repo`, and without them in what the Ara itself holds of its sources. Raises
    AraError when the patch file, the Ara or a source cannot be read, or a source is not the Ara's.
    """
    held = read_patch_file(patch)
    package = read_package(folder)
    grounds = open_grounds(package, pdf, repo, held.repository_paths())
    outcome = judge_proposals(package, held.proposals, grounds)
    final = _resealed(package, outcome.package)
    changed = tuple(path for path, text in package_texts(final).items() if package.texts.get(path) != text)
    if changed and not dry_run:
        write_package(final, folder)
    return Application(outcome.verdicts, changed, grounds.notes)


def _resealed(before: Package, after: Package) -> Package:
    """Bring the hashes of the files that changed up to date, if the Ara is sealed.

    Only a file that was as it had been sealed gets a new hash: what was changed behind the seal's back stays visible.
    """
    if before.seal is None or not before.seal.hashes:
        return after
    hashes = dict(before.seal.hashes)
    for path, text in after.texts.items():
        old = before.texts.get(path)
        if old == text or path == SEAL or path.startswith(UNSEALED):
            continue
        if old is None or hashes.get(path) == _hash(old):
            hashes[path] = _hash(text)
    seal = before.seal.model_copy(update={"hashes": dict(sorted(hashes.items()))})
    return after if seal == before.seal else after.model_copy(update={"seal": seal})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
