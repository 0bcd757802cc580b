"""The commands of docs/first-verdict.md are run word for word."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PAGE = PROJECT / "docs" / "first-verdict.md"


def commands() -> list[str]:
    """The lines behind a prompt, in order."""
    return re.findall(r"(?m)^\$ (.+)$", PAGE.read_text(encoding="utf-8"))


def test_the_page_has_the_main_commands() -> None:
    text = "\n".join(commands())

    assert all(f"ara {verb}" in text for verb in ("compile", "check", "reproduce", "judge"))


def sandbox() -> str:
    """The first sandbox that works here; empty when none does."""
    from ara.review.reproduce.worker.sandbox.probe import survey

    return next((trial.sandbox.name for trial in survey() if trial.fault is None), "")


def test_every_command_of_the_page_runs_in_an_empty_folder(tmp_path: Path) -> None:
    if not sandbox():
        pytest.skip("no sandbox works here, and the page runs its experiments in one")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "ara"
    command.write_text(f"#!{sys.executable}\nfrom ara.cli.main import main\nmain()\n")
    command.chmod(0o755)
    path = os.pathsep.join([str(tmp_path / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {"PROJECT": str(PROJECT), "PATH": path, "XDG_STATE_HOME": str(tmp_path / "state")}
    work = tmp_path / "work"
    work.mkdir()

    printed = {}
    for line in commands():
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=work,
            env=os.environ | own,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        printed[line] = done.stdout

    document = json.loads((work / "verdicts.json").read_text(encoding="utf-8"))
    stands = {claim["id"]: claim for claim in document["claims"]}
    verdicts = {check["id"]: check for check in document["checks"]}
    refuted = stands[verdicts["K26"]["claim"]]
    assert (verdicts["K26"]["verdict"], refuted["standing"], refuted["declared"]) == (
        "contradicted",
        "defeated",
        "refuted",
    )
    assert all(claim["agrees"] for claim in stands.values())
    # what needs a GPU is left out where there is none; a time depends on what else the machine does
    assert verdicts["K25"]["verdict"] in ("verified", "inconclusive")
    others = {name for name, check in verdicts.items() if check["experiment"] != "E09"} - {"K25", "K26"}
    assert {name for name in others if verdicts[name]["verdict"] != "verified"} == set()
    assert {claim for claim in stands if not any(check["claim"] == claim for check in verdicts.values())} == {"C13"}
    assert all(check["origin"] == "here" for check in verdicts.values() if check["n"])
    assert "defeated; declared refuted: agrees" in printed["ara reproduce out -o verdicts.html"]
    assert "K26" in (work / "verdicts.html").read_text(encoding="utf-8")
