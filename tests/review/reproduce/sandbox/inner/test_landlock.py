"""Landlock alone, without the mounts that forbid the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ara.review.reproduce.worker.sandbox.inner.landlock import landlock_version

SCRIPT = """
import os, sys
from ara.review.reproduce.worker.sandbox.inner.landlock import lock_files
from ara.review.reproduce.worker.sandbox.inner.syscalls import SET_NO_NEW_PRIVILEGES, control
own, writable, other = sys.argv[1:]
control(SET_NO_NEW_PRIVILEGES, 1)
lock_files((own,), (writable, "/dev"))
tries = {
    "make": lambda folder: open(folder + "/new", "w"),
    "write": lambda folder: open(folder + "/there", "a"),
    "rename": lambda folder: os.rename(folder + "/there", folder + "/moved"),
    "link": lambda folder: os.symlink("there", folder + "/link"),
    "make folder": lambda folder: os.mkdir(folder + "/folder"),
}
for folder in (own, writable, other):
    done = []
    for name, attempt in tries.items():
        try:
            attempt(folder)
            done.append(name)
        except PermissionError:
            pass
    print(done, len(os.listdir(folder)) > 0)
"""


def test_files_are_changed_only_where_it_is_allowed(tmp_path: Path) -> None:
    if landlock_version() == 0:
        pytest.skip("this kernel has no Landlock")
    folders = [tmp_path / name for name in ("own", "writable", "other")]
    for folder in folders:
        folder.mkdir()
        (folder / "there").touch()
    run = subprocess.run([sys.executable, "-c", SCRIPT, *map(str, folders)], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines() == [
        "['make', 'write', 'rename', 'link', 'make folder'] True",
        "['write'] True",
        "[] True",
    ]
