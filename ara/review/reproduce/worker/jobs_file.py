"""The file `JOBS.json`, read strictly: what is unknown, missing, of the wrong type or outside its folder is refused.

Past this door every key is there (defaults are filled in) and every path and hash has been looked at.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from pathlib import Path
from typing import Any

from .faults import JobsFileError
from .forms import COLLECT, ENVIRONMENT, FILE, INPUT, JOB, JOBS_FILE, NEEDS, TREE, Form, is_sha256
from .hidden import is_hidden, path_fault

FORMAT = "ara-jobs/1"
_MOST_BYTES = 2 << 30


class _FormError(Exception):
    """A key and what is wrong with it; the file's name is put to it at the door."""

    def __init__(self, key: str, problem: str, mend: str) -> None:
        super().__init__(key)
        self.key, self.problem, self.mend = key, problem, mend


def read_jobs_file(path: Path) -> dict[str, Any]:
    """Read and check a job file. Raises JobsFileError, one line with file, key and mend."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise JobsFileError(str(path), "", f"has more than {_MOST_BYTES >> 30} GiB", "Plan fewer jobs at a time.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise JobsFileError(str(path), "", f"cannot be read: {cause}", "Name the file that `--plan` wrote.") from error
    try:
        data = json.loads(text, object_pairs_hook=_without_twins, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        problem = f"is not JSON: {' '.join(str(error).split())}"
        raise JobsFileError(str(path), "", problem, "Write it again with `ara reproduce DIR --plan`.") from error
    return checked(data, str(path))


def checked(data: Any, name: str = "JOBS.json") -> dict[str, Any]:
    """Check a job file's data and give them with all defaults filled in. Raises JobsFileError."""
    try:
        if isinstance(data, dict) and data.get("format") != FORMAT:
            problem = f"is {data.get('format')!r:.60}, not {FORMAT!r}"
            raise _FormError("format", problem, "Use the worker it was made for.")
        whole = _filled(data, JOBS_FILE, "")
        whole["trees"] = {key: _tree(key, value) for key, value in whole["trees"].items()}
        whole["environments"] = {key: _environment(key, value) for key, value in whole["environments"].items()}
        whole["jobs"] = [_job(job, f"jobs.{index}", whole) for index, job in enumerate(whole["jobs"])]
        _no_job_twice(whole["jobs"])
    except _FormError as error:
        raise JobsFileError(name, error.key, error.problem, error.mend) from None
    return whole


def tree_hash(files: list[dict[str, Any]]) -> str:
    """Give the name of a tree: the hash of path, bytes and executable bit of its files, in any order."""
    rows = sorted([file["path"], file["sha256"], file["executable"]] for file in files)
    return _digest(rows)


def environment_hash(environment: dict[str, Any]) -> str:
    """Give the name of an environment: the hash of what it asks for, without what it leaves open."""
    return _digest({key: value for key, value in environment.items() if value})


def _digest(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twin[:60]!r} stands twice in one object")
    return table


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON number")


def _filled(data: Any, form: Form, where: str) -> dict[str, Any]:
    """Check an object's keys and the types of their values, and give it with defaults filled in."""
    if not isinstance(data, dict):
        raise _FormError(where, "is not an object", "Write it again with `ara reproduce DIR --plan`.")
    for key in data:
        if key not in form:
            raise _FormError(_under(where, key[:80]), "is not a key of this format", f"Its keys are {', '.join(form)}.")
    filled = {}
    for key, entry in form.items():
        value = data.get(key, entry.default)
        if value is entry.default and key not in data and entry.needed:
            raise _FormError(_under(where, key), "is missing", "Write it again with `ara reproduce DIR --plan`.")
        if not entry.takes(value):
            raise _FormError(_under(where, key), f"is {value!r:.60}", f"It has to be {entry.words}.")
        filled[key] = value
    return filled


