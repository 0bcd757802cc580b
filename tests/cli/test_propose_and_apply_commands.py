"""`ara propose` and `ara apply`, from a folder to a folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ara.cli.main import cli
from ara.review.check import check_package
from ara.schema import AraError, read_package

QUOTE = "Widgets hold on two shelves of oak."


@pytest.fixture
def ara(tmp_path: Path) -> Path:
    """A sealed Ara with one claim that lacks its conditions."""
    folder = tmp_path / "ara"
    CliRunner().invoke(cli, ["init", str(folder), "--title", "Widgets", "--year", "2024"])
    (folder / "logic" / "claims.md").write_text(
        "# Claims\n\n## C01: Widgets hold\n- **Statement**: Widgets hold.\n- **Conditions**: not stated\n"
        f"- **Sources**: [statement ← Abstract (p. 1) «{QUOTE}» [result]]\n- **Status**: hypothesis\n"
        "- **Falsification criteria**: A fall.\n- **Proof**: []\n"
    )
    span = {"id": "S0001", "source": "paper.pdf", "page": 1, "quote": QUOTE, "holds": "C01"}
    (folder / "evidence" / "sources.jsonl").write_text(json.dumps(span, ensure_ascii=False) + "\n")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "ara.yaml")
    hashes = [f'  {p.relative_to(folder)}: "{hashlib.sha256(p.read_bytes()).hexdigest()}"\n' for p in files]
    (folder / "ara.yaml").write_text("format: ara/1.1\nid: w\ngenerator: test\nhashes:\n" + "".join(hashes))
    return folder


@pytest.fixture
def patch(tmp_path: Path) -> Path:
    """Two proposals: one whose quote is printed, one whose quote is not."""
    good = {
        "op": "set_field", "target": "C01", "field": "conditions", "value": "on two shelves",
        "quote": "on two shelves of oak", "source": {"page": 1}, "author": "someone",
    }  # fmt: skip
    bad = good | {"quote": "on three\x1b[31m shelves of oak"}
    file = tmp_path / "patch.json"
    file.write_text(json.dumps({"format": "ara-patch/1", "proposals": [bad, good]}))
    return file


def run(*words: object) -> Result:
    """Run the command as `main` does: its value is the exit code, and errors come out as they are."""
    return CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_propose_lists_a_gap_with_its_line(ara: Path) -> None:
    done = run("propose", ara)

    assert done.return_value == 0
    assert "logic/claims.md:5: T-" in done.stdout and "`Conditions` of C01? [1 place to look]" in done.stdout


def test_propose_writes_the_tasks_that_it_prints_as_json(ara: Path, tmp_path: Path) -> None:
    before = contents(ara)
    done = run("propose", ara, "--json", "-o", tmp_path / "tasks.json")

    tasks = json.loads(done.stdout)
    assert tasks == json.loads((tmp_path / "tasks.json").read_text())
    assert ("C01", "placeholder") in {(task["target"], task["kind"]) for task in tasks["tasks"]}
    assert contents(ara) == before


def test_apply_takes_the_grounded_one_and_says_why_not_the_other(ara: Path, patch: Path) -> None:
    done = run("apply", patch, ara)

    assert done.return_value == 1
    assert "refused 1 set_field: no Span of the Ara holds the quote" in done.stdout and "\x1b" not in done.stdout
    assert "1 accepted, 0 already, 1 refused; 3 files changed." in done.stdout
    assert read_package(ara).claims[0].conditions == "on two shelves"


def test_apply_keeps_the_seal(ara: Path, patch: Path) -> None:
    run("apply", patch, ara)

    findings = check_package(read_package(ara), ara)

    assert not [finding for finding in findings if finding.severity == "error"]


def test_apply_does_not_hide_that_a_file_was_changed_behind_the_seal(ara: Path, patch: Path) -> None:
    claims = ara / "logic" / "claims.md"
    claims.write_text(claims.read_text().replace("Widgets hold.", "Widgets never hold."))
    run("apply", patch, ara)

    broken = [finding for finding in check_package(read_package(ara), ara) if finding.rule == "S701"]

    assert any("logic/claims.md" in finding.message for finding in broken)


def test_applying_twice_changes_nothing(ara: Path, patch: Path) -> None:
    run("apply", patch, ara)
    before = contents(ara)
    done = run("apply", patch, ara, "--json")

    assert contents(ara) == before
    document = json.loads(done.stdout)
    assert document["summary"] == {"accepted": 0, "already": 1, "refused": 1} and document["written"] == []


def test_a_dry_run_says_what_would_change_and_changes_nothing(ara: Path, patch: Path) -> None:
    before = contents(ara)
    done = run("apply", patch, ara, "--dry-run", "--json")

    assert contents(ara) == before
    assert json.loads(done.stdout)["written"] == ["ara.yaml", "evidence/sources.jsonl", "logic/claims.md"]


def test_when_all_are_accepted_the_exit_is_clean(ara: Path, patch: Path) -> None:
    document = json.loads(patch.read_text())
    patch.write_text(json.dumps(document | {"proposals": document["proposals"][1:]}))

    assert run("apply", patch, ara).return_value == 0


def test_a_bad_file_is_an_error_and_changes_nothing(ara: Path, patch: Path) -> None:
    patch.write_text("proposals: [")
    before = contents(ara)
    done = run("apply", patch, ara)

    assert isinstance(done.exception, AraError)
    assert contents(ara) == before


@pytest.mark.parametrize("verb", ["propose", "apply"])
def test_the_schema_of_each_file_is_printed(verb: str) -> None:
    assert json.loads(run(verb, "--schema").stdout)["type"] == "object"


def test_a_model_without_its_extra_is_refused_with_a_mend(
    ara: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pydantic_ai", None)
    done = run("propose", ara, "--model", "test", "-o", tmp_path / "p.yaml")

    assert isinstance(done.exception, AraError) and "pip install 'ara-toolkit[llm]'" in str(done.exception)
    assert not (tmp_path / "p.yaml").exists()
