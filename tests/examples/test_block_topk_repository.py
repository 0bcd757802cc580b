"""The repository that goes with the paper is the same each time, and its history tells what was tried."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest


def git(repo: Path, *args: str) -> str:
    return subprocess.run(["git", *args], cwd=repo, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def repo(make_repo: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository") / "block-topk"
    make_repo.make_repo(folder)
    return folder


def test_two_builds_have_the_same_commit_whatever_the_users_settings(
    repo: Path, make_repo: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\nname = Somebody\n[core]\nautocrlf = true\n[init]\ndefaultBranch = trunk\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    old = os.umask(0o077)
    try:
        again = make_repo.make_repo(tmp_path / "again")
    finally:
        os.umask(old)

    assert again == git(repo, "rev-parse", "main").strip()


def test_the_last_commit_holds_the_code_and_nothing_else(repo: Path, example: Path) -> None:
    code = example / "code"
    ours = {
        path.relative_to(code).as_posix(): path.read_bytes()
        for path in code.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    listed = git(repo, "ls-tree", "-r", "--name-only", "HEAD").splitlines()

    assert sorted(listed) == sorted(ours)
    assert all((repo / name).read_bytes() == ours[name] for name in listed)
    assert git(repo, "status", "--short") == ""


def test_the_history_holds_a_reverted_experiment_with_its_reason(repo: Path) -> None:
    tried, revert = git(repo, "log", "--format=%H", "--grep=last key").split()[::-1]
    message = git(repo, "log", "-1", "--format=%B", revert)

    assert message.startswith('Revert "Try the last key')
    assert f"This reverts commit {tried}." in message
    assert "less attention mass" in message
    assert git(repo, "diff", f"{tried}~1", revert) == ""
    assert "score_by_last_key" in git(repo, "show", f"{tried}:block_topk/selectors.py")


def test_the_pilot_comes_before_the_sweep(repo: Path) -> None:
    subjects = git(repo, "log", "--reverse", "--format=%s").splitlines()

    assert subjects.index("Pilot: attention mass at two budgets with one seed") + 1 == subjects.index(
        "Sweep five budgets with twenty repeats"
    )
    assert len(subjects) == 12


def test_the_messages_print_the_numbers_of_the_paper(repo: Path, example: Path) -> None:
    from numbers_printed import numbers_of_the_text, read_results

    printed = numbers_of_the_text(read_results(example / "paper" / "results.json"))
    pilot = git(repo, "log", "-1", "--format=%b", "--grep=^Pilot")
    sweep = git(repo, "log", "-1", "--format=%b", "--grep=^Sweep")

    assert f"{printed['pilot_512']} points at 512 tokens and by {printed['pilot_1024']} points at 1,024" in pilot
    assert f"the mean keeps {printed['gap_64']} points more" in sweep


def test_a_folder_with_files_in_it_is_refused(make_repo: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")

    with pytest.raises(FileExistsError, match="not empty"):
        make_repo.make_repo(tmp_path)
    assert not (tmp_path / ".git").exists()
