"""The ledger outside the Ara: what it knows, what a crash leaves of it, several processes at a time."""

import multiprocessing
from pathlib import Path

import pytest

from ara.review.reproduce.runs_ledger import PlanEntry, RunEntry, append_entries, ledger_path, read_ledger, run_entry
from ara.schema.reproduce import RunRecord

RECORD = RunRecord(
    run="E01-smoke-main-aaaaaaaa",
    experiment="E01",
    tier="smoke",
    arm="main",
    repeat=0,
    seed=1,
    fidelity="smoke",
    job="a" * 64,
    command=("python",),
    exit_code=0,
    started="2026-01-01T00:00:00Z",
    seconds=1.0,
    isolation="bubblewrap",
)


def test_it_knows_the_bytes_it_was_told_of_and_no_others(tmp_path: Path) -> None:
    path = tmp_path / "state" / "runs.jsonl"
    append_entries(path, [run_entry(RECORD, b"bytes")])
    ledger = read_ledger(path)

    assert ledger.made_here(RECORD, b"bytes")
    assert not ledger.made_here(RECORD, b"other bytes")
    for change in ({"repeat": 1}, {"job": "b" * 64}, {"run": "E01-smoke-main-bbbbbbbb"}, {"take": 2}):
        assert not ledger.made_here(RECORD.model_copy(update=change), b"bytes"), change


def test_a_plan_is_no_record(tmp_path: Path) -> None:
    append_entries(tmp_path / "l", [PlanEntry(RECORD.job, RECORD.run, 0)])

    assert read_ledger(tmp_path / "l").planned_here(RECORD)
    assert not read_ledger(tmp_path / "l").made_here(RECORD, b"bytes")


def test_without_a_file_nothing_was_made_here(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "none").runs == frozenset()


@pytest.mark.parametrize("cut", [1, 20, 60, -2])
def test_a_torn_last_line_spoils_no_other(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    entries = [RunEntry("a" * 64, "run", repeat, 1, "c" * 64) for repeat in range(3)]
    append_entries(path, entries[:1])
    whole = path.read_bytes()
    append_entries(path, entries[1:2])
    second = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + second[:cut])

    append_entries(path, entries[2:])
    ledger = read_ledger(path)

    assert ledger.runs == {entries[0], entries[2]}
    assert ledger.unread == 1


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"1",
        b"\xff\xfe",
        b'{"job": 1}',
        b'{"job": "a", "run": "b", "repeat": true, "take": 1, "sha256": "c"}',
        b'{"job": "a", "run": "b", "repeat": 0, "take": "1", "sha256": "c"}',
    ],
)
def test_a_line_that_is_no_entry_is_counted_and_passed_over(line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    append_entries(path, [run_entry(RECORD, b"bytes")])
    path.write_bytes(line + b"\n" + path.read_bytes())

    assert read_ledger(path).made_here(RECORD, b"bytes")
    assert read_ledger(path).unread == 1


def _append(path: Path, number: int) -> None:
    for repeat in range(50):
        append_entries(path, [RunEntry("a" * 64, f"run{number}", repeat, 1, "c" * 64)])


def test_several_processes_append_without_mixing_lines(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_append, args=(path, number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert len(read_ledger(path).runs) == 200 and read_ledger(path).unread == 0


def test_it_lies_where_state_belongs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert ledger_path() == tmp_path / "ara" / "runs.jsonl"

    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert ledger_path() == tmp_path / ".local" / "state" / "ara" / "runs.jsonl"
