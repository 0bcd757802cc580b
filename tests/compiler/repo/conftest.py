"""Small repositories, made with git itself in a temporary folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ara.compiler.repo import RepoReading, read_repo


class GitRepo:
    """A repository under construction: `write` files, `commit`, then read it by its `path`."""

    def __init__(self, path: Path, *, bare: bool = False, object_format: str = "sha1") -> None:
        self.path = path
        path.mkdir(parents=True)
        self.clock = 1_700_000_000
        self.git("init", "--quiet", "--template=", "-b", "main", f"--object-format={object_format}", *["--bare"] * bare)

    def git(self, *arguments: str, data: bytes | None = None, check: bool = True) -> str:
        """Run git here, with fixed names and dates, and give back what it printed."""
        stamp = f"{self.clock} +0200"
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.path), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": stamp,
        }  # fmt: skip
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env=environment,
            input=data or b"",
            capture_output=True,
            check=check,
            timeout=30,
        )
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files into the work tree."""
        for name, content in files.items():
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, message: str = "Add files", files: Mapping[str, str | bytes] | None = None) -> str:
        """Commit everything in the work tree, a minute after the commit before."""
        self.write(files or {})
        self.clock += 60
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def blob(self, content: bytes) -> str:
        """Store a blob and give back its hash."""
        return self.git("hash-object", "-w", "--stdin", data=content)

    def tree(self, entries: list[tuple[str, bytes, str]]) -> str:
        """Store a tree of (mode, name, hash) entries exactly as given, however wrong they are."""
        data = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(digest) for mode, name, digest in entries)
        return self.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", data=data)

    def commit_tree(self, tree: str) -> str:
        """Commit a tree object and let `main` point to it."""
        digest = self.git("commit-tree", tree, "-m", "A tree made by hand")
        self.git("update-ref", "refs/heads/main", digest)
        return digest


@pytest.fixture
def make_repo(tmp_path: Path) -> Callable[..., GitRepo]:
    """Makes a fresh repository; the first argument is its name."""

    def make(name: str = "project", **options: object) -> GitRepo:
        return GitRepo(tmp_path / name, **options)  # type: ignore[arg-type]

    return make


@pytest.fixture
def read_files(make_repo: Callable[..., GitRepo]) -> Callable[[Mapping[str, str | bytes]], RepoReading]:
    """Commits the given files to a fresh repository and reads it."""

    def read(files: Mapping[str, str | bytes]) -> RepoReading:
        repo = make_repo()
        repo.commit(files=files)
        return read_repo(str(repo.path))

    return read
