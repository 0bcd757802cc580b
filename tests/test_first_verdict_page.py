"""The commands of docs/first-verdict.md are run word for word."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
PAGE = PROJECT / "docs" / "first-verdict.md"


def commands() -> list[str]:
    """The lines behind a prompt, in order."""
    return re.findall(r"(?m)^\$ (.+)$", PAGE.read_text(encoding="utf-8"))


def test_the_page_has_the_main_commands() -> None:
    text = "\n".join(commands())

    assert "ara compile" in text and "ara check" in text


def test_every_command_of_the_page_runs_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "ara"
    command.write_text(f"#!{sys.executable}\nfrom ara.cli.main import main\nmain()\n")
    command.chmod(0o755)
    path = os.pathsep.join([str(tmp_path / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    work = tmp_path / "work"
    work.mkdir()

    for line in commands():
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=work,
            env=os.environ | {"PROJECT": str(PROJECT), "PATH": path},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (work / "out" / "PAPER.md").is_file()
