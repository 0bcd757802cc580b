"""What holds for every verb of the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ara.cli.main import VERBS, cli

HEAVY = ("torch", "pymupdf", "duckdb", "git", "networkx", "pydantic", "rich", "jinja2")


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_it_has_help_with_an_example(verb: str) -> None:
    shown = CliRunner().invoke(cli, [verb, "--help"])

    assert shown.exit_code == 0
    assert f"Example: ara {verb}" in shown.output


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_it_stands_in_the_changelog(verb: str) -> None:
    assert f"`ara {verb}" in (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom ara.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = f"import sys, ara\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_an_internal_failure_is_one_line_and_exit_2(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = (
        "import ara.compiler.output as output\n"
        "def broken(*words):\n    raise RuntimeError('a\\x1b[31m\\nb')\n"
        "output.compile_to = broken\n"
        "from ara.cli.main import main\nmain(['compile', 'x.pdf', '-o', 'out'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "internal failure, RuntimeError" in done.stderr and "\x1b" not in done.stderr


def test_a_wrong_option_is_exit_2() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from ara.cli.main import main; main()", "compile", "--nonsense"],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2 and "--nonsense" in done.stderr
