"""Which files of the code changed since a run, and whether only their comments and docstrings did."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ara.review.reproduce.judge.code_files import read_inside
from ara.review.reproduce.judge.declared import DeclaredJobs
from ara.review.reproduce.judge.past import Past
from ara.schema.references import REPRODUCE_FILE
from ara.schema.reproduce import Reproduce, RunRecord

MOST_BYTES = 64 << 20
"""Largest file that is compared; a larger one counts as changed."""
MOST_CODE = 2 << 20
"""Largest Python file whose statements are compared, in bytes."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since some runs."""

    stale: tuple[str, ...] = ()
    """Files that are gone, that are new, or that differ in what they do."""
    cosmetic: tuple[str, ...] = ()
    """Python files that differ in comments, layout and docstrings alone."""


class CodeNow:
    """The code as it lies there now."""

    def __init__(self, declared: DeclaredJobs, past: Past | None) -> None:
        """Take the jobs that are declared now, and the past of the work tree around the code, if there is one.

        Whether a change is cosmetic can be told only when the file's old text was committed.
        """
        self._declared = declared
        self._folder = declared.folder
        self._past = past
        self._compared = lru_cache(maxsize=None)(self._compare)

    def changes(self, records: Iterable[RunRecord], reproduce: Reproduce) -> Changes:
        """Compare what some runs saw, and were told to do, with what is declared now.

        An arm at a revision of its own keeps its code. Where only the command, the inputs, the environment or the rules
        of collection changed, `src/reproduce.yaml` is what is stale.
        """
        if self._folder is None:
            return Changes()
        kinds: dict[str, set[str]] = {}
        for record in records:
            if not _pinned(record, reproduce):
                for path, sha256 in record.code_files.items():
                    kinds.setdefault(path, set()).add(self._compared(path, sha256))
                for path in self._declared.files(record) - record.code_files.keys():
                    kinds.setdefault(path, set()).add("stale")
            if not self._declared.only_code_changed(record):
                kinds.setdefault(REPRODUCE_FILE, set()).add("stale")
        stale = tuple(path for path, found in sorted(kinds.items()) if "stale" in found)
        cosmetic = (path for path, found in sorted(kinds.items()) if "cosmetic" in found and "stale" not in found)
        return Changes(stale, tuple(cosmetic))

    def _compare(self, path: str, sha256: str) -> str:
        assert self._folder is not None
        now = read_inside(self._folder, path, MOST_BYTES)
        if now is None:
            return "stale"
        if hashlib.sha256(now).hexdigest() == sha256:
            return "same"
        if not path.endswith(".py"):
            return "stale"
        then = self._committed(path, sha256)
        return "cosmetic" if then is not None and same_statements(then, now) else "stale"

    def _committed(self, path: str, sha256: str) -> bytes | None:
        """Find the text that a file had among its committed versions."""
        if self._past is None or self._folder is None:
            return None
        for digest in self._past.versions(self._past.path(self._folder / path)):
            data = self._past.read(digest)
            if data is not None and hashlib.sha256(data).hexdigest() == sha256:
                return data
        return None


def _pinned(record: RunRecord, reproduce: Reproduce) -> bool:
    experiment = reproduce.experiments.get(record.experiment)
    arm = experiment.all_arms().get(record.arm.partition("+")[0]) if experiment is not None else None
    return arm is not None and arm.revision is not None


def same_statements(one: bytes, other: bytes) -> bool:
    """Tell whether two Python files have the same statements, docstrings left out; False for what is no Python."""
    if max(len(one), len(other)) > MOST_CODE:
        return False
    try:
        return _statements(one) == _statements(other)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _statements(source: bytes) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            # a body that was nothing but a docstring does the same as `pass`
            node.body[:1] = [] if len(node.body) > 1 else [ast.Pass()]
    return ast.dump(tree)
