"""Rules that take numbers from what a command prints or writes."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.worker.collect import Left, collect_rows
from ara.review.reproduce.worker.faults import ArtifactError


class Scratch:
    """A scratch folder in which a command has worked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.began = time.time_ns()
        self.shipped: dict[str, str] = {}
        (folder / "work" / "bench").mkdir(parents=True)
        for name in ("stdout", "stderr"):
            (folder / name).write_text("")

    def wrote(self, path: str, text: str) -> Path:
        place = self.folder / "work" / "bench" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    def printed(self, text: str, stream: str = "stdout") -> None:
        (self.folder / stream).write_text(text, encoding="utf-8")

    def rows(self, cut: tuple[str, ...] = (), **rule: Any) -> list[dict[str, Any]]:
        usual = {"metric": "m", "from": "stdout", "pattern": None, "json_path": None, "column": None}
        whole = {**usual, "times": 1, "unit": None, "params": {}, **rule}
        streams = {name: self.folder / name for name in ("stdout", "stderr")}
        left = Left(streams, cut, self.folder, "work/bench", self.began, self.shipped)
        return collect_rows([whole], left)

    def values(self, **rule: Any) -> list[float]:
        return [row["value"] for row in self.rows(**rule)]


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path)


@pytest.mark.parametrize(
    ("printed", "pattern", "value"),
    [
        ("Throughput: 1,234.5 tok/s\n", "Throughput: {value} tok/s", 1234.5),
        ("loss=3.2e-4, lr=1\n", "loss={value},", 3.2e-4),
        ("acc (top-1): 71.2%\n", "acc (top-1): {value}%", 71.2),
        ("took 12ms\n", "took {value}ms", 12.0),
        ("speedup 3.60x\n", "speedup {value}x", 3.6),
        ("a.b: 1\naxb: 2\n", "a.b: {value}", 1.0),
        ("delta -0.5\n", "delta {value}", -0.5),
        ("42\n", "{value}", 42.0),
        ("10%|# | 1/9\rfinal 0.7\n", "final {value}", 0.7),
    ],
)
def test_a_pattern_is_literal_text_around_a_number(scratch: Scratch, printed: str, pattern: str, value: float) -> None:
    scratch.printed(printed)

    assert scratch.values(pattern=pattern) == [value]


def test_a_number_is_never_cut(scratch: Scratch) -> None:
    for printed in ("took 12:30\n", "took 1.234.567\n", "took 3/4\n", "took 0x1F\n", "took 1,23\n", "took 1_000\n"):
        scratch.printed(printed)
        with pytest.raises(ArtifactError, match="matches 0 times, not once"):
            scratch.rows(pattern="took {value}")


def test_a_pattern_that_matches_twice_is_an_error(scratch: Scratch) -> None:
    scratch.printed("acc 1\nacc 2\n")

    with pytest.raises(ArtifactError, match="matches 2 times, not once"):
        scratch.rows(pattern="acc {value}")


def test_several_matches_are_right_when_so_many_are_asked_for(scratch: Scratch) -> None:
    scratch.printed("acc 1\nacc 2\n", "stderr")

    assert scratch.values(**{"from": "stderr"}, pattern="acc {value}", times=2) == [1.0, 2.0]


def test_nan_is_told_and_not_passed_over(scratch: Scratch) -> None:
    scratch.printed("loss: nan\n")

    with pytest.raises(ArtifactError, match="not finite"):
        scratch.rows(pattern="loss: {value}")


def test_percent_gives_the_unit_and_never_scales(scratch: Scratch) -> None:
    scratch.printed("acc 71.2 %\n")

    (row,) = scratch.rows(pattern="acc {value}")
    assert (row["value"], row["unit"]) == (71.2, "%")
    with pytest.raises(ArtifactError, match="printed in percent, and the rule's unit is 'fraction'"):
        scratch.rows(pattern="acc {value}", unit="fraction")


def test_unit_and_params_come_from_the_rule(scratch: Scratch) -> None:
    scratch.printed("t 5\n")

    (row,) = scratch.rows(pattern="t {value}", unit="ms", params={"n": 4})
    assert (row["unit"], row["params"], row["repeat"]) == ("ms", {"n": 4}, None)


def test_a_stream_of_which_some_was_thrown_away_is_not_trusted(scratch: Scratch) -> None:
    scratch.printed("acc 1\n")

    with pytest.raises(ArtifactError, match="more was printed than is kept"):
        scratch.rows(cut=("stdout",), pattern="acc {value}")


