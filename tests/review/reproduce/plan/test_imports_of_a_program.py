"""Which files of the code a command needs, told from the sources."""

from pathlib import Path

import pytest

from ara.review.reproduce.code.imports import Sources, needed_files

FILES = {
    "pkg/__init__.py": "",
    "pkg/run.py": "import os, numpy\nfrom . import near\nfrom .deep.far import thing\nfrom pkg import names as n\n",
    "pkg/near.py": "",
    "pkg/names.py": "def late():\n    import pkg.late\n",
    "pkg/late.py": "",
    "pkg/deep/__init__.py": "",
    "pkg/deep/far.py": "from .. import near\nimport helper\n",
    "helper.py": "import broken\n",
    "broken.py": "def (:\n",
    "pkg/unused.py": "",
    "bench/run.py": "import local\nimport helper\n",
    "bench/local.py": "",
}


@pytest.fixture
def code(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def needed(code: Path, *command: str, cwd: str = "", **env: str) -> set[str]:
    return {file.path for file in needed_files(Sources(code), command, cwd, env)}


def test_a_module_is_followed_through_its_imports(code: Path) -> None:
    assert needed(code, "python", "-m", "pkg.run") == FILES.keys() - {"pkg/unused.py", "bench/run.py", "bench/local.py"}


def test_a_script_looks_beside_itself(code: Path) -> None:
    assert needed(code, "python", "bench/run.py", "--fast") == {"bench/run.py", "bench/local.py"}
    assert needed(code, "python", "run.py", cwd="bench") == {"bench/run.py", "bench/local.py"}


def test_a_path_of_the_environment_is_searched_too(code: Path) -> None:
    assert "helper.py" in needed(code, "python", "-u", "run.py", cwd="bench", PYTHONPATH="..")


def test_each_file_says_what_needs_it(code: Path) -> None:
    reasons = {file.path: file.by for file in needed_files(Sources(code), ("python", "bench/run.py"), "", {})}

    assert reasons == {"bench/run.py": "the command", "bench/local.py": "bench/run.py:1"}


@pytest.mark.parametrize(
    "command", [("bash", "run.sh"), ("python", "-c", "import pkg"), ("python", "gone.py"), ("python",)]
)
def test_other_commands_need_nothing_that_could_be_told(code: Path, command: tuple[str, ...]) -> None:
    assert needed(code, *command) == set()


def test_nothing_outside_the_root_is_read(code: Path) -> None:
    (code / "bench/run.py").write_text("import sys\nfrom ....... import secret\n")

    assert needed(code / "bench", "python", "../helper.py") == set()
    assert needed(code, "python", "bench/run.py") == {"bench/run.py"}