def _under(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _tree(key: str, data: Any) -> dict[str, Any]:
    where = f"trees.{key}"
    tree = _filled(data, TREE, where)
    tree["files"] = [_tree_file(file, f"{where}.files.{index}") for index, file in enumerate(tree["files"])]
    paths = {file["path"] for file in tree["files"]}
    if len(paths) != len(tree["files"]):
        raise _FormError(where, "holds a path twice", "Plan again.")
    for path in paths:
        if any(path[:end] in paths for end, sign in enumerate(path) if sign == "/"):
            raise _FormError(where, f"has {path[:80]!r} below another of its files", "Plan again.")
    if tree_hash(tree["files"]) != key:
        raise _FormError(where, "is not named by the hash of its files", "Plan again; do not edit the file by hand.")
    return tree


def _tree_file(data: Any, where: str) -> dict[str, Any]:
    file = _filled(data, FILE, where)
    fault = path_fault(file["path"])
    if fault is not None:
        raise _FormError(f"{where}.path", f"{file['path']!r:.80} {fault}", "Paths count from the code's root.")
    if is_hidden(file["path"]):
        raise _FormError(f"{where}.path", f"no job may see {file['path']!r:.80}", "Leave it out of `include`.")
    if file["content"] is not None:
        try:
            content = base64.b64decode(file["content"], validate=True)
        except (binascii.Error, ValueError):
            raise _FormError(f"{where}.content", "is not base64", "Plan again.") from None
        if hashlib.sha256(content).hexdigest() != file["sha256"]:
            raise _FormError(f"{where}.content", "does not have the hash beside it", "Plan again.")
    return file


def _environment(key: str, data: Any) -> dict[str, Any]:
    environment = _filled(data, ENVIRONMENT, f"environments.{key}")
    if environment_hash(environment) != key:
        problem = "is not named by the hash of what it asks for"
        raise _FormError(f"environments.{key}", problem, "Plan again; do not edit the file by hand.")
    return environment


def _job(data: Any, where: str, whole: dict[str, Any]) -> dict[str, Any]:
    job = _filled(data, JOB, where)
    expected = f"{job['experiment']}-{job['tier']}-{job['arm']}-{job['job'][:8]}"
    if job["run"] != expected:
        raise _FormError(f"{where}.run", f"is {job['run']!r:.80}, not {expected!r:.80}", "Plan again.")
    if job["cwd"]:
        fault = path_fault(job["cwd"])
        if fault is not None:
            raise _FormError(f"{where}.cwd", f"{job['cwd']!r:.80} {fault}", "It counts from the tree's top.")
    if job["tree"] not in whole["trees"]:
        raise _FormError(f"{where}.tree", "names no tree of the file", "Plan again.")
    if job["environment"] is not None and job["environment"] not in whole["environments"]:
        raise _FormError(f"{where}.environment", "names no environment of the file", "Plan again.")
    for name in job["env"]:
        if name.startswith("ARA_"):
            raise _FormError(f"{where}.env", f"sets {name[:60]!r}", "Names in ARA_ belong to the worker.")
    job["needs"] = _filled(job["needs"], NEEDS, f"{where}.needs")
    job["inputs"] = [_input(file, f"{where}.inputs.{index}") for index, file in enumerate(job["inputs"])]
    job["collect"] = [_rule(rule, f"{where}.collect.{index}") for index, rule in enumerate(job["collect"])]
    return job


def _input(data: Any, where: str) -> dict[str, Any]:
    file = _filled(data, INPUT, where)
    for key in ("name", "path"):
        fault = path_fault(file[key]) if file[key] is not None else None
        if fault is not None:
            raise _FormError(f"{where}.{key}", f"{file[key]!r:.80} {fault}", "Write it relative, without `..`.")
    if file["path"] is not None and is_hidden(file["path"]):
        raise _FormError(f"{where}.path", f"no job may see {file['path']!r:.80}", "Name another input.")
    return file


def _rule(data: Any, where: str) -> dict[str, Any]:
    rule = _filled(data, COLLECT, where)
    ways = [rule["pattern"], rule["json_path"], rule["column"]]
    if sum(way is not None for way in ways) != 1:
        mend = "Name exactly one of `pattern`, `json_path` and `column`."
        raise _FormError(where, "does not say how its number is taken", mend)
    if rule["pattern"] is not None and rule["pattern"].count("{value}") != 1:
        raise _FormError(f"{where}.pattern", "does not hold `{value}` once", "Put it where the number stands.")
    fault = path_fault(rule["from"])
    if fault is not None:
        raise _FormError(f"{where}.from", f"{rule['from']!r:.80} {fault}", "It counts from the working folder.")
    return rule


def _no_job_twice(jobs: list[dict[str, Any]]) -> None:
    seen = set()
    for index, job in enumerate(jobs):
        if (job["run"], job["repeat"]) in seen:
            raise _FormError(f"jobs.{index}", "is the same repeat of the same run as another", "Plan again.")
        seen.add((job["run"], job["repeat"]))


__all__ = ["FORMAT", "checked", "is_sha256", "read_jobs_file", "tree_hash"]
