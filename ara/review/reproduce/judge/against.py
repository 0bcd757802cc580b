"""What changed since a revision: claims whose standing, bound or code is another now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ara.review.reproduce.code.globs import is_leftover, matches
from ara.review.reproduce.code.source import is_address
from ara.review.reproduce.code.tree import read_tree
from ara.review.reproduce.judge.code_files import read_inside
from ara.review.reproduce.judge.package import Judgement, judge_package
from ara.review.reproduce.judge.past import Past, open_past
from ara.review.reproduce.judge.posthoc import check_hashes
from ara.review.reproduce.judge.staleness import MOST_BYTES, same_statements
from ara.review.reproduce.runs_ledger import RunsLedger
from ara.review.reproduce.worker.hidden import is_hidden
from ara.schema.documents import kind_of
from ara.schema.errors import AraError
from ara.schema.package import Package
from ara.schema.reader import assemble
from ara.schema.reproduce import Reproduce, RunnableExperiment


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is not what it was."""

    claim: str
    """The claim."""
    standing_then: str | None
    """Its standing at the revision; None when it was not there."""
    standing_now: str | None
    """Its standing now; None when it is gone."""
    bounds: tuple[str, ...]
    """What became of its checks, a phrase each: `K01 changed`, `K02 added`, `K03 removed`."""
    code: tuple[str, ...]
    """Files that its checks run and that changed in more than comments, came or went."""


def changes_since(
    package: Package, root: Path, revision: str, judgement: Judgement, ledger: RunsLedger | None = None
) -> tuple[ClaimChange, ...]:
    """Compare an Ara, as it is judged now, with what it was at a revision of the work tree around it.

    The records of then are judged, too, with the ledger of now. Raises AraError when the Ara lies in no work tree, when
    it has no such revision, and when the Ara of then cannot be read.
    """
    with open_past(root) as past:
        if past is None:
            raise AraError("lies in no git work tree with commits.", file=str(root), mend="Leave out --against.")
        commit = past.commit(revision)
        before = _package_at(past, commit.tree, past.path(root))
        if not before.texts:
            raise AraError(f"does not exist at {revision}.", file=str(root), mend="Name a revision that has it.")
        then = {item.claim: item.standing for item in judge_package(before, ledger=ledger).standings}
        now = {item.claim: item.standing for item in judgement.standings}
        code = _code_changes(past, commit.tree, root, before, package)
    bounds = _bound_changes(before.reproduce or Reproduce(), package.reproduce or Reproduce())
    found = []
    for claim in dict.fromkeys((*now, *then)):
        change = ClaimChange(claim, then.get(claim), now.get(claim), bounds.get(claim, ()), code.get(claim, ()))
        if change.standing_then != change.standing_now or change.bounds or change.code:
            found.append(change)
    return tuple(found)


def _package_at(past: Past, tree: str, path: str) -> Package:
    """Read the Ara as a commit holds it. Links in it are not followed."""
    blobs = past.blobs(tree, path)
    sizes = past.sizes(blobs.values())
    texts = {}
    for name, digest in blobs.items():
        if kind_of(name) is not None and (data := past.read(digest)) is not None:
            try:
                texts[name] = data.decode("utf-8")
            except UnicodeDecodeError as error:
                raise AraError("was not UTF-8 text at that revision.", file=name) from error
    return assemble(texts, {name: sizes.get(digest, 0) for name, digest in blobs.items()})


def _bound_changes(then: Reproduce, now: Reproduce) -> dict[str, tuple[str, ...]]:
    before, after = check_hashes(then), check_hashes(now)
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            word = "added" if name not in before else "removed" if name not in after else "changed"
            held = (now if name in after else then).checks[name].claim
            if isinstance(held, str):
                found[held] = (*found.get(held, ()), f"{name} {word}")
    return found


def _code_changes(past: Past, tree: str, root: Path, before: Package, package: Package) -> dict[str, tuple[str, ...]]:
    """Give the files that changed, by claim."""
    then, now = before.reproduce or Reproduce(), package.reproduce or Reproduce()
    old = _CodeThen(past, tree, root, then)
    new = _CodeNow(past, root, now)
    found: dict[str, tuple[str, ...]] = {}
    for check in now.checks.values():
        if not isinstance(check.claim, str) or check.experiment not in then.experiments.keys() & now.experiments.keys():
            continue
        one, other = old.files(check.experiment), new.files(check.experiment)
        changed = [path for path in sorted({*one, *other}) if _differs(past, new, path, one.get(path), other.get(path))]
        found[check.claim] = tuple(dict.fromkeys((*found.get(check.claim, ()), *changed)))
    return found


def _differs(past: Past, now: _CodeNow, path: str, then: str | None, digest: str | None) -> bool:
    if then == digest:
        return False
    if then is None or digest is None or not path.endswith(".py"):
        return True
    old, new = past.read(then), now.data(path)
    return old is None or new is None or not same_statements(old, new)


def _includes(reproduce: Reproduce, experiment: RunnableExperiment) -> tuple[str, ...]:
    """Give the globs of all files that the arms of an experiment see."""
    shared = experiment.include or (reproduce.code.include if reproduce.code is not None else ())
    return tuple(dict.fromkeys(glob for arm in experiment.all_arms().values() for glob in arm.code or shared))


def _place(past: Past, root: Path, reproduce: Reproduce) -> str | None:
    """Give the path of the code's root below the top of the work tree; None for code elsewhere."""
    code = reproduce.code
    if code is None or is_address(code.root):
        return None
    if code.root.startswith("repo:"):
        return code.root.removeprefix("repo:").strip("/")
    return f"{past.path(root)}/{code.root}".strip("/")


class _CodeThen:
    """The code as a commit holds it."""

    def __init__(self, past: Past, tree: str, root: Path, reproduce: Reproduce) -> None:
        self._reproduce = reproduce
        place = _place(past, root, reproduce)
        self._blobs: Mapping[str, str] = past.blobs(tree, place) if place is not None else {}

    def files(self, experiment: str) -> dict[str, str]:
        """Give the hash of each file that an experiment saw."""
        globs = _includes(self._reproduce, self._reproduce.experiments[experiment])
        return {
            path: digest
            for path, digest in self._blobs.items()
            if matches(path, globs) and not is_hidden(path) and not is_leftover(path)
        }


class _CodeNow:
    """The code as it lies in the work tree."""

    def __init__(self, past: Past, root: Path, reproduce: Reproduce) -> None:
        self._past = past
        self._reproduce = reproduce
        place = _place(past, root, reproduce)
        self._folder = past.top / place if place is not None else None

    def files(self, experiment: str) -> dict[str, str]:
        """Give the hash of each file that an experiment sees, as git would name it."""
        if self._folder is None:
            return {}
        try:
            tree = read_tree(self._folder, _includes(self._reproduce, self._reproduce.experiments[experiment]))
        except AraError:
            # nothing matches any more, or cannot be read
            return {}
        held: Iterable[tuple[str, bytes | None]] = ((file.path, self.data(file.path)) for file in tree.files)
        return {path: self._past.digest(data) for path, data in held if data is not None}

    def data(self, path: str) -> bytes | None:
        """Give the bytes of a file below the code's root; None when it cannot be read."""
        assert self._folder is not None
        return read_inside(self._folder, path, MOST_BYTES)
