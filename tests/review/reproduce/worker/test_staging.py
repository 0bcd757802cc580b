"""The code that a job sees is what was planned, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.worker.faults import HarnessError
from ara.review.reproduce.worker.removal import remove_folder
from ara.review.reproduce.worker.staging import copy_tree, stage_tree

TEXT = b"print('hello')\n"


def _file(path: str, data: bytes = TEXT, **more: Any) -> dict[str, Any]:
    usual = {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "executable": False, "content": None}
    return {**usual, **more}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "pkg").mkdir(parents=True)
    (tmp_path / "root" / "pkg" / "a.py").write_bytes(TEXT)
    return tmp_path / "root"


def test_a_tree_is_read_only_and_holds_just_its_files(root: Path, tmp_path: Path) -> None:
    (root / "other.py").write_text("never seen")

    staged = stage_tree("t", {"files": [_file("pkg/a.py", executable=True)]}, root, tmp_path / "trees")

    files = [path for path in staged.rglob("*") if path.is_file()]
    assert files == [staged / "pkg" / "a.py"]
    assert files[0].read_bytes() == TEXT
    assert files[0].stat().st_mode & 0o777 == 0o555
    assert (staged / "pkg").stat().st_mode & 0o222 == 0


def test_bytes_of_another_revision_come_from_the_job_file(root: Path, tmp_path: Path) -> None:
    content = base64.b64encode(b"old").decode()

    staged = stage_tree("t", {"files": [_file("pkg/b.py", b"old", content=content)]}, root, tmp_path / "trees")

    assert (staged / "pkg" / "b.py").read_bytes() == b"old"


def test_a_file_that_changed_since_the_plan_is_refused(root: Path, tmp_path: Path) -> None:
    tree = {"files": [_file("pkg/a.py")]}
    (root / "pkg" / "a.py").write_bytes(b"print('other')")

    with pytest.raises(HarnessError, match=r"pkg/a\.py differs from what was planned"):
        stage_tree("t", tree, root, tmp_path / "trees")

    assert list((tmp_path / "trees").iterdir()) == []


def test_a_file_that_is_gone_is_named(root: Path, tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match=r"pkg/gone\.py is not below the root"):
        stage_tree("t", {"files": [_file("pkg/gone.py")]}, root, tmp_path / "trees")


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_bytes(TEXT)
    (root / "link.py").symlink_to(tmp_path / "secret.py")

    with pytest.raises(HarnessError, match="without links"):
        stage_tree("t", {"files": [_file("link.py")]}, root, tmp_path / "trees")


def test_a_folder_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / "linked").symlink_to(root / "pkg")

    with pytest.raises(HarnessError, match="without links"):
        stage_tree("t", {"files": [_file("linked/a.py")]}, root, tmp_path / "trees")


def test_a_tree_is_staged_once(root: Path, tmp_path: Path) -> None:
    tree = {"files": [_file("pkg/a.py")]}
    first = stage_tree("t", tree, root, tmp_path / "trees")
    (root / "pkg" / "a.py").unlink()

    assert stage_tree("t", tree, root, tmp_path / "trees") == first


def test_a_working_copy_can_be_written_to_and_the_staged_tree_stays(root: Path, tmp_path: Path) -> None:
    tree = {"files": [_file("pkg/a.py")]}
    staged = stage_tree("t", tree, root, tmp_path / "trees")

    copy_tree(tree, staged, tmp_path / "work")
    (tmp_path / "work" / "pkg" / "a.py").write_text("changed")
    (tmp_path / "work" / "pkg" / "result.txt").write_text("new")

    assert (staged / "pkg" / "a.py").read_bytes() == TEXT
    assert [path.name for path in (staged / "pkg").iterdir()] == ["a.py"]


def test_closed_and_deep_folders_are_removed(tmp_path: Path) -> None:
    top = tmp_path / "scratch"
    top.mkdir()
    (top / "closed").mkdir()
    (top / "closed" / "x").write_text("")
    (top / "closed").chmod(0)
    (tmp_path / "kept").write_text("kept")
    (top / "link").symlink_to(tmp_path / "kept")
    here = os.open(top, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)

    remove_folder(top)

    assert not top.exists()
    assert (tmp_path / "kept").read_text() == "kept"
