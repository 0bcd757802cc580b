"""`ara judge`: documents, words and exit codes."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from ara.cli.judge import command

REPRODUCE = """format: ara-reproduce/1
code: {root: src/execution}
experiments:
  E01:
    command: [python, run.py]
    deterministic: true
    tiers: {paper: {fidelity: paper}}
checks:
  K01:
    claim: C01
    experiment: E01
    metric: speedup
    where: {mode: "on"}
    expect: {at_least: 3.0}
    control: {where: {mode: "off"}}
    paper_value: {value: 3.6, source: Table 1}
"""


@pytest.fixture
def ara(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = tmp_path / "ara"
    rows = [
        {"metric": "speedup", "value": value, "params": {"mode": mode}} for mode, value in (("on", 3.6), ("off", 1.0))
    ]
    record = {
        "run": "E01-paper-main-00000000", "experiment": "E01", "tier": "paper", "arm": "main", "repeat": 0, "seed": 0,
        "fidelity": "paper", "job": "0", "command": ["python", "run.py"], "exit_code": 0, "seconds": 1.0,
        "started": "2025-01-01T00:00:00+00:00", "isolation": "bubblewrap", "rows": rows,
    }  # fmt: skip
    files = {
        "PAPER.md": "# A paper\n",
        "logic/claims.md": "# Claims\n\n## C01: It is fast\n- **Statement**: It is.\n- **Status**: supported\n",
        "src/reproduce.yaml": REPRODUCE,
        "src/execution/run.py": "print(1)\n",
        "evidence/runs/E01-paper-main-00000000/repeat-0.json": json.dumps(record),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def judged(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(command, words, standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.stdout, done.stderr


def test_the_verdict_and_the_word_shipped_stand_in_one_line(ara: Path) -> None:
    code, words, _ = judged(str(ara))

    assert code == 0
    line = next(line for line in words.splitlines() if "K01" in line and "3.6" in line)
    assert "verified" in line
    assert "shipped" in line


def test_the_document_goes_to_stdout_and_the_words_to_stderr(ara: Path) -> None:
    code, document, words = judged(str(ara), "--json")
    data = json.loads(document)

    assert code == 0
    assert {"checks", "claims", "headline", "runs", "findings"} <= data.keys()
    assert data["checks"][0]["verdict"] == "verified"
    assert data["checks"][0]["control"]["verdict"] == "contradicted"
    assert data["claims"][0] | {"reasons": [], "missing": []} == {
        "id": "C01", "standing": "justified", "basis": "shipped records", "fidelity": "paper", "declared": "supported",
        "agrees": True, "reasons": [], "missing": [],
    }  # fmt: skip
    assert data["runs"][0]["origin"] == "shipped"
    assert "C01" in words


def test_a_contradicted_claim_fails_unless_it_is_declared_refuted(ara: Path) -> None:
    reproduce, claims = ara / "src/reproduce.yaml", ara / "logic/claims.md"
    reproduce.write_text(REPRODUCE.replace("at_least: 3.0", "at_least: 4.0"), encoding="utf-8")
    assert judged(str(ara))[0] == 1

    claims.write_text(claims.read_text(encoding="utf-8").replace("supported", "refuted"), encoding="utf-8")
    assert judged(str(ara))[0] == 0


def test_what_was_not_run_fails_only_when_strict(ara: Path) -> None:
    (ara / "evidence/runs/E01-paper-main-00000000/repeat-0.json").unlink()
    claims = ara / "logic/claims.md"
    claims.write_text(claims.read_text(encoding="utf-8").replace("supported", "hypothesis"), encoding="utf-8")

    assert judged(str(ara))[0] == 0
    assert judged(str(ara), "--strict")[0] == 1


def test_nothing_is_run_and_nothing_is_written(ara: Path) -> None:
    (ara / "src/execution/run.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in ara.rglob("*")}

    judged(str(ara))

    assert {path: path.stat().st_mtime_ns for path in ara.rglob("*")} == before


def test_against_a_revision_needs_a_work_tree(ara: Path) -> None:
    done = CliRunner().invoke(command, [str(ara), "--against", "main"], standalone_mode=False)

    assert "lies in no git work tree" in str(done.exception)


def test_bounds_that_cannot_be_read_are_an_error_with_their_line(ara: Path) -> None:
    (ara / "src/reproduce.yaml").write_text(REPRODUCE.replace("at_least: 3.0", "at_leats: 3.0"), encoding="utf-8")

    done = CliRunner().invoke(command, [str(ara)], standalone_mode=False)

    assert "src/reproduce.yaml:14: " in str(done.exception)


def test_an_ara_without_a_way_to_run_it_has_standings_only(ara: Path) -> None:
    (ara / "src/reproduce.yaml").unlink()

    code, document, _ = judged(str(ara), "--json")

    assert code == 1  # it is declared supported, and nothing bears it out
    assert json.loads(document)["checks"] == []
    assert json.loads(document)["claims"][0]["standing"] == "gap"


def test_against_a_revision_the_document_has_the_claims_that_changed(ara: Path) -> None:
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run(
            ["git", "-C", ara, *words], check=True, env={**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
        )
    assert "Nothing changed since HEAD." in judged(str(ara), "--against", "HEAD")[1]
    (ara / "src/reproduce.yaml").write_text(REPRODUCE.replace("at_least: 3.0", "at_least: 4.0"), encoding="utf-8")

    _, words, _ = judged(str(ara), "--against", "HEAD")
    _, document, _ = judged(str(ara), "--against", "HEAD", "--json")

    assert "C01: was justified, is defeated; K01 changed" in words
    assert json.loads(document)["against"] == {
        "revision": "HEAD",
        "claims": [
            {"id": "C01", "standing": {"then": "justified", "now": "defeated"}, "bounds": ["K01 changed"], "code": []}
        ],
    }
