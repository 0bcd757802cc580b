"""Fetching by address: through a stand-in for ssh, and against servers that do not answer."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from ara.compiler.repo import RepoLimits, export_files, read_repo
from ara.compiler.repo.location import is_address, public_address, remote_address
from ara.schema.errors import AraError

ADDRESS = "ssh://git@host.example/srv/project.git"


@pytest.fixture
def server(make_repo, tmp_path, monkeypatch):
    """A repository that answers to ADDRESS, since `ssh` on PATH runs git's server side on it; it counts its calls."""
    repo = make_repo("server")
    programs = tmp_path / "bin"
    programs.mkdir()
    calls = tmp_path / "calls"
    ssh = programs / "ssh"
    ssh.write_text(f'#!/bin/sh\necho "$@" >> {calls}\nunset GIT_DIR\nexec git upload-pack {repo.path}/.git\n')
    ssh.chmod(0o755)
    import os

    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    repo.calls = lambda: calls.read_text().splitlines() if calls.exists() else []
    return repo


@pytest.fixture
def silent_server():
    """A port that takes connections and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    held = []

    def accept() -> None:
        while True:
            try:
                held.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()
    for connection in held:
        connection.close()


def test_an_ssh_address_is_fetched_bare_into_the_cache_and_read(server, tmp_path):
    commit = server.commit(files={"README.md": "# Remote\n", "train.py": "x = 1\n"})

    reading = read_repo(ADDRESS, cache=tmp_path / "cache")

    assert (reading.commit, reading.name, reading.title, reading.branch) == (commit, "project", "Remote", "main")
    assert reading.url is None  # an ssh address is nobody else's business
    assert "-oBatchMode=yes" in server.calls()[0]
    kept = [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]
    assert len(kept) == 1
    assert not (kept[0] / "hooks").exists() and not (kept[0] / ".git").exists()
    assert "promisor" not in (kept[0] / "config").read_text()


def test_a_branch_that_moved_is_fetched_anew(server, tmp_path):
    server.commit(files={"README.md": "# Old\n"})
    read_repo(ADDRESS, cache=tmp_path / "cache")
    server.commit(files={"README.md": "# New\n"})

    assert read_repo(ADDRESS, cache=tmp_path / "cache").title == "New"


def test_a_commit_that_was_read_before_needs_no_network(server, tmp_path):
    commit = server.commit(files={"README.md": "# Fixed\n"})
    read_repo(ADDRESS, rev=commit, cache=tmp_path / "cache")
    fetches = len(server.calls())

    assert read_repo(ADDRESS, rev=commit, cache=tmp_path / "cache").title == "Fixed"
    assert [file.path for file in export_files(ADDRESS, ["*.md"], rev=commit, cache=tmp_path / "cache").files]
    assert len(server.calls()) == fetches


def test_the_default_cache_lies_below_the_cache_folder_of_the_user(server, tmp_path, monkeypatch):
    server.commit(files={"README.md": "# Cached\n"})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))

    read_repo(ADDRESS)

    assert any((tmp_path / "xdg" / "ara" / "repos").iterdir())


def test_an_empty_remote_gives_a_reading_with_a_gap(server, tmp_path):
    reading = read_repo(ADDRESS, cache=tmp_path / "cache")

    assert reading.commit is None
    assert [gap.what for gap in reading.gaps] == ["commits"]


def test_a_remote_larger_than_the_limit_is_dropped_while_it_is_fetched(server, tmp_path):
    import random

    server.commit(files={f"noise{number}.bin": random.Random(number).randbytes(300_000) for number in range(10)})
    limits = RepoLimits(clone_bytes=500_000)

    with pytest.raises(AraError, match="larger than 500,000 bytes"):
        read_repo(ADDRESS, cache=tmp_path / "cache", limits=limits)
    assert [path for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_huge_blobs_are_not_fetched_when_the_server_can_leave_them_out(server, tmp_path):
    server.git("config", "uploadpack.allowFilter", "true")
    server.commit(files={"small.py": "x = 1\n", "huge.bin": b"\1\2" * 50_000})

    reading = read_repo(ADDRESS, cache=tmp_path / "cache", limits=RepoLimits(blob_bytes=1_000))

    assert [gap.path for gap in reading.gaps if gap.what == "file contents"] == ["huge.bin"]
    assert [file.path for file in reading.code] == ["small.py"]


def test_a_server_that_does_not_answer_gives_one_line_in_time(silent_server, tmp_path):
    started = time.monotonic()

    with pytest.raises(AraError) as caught:
        read_repo(
            f"https://127.0.0.1:{silent_server}/owner/name",
            cache=tmp_path / "cache",
            limits=RepoLimits(clone_seconds=0.5),
        )

    assert time.monotonic() - started < 5
    assert "did not finish within 0.5 s" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_refused_connection_is_told_in_git_s_own_words(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(AraError, match="Fetching failed: ") as caught:
        read_repo(f"https://127.0.0.1:{port}/owner/name", cache=tmp_path / "cache")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "location",
    [
        "ext::sh -c true", "file:///etc", "file://localhost/etc", "http://host.example/a/b", "git://host.example/a",
        "ftp://host.example/a", "fd::17", "--upload-pack=true", "-u", "ssh://-oProxyCommand=true/a", "",
        "-oProxyCommand=true@host:a", "https://user:secret@host.example/a", "https://host.example/a b",
        "https://host.example/a\nb", "host:path", "ssh://user@-host/a", "javascript:alert(1)", "https://",
    ],
)  # fmt: skip
def test_other_schemes_options_and_credentials_are_refused(location, tmp_path):
    with pytest.raises(AraError):
        read_repo(location, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "location",
    ["https://host.example/a/b.git", "https://host.example:8443/a", "git@host.example:a/b", "ssh://git@host.example/a"],
)
def test_https_and_ssh_addresses_are_remote(location):
    assert remote_address(location) == location


def test_a_folder_with_the_name_of_a_helper_is_only_a_folder(make_repo, tmp_path, monkeypatch):
    make_repo("ext::sh -c true").commit(files={"README.md": "# Folder\n"})
    monkeypatch.chdir(tmp_path)

    assert read_repo("ext::sh -c true").title == "Folder"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b.git"),
        ("git@github.com:a/b.git", "https://github.com/a/b.git"),
        ("https://token@github.com/a/b", None),
        ("git@internal.example:a/b", None),
        ("/srv/git/a", None),
        (None, None),
    ],
)
def test_only_addresses_without_secrets_are_kept(address, public):
    assert public_address(address) == public


@pytest.mark.parametrize("origin", ["/srv/git/a", "../a", "file:///srv/a", "a", None])
def test_an_origin_on_this_machine_is_no_address(origin):
    assert not is_address(origin)
