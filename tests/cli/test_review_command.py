"""`ara review`, from the command line."""

import json
import shutil
from pathlib import Path

import pytest

from ara.cli.main import main

BASE = Path(__file__).parents[1] / "review" / "rigor" / "base"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ara" / "review"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["review", *arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "ara"))


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")


def contradict(folder: Path) -> None:
    """Let a claim with support refute another that stays declared supported."""
    change(folder, "logic/claims.md", "- **Proof**: [E05]", "- **Proof**: [E05]\n- **Refutes**: [C05]")


def test_a_clean_ara_passes_with_scores_and_standings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), "--level", "rigor", "--strict") == 0

    out = capsys.readouterr().out
    assert "  D6 Methodology           5  No finding; all that it asks for is there.\n" in out
    assert "  C06   justified (as reported)\n" in out
    assert out.endswith(f"{folder}: Exemplary; no findings.\n")


def test_a_major_finding_fails_with_place_span_and_mend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contradict(folder)

    assert run(str(folder), "--level", "rigor") == 1

    out = capsys.readouterr().out
    assert "major\x1b[0m R400 status-follows [D4]: C05 is declared" in out or "major R400" in out
    assert "    «supported»\n" in out
    assert "C05   defeated" in out


def test_the_document_has_the_documented_keys(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contradict(folder)

    assert run(str(folder), "--json") == 1

    document = json.loads(capsys.readouterr().out)
    (finding,) = document["findings"]
    keys = {"rule", "level", "dimension", "severity", "file", "line", "entity", "span", "message", "mend", "fixable"}
    assert set(finding) == keys
    assert (finding["rule"], finding["dimension"], finding["entity"], finding["span"]) == (
        "R400",
        "D4",
        "C05",
        "supported",
    )
    assert list(document["dimensions"]) == ["D1", "D2", "D3", "D4", "D5", "D6"]
    assert document["dimensions"]["D4"]["score"] == 3
    assert document["tier"] == "Exemplary" and document["broken_rules"] == []
    claims = {claim["id"]: claim for claim in document["claims"]}
    assert (claims["C05"]["standing"], claims["C05"]["agrees"]) == ("defeated", False)
    assert set(claims["C05"]) == {
        "id",
        "standing",
        "basis",
        "fidelity",
        "declared",
        "agrees",
        "reasons",
        "missing",
    }


def test_level_structure_is_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contradict(folder)

    assert run(str(folder), "--level", "structure", "--json") == 0
    assert json.loads(capsys.readouterr().out)["dimensions"] == {}


def test_level_execution_adds_verdicts_from_the_records_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (run(str(folder), "--json"), run(str(folder), "--strict")) == (0, 1)

    document, _ = json.JSONDecoder().raw_decode(capsys.readouterr().out)
    assert document["level"] == "execution"
    assert [check["verdict"] for check in document["execution"]["checks"]] == ["not-run"] * 6
    assert document["execution"]["headline"]["bound"] == 1
    assert all(claim["missing"] for claim in document["claims"])


def test_an_ara_without_checks_is_reviewed_to_level_rigor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "src/reproduce.yaml").unlink()

    assert run(str(folder), "--json") == 0

    document = json.loads(capsys.readouterr().out)
    assert (document["level"], document["execution"]) == ("rigor", None)


@pytest.mark.parametrize("word", ["R400", "status-follows", "S101", "all"])
def test_explain_needs_no_ara(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--explain", word) == 0

    expected = "S101 mandatory-file (error)\n" if word == "S101" else "R400 status-follows (major)\nA claim is declared"
    assert expected in capsys.readouterr().out


def test_an_unknown_rule_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--explain", "R999") == 2
    assert "there is no rule 'R999'" in capsys.readouterr().err


def test_running_goes_with_level_execution(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), "--run", "--level", "rigor") == 2
    assert "--run goes with --level execution" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ending", "start"), [("json", "{"), ("md", "# Review of"), ("html", "<!doctype html>"), ("sarif", '{\n "$schema"')]
)
def test_the_ending_of_a_report_gives_its_form(ending: str, start: str, folder: Path, tmp_path: Path) -> None:
    report = tmp_path / f"report.{ending}"

    assert run(str(folder), "-o", str(report)) == 0
    assert report.read_text(encoding="utf-8").startswith(start)


def test_an_unknown_ending_is_bad_input(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), "-o", str(tmp_path / "report.pdf")) == 2
    assert "end it with .json, .md, .html or .sarif" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_told_in_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), "-o", "/nowhere/at/all.md") == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_folder_that_cannot_be_read_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "trace/exploration_tree.yaml", "tree:\n", "tree: []\ntree:\n")

    assert run(str(folder), "--json") == 2

    printed = capsys.readouterr()
    assert json.loads(printed.out)["diagnostics"][0]["line"] == 2
    assert "trace/exploration_tree.yaml:2" in printed.err


def test_several_folders_give_their_reviews_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contradict(folder)

    assert run(str(folder), str(BASE), "/nowhere", "--json", "--jobs", "2") == 2

    reviews = json.loads(capsys.readouterr().out)["reviews"]
    assert [held["dir"] for held in reviews] == [str(folder), str(BASE), "/nowhere"]
    assert [len(held.get("findings", "none")) for held in reviews] == [1, 0, 4]


def test_a_page_holds_one_review(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), str(BASE), "-o", str(tmp_path / "x.html")) == 2
    assert "one DIR at a time" in capsys.readouterr().err


def test_the_cache_changes_no_word_and_can_be_left_out(
    folder: Path, own_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contradict(folder)
    printed = []
    for options in (["--no-cache"], [], []):
        assert run(str(folder), "--level", "rigor", *options) == 1
        printed.append(capsys.readouterr().out)
        assert own_cache.exists() == (len(printed) > 1)

    assert printed[0] == printed[1] == printed[2]
