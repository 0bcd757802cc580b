"""`ara reproduce` as a whole: what is run, what is used again, what counts, and how it exits."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ara.cli.main import cli
from ara.review.reproduce.runs_ledger import ledger_path, read_ledger
from ara.review.reproduce.worker.sandbox.probe import survey
from ara.schema import read_package

Make = Callable[..., Path]
Form = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.skipif(all(trial.fault for trial in survey()), reason="no sandbox works here")

PROGRAM = """\
import json, os, sys
value = (1.0 if "--off" in sys.argv else 3.0) + int(os.environ["ARA_SEED"]) % 97 / 1000
with open(os.environ["ARA_METRICS"], "a") as rows:
    rows.write(json.dumps({"metric": "speed", "value": value, "unit": "x"}) + "\\n")
"""
CONTROL = {"args": ["--off"]}


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def ara(make_ara: Make, run: Form, check: Form) -> Path:
    """An Ara whose one check is verified: five repeats, and five of its control."""
    tiers = {"full": {"fidelity": "paper", "needs": {"cpus": 1, "time_s": 60}}}
    return make_ara({"E01": run(tiers=tiers)}, {"K01": check(control=CONTROL)}, files={"src/execution/run.py": PROGRAM})


def reproduce(*words: str | Path) -> tuple[int, dict[str, Any]]:
    done = CliRunner().invoke(cli, ["reproduce", *map(str, words), "--json"], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, json.loads(done.stdout.splitlines()[0])


def verdict(document: dict[str, Any]) -> str:
    return document["checks"][0]["verdict"]


def records(ara: Path) -> dict[str, bytes]:
    return {file.relative_to(ara).as_posix(): file.read_bytes() for file in ara.glob("evidence/runs/*/*.json")}


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def untested(ara: Path) -> Path:
    """The same Ara, whose claim is declared untested: it agrees with whatever leaves it so."""
    rewrite(ara / "logic/claims.md", "supported", "untested")
    return ara


def test_a_check_is_run_with_its_control_filed_and_judged(ara: Path) -> None:
    code, document = reproduce(ara)

    assert (code, verdict(document)) == (0, "verified")
    assert document["checks"][0]["origin"] == "here"
    assert len(records(ara)) == 10
    package = read_package(ara)
    assert len(package.runs) == 10 and not package.notices
    assert read_ledger(ledger_path()).made_here(package.runs[0], records(ara)[package.runs[0].path])


def test_what_was_run_is_not_run_again(ara: Path) -> None:
    reproduce(ara)
    before = records(ara)

    code, document = reproduce(ara)

    assert (code, verdict(document)) == (0, "verified")
    assert records(ara) == before


def test_a_record_that_was_edited_is_shipped_and_its_run_is_made_again_beside_it(ara: Path) -> None:
    reproduce(ara)
    path, data = next((path, data) for path, data in records(ara).items() if "main-" in path)
    (ara / "evidence/runs/manifest.jsonl").unlink()  # a forger would see to that
    (ara / path).write_bytes(re.sub(rb'"value": [\d.]+', b'"value": 99.0', data))

    _, document = reproduce(ara)

    assert len(records(ara)) == 11
    assert path.replace(".json", ".take-2.json") in records(ara)
    assert document["checks"][0]["origin"] == "here"
    assert document["checks"][0]["median"] < 4


def test_shipped_records_count_only_when_that_is_accepted(ara: Path, tmp_path: Path) -> None:
    reproduce(ara)
    ledger_path().unlink()

    code, accepted = reproduce(ara, "--accept-shipped")
    assert (code, len(records(ara)), accepted["checks"][0]["origin"]) == (0, 10, "shipped")

    reproduce(ara)
    assert len(records(ara)) == 20, "without it, every run is made here, beside the shipped ones"


def test_fresh_adds_records_and_replaces_none(ara: Path) -> None:
    reproduce(ara)
    before = records(ara)

    _, document = reproduce(ara, "--fresh")

    assert len(records(ara)) == 20
    assert before.items() <= records(ara).items()
    assert document["checks"][0]["n"] == 5
    assert sum(document["checks"][0]["earlier"].values()) == 1


def test_a_changed_program_is_another_job(ara: Path) -> None:
    reproduce(ara)
    rewrite(ara / "src/execution/run.py", "3.0", "1.5")

    code, document = reproduce(ara)

    assert len(records(ara)) == 20
    assert (code, verdict(document)) == (1, "contradicted"), "the claim is declared supported"


def test_a_refuted_claim_that_is_contradicted_agrees(ara: Path) -> None:
    rewrite(ara / "src/execution/run.py", "3.0", "1.5")
    rewrite(ara / "logic/claims.md", "supported", "refuted")

    code, document = reproduce(ara)

    assert (code, verdict(document), document["claims"][0]["agrees"]) == (0, "contradicted", True)


def test_without_its_control_nothing_is_verified(untested: Path) -> None:
    code, document = reproduce(untested, "--no-control")

    assert len(records(untested)) == 5
    assert verdict(document) == "inconclusive"
    assert code == 0 and reproduce(untested, "--no-control", "--strict")[0] == 1


def test_a_program_that_fails_is_the_artifacts_error_and_is_not_tried_until_it_passes(ara: Path) -> None:
    rewrite(ara / "src/execution/run.py", "import json, os, sys\n", "import json, os, sys\nsys.exit(3)\n")

    code, document = reproduce(ara)
    before = records(ara)

    assert (code, verdict(document), document["checks"][0]["fault"]) == (1, "error", "artifact")
    assert reproduce(ara)[0] == 1 and records(ara) == before


def test_what_cannot_be_run_here_is_not_run_and_says_why(untested: Path) -> None:
    rewrite(untested / "src/reproduce.yaml", "time_s: 60", "time_s: 60\n          packages: [no_such_package]")

    code, document = reproduce(untested)

    assert (code, verdict(document)) == (0, "not-run")
    assert "no_such_package" in document["checks"][0]["missing"]
    assert reproduce(untested, "--strict")[0] == 1
    assert records(untested) == {}


def test_a_missing_package_that_only_the_worker_notices_is_not_run_either(
    untested: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(untested / "src/reproduce.yaml", "time_s: 60", "time_s: 60\n          packages: [no_such_package]")
    monkeypatch.setattr("ara.review.reproduce.planning.lacks.lacking", lambda *words, **more: ())

    code, document = reproduce(untested)

    assert (code, verdict(document), records(untested)) == (0, "not-run", {})
    assert "no_such_package" in document["checks"][0]["missing"]


def test_a_fault_of_the_machine_is_told_held_against_nobody_and_tried_by_the_next_call(
    ara: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: Any, **more: Any) -> Any:
        raise OSError(28, "No space left on device", "/work")

    with monkeypatch.context() as patch:
        patch.setattr("ara.review.reproduce.executors.isolated.run_job", full)
        code, document = reproduce(ara)
    assert (code, verdict(document), document["checks"][0]["fault"]) == (1, "error", "infrastructure")
    assert records(ara) == {}

    code, document = reproduce(ara)
    assert (code, verdict(document)) == (0, "verified")


def test_an_interrupt_keeps_what_has_ended(ara: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ara.review.reproduce.terminal import TerminalProgress

    ended = TerminalProgress.ended

    def interrupt(self: TerminalProgress, job: Any, reason: str | None) -> None:
        ended(self, job, reason)
        if len(records(ara)) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(TerminalProgress, "ended", interrupt)
        stopped = CliRunner().invoke(cli, ["reproduce", str(ara)], standalone_mode=False)
    kept = records(ara)

    assert stopped.return_value == 130
    assert len(kept) == 3
    assert "the same command does the rest" in stopped.stderr
    assert reproduce(ara)[0] == 0
    assert kept.items() <= records(ara).items() and len(records(ara)) == 10


def test_two_calls_on_one_ara_do_not_mix(ara: Path) -> None:
    from ara.review.reproduce.workplace import workplace

    with workplace(ara):
        done = CliRunner().invoke(cli, ["reproduce", str(ara)], standalone_mode=False)

    assert "another `ara reproduce` is running this Ara" in str(done.exception)


def test_calibration_is_filed_and_never_judged(ara: Path) -> None:
    _, document = reproduce(ara, "--calibrate")

    assert len(records(ara)) == 10
    assert {json.loads(data)["purpose"] for data in records(ara).values()} == {"calibration"}
    assert verdict(document) == "not-run"


def test_what_calibration_measured_is_shown_for_each_metric(ara: Path) -> None:
    done = CliRunner().invoke(cli, ["reproduce", str(ara), "--calibrate"], standalone_mode=False)

    shown = done.stdout[done.stdout.index("E01-full-main") :].splitlines()
    form = r"  speed, x: {}\.\d+, {}\.\d+ to {}\.\d+, n = 5"
    assert len(shown) == 4 and "calibration, counts for no check; 5 of 5 processes ended well" in shown[0]
    assert sorted(bool(re.fullmatch(form.format(n, n, n), line)) for n, line in ((1, shown[1]), (3, shown[3]))) == [
        True,
        True,
    ]


def test_a_candidate_is_run_when_it_is_named(make_ara: Make) -> None:
    candidates = {"E09": {"command": ["python", "run.py"], "source": "README.md:3"}}
    ara = make_ara({}, {}, candidates=candidates, files={"src/execution/run.py": PROGRAM})
    rewrite(ara / "logic/claims.md", "supported", "untested")

    code, document = reproduce(ara, "--only", "E09")
    shown = CliRunner().invoke(cli, ["reproduce", str(ara), "--only", "E09"], standalone_mode=False).stdout

    assert (code, document["checks"], len(records(ara))) == (0, [], 1)
    assert "candidate, counts for no check; 1 of 1 processes ended well" in shown
    assert re.search(r"  speed, x: 3\.\d+\n", shown)


def test_several_aras_give_a_document_each_and_the_worst_exit_code(ara: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(ara, tmp_path / "other"))
    rewrite(other / "src/execution/run.py", "3.0", "1.5")

    done = CliRunner().invoke(cli, ["reproduce", str(ara), str(other), "--json"], standalone_mode=False)

    assert done.return_value == 1
    assert [verdict(json.loads(line)) for line in done.stdout.splitlines()] == ["verified", "contradicted"]


def test_a_plan_runs_nothing(ara: Path) -> None:
    done = CliRunner().invoke(cli, ["reproduce", str(ara), "--plan"], standalone_mode=False)

    assert done.return_value == 0
    lines = done.stdout.splitlines()
    assert [re.sub("-[0-9a-f]{8}:", ":", line) for line in lines] == [
        "E01-full-main: 5 jobs of at most 1 min, each with 1 core",
        "E01-full-main+K01: 5 jobs of at most 1 min, each with 1 core",
        "1 check: 1 to run.",
        "10 jobs: at most 10 min one after another.",
    ]
    assert records(ara) == {}


def test_a_plan_after_a_run_knows_what_it_took(ara: Path) -> None:
    reproduce(ara)

    done = CliRunner().invoke(cli, ["reproduce", str(ara), "--plan", "--fresh"], standalone_mode=False)

    assert "at most" not in done.stdout
    assert "5 jobs of 0." in done.stdout


def test_a_jobs_file_is_noted_in_the_ledger(ara: Path, tmp_path: Path) -> None:
    target = tmp_path / "JOBS.json"

    done = CliRunner().invoke(cli, ["reproduce", str(ara), "--plan", "--jobs-file", str(target)], standalone_mode=False)

    jobs = json.loads(target.read_text())["jobs"]
    assert done.return_value == 0 and len(jobs) == 10
    planned = read_ledger(ledger_path()).plans
    assert {(entry.run, entry.repeat) for entry in planned} == {(job["run"], job["repeat"]) for job in jobs}


def test_a_secret_that_is_not_set_is_refused(ara: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)

    done = CliRunner().invoke(cli, ["reproduce", str(ara), "--secret", "HF_TOKEN"], standalone_mode=False)

    assert "--secret HF_TOKEN: there is no such environment variable" in str(done.exception)


@pytest.mark.parametrize("place", ["evidence", "evidence/runs"])
def test_records_are_never_written_through_a_link(place: str, ara: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (ara / place).parent.mkdir(exist_ok=True)
    (ara / place).symlink_to(ara / "logic" if place == "evidence" else tmp_path / "elsewhere")

    done = CliRunner().invoke(cli, ["reproduce", str(ara)], standalone_mode=False)

    assert done.exception is not None and "link" in str(done.exception)
    assert not any((tmp_path / "elsewhere").iterdir()) and not (ara / "logic/runs").exists()


def test_a_record_that_cannot_be_filed_waits_for_the_next_call(ara: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*words: Any) -> Any:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ara.review.reproduce.reproduce.file_record", full)
        stopped = CliRunner().invoke(cli, ["reproduce", str(ara)], standalone_mode=False)
    assert "a record cannot be filed: No space left on device." in str(stopped.exception)
    assert records(ara) == {}

    assert reproduce(ara)[0] == 0
    assert len(records(ara)) == 10 and not any(".take-" in path for path in records(ara))
