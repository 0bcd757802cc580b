"""The worker as people start it on another node: a folder, a job file, and nothing else of ara."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import ara.review.reproduce.worker as worker
from ara.schema import RunRecord

FOLDER = Path(worker.__file__).parent
PYTHONS = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"))


def _python(version: str) -> str | None:
    names = [path for path in PYTHONS if path.parts[-3].startswith(f"{version}.")]
    return str(names[0]) if names else shutil.which(f"python{version}")


@pytest.fixture
def two_jobs(artifact: Any, row_program: str) -> list[str]:
    """A job file of two repeats, and the words behind `python FOLDER`."""
    artifact.write("main.py", row_program)
    return _words(artifact, {"repeat": 0}, {"repeat": 1})


def _words(artifact: Any, *jobs: dict[str, Any]) -> list[str]:
    path = artifact.folder / "JOBS.json"
    path.write_text(json.dumps(artifact.jobs_file(*jobs)), encoding="utf-8")
    return [str(path), "--root", str(artifact.root), "--out", str(artifact.out)]


def _start(words: list[str], python: str = sys.executable, folder: Path = FOLDER, **env: str) -> Any:
    return subprocess.run(
        [python, str(folder), *words],
        capture_output=True,
        text=True,
        cwd="/",
        timeout=100,
        env={**os.environ, "PYTHONPATH": "", **env},
    )


def _records(artifact: Any) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(artifact.out.rglob("*.json"))]


@pytest.mark.parametrize("version", ["3.9", "3.12"])
def test_the_folder_runs_on_other_pythons_without_ara(artifact: Any, two_jobs: list[str], version: str) -> None:
    python = _python(version)
    if python is None:
        pytest.skip(f"no Python {version}")

    done = _start(two_jobs, python)

    assert done.returncode == 0, done.stderr
    records = _records(artifact)
    assert [record["rows"][0]["value"] for record in records] == [1.5, 1.5]
    assert all(record["environment"]["python"].startswith(version) for record in records)
    for path in artifact.out.rglob("*.json"):
        RunRecord.model_validate_json(path.read_bytes(), strict=True)


def test_progress_is_a_line_a_job_on_standard_error(two_jobs: list[str]) -> None:
    done = _start(two_jobs)

    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 3 and lines[0].startswith("worker: 2 jobs, isolation ")
    assert lines[1].startswith("[1/2] E01-smoke-main-abababab repeat 0: 1 row in ")


def test_no_module_of_the_folder_stands_in_for_the_standard_library(artifact: Any, two_jobs: list[str]) -> None:
    copy = artifact.folder / "worker"
    shutil.copytree(FOLDER, copy)
    for name in ("statistics", "json", "socket", "tempfile", "argparse", "subprocess", "ipaddress"):
        (copy / f"{name}.py").write_text("raise SystemExit('shadowed')\n")

    done = _start(two_jobs, folder=copy)

    assert done.returncode == 0, done.stderr


def test_no_file_of_the_worker_has_a_name_of_the_standard_library() -> None:
    names = {path.stem for path in FOLDER.glob("*.py")}

    assert names & set(sys.stdlib_module_names) == set()


def test_only_the_standard_library_is_imported(two_jobs: list[str]) -> None:
    program = (
        "import importlib.util, sys\nfolder = sys.argv[1]\n"
        "spec = importlib.util.spec_from_file_location('w', folder + '/__init__.py',"
        " submodule_search_locations=[folder])\n"
        "sys.modules['w'] = module = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(module)\n"
        "import w.command\ntops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(tops - set(sys.stdlib_module_names) - {'w', '__main__'}))\n"
    )
    command = [sys.executable, "-I", "-S", "-c", program, str(FOLDER)]

    said = subprocess.run(command, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_one_failed_job_does_not_stop_the_others(artifact: Any, row_program: str) -> None:
    artifact.write("main.py", row_program)
    artifact.write("bad.py", "raise SystemExit(4)")
    bad = {"repeat": 0, "argv": ["python", "bad.py"]}
    words = _words(artifact, bad, {"repeat": 1}, {"repeat": 2, "needs": {"gpus": 99}})

    done = _start(words)

    assert done.returncode == 1
    assert [record["fault"] for record in _records(artifact)] == ["artifact", None, None]
    assert "error (artifact): exit code 4" in done.stderr and "not run; missing: 99 GPUs" in done.stderr


def test_what_was_finished_is_not_run_again(artifact: Any, two_jobs: list[str]) -> None:
    _start(two_jobs)
    before = {path: path.stat().st_mtime_ns for path in artifact.out.rglob("*")}
    next(artifact.out.rglob("repeat-1.json")).unlink()

    done = _start(two_jobs)

    assert "repeat 0: 1 row in" in done.stderr and done.stderr.count("(done before)") == 1
    after = {path: path.stat().st_mtime_ns for path in artifact.out.rglob("*")}
    assert after.keys() == before.keys()
    first = next(artifact.out.rglob("repeat-0.json"))
    assert before[first] == after[first]


def test_a_torn_record_is_run_again(artifact: Any, two_jobs: list[str]) -> None:
    _start(two_jobs)
    torn = next(artifact.out.rglob("repeat-1.json"))
    torn.write_text(torn.read_text()[:100])

    done = _start(two_jobs)

    assert done.returncode == 0
    assert [record["rows"][0]["value"] for record in _records(artifact)] == [1.5, 1.5]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_finished_records_and_no_process(artifact: Any, row_program: str, number: int) -> None:
    artifact.write("main.py", row_program)
    artifact.write("slow.py", "import time\nprint('slow-' 'marker')\ntime.sleep(120)")
    words = _words(artifact, {"repeat": 0}, {"repeat": 1, "argv": ["python", "slow.py", "marker-of-a-slow-job"]})
    work = artifact.folder / "scratch"
    work.mkdir()
    running = subprocess.Popen(
        [sys.executable, str(FOLDER), *words, "--work", str(work)], stderr=subprocess.PIPE, text=True, cwd="/"
    )
    _wait(lambda: _alive("marker-of-a-slow-job"))

    running.send_signal(number)
    _, said = running.communicate(timeout=20)

    assert running.returncode == 130 and "interrupted" in said
    assert [record["repeat"] for record in _records(artifact)] == [0]
    _wait(lambda: not _alive("marker-of-a-slow-job"))
    assert not list(artifact.out.rglob(".writing-*"))


def test_a_kill_at_any_moment_leaves_whole_records_or_none(artifact: Any, row_program: str) -> None:
    artifact.write("main.py", row_program)
    words = _words(artifact, *({"repeat": number, "seed": number} for number in range(12)))
    moments = random.Random(5)

    for _ in range(5):
        running = subprocess.Popen([sys.executable, str(FOLDER), *words], stderr=subprocess.DEVNULL, cwd="/")
        time.sleep(moments.uniform(0.15, 0.6))
        running.kill()
        running.wait()
        for path in artifact.out.rglob("*.json"):
            record = RunRecord.model_validate_json(path.read_bytes(), strict=True)
            log = path.with_suffix(".log").read_bytes()
            assert record.output is not None and hashlib.sha256(log).hexdigest() == record.output.log_sha256
    done = _start(words)

    assert done.returncode == 0
    assert sorted(record["repeat"] for record in _records(artifact)) == list(range(12))


def _alive(mark: str) -> bool:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if mark.encode() in words and b"--out" not in words:
            return True
    return False


def _wait(condition: Any, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_several_jobs_at_a_time(artifact: Any) -> None:
    artifact.write(
        "main.py",
        "import json, os, time\nbegan = time.time()\ntime.sleep(1)\n"
        "for name, value in (('a', began), ('b', time.time())):\n"
        "    open(os.environ['ARA_METRICS'], 'a').write(json.dumps({'metric': name, 'value': value}) + '\\n')\n",
    )
    words = _words(artifact, {"repeat": 0}, {"repeat": 1})

    done = _start([*words, "--jobs", "2"])

    assert done.returncode == 0
    (a0, b0), (a1, b1) = [[row["value"] for row in record["rows"]] for record in _records(artifact)]
    assert a0 < b1 and a1 < b0, "the two did not overlap"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda a, w: [*w[:1], "--root", "/no/such", *w[3:]], "--root /no/such is not a folder"),
        (lambda a, w: [*w, "--secret", "NOT_SET_HERE"], "--secret NOT_SET_HERE: no such variable"),
        (lambda a, w: ["/no/such.json", *w[1:]], "/no/such.json: cannot be read"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(artifact: Any, two_jobs: list[str], change: Any, words: str) -> None:
    done = _start(change(artifact, two_jobs))

    assert done.returncode == 2
    assert words in done.stderr and len(done.stderr.splitlines()) == 1
    assert not artifact.out.exists() or not list(artifact.out.iterdir())


def test_a_secret_is_handed_on_by_name(artifact: Any) -> None:
    artifact.write(
        "main.py",
        "import json, os\nprint(os.environ['MY_KEY'])\n"
        "json.dump({'metric': 'length', 'value': len(os.environ['MY_KEY'])}, open(os.environ['ARA_METRICS'], 'w'))\n",
    )
    words = _words(artifact, {"secrets": ["MY_KEY"]})

    done = _start([*words, "--secret", "MY_KEY"], MY_KEY="swordfish-42")

    assert done.returncode == 0
    assert _records(artifact)[0]["rows"][0]["value"] == 12.0
    assert not any(b"swordfish" in path.read_bytes() for path in artifact.out.rglob("*") if path.is_file())
    assert "swordfish" not in done.stderr


def test_without_a_sandbox_it_runs_only_when_asked_to(artifact: Any, two_jobs: list[str], tmp_path: Path) -> None:
    done = _start([*two_jobs, "--no-sandbox"])

    assert done.returncode == 0 and "isolation none" in done.stderr
    assert {record["isolation"] for record in _records(artifact)} == {"none"}
