"""The files of a commit, for code at an address or at another revision than the work tree.

They are read as the compiler reads repositories: from the objects alone, so that no hook, filter or setting of the
source is obeyed. Their bytes travel in the jobs file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from ara.review.reproduce.code.globs import is_leftover, matches
from ara.review.reproduce.code.tree import tree_of
from ara.review.reproduce.worker.hidden import is_hidden
from ara.schema.errors import AraError
from ara.schema.reproduce import Tree, TreeFile

MOST_BYTES = 64 << 20
"""Most bytes of one tree that travels in the jobs file."""


def read_revision(location: str, revision: str, include: Sequence[str]) -> Tree:
    """Read the files that the globs name at a commit of the repository at `location`, a folder or an address.

    Raises AraError when the repository or the commit cannot be had, when a file cannot, and when they are too many.
    """
    # git is needed only here
    from ara.compiler.repo import RepoLimits, export_files

    export = export_files(location, include, rev=revision, limits=RepoLimits(export_bytes=MOST_BYTES))
    files: dict[str, TreeFile] = {}
    for file in export.files:
        if matches(file.path, include) and not is_hidden(file.path) and not is_leftover(file.path):
            files[file.path] = TreeFile(
                path=file.path,
                sha256=hashlib.sha256(file.data).hexdigest(),
                executable=file.executable,
                content=base64.b64encode(file.data).decode("ascii"),
            )
    for gap in export.gaps:
        if gap.path is not None and gap.path not in include and not is_hidden(gap.path):
            raise AraError(f"at {revision[:12]}: {gap.why}", file=gap.path, mend="Let `include` leave it out.")
    return tree_of(files, include, f"{location} at {revision[:12]}")
