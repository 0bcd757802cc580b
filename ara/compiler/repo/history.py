"""Reading commits, branches and tags from the objects themselves, newest first, without running `git log`."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from ara.compiler.repo.git_folder import GitFolder
from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.model import Commit, Gap, History, Ref
from ara.compiler.repo.objects import ObjectError, ObjectReader

_COMMIT_BYTES = 1_000_000
_LONGEST_BODY = 4_000
_PERSON = re.compile(r"(?s).*> (?P<seconds>\d{1,12}) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_REVERT = re.compile(r"This reverts commit ([0-9a-f]{7,64})\b")


class RawCommit(NamedTuple):
    """A commit object, parsed."""

    digest: str
    tree: str
    parents: tuple[str, ...]
    authored: str
    committed: str
    committed_at: int
    message: str


def read_commit(reader: ObjectReader, digest: str) -> RawCommit:
    """Parse the commit `digest`. Raises `ObjectError` when it is absent or damaged."""
    head, _, message = reader.read(digest, "commit", _COMMIT_BYTES).partition(b"\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode("utf-8", "replace").split("\n"):
        key, _, value = line.partition(" ")
        fields.setdefault(key, []).append(value)
    if not re.fullmatch(r"[0-9a-f]{40,64}", "".join(fields.get("tree", []))):
        raise ObjectError("names no tree")
    committed, seconds = _date(fields.get("committer", [""])[0])
    return RawCommit(
        digest=digest,
        tree=fields["tree"][0],
        parents=tuple(parent for parent in fields.get("parent", []) if re.fullmatch(r"[0-9a-f]{40,64}", parent)),
        authored=_date(fields.get("author", [""])[0])[0],
        committed=committed,
        committed_at=seconds,
        message=_text(message, "".join(fields.get("encoding", []))),
    )


def read_history(reader: ObjectReader, source: GitFolder, head: str, limits: RepoLimits) -> tuple[History, list[Gap]]:
    """The newest commits that lead to `head`, and all branches and tags."""
    raw: list[RawCommit] = []
    gaps: list[Gap] = []
    queue: list[tuple[int, int, RawCommit]] = []
    seen: set[str] = set()

    def enqueue(digest: str, child: str | None) -> None:
        if digest in seen:
            return
        seen.add(digest)
        try:
            commit = read_commit(reader, digest)
        except ObjectError as error:
            why = f"Commit {digest}{f', a parent of {child},' if child else ''} {error}."
            gaps.append(Gap(what="commit", why=why))
            return
        heapq.heappush(queue, (-commit.committed_at, len(seen), commit))

    enqueue(head, None)
    while queue and len(raw) < limits.commits:
        commit = heapq.heappop(queue)[2]
        raw.append(commit)
        if commit.digest not in source.shallow:
            for parent in commit.parents:
                enqueue(parent, commit.digest)
    if queue:
        gaps.append(Gap(what="older commits", why=f"Only the newest {limits.commits:,} commits were read."))
    if any(commit.digest in source.shallow for commit in raw):
        gaps.append(
            Gap(what="older commits", why="The repository is a shallow clone; its older history was not copied.")
        )
    known = sorted(commit.digest for commit in raw)
    history = History(
        commits=tuple(_commit(commit, known) for commit in raw),
        complete=not gaps,
        branches=_refs(reader, source, "refs/heads/", limits),
        tags=_refs(reader, source, "refs/tags/", limits),
    )
    return history, gaps


def branch_commits(
    reader: ObjectReader, source: GitFolder, history: History, limits: RepoLimits
) -> dict[str, tuple[Commit, ...]]:
    """By branch, its newest commits that the head does not contain; empty when not all commits of the head were read.

    Branches of the remote called origin count too: in a clone they are all but the one that is checked out.
    """
    if not history.complete:
        return {}
    known = {commit.hash for commit in history.commits}
    found: dict[str, tuple[Commit, ...]] = {}
    for ref, digest in list(source.refs.items())[: limits.refs]:
        name = re.sub(r"^refs/(?:heads|remotes/origin)/", "", ref)
        if name in (ref, "HEAD") or digest in known or len(found) == limits.branches or name in found:
            continue
        own: dict[str, Commit] = {}
        waiting = [digest]
        while waiting and len(own) < limits.branch_commits:
            current = waiting.pop(0)
            if current not in known and current not in own:
                try:
                    raw = read_commit(reader, current)
                except ObjectError:
                    own.clear()
                    break
                own[current] = _commit(raw, [])
                waiting += raw.parents
        if own:
            found[name] = tuple(own.values())
    return found


def peel(reader: ObjectReader, digest: str) -> str:
    """The commit that an object stands for: itself, or what a tag leads to. Raises `ObjectError` when there is none."""
    for _ in range(5):
        try:
            tag = reader.read(digest, "tag", _COMMIT_BYTES)
        except ObjectError as error:
            if "is a commit where" in str(error):
                return digest
            raise
        pointed = re.match(rb"object ([0-9a-f]{40,64})\n", tag)
        if pointed is None:
            break
        digest = pointed[1].decode("ascii")
    raise ObjectError("leads to no commit")


def _refs(reader: ObjectReader, source: GitFolder, prefix: str, limits: RepoLimits) -> tuple[Ref, ...]:
    found = []
    for name, digest in list(source.refs.items())[: limits.refs]:
        if name.startswith(prefix):
            try:
                found.append(Ref(name=name.removeprefix(prefix), commit=peel(reader, digest)))
            except ObjectError:  # a tag of a file or tree, or of a commit that was not copied
                continue
    return tuple(found)


def _commit(raw: RawCommit, known: list[str]) -> Commit:
    subject, _, body = raw.message.strip("\n").partition("\n")
    reverted = (_completed(start, known) for start in _REVERT.findall(body[:_LONGEST_BODY]))
    return Commit(
        hash=raw.digest,
        parents=raw.parents,
        tree=raw.tree,
        date=raw.authored,
        committed=datetime.fromtimestamp(raw.committed_at, UTC).isoformat() if raw.committed else "",
        subject=subject.strip(),
        body=body.strip()[:_LONGEST_BODY],
        reverts=tuple(dict.fromkeys(digest for digest in reverted if digest is not None)),
    )


def _completed(start: str, known: list[str]) -> str | None:
    """The one hash among the sorted `known` that begins with `start`."""
    at = bisect_left(known, start)
    found = [digest for digest in known[at : at + 2] if digest.startswith(start)]
    return found[0] if len(found) == 1 else None


def _date(person: str) -> tuple[str, int]:
    stamp = _PERSON.fullmatch(person)
    if stamp is None:
        return "", 0
    minutes = min(int(stamp["hours"]) * 60 + int(stamp["minutes"]), 24 * 60 - 1)
    zone = timezone(timedelta(minutes=-minutes if stamp["sign"] == "-" else minutes))
    try:
        return datetime.fromtimestamp(int(stamp["seconds"]), UTC).astimezone(zone).isoformat(), int(stamp["seconds"])
    except (OverflowError, ValueError, OSError):
        return "", 0


def _text(message: bytes, encoding: str) -> str:
    try:
        text = message.decode(encoding or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        text = message.decode("utf-8", "replace")
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n"))
