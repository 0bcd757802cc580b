"""Reading what a cell left behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ara.review.reproduce.worker.sandbox.untrusted import UntrustedFileError, bytes_below, open_inside


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    (folder / "out").mkdir(parents=True)
    (folder / "out" / "rows").write_bytes(b"row")
    (tmp_path / "secret").write_text("of the host")
    return folder


def test_a_plain_file_is_read(scratch):
    with open_inside(scratch, "out/rows", 10) as file:
        assert file.read() == b"row"


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../secret", "out/../../secret", "out//rows", "./out", "out/", "a\0b"]
)
def test_a_path_that_is_not_plain_is_refused(scratch, path):
    with pytest.raises(UntrustedFileError, match="not a plain path"):
        open_inside(scratch, path, 10)


def test_a_link_is_not_followed_be_it_the_file_or_a_folder_on_the_way(scratch):
    (scratch / "metrics.jsonl").symlink_to(scratch.parent / "secret")
    (scratch / "up").symlink_to("..")
    (scratch / "same").symlink_to("out/rows")

    for path in ("metrics.jsonl", "up/secret", "same"):
        with pytest.raises(UntrustedFileError, match="without links"):
            open_inside(scratch, path, 100)


def test_a_pipe_and_a_folder_are_no_files_and_nobody_waits_for_them(scratch):
    os.mkfifo(scratch / "pipe")

    for path in ("pipe", "out"):
        with pytest.raises(UntrustedFileError, match="no regular file"):
            open_inside(scratch, path, 100)


def test_a_file_of_holes_is_measured_by_its_length(scratch):
    with (scratch / "sparse").open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(UntrustedFileError, match="1099511627776 bytes, more than 100"):
        open_inside(scratch, "sparse", 100)


def test_nothing_there_is_said_as_such(scratch):
    with pytest.raises(FileNotFoundError):
        open_inside(scratch, "missing/rows", 10)


def test_no_descriptor_stays_open(scratch):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in ("out/rows", "out", "../x", "missing", "out/rows/x"):
        try:
            open_inside(scratch, path, 1).close()
        except (OSError, UntrustedFileError):
            continue

    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_bytes_below_do_not_follow_links(scratch, tmp_path):
    (tmp_path / "big").write_bytes(bytes(1 << 20))
    (scratch / "link").symlink_to(tmp_path / "big")
    (scratch / "folder").symlink_to(tmp_path)

    assert 0 < bytes_below(str(scratch), 1 << 30) < 1 << 16


def test_empty_files_count_too(scratch):
    before = bytes_below(str(scratch), 1 << 30)
    for number in range(100):
        (scratch / str(number)).touch()

    assert bytes_below(str(scratch), 1 << 30) >= before + 100 * 512


def nest(folder: Path, name: str, depth: int) -> None:
    """Make folders below each other, too deep for their path to be named."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def test_a_folder_too_deep_to_be_named_is_not_passed_over(scratch):
    nest(scratch, "d" * 200, 30)

    with pytest.raises(UntrustedFileError, match="cannot be listed"):
        bytes_below(str(scratch), 1 << 30)
