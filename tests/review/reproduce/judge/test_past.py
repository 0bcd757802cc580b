"""What a work tree knew earlier, read without obeying it."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.judge import judge_package
from ara.review.reproduce.judge.past import open_past, work_tree
from ara.schema import AraError, read_package


def git(root: Path, *words: str, at: str = "2025-01-01T00:00:00+0000", committed_at: str | None = None) -> str:
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": committed_at or at}
    env = {"PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", **who, **dates}
    return subprocess.run(["git", "-C", root, *words], check=True, capture_output=True, text=True, env=env).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    (root / "ara").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    for day, text in enumerate(("one", "two", "three"), start=1):
        (root / "ara" / "file").write_text(text, encoding="utf-8")
        git(root, "add", "-A")
        git(root, "commit", "-qm", text, at=f"2025-01-0{day}T00:00:00+0000")
    return root


def text_before(root: Path, day: int) -> str | None:
    with open_past(root / "ara") as past:
        assert past is not None
        commit = past.before(datetime(2025, 1, day, 12, tzinfo=UTC))
        digest = past.blob(commit, past.path(root / "ara" / "file")) if commit is not None else None
        data = past.read(digest) if digest is not None else None
    return data.decode() if data is not None else None


def test_a_file_is_read_as_it_was_at_a_time(repository: Path) -> None:
    assert text_before(repository, 2) == "two"
    assert text_before(repository, 9) == "three"
    with open_past(repository) as past:
        assert past is not None
        assert past.before(datetime(2024, 12, 31, tzinfo=UTC)) is None


def test_a_commit_that_was_rebased_keeps_the_time_at_which_it_was_made(repository: Path) -> None:
    (repository / "ara" / "file").write_text("four", encoding="utf-8")
    git(repository, "commit", "-qam", "four", at="2025-01-04T00:00:00+0000", committed_at="2025-06-01T00:00:00+0000")

    assert text_before(repository, 4) == "four"


def test_versions_are_told_newest_first(repository: Path) -> None:
    with open_past(repository) as past:
        assert past is not None
        assert [past.read(digest) for digest in past.versions("ara/file")] == [b"three", b"two", b"one"]
        assert list(past.versions("ara/other")) == []


@pytest.mark.parametrize(
    ("name", "text"), [("HEAD", b"three"), ("HEAD~1", b"two"), ("main^^", b"one"), ("main~2", b"one")]
)
def test_revisions_are_named_as_git_names_them(repository: Path, name: str, text: bytes) -> None:
    with open_past(repository) as past:
        assert past is not None
        digest = past.blob(past.commit(name), "ara/file")
        assert digest is not None
        assert past.read(digest) == text


@pytest.mark.parametrize("name", ["HEAD~3", "nowhere", "", "--all", "HEAD@{1}", "~1"])
def test_a_revision_that_is_none_is_refused(repository: Path, name: str) -> None:
    with open_past(repository) as past:
        assert past is not None
        with pytest.raises(AraError):
            past.commit(name)


def test_the_hash_of_data_is_the_one_git_gives(repository: Path) -> None:
    with open_past(repository) as past:
        assert past is not None
        assert past.digest(b"three") == git(repository, "rev-parse", "HEAD:ara/file").strip()
        assert past.blobs(past.commit("HEAD").tree, "ara") == {"file": past.digest(b"three")}
        assert past.blobs(past.commit("HEAD").tree, "elsewhere") == {}


def test_no_setting_of_the_repository_starts_a_program(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "gpg.program",
        "core.sshCommand",
        "diff.external",
        "core.hooksPath",
    ):
        git(repository, "config", setting, str(trap))
    git(repository, "config", "log.showSignature", "true")

    assert text_before(repository, 2) == "two"
    assert not (tmp_path / "sprung").exists()


def test_outside_a_work_tree_and_before_the_first_commit_there_is_no_past(tmp_path: Path) -> None:
    assert work_tree(tmp_path) is None
    with open_past(tmp_path) as past:
        assert past is None
    git(tmp_path, "init", "-q")
    with open_past(tmp_path) as past:
        assert past is None


def test_a_git_file_that_leads_elsewhere_is_not_followed(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / ".git").write_text(f"gitdir: {repository}/.git\n", encoding="utf-8")

    with open_past(other) as past:
        assert past is None


def test_an_ara_that_its_work_tree_does_not_hold_is_not_post_hoc(artifact: Callable[..., Any], tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "start", at="2025-01-01T00:00:00+0000")

    judgement = artifact().judged()

    assert judgement.verdicts[0].post_hoc is None


def test_a_shallow_clone_that_does_not_reach_back_says_so(artifact: Callable[..., Any], tmp_path: Path) -> None:
    made = artifact(git={})
    git(made.root, "add", "-A")
    git(made.root, "commit", "-qm", "records", at="2025-07-01T00:00:00+0000")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{made.root}", str(clone))

    deep, shallow = (judge_package(read_package(root), root=root).verdicts[0] for root in (made.root, clone))

    assert deep.post_hoc is None
    assert "does not reach back" in (shallow.post_hoc or "")
