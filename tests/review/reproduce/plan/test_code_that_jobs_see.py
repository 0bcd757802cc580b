"""Code trees: folders of the Ara, the work tree around it, commits; what is hidden, what a glob matches."""

import base64
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.code.globs import fixed_part, matches
from ara.review.reproduce.code.tree import read_tree
from ara.review.reproduce.planning import Plan
from ara.schema import AraError

Make = Callable[..., Path]
Planned = Callable[..., Plan]
Form = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("glob", "path", "is_matched"),
    [
        ("**", "a/b/c.py", True),
        ("**", ".github/x.yml", False),
        ("**", "a/.hidden", False),
        (".github/**", ".github/x.yml", True),
        ("a/**", "a/b/c.py", True),
        ("a/**", "b/a/c.py", False),
        ("**/*.py", "c.py", True),
        ("**/*.py", "a/b/c.py", True),
        ("*.py", "a/c.py", False),
        ("a/", "a/b/c.py", True),
        ("a/*/c.p?", "a/b/c.py", True),
        ("a/*/c.py", "a/b/b/c.py", False),
        ("./a/c.py", "a/c.py", True),
        ("a.py", "aXpy", False),
    ],
)
def test_globs_match_as_in_a_shell(glob: str, path: str, is_matched: bool) -> None:
    assert matches(path, [glob]) is is_matched


def test_the_folder_before_the_first_wildcard_is_where_a_glob_looks() -> None:
    assert [fixed_part(glob) for glob in ("**", "a/b/**", "a/*/c", "a/b.py")] == ["", "a/b", "a", "a"]


def test_a_glob_of_many_stars_takes_no_time_to_refuse() -> None:
    assert not matches("a" * 200, ["*" * 60 + "b"])
    assert not matches("/".join("a" * 60), ["**/" * 12 + "b"])


SECRET = (
    "reproduce.yaml", "src/reproduce.yaml", "ara-reproduce.yaml", "Reproduce-old.yml", "PAPER.md", "docs/paper.pdf",
    "evidence/runs/x.json", "other/logic/claims.md", "trace/t.yaml", ".git/config", "deep/.git/config",
)  # fmt: skip


def test_bounds_claims_evidence_and_papers_are_never_in_a_tree(tmp_path: Path) -> None:
    for path in (*SECRET, "run.py", "__pycache__/run.pyc", "pkg/x.pyc"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")

    include = ["**", *SECRET, ".git/**", "deep/.git/**", "evidence/**"]

    assert [file.path for file in read_tree(tmp_path, include).files] == ["run.py"]


def test_links_are_not_followed_out_of_the_root(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key.txt").write_text("key")
    (tmp_path / "code").mkdir()
    (tmp_path / "code/run.py").write_text("")
    (tmp_path / "code/out").symlink_to(tmp_path / "secret")
    (tmp_path / "code/key.txt").symlink_to(tmp_path / "secret/key.txt")

    assert [file.path for file in read_tree(tmp_path / "code", ["**", "out/**"]).files] == ["run.py"]


def test_a_pipe_in_the_code_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "run.py").write_text("")

    assert [file.path for file in read_tree(tmp_path, ["**"]).files] == ["run.py"]


def test_executable_files_stay_so(tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text("")
    (tmp_path / "run.sh").chmod(0o755)

    assert read_tree(tmp_path, ["**"]).files[0].executable


def test_globs_that_match_nothing_are_refused_with_the_globs(tmp_path: Path) -> None:
    with pytest.raises(AraError, match=r"`include` \(src/\*\*\) matches no file"):
        read_tree(tmp_path, ["src/**"])


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    run = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture
def project(tmp_path: Path, make_ara: Make) -> Callable[..., tuple[Path, str]]:
    """A git work tree with an Ara in it, and the hash of its first commit, at which run.py printed 1."""

    def made(**changes: Any) -> tuple[Path, str]:
        folder = tmp_path / "project"
        folder.mkdir()
        git(folder, "init", "-q", "-b", "main")
        (folder / "run.py").write_text("print('speed: 1')\n")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "one")
        (folder / "run.py").write_text("print('speed: 2')\n")
        ara = make_ara(code={"root": "repo:", "include": ["run.py"]}, **changes)
        ara.rename(folder / "ara")
        return folder, git(folder, "rev-parse", "HEAD")

    return made


def test_repo_is_the_work_tree_as_it_lies_there(project: Callable[..., Any], planned: Planned) -> None:
    folder, _ = project()

    before = planned(folder / "ara")
    (folder / "run.py").write_text("print('speed: 3')\n")
    after = planned(folder / "ara")

    assert [file.path for tree in before.jobs_file.trees.values() for file in tree.files] == ["run.py"]
    assert before.runs[0].job != after.runs[0].job, "a change that is not committed is another tree"


def test_an_arm_may_run_another_commit(project: Callable[..., Any], planned: Planned, check: Form) -> None:
    arms = {
        "old": {"command": ["python", "run.py"], "revision": "REV"},
        "new": {"command": ["python", "run.py"]},
    }
    experiment = {"arms": arms, "tiers": {"smoke": {"fidelity": "smoke"}}}
    folder, commit = project(experiments={"E01": experiment})
    path = folder / "ara/src/reproduce.yaml"
    path.write_text(path.read_text().replace("REV", commit))

    plan = planned(folder / "ara")

    trees = {job.arm: plan.jobs_file.trees[job.tree].files[0] for job in plan.jobs_file.jobs}
    assert base64.b64decode(trees["old"].content or "") == b"print('speed: 1')\n"
    assert trees["new"].content is None


def test_an_unknown_commit_is_refused(project: Callable[..., Any], planned: Planned, run: Form) -> None:
    arms = {"old": {"command": ["python", "run.py"], "revision": "f" * 40}}
    folder, _ = project(experiments={"E01": {"arms": arms, "tiers": {"smoke": {"fidelity": "smoke"}}}})

    with pytest.raises(AraError, match="f" * 40):
        planned(folder / "ara")


def test_repo_outside_a_work_tree_names_its_line(make_ara: Make, planned: Planned) -> None:
    ara = make_ara(code={"root": "repo:"})
    if any((parent / ".git").exists() for parent in ara.resolve().parents):
        pytest.skip("the temporary folder lies in a git work tree")

    with pytest.raises(AraError, match=r"src/reproduce.yaml:\d+: code.root is `repo:`"):
        planned(ara)


def test_code_at_an_address_needs_a_commit(make_ara: Make, planned: Planned) -> None:
    with pytest.raises(AraError, match="needs the commit"):
        planned(make_ara(code={"root": "https://example.org/code.git"}))


def test_a_control_may_see_other_files(make_ara: Make, planned: Planned, check: Form) -> None:
    control = {"code": ["other.py", "run.py"]}
    ara = make_ara(
        checks={"K01": check(control=control)},
        code={"root": "src/execution", "include": ["run.py"]},
        files={"src/execution/other.py": ""},
    )

    plan = planned(ara)

    seen = {job.arm: len(plan.jobs_file.trees[job.tree].files) for job in plan.jobs_file.jobs}
    assert seen == {"main": 1, "main+K01": 2}
