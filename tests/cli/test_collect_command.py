"""`ara collect` as people call it: what it prints, and its exit codes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ara.cli.collect import command
from ara.schema import AraError
from ara.schema.blank import blank_texts

JOB = "ab" * 32
RUN = f"E01-smoke-main-{JOB[:8]}"
REPRODUCE = """\
format: ara-reproduce/1
code: {root: "src/execution"}
experiments:
  E01: {command: [python, main.py], tiers: {smoke: {fidelity: smoke}}}
"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """An Ara, and a worker's folder with one record."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    ara, out = tmp_path / "ara", tmp_path / "out"
    for path, text in {**blank_texts("T", ("A",), 2026), "src/reproduce.yaml": REPRODUCE}.items():
        (ara / path).parent.mkdir(parents=True, exist_ok=True)
        (ara / path).write_text(text, encoding="utf-8")
    (out / RUN).mkdir(parents=True)
    log = b"== stdout: 0 bytes ==\n"
    record = {
        "format": "ara-run/1",
        "run": RUN,
        "experiment": "E01",
        "tier": "smoke",
        "arm": "main",
        "repeat": 0,
        "seed": 1,
        "fidelity": "smoke",
        "job": JOB,
        "command": ["python", "main.py"],
        "exit_code": 0,
        "started": "2026-01-02T03:04:05Z",
        "seconds": 1,
        "isolation": "none",
        "rows": [{"metric": "m", "value": 1}],
        "output": {
            "stdout_bytes": 0,
            "stderr_bytes": 0,
            "truncated": False,
            "log_sha256": hashlib.sha256(log).hexdigest(),
        },
    }
    (out / RUN / "repeat-0.json").write_text(json.dumps(record))
    (out / RUN / "repeat-0.log").write_bytes(log)
    return ara, out


def _collect(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], standalone_mode=False)


def test_it_says_what_it_filed(folders: tuple[Path, Path]) -> None:
    done = _collect(*folders)

    expected = f"{folders[0]}: 1 record filed, 0 there before, 0 refused; 0 made here, 1 shipped.\n"
    assert (done.return_value, done.output) == (0, expected)


def test_a_refused_record_is_named_with_its_reason_and_gives_1(folders: tuple[Path, Path]) -> None:
    (folders[1] / RUN / "repeat-0.log").write_text("another")

    done = _collect(*folders)

    assert done.return_value == 1
    assert done.output.splitlines()[0] == (
        f"refused {RUN}/repeat-0.json: has another log beside it than the one it was written with."
    )


def test_json_holds_records_refusals_and_a_summary(folders: tuple[Path, Path]) -> None:
    done = _collect(*folders, "--json")

    document = json.loads(done.stdout)
    path = f"evidence/runs/{RUN}/repeat-0.json"
    assert document == {
        "records": [{"source": f"{RUN}/repeat-0.json", "path": path, "origin": "shipped", "present": False}],
        "refused": [],
        "summary": {"filed": 1, "present": 0, "refused": 0, "here": 0, "shipped": 1},
    }


def test_a_folder_without_records_is_an_error(folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    done = _collect(folders[0], tmp_path / "empty")

    assert isinstance(done.exception, AraError) and "holds no record" in str(done.exception)
