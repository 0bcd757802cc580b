"""From a worker's folder into the Ara: held against the job, never twice, never over another record."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.filing import file_record, left_over, read_record
from ara.review.reproduce.runs_ledger import read_ledger
from ara.schema import AraError
from ara.schema.reproduce import Job, RunRecord

LOG = b"log\n"
DIGEST = hashlib.sha256(b"job").hexdigest()
RUN = f"E01-smoke-main-{DIGEST[:8]}"


def job(**changes: Any) -> Job:
    said = {
        "run": RUN, "job": DIGEST, "experiment": "E01", "tier": "smoke", "arm": "main", "repeat": 0, "seed": 5,
        "fidelity": "smoke", "tree": DIGEST, "argv": ("python", "run.py"),
    }  # fmt: skip
    return Job(**said | changes)


def write_record(folder: Path, **changes: Any) -> Path:
    """What a worker leaves."""
    said: dict[str, Any] = {
        "format": "ara-run/1", "run": RUN, "experiment": "E01", "tier": "smoke", "arm": "main", "repeat": 0,
        "seed": 5, "fidelity": "smoke", "job": DIGEST, "command": ["python", "run.py"], "exit_code": 0,
        "started": "2026-01-01T00:00:00Z", "seconds": 1.0, "isolation": "bubblewrap",
        "rows": [{"metric": "speed", "value": 3.0}],
    }  # fmt: skip
    said |= changes
    place = folder / said["run"]
    place.mkdir(parents=True)
    (place / f"repeat-{said['repeat']}.log").write_bytes(LOG)
    (place / f"repeat-{said['repeat']}.json").write_text(json.dumps(said, indent=1) + "\n")
    return folder


@pytest.fixture
def file_it(tmp_path: Path) -> Callable[..., RunRecord]:
    """Let a worker leave a record and file it."""
    count = iter(range(100))

    def made(**changes: Any) -> RunRecord:
        folder = write_record(tmp_path / "out" / str(next(count)), **changes)
        return file_record(read_record(folder), folder, tmp_path / "ara", tmp_path / "ledger")

    (tmp_path / "ara").mkdir()
    return made


def filed(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "ara/evidence/runs" / RUN).iterdir())


def test_a_record_comes_with_its_log_and_is_in_the_ledger(file_it: Callable[..., RunRecord], tmp_path: Path) -> None:
    record = file_it()

    assert filed(tmp_path) == ["repeat-0.json", "repeat-0.log"]
    assert read_ledger(tmp_path / "ledger").made_here(record, (tmp_path / "ara" / record.path).read_bytes())


def test_the_same_record_is_not_filed_twice(file_it: Callable[..., RunRecord], tmp_path: Path) -> None:
    file_it()
    file_it()

    assert filed(tmp_path) == ["repeat-0.json", "repeat-0.log"]
    assert len(read_ledger(tmp_path / "ledger").runs) == 1


def test_another_record_stands_beside_the_first(file_it: Callable[..., RunRecord], tmp_path: Path) -> None:
    first = file_it()
    before = (tmp_path / "ara" / first.path).read_bytes()
    second = file_it(seconds=2.0)
    again = file_it(seconds=2.0)

    assert (second.take, again.take) == (2, 2)
    assert filed(tmp_path) == ["repeat-0.json", "repeat-0.log", "repeat-0.take-2.json", "repeat-0.take-2.log"]
    assert (tmp_path / "ara" / first.path).read_bytes() == before
    data = (tmp_path / "ara" / second.path).read_bytes()
    assert json.loads(data)["take"] == 2
    assert read_ledger(tmp_path / "ledger").made_here(second, data)


def test_a_record_on_another_disk_is_copied(
    file_it: Callable[..., RunRecord], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def across(self: Path, target: Path) -> Path:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "rename", across)
    record = file_it()

    assert filed(tmp_path) == ["repeat-0.json", "repeat-0.log"]
    assert read_ledger(tmp_path / "ledger").made_here(record, (tmp_path / "ara" / record.path).read_bytes())


@pytest.mark.parametrize(
    "change", [{"seed": 6}, {"check_hashes": {"K01": "a" * 64}}, {"purpose": "calibration"}, {"repeats": "in-process"}]
)
def test_a_record_of_another_job_is_refused(change: dict[str, Any], tmp_path: Path) -> None:
    folder = write_record(tmp_path / "out", **change)

    with pytest.raises(AraError, match="of another"):
        read_record(folder, job())


@pytest.mark.parametrize(
    "change",
    [{"run": "../../x"}, {"run": "E02-smoke-main-aaaaaaaa"}, {"take": 2}, {"rows": [{"metric": "m"}]}, {"seconds": -1}],
)
def test_what_is_no_record_is_refused(change: dict[str, Any], tmp_path: Path) -> None:
    folder = write_record(tmp_path / "out", **change)

    with pytest.raises(AraError, match="Remove the folder"):
        read_record(folder)


def test_a_torn_record_is_refused(tmp_path: Path) -> None:
    folder = write_record(tmp_path / "out")
    path = folder / RUN / "repeat-0.json"
    path.write_bytes(path.read_bytes()[:100])

    with pytest.raises(AraError, match="torn"):
        read_record(folder)


def test_what_was_still_running_is_removed_and_the_rest_is_left_to_be_filed(tmp_path: Path) -> None:
    write_record(tmp_path / "out" / "done")
    write_record(tmp_path / "out" / "half.1.running")

    assert [folder.name for folder in left_over(tmp_path / "out")] == ["done"]
    assert [folder.name for folder in (tmp_path / "out").iterdir()] == ["done"]
