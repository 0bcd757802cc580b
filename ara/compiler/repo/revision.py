"""From what a user calls a revision to the commit it stands for."""

from __future__ import annotations

import re

from ara.compiler.repo.git_folder import GitFolder
from ara.compiler.repo.history import peel
from ara.compiler.repo.objects import ObjectError, ObjectReader
from ara.schema.errors import AraError


def resolve(reader: ObjectReader, source: GitFolder, rev: str | None, location: str) -> tuple[str | None, str | None]:
    """The commit to read, and the branch when one was named; (None, branch) when there is no commit yet.

    `rev` is a branch, a tag, a full ref or a hash of at least seven digits; None is what HEAD names. Raises `AraError`
    when the repository does not know it.
    """
    if rev is None or rev == "HEAD":
        digest, branch = source.head, source.branch
        if digest is None:
            return None, branch
    else:
        digest, branch = _named(source, rev)
        if digest is None and re.fullmatch(r"[0-9a-f]{7,64}", rev):
            digest = reader.expand(rev)
    if digest is None:
        known = [name.removeprefix("refs/heads/") for name in source.refs if name.startswith("refs/heads/")]
        shown = f"It has the branches {', '.join(known[:8])}." if known else "It has no branches."
        raise AraError(f"The repository has no revision {rev!r}. {shown}", file=location, mend="Name one that it has.")
    try:
        return peel(reader, digest), branch
    except ObjectError as error:
        raise AraError(
            f"Commit {digest} {error}.", file=location, mend="Fetch the repository anew, or choose another revision."
        ) from error


def _named(source: GitFolder, rev: str) -> tuple[str | None, str | None]:
    for prefix in ("", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/", "refs/remotes/origin/"):
        name = prefix + rev
        if name.startswith("refs/") and name in source.refs:
            branch = re.sub(r"^refs/(?:heads|remotes/origin)/", "", name)
            return source.refs[name], branch if branch != name else None
    return None, None