def test_a_json_path_leads_to_the_number(scratch: Scratch) -> None:
    scratch.wrote("out/a.json", '{"results": [{"acc": 0.5}, {"acc": "71.5"}]}')

    assert scratch.values(**{"from": "out/*.json"}, json_path="results.0.acc") == [0.5]
    assert scratch.values(**{"from": "out/*.json"}, json_path="results.1.acc") == [71.5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"results": []}', "holds nothing at"),
        ('{"results": [{"acc": NaN}]}', "not a finite number"),
        ('{"results": [{"acc": null}]}', "is not a number"),
        ('{"results": [{"acc": true}]}', "is not a number"),
        ('{"results": [{"acc": 1, "acc": 2}]}', "stands twice"),
        ('{"results": [{"acc"', "is not JSON"),
    ],
)
def test_a_json_path_that_finds_no_number_is_an_error(scratch: Scratch, text: str, words: str) -> None:
    scratch.wrote("a.json", text)

    with pytest.raises(ArtifactError, match=words):
        scratch.rows(**{"from": "a.json"}, json_path="results.0.acc")


def test_json_lines_give_a_number_each(scratch: Scratch) -> None:
    scratch.wrote("log.jsonl", '{"loss": 2}\n{"loss": 1}\n')

    assert scratch.values(**{"from": "log.jsonl"}, json_path="loss", times=2) == [2.0, 1.0]


def test_a_column_gives_a_number_for_each_row(scratch: Scratch) -> None:
    scratch.wrote("r.csv", '\ufeffname, ms\n"a, b",1.5\n\nc,2.5\n')
    scratch.wrote("r.tsv", "name\tms\na\t7\n")

    assert scratch.values(**{"from": "r.csv"}, column="ms", times=2) == [1.5, 2.5]
    assert scratch.values(**{"from": "r.tsv"}, column="ms") == [7.0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "no column 'ms'"),
        ("ms,ms\n1,2\n", "several columns 'ms'"),
        ("a,ms\n1\n", "row 2 has 1 cells"),
        ("", "it is empty"),
        ("ms\nfast\n", "not a number"),
        ('ms\n"1\n', "is not CSV"),
    ],
)
def test_a_table_that_does_not_fit_is_an_error(scratch: Scratch, text: str, words: str) -> None:
    scratch.wrote("r.csv", text)

    with pytest.raises(ArtifactError, match=words):
        scratch.rows(**{"from": "r.csv"}, column="ms")


def test_a_glob_goes_through_folders_only_with_two_stars(scratch: Scratch) -> None:
    scratch.wrote("runs/1/acc.txt", "acc 1")

    assert scratch.values(**{"from": "runs/**/acc.txt"}, pattern="acc {value}") == [1.0]
    with pytest.raises(ArtifactError, match="matches 0 times"):
        scratch.rows(**{"from": "runs/*.txt"}, pattern="acc {value}")


def test_a_link_is_refused_even_when_it_leads_to_the_right_number(scratch: Scratch, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.txt"
    secret.write_text("acc 1")
    (scratch.folder / "work" / "bench" / "acc.txt").symlink_to(secret)

    with pytest.raises(ArtifactError, match="is a link"):
        scratch.rows(**{"from": "acc.txt"}, pattern="acc {value}")


def test_a_folder_that_is_a_link_is_not_entered(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "acc.txt").write_text("acc 1")
    (scratch.folder / "work" / "bench" / "out").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ArtifactError, match="matches 0 times"):
        scratch.rows(**{"from": "out/acc.txt"}, pattern="acc {value}")


def test_a_working_folder_that_became_a_link_is_not_entered(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "acc.txt").write_text("acc 1")
    (scratch.folder / "work" / "bench").rmdir()
    (scratch.folder / "work" / "bench").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ArtifactError, match="cannot be opened as a file without links"):
        scratch.rows(**{"from": "acc.txt"}, pattern="acc {value}")


def test_a_result_that_came_with_the_code_is_no_measurement(scratch: Scratch) -> None:
    scratch.wrote("results.txt", "acc 99")
    scratch.shipped = {"work/bench/results.txt": hashlib.sha256(b"acc 99").hexdigest()}
    scratch.began = time.time_ns()

    with pytest.raises(ArtifactError, match="came with the code and was not written by this run"):
        scratch.rows(**{"from": "results.txt"}, pattern="acc {value}")


def test_a_result_that_the_run_wrote_again_counts_even_when_it_is_the_same(scratch: Scratch) -> None:
    scratch.shipped = {"work/bench/results.txt": hashlib.sha256(b"acc 99").hexdigest()}
    scratch.began = time.time_ns() - 10**9
    written = scratch.wrote("results.txt", "acc 99")
    os.utime(written, (0, 0))

    assert scratch.values(**{"from": "results.txt"}, pattern="acc {value}") == [99.0]


def test_a_result_that_the_run_changed_counts(scratch: Scratch) -> None:
    scratch.shipped = {"work/bench/results.txt": hashlib.sha256(b"acc 99").hexdigest()}
    scratch.wrote("results.txt", "acc 98")
    scratch.began = time.time_ns()

    assert scratch.values(**{"from": "results.txt"}, pattern="acc {value}") == [98.0]
