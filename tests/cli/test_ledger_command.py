"""`ara ledger`, from the command line."""

import json
import shutil
from pathlib import Path

import pytest

from ara.cli.main import main

BASE = Path(__file__).parents[1] / "review" / "structure" / "base"
SHARED = Path(__file__).parents[3] / "shared" / "aras"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", *arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "ara"))


def state(folder: Path, sentence: str) -> None:
    path = folder / "logic" / "claims.md"
    head, mark, tail = path.read_text(encoding="utf-8").partition("- **Statement**: ")
    assert mark
    path.write_text(f"{head}{mark}{sentence} {tail}", encoding="utf-8")


def test_an_ara_whose_numbers_are_held_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(folder)) == 0
    assert "0 disagree, 0 have no holder" in capsys.readouterr().out


def test_a_number_without_a_holder_fails_and_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state(folder, "It is 987.65 times as good.")

    assert run(str(folder), "--open") == 1

    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 2 and "C01 statement" in shown[0] and "987.65" in shown[0] and "unheld" in shown[0]


def test_with_json_the_document_is_alone_on_stdout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state(folder, "It is 987.65 times as good.")

    assert run(str(folder), "--json") == 1

    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert document["summary"]["unheld"] == 1 and not document["summary"]["balanced"]
    assert [entry["printed"] for entry in document["entries"] if entry["status"] == "unheld"] == ["987.65"]
    assert "1 have no holder" in printed.err


def test_a_folder_that_is_no_ara_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "nothing")) == 2
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public Aras are not here")
@pytest.mark.parametrize("name", ["ara-of-ara", "ls20", "minimal", "nanogpt", "resnet"])
def test_public_aras_are_followed_without_an_error(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(SHARED / name), "--json") in (0, 1)
    document = json.loads(capsys.readouterr().out)
    assert sum(document["summary"][key] for key in ("agrees", "disagrees", "unheld", "pending")) == len(
        document["entries"]
    )
