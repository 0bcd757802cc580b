"""`ara check`, from the command line."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ara.cli.main import main

BASE = Path(__file__).parents[1] / "review" / "structure" / "base"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["check", *arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "ara"))


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")


def test_a_clean_ara_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), "--strict") == 0
    assert capsys.readouterr().out == f"{folder}: no findings.\n"


def test_an_error_fails_and_names_file_line_and_mend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "logic/claims.md", "- **Dependencies**: [C01]", "- **Dependencies**: [C07]")

    assert run(str(folder)) == 1
    assert capsys.readouterr().out == (
        "logic/claims.md:19: error S311 reference-resolves: C02 names claim C07, which logic/claims.md does not "
        "define. Define it there, or name one of C01, C02.\n"
        f"{folder}: 1 error.\n"
    )


def test_warnings_fail_only_when_strict(folder: Path) -> None:
    change(folder, "PAPER.md", "year: 2024\n", "")

    assert (run(str(folder)), run(str(folder), "--strict")) == (0, 1)


def test_notices_never_fail(folder: Path) -> None:
    change(folder, "logic/claims.md", "## C01:", "## C01 —")

    assert run(str(folder), "--strict") == 0


def test_with_json_the_document_alone_is_on_stdout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "PAPER.md", "year: 2024\n", "")

    assert run(str(folder), "--json") == 0

    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert document["summary"] == {"errors": 0, "warnings": 1, "notices": 0, "fixable": 0}
    assert [(entry["rule"], entry["file"], entry["line"]) for entry in document["diagnostics"]] == [
        ("S112", "PAPER.md", 1)
    ]
    assert "1 warning" in printed.err


@pytest.mark.parametrize(("form", "start"), [("sarif", '{\n "$schema"'), ("github", "::warning file="), ("json", "{")])
def test_the_other_forms_go_to_stdout(form: str, start: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "PAPER.md", "year: 2024\n", "")

    run(str(folder), "--format", form)

    assert capsys.readouterr().out.startswith(start)


def test_fix_mends_the_files_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "logic/claims.md", "## C01:", "## C1 —")

    assert run(str(folder), "--fix") == 0

    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (f"{folder}: no findings.\n", "mended 2 findings in 1 file.\n")
    assert (folder / "logic/claims.md").read_bytes() == (BASE / "logic/claims.md").read_bytes()


def test_only_applies_the_named_rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "PAPER.md", "year: 2024\n", "")
    (folder / "src/environment.md").unlink()

    run(str(folder), "--only", "layout-file", "--only", "S101")

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[2] for line in lines[:-1]] == ["S102"]


def test_an_unknown_rule_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), "--only", "S999") == 2
    assert "there is no rule 'S999'" in capsys.readouterr().err


def test_explain_needs_no_ara(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--explain", "no-cycle") == 0
    assert capsys.readouterr().out.startswith("S314 no-cycle (error)\nClaims, experiments and nodes do not rest")


def test_without_a_folder_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    assert "Missing argument 'DIR...'." in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "nowhere"), "--json") == 2

    printed = capsys.readouterr()
    assert json.loads(printed.out)["summary"]["errors"] == 1
    assert "does not exist" in printed.err


def test_an_unreadable_file_is_bad_input_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "trace/exploration_tree.yaml", "tree:\n", "tree: []\ntree:\n")

    assert run(str(folder)) == 2
    assert "trace/exploration_tree.yaml:2" in capsys.readouterr().err


def test_several_folders_are_checked_in_their_order(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    change(folder, "PAPER.md", "year: 2024\n", "")

    assert run(str(folder), str(BASE), "--json") == 0
    assert run(str(folder), str(BASE), str(tmp_path / "nowhere"), "--json") == 2

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [(entry["dir"], len(entry["diagnostics"])) for entry in first["checks"]] == [
        (str(folder), 1),
        (str(BASE), 0),
    ]
    assert first["checks"] == second["checks"][:2]
    assert "does not exist" in second["checks"][2]["diagnostics"][0]["message"]


def test_several_folders_are_not_mended_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder), str(BASE), "--fix") == 2
    assert "one DIR at a time" in capsys.readouterr().err


def test_a_rule_that_fails_exits_with_2(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ara.review import Problem, rule, structure_rules

    @rule("S999", "failing", "notice")
    def failing(package: object) -> Iterator[Problem]:
        """It fails."""
        raise KeyError("x")
        yield

    monkeypatch.setattr("ara.review.structure_rules", lambda: (*structure_rules(), failing))

    assert run(str(folder)) == 2


def test_help_ends_with_a_line_to_paste(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "ara check out/ --fix --strict" in capsys.readouterr().out
