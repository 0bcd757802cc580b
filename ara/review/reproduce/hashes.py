"""Hashes of what was declared: a check's, a code tree's, a job's. Time, seeds and machines are in none of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ara.schema.reproduce import Check, Collect, Environment, InputFile, RunnableExperiment, TreeFile


def canonical(data: Any) -> bytes:
    """Give data as JSON bytes that are the same for equal data: keys sorted, no spaces, UTF-8.

    Raises ValueError for NaN and infinities, which JSON cannot say.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def digest(data: Any) -> str:
    """Give the SHA-256 of data's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def check_hash(check: Check, experiment: RunnableExperiment | None) -> str:
    """Give the hash of what a check asks: all of it but its `note`, with its experiment's control when it has none.

    What a check leaves unsaid and what it says in the words of the default are the same.
    """
    said = check.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"note", "control"})
    control = check.control or (experiment.control if experiment is not None else None)
    if control is not None:
        said["control"] = control.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return digest(said)


def tree_hash(files: Iterable[TreeFile]) -> str:
    """Give the hash of a code tree: path, bytes and executable bit of each file, in any order."""
    return digest(sorted([file.path, file.sha256, file.executable] for file in files))


def environment_hash(environment: Environment) -> str:
    """Give the hash of what an environment asks for."""
    return digest(environment.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def job_hash(
    *,
    tree: str,
    argv: Sequence[str],
    cwd: str,
    env: Mapping[str, str],
    environment: str | None,
    inputs: Sequence[InputFile],
    collect: Sequence[Collect],
    secrets: Sequence[str],
    repeats: str,
    purpose: str,
) -> str:
    """Give the hash of a job's declared inputs; what changes it makes earlier records those of another job.

    `collect` is in it, since other rules would have taken other rows, and `purpose`, so that runs for calibration never
    stand beside runs that count. Limits, the seed and the machine are not.
    """
    return digest(
        {
            "tree": tree,
            "argv": list(argv),
            "cwd": cwd,
            "env": dict(env),
            "environment": environment,
            "inputs": sorted([file.name, file.sha256] for file in inputs),
            "collect": [rule.model_dump(mode="json", by_alias=True, exclude_defaults=True) for rule in collect],
            "secrets": sorted(secrets),
            "repeats": repeats,
            "purpose": purpose,
        }
    )
