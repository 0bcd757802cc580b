"""The job file is read strictly: each fault is one line with file, key and mend."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.hashes import environment_hash as planned_environment_hash
from ara.review.reproduce.hashes import tree_hash as planned_tree_hash
from ara.review.reproduce.worker import JobsFileError, checked, forms, read_jobs_file
from ara.review.reproduce.worker.hidden import is_hidden
from ara.review.reproduce.worker.jobs_file import environment_hash, tree_hash
from ara.schema.reproduce import Collect, Environment, InputFile, Job, JobsFile, Needs, Tree, TreeFile

Change = Callable[[dict[str, Any]], object]


def _set(data: Any, *steps: Any) -> None:
    *way, last, value = steps
    for step in way:
        data = data[step]
    data[last] = value


def _drop(data: Any, *steps: Any) -> None:
    *way, last = steps
    for step in way:
        data = data[step]
    del data[last]


def _other_path(data: dict[str, Any], path: str) -> None:
    """Rename the tree's file and keep the tree's hash right, so that the path alone is at fault."""
    (tree,) = data["trees"].values()
    tree["files"][0]["path"] = path
    data["trees"] = {tree_hash(tree["files"]): tree}
    data["jobs"][0]["tree"] = tree_hash(tree["files"])


FAULTS: list[tuple[str, str, Change]] = [
    ("another format", "format", lambda d: _set(d, "format", "ara-jobs/2")),
    ("no format", "format", lambda d: _drop(d, "format")),
    ("an unknown key", "nonsense", lambda d: _set(d, "nonsense", 1)),
    ("an unknown key in a job", "jobs.0.nonsense", lambda d: _set(d, "jobs", 0, "nonsense", 1)),
    ("no seed", "jobs.0.seed", lambda d: _drop(d, "jobs", 0, "seed")),
    ("a job hash that is none", "jobs.0.job", lambda d: _set(d, "jobs", 0, "job", "xyz")),
    ("a hash in capitals", "jobs.0.job", lambda d: _set(d, "jobs", 0, "job", "AB" * 32)),
    ("a shell string", "jobs.0.argv", lambda d: _set(d, "jobs", 0, "argv", "python main.py")),
    ("an empty command", "jobs.0.argv", lambda d: _set(d, "jobs", 0, "argv", [])),
    ("a command with a zero byte", "jobs.0.argv", lambda d: _set(d, "jobs", 0, "argv", ["python", "a\0b"])),
    ("true for a repeat", "jobs.0.repeat", lambda d: _set(d, "jobs", 0, "repeat", True)),
    ("a run named otherwise", "jobs.0.run", lambda d: _set(d, "jobs", 0, "run", "E01-smoke-main-00000000")),
    ("a tier that leaves its folder", "jobs.0.tier", lambda d: _set(d, "jobs", 0, "tier", "../x")),
    ("an absolute cwd", "jobs.0.cwd", lambda d: _set(d, "jobs", 0, "cwd", "/etc")),
    ("a cwd with ..", "jobs.0.cwd", lambda d: _set(d, "jobs", 0, "cwd", "a/../..")),
    ("a tree that is not there", "jobs.0.tree", lambda d: _set(d, "jobs", 0, "tree", "cd" * 32)),
    ("a variable of the worker's", "jobs.0.env", lambda d: _set(d, "jobs", 0, "env", {"ARA_METRICS": "/x"})),
    ("a variable that is none", "jobs.0.env", lambda d: _set(d, "jobs", 0, "env", {"A B": "1"})),
    ("a need that is not known", "jobs.0.needs.coffee", lambda d: _set(d, "jobs", 0, "needs", {"coffee": 1})),
    ("no time at all", "jobs.0.needs.time_s", lambda d: _set(d, "jobs", 0, "needs", {"time_s": 0})),
    ("an absolute file", "trees", lambda d: _other_path(d, "/etc/passwd")),
    ("a file outside", "trees", lambda d: _other_path(d, "../secret")),
    ("the bounds", "trees", lambda d: _other_path(d, "src/reproduce.yaml")),
    ("the bounds by another name", "trees", lambda d: _other_path(d, "Ara-Reproduce.yml")),
    ("the paper", "trees", lambda d: _other_path(d, "docs/paper.pdf")),
    ("the claims", "trees", lambda d: _other_path(d, "logic/claims.md")),
    ("the first page", "trees", lambda d: _other_path(d, "PAPER.md")),
    ("git's own data", "trees", lambda d: _other_path(d, ".git/config")),
    ("evidence", "trees", lambda d: _other_path(d, "a/Evidence/x.json")),
    ("the trace", "trees", lambda d: _other_path(d, "trace/tree.yaml")),
    (
        "a requirement with an address",
        f"environments.{'ee' * 32}.requirements",
        lambda d: _set(d, "environments", {"ee" * 32: {"requirements": ["a @ https://x/a.whl"]}}),
    ),
    (
        "a requirement that is an option",
        f"environments.{'ee' * 32}.requirements",
        lambda d: _set(d, "environments", {"ee" * 32: {"requirements": ["--index-url=https://x"]}}),
    ),
    (
        "a requirement that is a path",
        f"environments.{'ee' * 32}.requirements",
        lambda d: _set(d, "environments", {"ee" * 32: {"requirements": ["./wheel==1"]}}),
    ),
    (
        "an input that leaves the folder",
        "jobs.0.inputs.0.path",
        lambda d: _set(d, "jobs", 0, "inputs", [{"name": "x", "sha256": "ab" * 32, "bytes": 1, "path": "../x"}]),
    ),
    (
        "an input that shows the claims",
        "jobs.0.inputs.0.path",
        lambda d: _set(d, "jobs", 0, "inputs", [{"name": "x", "sha256": "ab" * 32, "bytes": 1, "path": "PAPER.md"}]),
    ),
    (
        "a rule with two ways",
        "jobs.0.collect.0",
        lambda d: _set(
            d, "jobs", 0, "collect", [{"metric": "m", "from": "stdout", "pattern": "{value}", "column": "x"}]
        ),
    ),
    (
        "a rule that looks outside",
        "jobs.0.collect.0.from",
        lambda d: _set(d, "jobs", 0, "collect", [{"metric": "m", "from": "../x.json", "json_path": "a"}]),
    ),
    (
        "an environment under another's name",
        f"environments.{'ee' * 32}",
        lambda d: _set(d, "environments", {"ee" * 32: {"requirements": ["sample==1.2"]}}),
    ),
    ("the same repeat twice", "jobs.1", lambda d: d["jobs"].append(copy.deepcopy(d["jobs"][0]))),
]


@pytest.mark.parametrize(("key", "change"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_one_line_with_file_key_and_mend(artifact: Any, tmp_path: Path, key: str, change: Change) -> None:
    artifact.write("main.py", "")
    data = artifact.jobs_file()
    assert checked(copy.deepcopy(data))["jobs"]
    change(data)
    path = tmp_path / "JOBS.json"
    path.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(JobsFileError) as caught:
        read_jobs_file(path)

    line = str(caught.value)
    assert line.startswith(f"{path}: {key}") and "\n" not in line
    assert line.endswith(".") and line.count(". ") >= 1


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"format": "ara-jobs/1", "format": "ara-jobs/1"}', '{"format": NaN}', "[" * 100_000, "\ufeff{}"],
    ids=["nothing", "a list", "torn", "a key twice", "no number", "too deep", "a byte order mark"],
)
def test_what_is_no_job_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "JOBS.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(JobsFileError, match=r"JOBS\.json"):
        read_jobs_file(path)


def test_a_tree_whose_files_were_edited_is_refused(artifact: Any) -> None:
    artifact.write("main.py", "print(1)")
    data = artifact.jobs_file()
    (tree,) = data["trees"].values()
    tree["files"][0]["sha256"] = "00" * 32

    with pytest.raises(JobsFileError, match="not named by the hash of its files"):
        checked(data)


def test_content_must_have_the_hash_beside_it(artifact: Any) -> None:
    artifact.write("main.py", "print(1)")
    data = artifact.jobs_file()
    (tree,) = data["trees"].values()
    tree["files"][0]["content"] = base64.b64encode(b"print(2)").decode()

    with pytest.raises(JobsFileError, match="content: does not have the hash"):
        checked(data)


def test_one_file_below_another_is_refused(artifact: Any) -> None:
    data = artifact.jobs_file()
    files = [{"path": path, "sha256": "00" * 32, "executable": False} for path in ("a", "a/b")]
    data["trees"] = {tree_hash(files): {"files": files}}

    with pytest.raises(JobsFileError, match="below another of its files"):
        checked(data)


def test_defaults_are_those_of_the_model(artifact: Any) -> None:
    artifact.write("main.py", "")
    data = artifact.jobs_file()

    (job,) = checked(copy.deepcopy(data))["jobs"]

    expected = JobsFile.model_validate(data).jobs[0].model_dump(mode="json", by_alias=True)
    assert json.loads(json.dumps(job)) == expected


@pytest.mark.parametrize(
    ("form", "model"),
    [
        (forms.JOBS_FILE, JobsFile),
        (forms.TREE, Tree),
        (forms.FILE, TreeFile),
        (forms.ENVIRONMENT, Environment),
        (forms.INPUT, InputFile),
        (forms.COLLECT, Collect),
        (forms.NEEDS, Needs),
        (forms.JOB, Job),
    ],
)
def test_the_worker_knows_exactly_the_keys_of_the_model(form: forms.Form, model: Any) -> None:
    fields = {info.alias or name: info for name, info in model.model_fields.items()}

    assert set(form) == set(fields)
    assert {key for key, entry in form.items() if entry.needed} - {"format"} == {
        key for key, info in fields.items() if info.is_required()
    }


def test_a_tree_is_named_as_the_plan_names_it() -> None:
    files = [TreeFile(path="ü.py", sha256="ab" * 32), TreeFile(path="a", sha256="cd" * 32, executable=True)]

    assert tree_hash([file.model_dump() for file in files]) == planned_tree_hash(files)


@pytest.mark.parametrize(
    "asked",
    [{}, {"requirements": ["b==1", "a==2"]}, {"existing": "/env"}, {"requirements": ["a==1"], "conda": "ü.yml"}],
)
def test_an_environment_is_named_as_the_plan_names_it(asked: dict[str, Any]) -> None:
    whole = Environment.model_validate(asked)

    assert environment_hash(whole.model_dump(mode="json")) == planned_environment_hash(whole)


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("src/reproduce.yaml", True),
        ("reproduce-2.yml", True),
        ("a/PAPER.md", True),
        ("x.PDF", True),
        (".git/x", True),
        ("evidence", True),
        ("LOGIC/x", True),
        ("reproduce.py", False),
        ("paper.md.txt", False),
        ("src/evidence.py", False),
        (".github/x", False),
    ],
)
def test_bounds_claims_evidence_and_papers_are_hidden_and_code_is_not(path: str, hidden: bool) -> None:
    assert is_hidden(path) is hidden
