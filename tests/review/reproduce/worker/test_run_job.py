"""One job from end to end, in a sandbox: whatever the artifact does, a whole record comes out."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.worker import checked, run_job
from ara.review.reproduce.worker.sandbox.bubblewrap import Bubblewrap
from ara.review.reproduce.worker.sandbox.namespaces import Namespaces
from ara.review.reproduce.worker.sandbox.none import NoSandbox
from ara.review.reproduce.worker.sandbox.probe import try_out
from ara.schema import RunRecord

WRITE = "import json, os\nrows = open(os.environ['ARA_METRICS'], 'a')\n"


def _problem(record: dict[str, Any]) -> tuple[Any, Any]:
    assert record["rows"] == []
    return record["fault"], record["missing"]


def test_a_good_run_gives_its_rows_and_all_that_is_known_of_it(artifact: Any, row_program: str) -> None:
    record = artifact.run("print('hello')\n" + row_program, env={"LEN": "512"}, check_hashes={"K01": "cd" * 32})

    assert (record["exit_code"], record["fault"], record["missing"], record["limit"]) == (0, None, None, None)
    assert record["rows"] == [{"metric": "m", "value": 1.5, "unit": None, "params": {}, "repeat": None}]
    assert record["seconds"] > 0 and record["cpu_seconds"] > 0 and record["peak_memory_mb"] > 1
    assert record["isolation"] == artifact.sandbox.name
    assert record["hardware"]["cores"] >= 1 and record["hardware"]["memory_gb"] > 0
    assert record["env"] == {"LEN": "512"}
    assert record["code_files"] == {"main.py": hashlib.sha256((artifact.root / "main.py").read_bytes()).hexdigest()}
    assert record["output"]["stdout_bytes"] == 6
    assert record["environment"]["kind"] == "worker"


def test_the_written_record_is_the_one_given_and_the_schema_takes_it(artifact: Any, row_program: str) -> None:
    record = artifact.run(row_program)

    place = artifact.out / record["run"] / "repeat-0.json"
    assert json.loads(place.read_text()) == record
    read = RunRecord.model_validate_json(place.read_bytes(), strict=True)
    assert read.path == f"evidence/runs/{record['run']}/repeat-0.json"
    log = place.with_suffix(".log").read_bytes()
    assert hashlib.sha256(log).hexdigest() == record["output"]["log_sha256"]


def test_nothing_but_records_and_logs_is_left_behind(artifact: Any, row_program: str) -> None:
    record = artifact.run(row_program)

    assert sorted(path.name for path in (artifact.out / record["run"]).iterdir()) == ["repeat-0.json", "repeat-0.log"]
    assert list((artifact.folder / "work" / "jobs").iterdir()) == []


def test_a_command_may_write_next_to_its_code(artifact: Any) -> None:
    artifact.write("bench/lib.py", "ANSWER = 42\n")
    artifact.write(
        "bench/run.py",
        "import lib, pathlib\npathlib.Path('out').mkdir()\nopen('out/r.txt', 'w').write(f'acc {lib.ANSWER}')\n",
    )
    rule = {"metric": "acc", "from": "out/*.txt", "pattern": "acc {value}"}

    record = artifact.run(argv=["python", "run.py"], cwd="bench", collect=[rule])

    assert record["reason"] is None
    assert [row["value"] for row in record["rows"]] == [42.0]
    assert not (artifact.root / "bench" / "out").exists()


def test_the_next_job_does_not_see_what_the_one_before_wrote(artifact: Any) -> None:
    program = WRITE + (
        "found = os.path.exists('left.txt') or open('data.txt').read() != 'as shipped'\n"
        "open('left.txt', 'w').write('x')\nopen('data.txt', 'w').write('changed')\n"
        "rows.write(json.dumps({'metric': 'found', 'value': int(found)}))\n"
    )
    artifact.write("data.txt", "as shipped")

    values = [artifact.run(program)["rows"][0]["value"] for _ in range(2)]

    assert values == [0.0, 0.0]


def test_a_seed_inputs_and_variables_reach_the_job(artifact: Any) -> None:
    data = b"some data"
    sha256 = hashlib.sha256(data).hexdigest()
    (artifact.folder / "inputs").mkdir()
    (artifact.folder / "inputs" / sha256).write_bytes(data)
    program = WRITE + (
        "text = open(os.environ['ARA_INPUTS'] + '/set/prompts').read()\n"
        "good = text == 'some data' and os.environ['LEN'] == '8' and os.environ['OMP_NUM_THREADS'] == '1'\n"
        "rows.write(json.dumps({'metric': 'seed', 'value': int(os.environ['ARA_SEED']) if good else -1}))\n"
    )

    record = artifact.run(
        program,
        seed=99,
        env={"LEN": "8"},
        needs={"time_s": 60, "cpus": 1},
        inputs=[{"name": "set/prompts", "sha256": sha256, "bytes": len(data)}],
    )

    assert [row["value"] for row in record["rows"]] == [99.0]
    assert record["inputs"] == {"set/prompts": sha256}


def test_an_input_that_is_shipped_with_the_code_is_mounted_but_is_not_in_the_tree(artifact: Any) -> None:
    program = WRITE + (
        "good = open(os.environ['ARA_INPUTS'] + '/d').read() == 'abc' and not os.path.exists('data')\n"
        "rows.write(json.dumps({'metric': 'good', 'value': int(good)}))\n"
    )
    artifact.write("main.py", program)
    data = artifact.jobs_file()
    artifact.write("data/d.bin", "abc")
    sha256 = hashlib.sha256(b"abc").hexdigest()
    data["jobs"][0]["inputs"] = [{"name": "d", "sha256": sha256, "bytes": 3, "path": "data/d.bin"}]
    jobs_file = checked(data)

    record = run_job(
        jobs_file,
        jobs_file["jobs"][0],
        root=artifact.root,
        out=artifact.out,
        sandbox=artifact.sandbox,
        work=artifact.folder / "work",
        secrets={},
        input_cache=artifact.folder / "inputs",
    )

    assert [row["value"] for row in record["rows"]] == [1.0]


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("raise SystemExit(3)", "exit code 3"),
        ("import os\nos.abort()", "SIGABRT"),
        ("print('nothing measured')", "it measured nothing"),
        (WRITE + 'rows.write(\'{"metric": "m", "val\')', "line 1 of the metrics file is torn"),
        (WRITE + 'rows.write(\'{"metric": "m", "value": NaN}\')', "nan, not a finite number"),
        (WRITE + 'rows.write(\'{"metric": "m", "value": 1, "experiment": "E02"}\')', "claims another experiment"),
        ("import os\nos.symlink('/etc/passwd', os.environ['ARA_METRICS'])", "metrics file cannot be taken"),
        ("import os\nos.mkfifo(os.environ['ARA_METRICS'])", "metrics file cannot be taken"),
    ],
)
def test_the_artifacts_faults_are_its_own(artifact: Any, program: str, reason: str) -> None:
    record = artifact.run(program)

    assert _problem(record) == ("artifact", None)
    assert reason in record["reason"]


def test_a_program_that_is_not_there_is_the_artifacts_fault(artifact: Any) -> None:
    artifact.write("main.py", "")

    record = artifact.run(argv=["no-such-program-anywhere"])

    assert _problem(record) == ("artifact", None)
    assert "be started" in record["reason"]


def test_a_working_folder_that_is_not_in_the_tree_is_the_artifacts_fault(artifact: Any) -> None:
    record = artifact.run("", cwd="bench")

    assert _problem(record) == ("artifact", None)
    assert "working folder 'bench'" in record["reason"]


def test_time_that_runs_out_is_named(artifact: Any) -> None:
    record = artifact.run("import time\nprint('begun', flush=True)\ntime.sleep(60)", needs={"time_s": 0.5})

    assert _problem(record) == ("artifact", None)
    assert (record["exit_code"], record["limit"]) == (None, "time")
    assert "begun" in artifact.log()


def test_memory_that_runs_out_is_named(artifact: Any) -> None:
    program = "import time\nheld = bytearray(300 << 20)\ntime.sleep(20)"

    record = artifact.run(program, needs={"time_s": 60, "memory_gb": 0.1})

    assert _problem(record) == ("artifact", None)
    assert record["limit"] == "memory"


def test_a_rule_that_matches_twice_is_an_error(artifact: Any) -> None:
    rule = {"metric": "acc", "from": "stdout", "pattern": "acc {value}"}

    record = artifact.run("print('acc 1\\nacc 2')", collect=[rule])

    assert _problem(record) == ("artifact", None)
    assert "matches 2 times, not once" in record["reason"]


def test_rows_of_a_run_that_failed_do_not_count(artifact: Any, row_program: str) -> None:
    record = artifact.run(row_program + "raise SystemExit(1)")

    assert _problem(record) == ("artifact", None)


@pytest.mark.parametrize(
    ("job", "missing"),
    [
        ({"needs": {"gpus": 1}}, "1 GPU"),
        ({"needs": {"gpus": 2, "gpu_memory_gb": 80}}, "2 GPUs with 80 GB"),
        ({"needs": {"cpus": 100_000}}, "100000 CPU cores"),
        ({"needs": {"memory_gb": 1e6}}, "GB of memory"),
        ({"needs": {"packages": ["no_such_package_at_all.part"]}}, "the Python package no_such_package_at_all"),
        ({"inputs": [{"name": "x", "sha256": "00" * 32, "bytes": 5}]}, "input x (5 bytes) is not here; put it at"),
        ({"secrets": ["MY_KEY"]}, "pass --secret MY_KEY"),
    ],
)
def test_what_is_missing_is_nobodys_fault_and_nothing_is_started(
    artifact: Any, job: dict[str, Any], missing: str
) -> None:
    record = artifact.run("raise SystemExit('started')", **job)

    assert record["fault"] is None and record["reason"] is None
    assert missing in record["missing"]
    assert (record["exit_code"], record["rows"], record["seconds"]) == (None, [], 0.0)


@pytest.mark.skipif(importlib.util.find_spec("nbclient") is not None, reason="nbclient is here")
@pytest.mark.parametrize("argv", [["notebook", "a.ipynb"], ["a.ipynb", "--fast"]])
def test_a_notebook_without_nbclient_is_not_run(artifact: Any, argv: list[str]) -> None:
    record = artifact.run("", argv=argv)

    assert record["fault"] is None
    assert "nbclient, which runs notebooks; pin it" in record["missing"]


def test_an_input_with_other_bytes_is_our_fault(artifact: Any) -> None:
    (artifact.folder / "inputs").mkdir()
    (artifact.folder / "inputs" / ("00" * 32)).write_bytes(b"12345")

    record = artifact.run("", inputs=[{"name": "x", "sha256": "00" * 32, "bytes": 5}])

    assert _problem(record) == ("infrastructure", None)
    assert "is not the file that was planned" in record["reason"]


def test_code_that_changed_since_the_plan_is_our_fault(artifact: Any) -> None:
    artifact.write("main.py", "print(1)")
    jobs_file = checked(artifact.jobs_file())
    artifact.write("main.py", "print(2)")

    record = run_job(
        jobs_file,
        jobs_file["jobs"][0],
        root=artifact.root,
        out=artifact.out,
        sandbox=artifact.sandbox,
        work=artifact.folder / "work",
        secrets={},
    )

    assert _problem(record) == ("infrastructure", None)
    assert "main.py differs from what was planned" in record["reason"]


def test_a_sandbox_that_does_not_start_is_our_fault(artifact: Any) -> None:
    class Broken:
        name = "bubblewrap"
        confines_processes = True

        def start(self, *words: object) -> object:
            raise OSError("no such program")

    artifact.sandbox = Broken()

    record = artifact.run("print(1)")

    assert _problem(record) == ("infrastructure", None)


def test_a_secret_appears_in_no_file(artifact: Any) -> None:
    artifact.secrets = {"MY_KEY": "swordfish-42"}
    program = (
        "import json, os, sys\nkey = os.environ['MY_KEY']\nprint(key)\nprint(key, file=sys.stderr)\n"
        "row = {'metric': 'm', 'value': 1, 'unit': key, 'params': {key: key}}\n"
        "open(os.environ['ARA_METRICS'], 'w').write(json.dumps(row))\n"
    )

    record = artifact.run(
        program, secrets=["MY_KEY"], env={"GIVEN": "swordfish-42"}, argv=["python", "main.py", "--key=swordfish-42"]
    )

    assert record["fault"] is None
    written = [path.read_bytes() for path in artifact.out.rglob("*") if path.is_file()]
    assert len(written) == 2 and not any(b"swordfish" in data for data in written)
    assert "[secret MY_KEY]" in artifact.log()


def test_a_secret_that_a_job_does_not_ask_for_does_not_reach_it(artifact: Any) -> None:
    artifact.secrets = {"MY_KEY": "swordfish-42"}

    record = artifact.run(WRITE + "rows.write(json.dumps({'metric': 'has', 'value': int('MY_KEY' in os.environ)}))")

    assert record["rows"][0]["value"] == 0.0


def test_names_of_imported_packages_come_with_versions_from_outside(artifact: Any, row_program: str) -> None:
    import yaml

    record = artifact.run("import yaml\nyaml.__version__ = '99'\n" + row_program, needs={"packages": ["yaml"]})

    assert record["packages"]["PyYAML"] == yaml.__version__


def test_a_job_cannot_make_the_worker_read_elsewhere_for_imports(artifact: Any, row_program: str) -> None:
    program = row_program + (
        "import shutil, sitecustomize\nfolder = os.path.dirname(sitecustomize.__file__)\n"
        "sitecustomize.__file__ = '/nowhere/x'\nshutil.rmtree(folder)\nos.symlink('/proc', folder)\n"
    )

    record = artifact.run(program)

    assert record["fault"] is None and record["packages"] == {}


def test_much_output_is_bounded_and_counted(artifact: Any, row_program: str) -> None:
    record = artifact.run(row_program + "print('x' * 999 + '\\n', end='')\nfor _ in range(3000): print('y' * 999)")

    assert record["output"]["stdout_bytes"] == 3_001_000
    assert record["output"]["truncated"] is True
    assert len(artifact.log()) < 700 << 10


def test_a_job_that_closes_its_folders_leaves_nothing(artifact: Any, row_program: str) -> None:
    program = row_program + "os.mkdir('a')\nopen('a/b', 'w').close()\nos.chmod('a', 0)\nos.chmod('.', 0)"

    artifact.run(program)

    assert list((artifact.folder / "work" / "jobs").iterdir()) == []


def test_a_disk_that_is_full_is_our_fault(artifact: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ara.review.reproduce.worker import attempt

    def full(*words: object, **more: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(attempt, "copy_tree", full)

    record = artifact.run("print(1)")

    assert _problem(record) == ("infrastructure", None)
    assert record["reason"] == "the disk is full"


def test_a_record_that_cannot_be_written_is_raised(artifact: Any, tmp_path: Path) -> None:
    artifact.write("main.py", "")
    (tmp_path / "out").write_text("a file where the folder belongs")

    with pytest.raises(OSError, match="out"):
        artifact.run("print(1)")


def test_without_a_sandbox_the_record_says_so(artifact: Any, row_program: str) -> None:
    artifact.sandbox = NoSandbox()
    artifact.write("bench/x.txt", "")

    record = artifact.run(
        row_program + "open('r.txt', 'w').write('a 5')",
        collect=[{"metric": "a", "from": "r.txt", "pattern": "a {value}"}],
    )

    assert record["isolation"] == "none"
    assert [row["value"] for row in record["rows"]] == [1.5, 5.0]


def test_a_result_that_came_with_the_code_is_no_measurement(artifact: Any) -> None:
    artifact.write("results.json", '{"acc": 99}')
    rule = {"metric": "acc", "from": "results.json", "json_path": "acc"}

    record = artifact.run("pass", collect=[rule])

    assert _problem(record) == ("artifact", None)
    assert "results.json came with the code and was not written by this run" in record["reason"]


def test_more_rows_than_a_record_may_hold_are_an_error(artifact: Any) -> None:
    program = WRITE + (
        "row = json.dumps({'metric': 'm', 'value': 1, 'params': {'n': 'x' * 50}}) + '\\n'\nrows.write(row * 100_000)"
    )

    record = artifact.run(program)

    assert _problem(record) == ("artifact", None)
    assert "100000 rows make a record of more than 15 MiB" in record["reason"]


@pytest.mark.parametrize("kind", [Bubblewrap, Namespaces, NoSandbox])
def test_every_kind_of_sandbox_shows_a_job_the_same_places(artifact: Any, kind: Any) -> None:
    if kind is not NoSandbox and try_out(kind()).fault is not None:
        pytest.skip(f"{kind.name} does not work here")
    artifact.sandbox = kind()
    data = b"some data"
    sha256 = hashlib.sha256(data).hexdigest()
    (artifact.folder / "inputs").mkdir()
    (artifact.folder / "inputs" / sha256).write_bytes(data)
    artifact.write("pkg/__init__.py", "VALUE = 3\n")
    program = WRITE + (
        "from pkg import VALUE\nimport yaml\n"
        "good = open(os.environ['ARA_INPUTS'] + '/d').read() == 'some data'\n"
        "good = good and os.path.isdir(os.environ['ARA_SCRATCH'])\n"
        "open('left.txt', 'w').write(f'v {VALUE if good else -1}')\n"
    )

    record = artifact.run(
        program,
        inputs=[{"name": "d", "sha256": sha256, "bytes": len(data)}],
        collect=[{"metric": "v", "from": "left.txt", "pattern": "v {value}"}],
    )

    assert record["reason"] is None and record["isolation"] == kind.name
    assert [row["value"] for row in record["rows"]] == [3.0]
    assert "PyYAML" in record["packages"]
