"""Commands in workflows, notebooks, Docker files and PowerShell fences, and words that are no programs."""

from __future__ import annotations

import json

WORKFLOW = """\
name: tests
on: push
jobs:
  smoke:
    steps:
      - uses: actions/checkout@v4
      - name: Smoke
        working-directory: exp
        run: |
          pip install torch==2.1.0
          python go.py --fast ${{ matrix.size }}
      - run: python exp/go.py
"""


def _runs(reading):
    return [(" ".join(item.argv), item.at.line, item.target_path) for item in reading.commands if item.kind == "run"]


def test_the_steps_of_a_workflow_are_commands_on_their_lines(read_files):
    reading = read_files({".github/workflows/ci.yml": WORKFLOW, "exp/go.py": ""})

    assert sorted(_runs(reading), key=lambda row: row[1]) == [
        ("python go.py --fast $EXPRESSION", 11, "exp/go.py"),
        ("python exp/go.py", 12, "exp/go.py"),
    ]
    assert ("torch", "==2.1.0") in [(item.name, item.constraint) for item in reading.dependencies]


def test_shell_lines_of_notebooks_are_commands_and_outputs_are_not(read_files):
    cells = [
        {"cell_type": "markdown", "source": ["!python no.py\n"]},
        {"cell_type": "code", "source": ["%cd exp\n", "!python go.py \\\n", "   --x 1\n", "x = 1"], "outputs": ["!a"]},
        {"cell_type": "code", "source": "%%bash\npython go.py --y"},
        {"cell_type": "code", "source": ["%run go.py --z"]},
    ]
    notebook = json.dumps({"cells": cells}, indent=1)
    reading = read_files({"n.ipynb": notebook, "exp/go.py": ""})
    lines = notebook.split("\n")

    assert [row[0] for row in _runs(reading)] == ["python go.py --x 1", "python go.py --y", "python go.py --z"]
    for _, line, path in _runs(reading):
        assert "go.py" in lines[line - 1] and path == "exp/go.py"


def test_what_an_image_starts_is_a_command_and_what_it_runs_while_built_is_not(read_files):
    docker = 'FROM python:3.11\nRUN pip install \\\n  numpy==1.26.0 && python go.py\nENTRYPOINT ["python", "go.py"]\n'
    reading = read_files({"Dockerfile": docker + 'CMD ["sh", "-c", "python go.py --x"]\nCMD [3]\nCMD [\n', "go.py": ""})

    assert _runs(reading) == [("python go.py", 4, "go.py"), ("python go.py --x", 5, "go.py")]
    assert ("numpy", "==1.26.0", 2) in [(item.name, item.constraint, item.at.line) for item in reading.dependencies]


def test_powershell_lines_are_read_with_their_continuations_and_variables(read_files):
    readme = "```powershell\nPS C:\\> $env:SIZE = 3\npython exp\\go.py `\n  --x 1\n```\n"
    reading = read_files({"README.md": readme, "exp/go.py": ""})

    assert _runs(reading) == [("python exp/go.py --x 1", 3, "exp/go.py")]


def test_words_that_are_no_programs_are_counted_and_left_out(read_files):
    readme = "```bash\nhour 3\nmytool --x\nothertool --y\nunknown --z\nvllm serve m\n└──dense.py\n../guide.md\n```\n"
    reading = read_files({"README.md": readme + "`pip install mytool`\n", "requirements.txt": "othertool\n"})

    assert [row[0] for row in _runs(reading)] == ["mytool --x", "othertool --y", "vllm serve m"]
    (gap,) = [gap for gap in reading.gaps if gap.what == "unknown programs"]
    assert (gap.path, gap.line) == ("README.md", 2) and gap.why.startswith("4 lines") and "hour" in gap.why


def test_a_launcher_in_a_variable_is_seen_through(read_files):
    script = 'RUN="torchrun --nproc_per_node 2"\n$RUN go.py\n$PY go.py --x\n$DIR/clean\n'
    reading = read_files({"a.sh": script, "go.py": ""})

    assert _runs(reading) == [("$RUN go.py", 2, "go.py"), ("$PY go.py --x", 3, "go.py")]
