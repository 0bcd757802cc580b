"""Sources that cannot be read, or only in part: one clear line, or an honest partial Ara; never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from ara.schema import read_package


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    command = [sys.executable, "-c", "from ara.cli.main import main; main()", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def refused(*words: str | Path, out: Path) -> str:
    """The one line with which the command refuses; nothing is left behind."""
    done = run("compile", *words, "-o", out, "--quiet")
    assert done.returncode == 2, done.stdout + done.stderr
    assert not out.exists()
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_an_encrypted_pdf_is_refused_by_name(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    pdf = make_pdf(["A title\nWords."], encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="other")

    line = refused(pdf, out=tmp_path / "out")

    assert "paper.pdf" in line and "encrypted" in line.lower()


def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"MZ this is no paper at all" * 100)

    assert "paper.pdf" in refused(tmp_path / "paper.pdf", out=tmp_path / "out")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "gone.pdf" in refused(tmp_path / "gone.pdf", out=tmp_path / "out")


def test_nothing_to_compile_is_refused(tmp_path: Path) -> None:
    assert "nothing to compile" in refused(out=tmp_path / "out")


def test_a_scan_without_text_gives_a_partial_ara(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_rect(pymupdf.Rect(50, 50, 500, 700), fill=(0.4, 0.4, 0.4))
    document.save(tmp_path / "scan.pdf")

    done = run("compile", tmp_path / "scan.pdf", "-o", tmp_path / "out")

    assert done.returncode == 0, done.stderr
    assert "text" in done.stdout and read_package(tmp_path / "out").claims == ()


def test_a_truncated_pdf_gives_a_line_or_a_partial_ara(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    pdf = make_pdf([f"Page {number}\nSome words about widgets." for number in range(8)])
    data = pdf.read_bytes()
    for share in (0.3, 0.6, 0.95):
        pdf.write_bytes(data[: int(len(data) * share)])
        done = run("compile", pdf, "-o", tmp_path / f"out{share}", "--quiet")
        assert done.returncode in (0, 2)
        assert "Traceback" not in done.stderr
        assert (done.returncode == 0) == (tmp_path / f"out{share}").exists()


def test_two_thousand_pages_are_read_or_named_as_a_gap(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(2000):
        document.new_page().insert_text((72, 90), f"Page {number} says that widgets are fast.")
    document.save(tmp_path / "long.pdf")

    done = run("compile", tmp_path / "long.pdf", "-o", tmp_path / "out", "--json", "--quiet")

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert any("page" in gap["what"] or "page" in gap["where"] for gap in report["missing"])


@pytest.mark.parametrize("bare", [False, True], ids=["with a work tree", "bare"])
def test_a_repository_without_commits_gives_a_partial_ara(
    make_repo: Callable[..., Path], tmp_path: Path, bare: bool
) -> None:
    done = run("compile", "--repo", make_repo({}, bare=bare), "-o", tmp_path / "out", "--json")

    assert done.returncode == 0, done.stderr
    assert any("commit" in gap["what"] for gap in json.loads(done.stdout)["missing"])


def test_a_repository_without_python_is_indexed(make_repo: Callable[..., Path], tmp_path: Path) -> None:
    repo = make_repo({"README.md": "# Widgets\n", "src/main.c": "/* Turns widgets. */\nint main(void) { return 0; }\n"})

    done = run("compile", "--repo", repo, "-o", tmp_path / "out", "--quiet")

    assert done.returncode == 0, done.stderr
    assert "src/main.c" in (tmp_path / "out" / "src" / "code_index.md").read_text()


def test_an_address_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    assert "127.0.0.1" in refused("--repo", "https://127.0.0.1:9/nobody/nothing.git", out=tmp_path / "out")


@pytest.mark.parametrize("location", ["ext::sh -c touch% here", "--upload-pack=touch", "ftp://example.org/x.git"])
def test_other_kinds_of_address_are_refused(tmp_path: Path, location: str) -> None:
    done = run("compile", f"--repo={location}", "-o", tmp_path / "out", "--quiet")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_repositorys_config_runs_nothing(make_repo: Callable[..., Path], tmp_path: Path) -> None:
    repo, marker = make_repo({"README.md": "# Widgets\n", "a.py": "x = 1\n"}), tmp_path / "ran"
    with (repo / ".git" / "config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = touch {marker}\n\tpager = touch {marker}\n\tsshCommand = touch {marker}\n")
        config.write(f"[diff]\n\texternal = touch {marker}\n[uploadpack]\n\tpackObjectsHook = touch {marker}\n")
    for name in ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction"):
        hook = repo / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {marker}\n")
        hook.chmod(0o755)

    done = run("compile", "--repo", repo, "-o", tmp_path / "out", "--quiet")

    assert done.returncode == 0, done.stderr
    assert not marker.exists()


def test_json_carries_the_error_too(tmp_path: Path) -> None:
    done = run("compile", tmp_path / "gone.pdf", "-o", tmp_path / "out", "--json")

    assert done.returncode == 2
    assert json.loads(done.stdout)["summary"]["errors"] == 1
