"""Rows in ARA_METRICS: all or nothing, with the line named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ara.review.reproduce.worker.faults import ArtifactError
from ara.review.reproduce.worker.metrics import METRICS_FILE, read_rows

JOB = {"experiment": "E01", "arm": "main", "tier": "smoke", "run": "E01-smoke-main-abababab"}


def _write(scratch: Path, data: bytes | str) -> None:
    (scratch / METRICS_FILE).write_bytes(data if isinstance(data, bytes) else data.encode())


def test_no_file_is_no_row(tmp_path: Path) -> None:
    assert read_rows(tmp_path, JOB) == []


def test_a_row_is_read_in_full(tmp_path: Path) -> None:
    _write(tmp_path, '{"metric": "m", "value": 3, "unit": "s", "params": {"n": 8, "on": true}, "repeat": 2}\n\n')

    row = {"metric": "m", "value": 3.0, "unit": "s", "params": {"n": 8, "on": True}, "repeat": 2}
    assert read_rows(tmp_path, JOB) == [row]


def test_a_whole_last_line_counts_without_its_end(tmp_path: Path) -> None:
    _write(tmp_path, '{"metric": "m", "value": 1}\n{"metric": "m", "value": 2}')

    assert [row["value"] for row in read_rows(tmp_path, JOB)] == [1.0, 2.0]


def test_a_row_may_say_whose_it_is(tmp_path: Path) -> None:
    _write(tmp_path, '{"metric": "m", "value": 1, "experiment": "E01"}\n')

    assert "experiment" not in read_rows(tmp_path, JOB)[0]


GOOD = '{"metric": "m", "value": 1}\n'


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ('{"metric": "m", "val', "line 2 of the metrics file is torn"),
        ('{"metric": "m", "val\n' + GOOD, "line 2 of the metrics file is not JSON"),
        ('{"metric": "m", "value": NaN}\n', "line 2 .* is nan, not a finite number"),
        ('{"metric": "m", "value": -Infinity}\n', "line 2 .* is -inf, not a finite number"),
        ('{"metric": "m", "value": 1e999}\n', "not a finite number"),
        ('{"metric": "m", "value": 1' + "0" * 400 + "}\n", "too large"),
        ('{"metric": "m", "value": "1"}\n', "is not a number"),
        ('{"metric": "m", "value": true}\n', "is not a number"),
        ('{"metric": "m", "value": null}\n', "is not a number"),
        ('{"metric": "m"}\n', "is not a number"),
        ('{"value": 1}\n', "`metric` is not a name"),
        ('{"metric": "", "value": 1}\n', "`metric` is not a name"),
        ('{"metric": "a\\u001b[31m", "value": 1}\n', "`metric` is not a name"),
        ('{"metric": "m", "value": 1, "unit": 3}\n', "`unit`"),
        ('{"metric": "m", "value": 1, "params": [1]}\n', "`params`"),
        ('{"metric": "m", "value": 1, "params": {"a": NaN}}\n', "`params`"),
        ('{"metric": "m", "value": 1, "params": {"a": {}}}\n', "`params`"),
        ('{"metric": "m", "value": 1, "repeat": -1}\n', "`repeat`"),
        ('{"metric": "m", "value": 1, "repeat": 1.5}\n', "`repeat`"),
        ('{"metric": "m", "value": 1, "verdict": "verified"}\n', "unknown key 'verdict'"),
        ('{"metric": "m", "value": 1, "value": 2}\n', "line 2 of the metrics file is not JSON"),
        ('{"metric": "m", "value": 1, "experiment": "E02"}\n', "claims another experiment than this job's E01"),
        ('{"metric": "m", "value": 1, "arm": "dense"}\n', "claims another arm"),
        ("[1]\n", "no JSON object"),
        ("[" * 60_000 + "\n", "is not JSON"),
        (" " * 70_000 + "1\n", "more than 65536 bytes"),
        ('{"metric": "\\ud800", "value": 1}\n', "`metric` is not a name"),
    ],
)
def test_one_bad_row_spoils_all(tmp_path: Path, second: str, words: str) -> None:
    _write(tmp_path, GOOD + second)

    with pytest.raises(ArtifactError, match=words):
        read_rows(tmp_path, JOB)


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    _write(tmp_path, b'{"metric": "\xff", "value": 1}\n')

    with pytest.raises(ArtifactError, match="line 1"):
        read_rows(tmp_path, JOB)


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(GOOD)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (scratch / METRICS_FILE).symlink_to(elsewhere)

    with pytest.raises(ArtifactError, match="cannot be taken"):
        read_rows(scratch, JOB)


def test_a_pipe_in_the_place_of_the_file_does_not_hold_the_worker_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / METRICS_FILE)

    with pytest.raises(ArtifactError, match="cannot be taken"):
        read_rows(tmp_path, JOB)


def test_a_folder_in_the_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / METRICS_FILE).mkdir()

    with pytest.raises(ArtifactError, match="cannot be taken"):
        read_rows(tmp_path, JOB)


def test_a_sparse_giant_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / METRICS_FILE).open("wb") as file:
        file.truncate(100 << 30)

    with pytest.raises(ArtifactError, match="more than"):
        read_rows(tmp_path, JOB)
