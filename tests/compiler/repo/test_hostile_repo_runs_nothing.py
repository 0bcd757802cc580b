"""A local repository that tries to start a program when it is read must not succeed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ara.compiler.repo import export_files, read_repo
from ara.schema.errors import AraError

_HOOKS = ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman")


@pytest.fixture
def trap(tmp_path: Path) -> tuple[Path, Path]:
    """A program, and the file that it leaves behind when it was run."""
    sentinel, program = tmp_path / "sentinel", tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{sentinel}'\n")
    program.chmod(0o755)
    return program, sentinel


def _set_traps(repo, program: Path) -> None:
    settings = {
        "core.fsmonitor": program, "core.sshCommand": program, "core.pager": program, "core.editor": program,
        "core.askPass": program, "core.gitProxy": program, "core.hooksPath": repo.path / "hooks",
        "core.alternateRefsCommand": program, "diff.external": program, "diff.evil.textconv": program,
        "diff.evil.command": program, "filter.evil.smudge": program, "filter.evil.clean": program,
        "filter.evil.process": program, "filter.evil.required": "true", "merge.evil.driver": program,
        "uploadpack.packObjectsHook": program, "credential.helper": f"!{program}", "gpg.program": program,
        "log.showSignature": "true", "protocol.ext.allow": "always", "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true", "remote.origin.uploadpack": program, "extensions.partialClone": "origin",
        "alias.cat-file": f"!{program}",
    }  # fmt: skip
    config = repo.path / ".git" / "config"
    lines = []
    for name, value in settings.items():
        section, _, key = name.rpartition(".")
        top, dot, sub = section.partition(".")
        lines.append(f'[{top} "{sub}"]' if dot else f"[{top}]")
        lines.append(f'\t{key} = "{value}"')
    config.write_text(config.read_text() + "\n".join(lines) + "\n")
    for folder in (repo.path / "hooks", repo.path / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in _HOOKS:
            shutil.copy(program, folder / hook)
    (repo.path / ".git" / "info").mkdir(exist_ok=True)
    (repo.path / ".git" / "info" / "attributes").write_text("* filter=evil diff=evil merge=evil\n")


@pytest.fixture
def armed(make_repo, trap):
    repo = make_repo()
    repo.write({".gitattributes": "* filter=evil diff=evil\n", "README.md": "# Armed\n", "train.py": "x = 1\n"})
    repo.commit()
    missing = repo.blob(b"not here\n")
    repo.write({"missing.py": "not here\n"})
    repo.commit("Add a file whose contents are gone")
    (repo.path / ".git" / "objects" / missing[:2] / missing[2:]).unlink()
    _set_traps(repo, trap[0])
    return repo


@pytest.mark.parametrize("command", [["status"], ["cat-file", "-p", "HEAD:missing.py"]])
def test_the_traps_are_real(armed, trap, command):
    armed.git(*command, check=False)

    assert trap[1].exists()


@pytest.mark.parametrize("inside", ["", ".git"])
def test_reading_an_armed_repository_runs_none_of_its_programs(armed, trap, inside):
    reading = read_repo(str(armed.path / inside))

    assert reading.title == "Armed"
    assert [gap.path for gap in reading.gaps if gap.what == "file contents"] == ["missing.py"]
    assert not trap[1].exists()


def test_exporting_from_an_armed_repository_runs_none_of_its_programs(armed, trap):
    export = export_files(str(armed.path), ["**"])

    assert "train.py" in {file.path for file in export.files}
    assert not trap[1].exists()


def test_the_environment_of_the_caller_does_not_reach_git(armed, trap, monkeypatch):
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap[0]))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(trap[0]))
    monkeypatch.setenv("GIT_DIR", "/nowhere")

    assert read_repo(str(armed.path)).commit is not None
    assert not trap[1].exists()


def test_an_address_from_the_config_is_kept_only_when_it_is_a_public_one(armed):
    assert read_repo(str(armed.path)).url is None


def test_objects_of_another_repository_are_not_borrowed(make_repo, tmp_path):
    private = make_repo("private")
    secret = private.blob(b"the secret\n")
    hostile = make_repo("hostile")
    tree = hostile.tree([("100644", b"README.md", secret)])
    hostile.commit_tree(tree)
    alternates = hostile.path / ".git" / "objects" / "info" / "alternates"
    alternates.parent.mkdir(exist_ok=True)
    alternates.write_text(f"{private.path}/.git/objects\n")

    reading = read_repo(str(hostile.path))

    assert hostile.git("cat-file", "-p", secret) == "the secret"
    assert reading.readme is None
    assert [gap.path for gap in reading.gaps if gap.what == "file contents"] == ["README.md"]


@pytest.mark.parametrize("part", ["objects", "objects/pack", "objects/loose", "objects/loose/file", "HEAD", ".git"])
def test_links_inside_the_git_folder_are_not_followed(make_repo, tmp_path, part):
    repo = make_repo()
    digest = repo.commit(files={"README.md": "# Linked\n"})
    git = repo.path / ".git"
    names = {"objects/loose": f"objects/{digest[:2]}", "objects/loose/file": f"objects/{digest[:2]}/{digest[2:]}"}
    victim = git if part == ".git" else git / names.get(part, part)
    moved = tmp_path / "elsewhere"
    victim.rename(moved)
    victim.symlink_to(moved)

    with pytest.raises(AraError):
        read_repo(str(repo.path))


def test_a_forged_object_is_not_passed_off_as_its_hash(make_repo):
    repo = make_repo()
    repo.commit(files={"README.md": "# Genuine\n", "train.py": "x = 1\n"})
    genuine, forged = repo.blob(b"x = 1\n"), repo.blob(b"x = 2\n")
    objects = repo.path / ".git" / "objects"
    victim = objects / genuine[:2] / genuine[2:]
    victim.unlink()
    shutil.copy(objects / forged[:2] / forged[2:], victim)

    reading = read_repo(str(repo.path))

    assert [gap.path for gap in reading.gaps if "hash" in gap.why] == ["train.py"]
    assert [file.path for file in reading.code] == []


def test_a_git_file_that_points_at_a_repository_of_someone_else_is_refused(make_repo, tmp_path):
    private = make_repo("private")
    private.commit(files={"README.md": "# Private\n"})
    lure = tmp_path / "lure"
    lure.mkdir()
    (lure / ".git").write_text(f"gitdir: {private.path}/.git\n")

    with pytest.raises(AraError, match="does not list this one as its work tree"):
        read_repo(str(lure))


def test_a_linked_work_tree_of_the_users_own_is_read(make_repo, tmp_path):
    repo = make_repo()
    repo.commit(files={"README.md": "# Main line\n"})
    repo.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))

    reading = read_repo(str(tmp_path / "side"))

    assert (reading.branch, reading.title) == ("side", "Main line")


@pytest.mark.parametrize("part", ["HEAD", "packed-refs", "config", "refs/heads/main", "objects/loose/file"])
def test_a_pipe_where_a_file_belongs_does_not_hang(make_repo, part):
    repo = make_repo()
    digest = repo.commit(files={"README.md": "# Piped\n"})
    victim = repo.path / ".git" / part.replace("objects/loose/file", f"objects/{digest[:2]}/{digest[2:]}")
    victim.unlink(missing_ok=True)
    os.mkfifo(victim)

    if part == "refs/heads/main":  # what is no file is no ref
        assert read_repo(str(repo.path)).commit is None
    else:
        with pytest.raises(AraError, match=r"not a regular file|not a plain file"):
            read_repo(str(repo.path))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_repository_of_another_owner_is_read_without_trusting_it(armed, trap):
    for path in [armed.path, *armed.path.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)

    assert read_repo(str(armed.path)).title == "Armed"
    assert not trap[1].exists()
