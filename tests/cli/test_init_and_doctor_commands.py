"""`ara init` and `ara doctor`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ara.cli import machine
from ara.cli.main import cli
from ara.review.check import check_package
from ara.schema import read_package


def test_init_starts_an_ara_without_errors(tmp_path: Path) -> None:
    words = [
        "init",
        str(tmp_path / "new"),
        "--title",
        "On # Widgets: <b>",
        "--author",
        "A. Researcher",
        "--year",
        "2026",
    ]
    done = CliRunner().invoke(cli, words)

    package = read_package(tmp_path / "new")

    assert done.exit_code == 0
    assert package.paper[0].title == "On # Widgets: <b>" and package.paper[0].year == 2026
    assert [finding for finding in check_package(package) if finding.severity == "error"] == []


def test_init_leaves_files_that_exist_alone(tmp_path: Path) -> None:
    (tmp_path / "PAPER.md").write_text("mine")

    CliRunner().invoke(cli, ["init", str(tmp_path)])

    assert (tmp_path / "PAPER.md").read_text() == "mine"
    assert (tmp_path / "logic" / "claims.md").is_file()


def test_doctor_names_each_probe_with_a_mend() -> None:
    done = CliRunner().invoke(cli, ["doctor", "--json"])

    findings = json.loads(done.stdout)["findings"]
    assert {"Python", "git", "PDF reading", "GPU"} <= {finding["what"] for finding in findings}
    assert all(finding["works"] or finding["mend"] for finding in findings)


def test_doctor_fails_only_for_what_everybody_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    def probed(needed: bool) -> tuple[machine.Finding, ...]:
        return (machine.Finding("git", False, needed, "gone", "Install git."),)

    monkeypatch.setattr(machine, "probe", lambda: probed(True))
    assert CliRunner().invoke(cli, ["doctor"], standalone_mode=False).return_value == 1
    monkeypatch.setattr(machine, "probe", lambda: probed(False))
    assert CliRunner().invoke(cli, ["doctor"], standalone_mode=False).return_value == 0
