"""Commands in READMEs, scripts, Makefiles and packaging: what, where, and whether it exists."""

from __future__ import annotations

import pytest

from ara.compiler.repo.launch import read_launch

README = """\
# Project

## Install
```bash
git clone https://host.example/owner/project && cd project
pip install -r requirements.txt
```

## Train
```sh
# one card
CUDA_VISIBLE_DEVICES=0 python train.py \\
    --lr 1e-3 \\
    --name "a b"
cd sub
python -m pkg.eval --split <SPLIT>
python gone.py
```

Also `python tools/plot.py --fast` draws it, and `python no_such.py` does not.

```
Epoch 1: loss 0.5
torchrun --nproc-per-node 8 -m sub.pkg.eval
```

```python
python train.py
```

```console
$ bash run.sh
done in 3 s
$ python $SCRIPT
```
"""


@pytest.fixture
def reading(read_files):
    return read_files(
        {
            "README.md": README,
            "train.py": "x = 1\n",
            "tools/plot.py": "x = 1\n",
            "sub/pkg/eval.py": "x = 1\n",
            "sub/pkg/__init__.py": "",
            "run.sh": "#!/bin/bash\n",
        }
    )


def _runs(reading, path=None):
    return [command for command in reading.commands if command.kind == "run" and path in (None, command.at.path)]


def test_every_launch_in_the_readme_is_found_with_its_line(reading):
    assert [(command.argv[:3], command.at.line) for command in _runs(reading)] == [
        (("python", "train.py", "--lr"), 12),
        (("python", "-m", "pkg.eval"), 16),
        (("python", "gone.py"), 17),
        (("python", "tools/plot.py", "--fast"), 20),
        (("torchrun", "--nproc-per-node", "8"), 24),
        (("bash", "run.sh"), 32),
        (("python", "$SCRIPT"), 34),
    ]


def test_a_continued_command_is_one_with_its_variables_and_literal_quote(reading):
    command = _runs(reading)[0]

    assert command.argv == ("python", "train.py", "--lr", "1e-3", "--name", "a b")
    assert command.env == (("CUDA_VISIBLE_DEVICES", "0"),)
    assert (command.at.line, command.at.end_line, command.context) == (12, 14, "Train")
    assert command.at.quote in README


def test_the_folder_follows_cd_and_the_target_is_looked_up_there(reading):
    found = {
        command.target: (command.workdir, command.target_path, command.target_exists) for command in _runs(reading)
    }

    assert found["pkg.eval"] == ("sub", "sub/pkg/eval.py", True)
    assert found["sub.pkg.eval"] == (".", "sub/pkg/eval.py", True)
    assert found["gone.py"] == ("sub", None, False)
    assert found["$SCRIPT"] == (".", None, None)


def test_a_script_that_does_not_exist_is_a_gap_with_its_line(reading):
    gaps = [(gap.path, gap.line) for gap in reading.gaps if gap.what == "command target"]

    assert gaps == [("README.md", 17)]


def test_preparations_are_told_from_launches(reading):
    setup = [" ".join(command.argv[:2]) for command in reading.commands if command.kind == "setup"]

    assert setup == ["git clone", "cd project", "pip install", "cd sub"]


def test_a_batch_script_keeps_its_resource_requests_and_fills_in_its_variables(read_files):
    reading = read_files(
        {
            "jobs/train.slurm": "#!/bin/bash\n#SBATCH --gres=gpu:8\n#SBATCH -t 1:00\n"
            "S=src/main.py\nsrun python $S --a\n",
            "src/main.py": "x = 1\n",
        }
    )
    (command,) = _runs(reading)

    assert (command.source, command.resources) == ("slurm", ("--gres=gpu:8", "-t 1:00"))
    assert (command.target, command.target_path, command.argv[-2:]) == ("$S", "src/main.py", ("$S", "--a"))


def test_a_script_is_read_as_run_from_its_own_folder_when_only_that_fits(read_files):
    reading = read_files({"exp/one/run.sh": "python go.py\npython lib/x.py\n", "exp/one/go.py": "", "exp/lib/x.py": ""})

    assert [(command.workdir, command.target_path) for command in _runs(reading)] == [
        ("exp/one", "exp/one/go.py"),
        ("exp", "exp/lib/x.py"),
    ]


def test_changing_the_folder_in_a_subshell_ends_with_it(read_files):
    script = 'HERE=$(cd "$(dirname "$0")" && pwd)\n(cd sub && python a.py)\npython b.py\nR=$(cd sub; python a.py)\n'
    reading = read_files({"run.sh": script, "sub/a.py": "", "b.py": ""})

    assert [(command.workdir, command.target_path) for command in _runs(reading)] == [
        ("sub", "sub/a.py"),
        (".", "b.py"),
        ("sub", "sub/a.py"),
    ]


def test_make_targets_that_start_work_are_commands_and_the_others_are_not(read_files):
    make = "DATA := x\n.PHONY: train clean\ntrain: data\n"
    make += "\t@cd exp && python go.py \\\n\t\t--fast\n\tpython top.py\nclean:\n\trm -rf out\n"
    reading = read_files({"Makefile": make, "exp/go.py": "", "top.py": ""})

    assert [(command.argv, command.workdir, command.at.line) for command in _runs(reading)] == [
        (("make", "train"), ".", 3),
        (("python", "go.py", "--fast"), "exp", 4),
        (("python", "top.py"), ".", 6),
    ]


def test_console_scripts_are_entry_points_and_their_uses_are_launches(read_files):
    reading = read_files(
        {
            "pyproject.toml": '[project]\nname = "p"\n[project.scripts]\nfoo = "pkg.cli:main"\nbar = "gone.cli:main"\n',
            "setup.py": "from setuptools import setup\nsetup(entry_points={'console_scripts': ['baz=pkg.cli:run']})\n",
            "pkg/cli.py": "",
            "README.md": "```\nfoo --x 1\nunknown --x 1\n```\n",
        }
    )
    entries = {command.argv[0]: command for command in reading.commands if command.kind == "entry_point"}

    assert [command.argv for command in _runs(reading)] == [("foo", "--x", "1")]
    assert (entries["foo"].target_path, entries["foo"].at.line) == ("pkg/cli.py", 4)
    assert entries["baz"].target_path == "pkg/cli.py"
    assert entries["bar"].target_exists is not True


@pytest.mark.parametrize(
    ("line", "kind", "target"),
    [
        ("python -u -m pkg.mod --x", "run", "pkg.mod"),
        ("python3.11 -W ignore a.py", "run", "a.py"),
        ("python -m pip install x", "setup", None),
        ("python setup.py develop", "setup", "setup.py"),
        ("python -c import_x", "setup", None),
        ("python -m torch.distributed.launch --nproc_per_node 2 a.py", "run", "a.py"),
        ("accelerate launch --num_processes 2 a.py --x b.py", "run", "a.py"),
        ("accelerate config", "setup", None),
        ("deepspeed --include localhost:0 a.py", "run", "a.py"),
        ("mpirun -n 2 python -m pkg.mod", "run", "pkg.mod"),
        ("uv run python a.py", "run", "a.py"),
        ("uv sync", "setup", None),
        ("sbatch --array=1-3 jobs/a.slurm", "run", "jobs/a.slurm"),
        ("bash -x a.sh 1", "run", "a.sh"),
        ("./a.sh", "run", "./a.sh"),
        ("wget https://host.example/a.py", "setup", None),
        ("cargo run --release", "run", None),
        ("cargo build", "setup", None),
        ("lm_eval --model hf", "run", None),
    ],
)
def test_what_a_line_starts(line, kind, target):
    launch = read_launch(tuple(line.split()))

    assert launch is not None
    assert (launch.kind, launch.target) == (kind, target)


@pytest.mark.parametrize("line", ["echo python a.py", "ls", "--flag only", "[ -f a.py ]"])
def test_lines_that_only_look_or_print_are_nothing(line):
    assert read_launch(tuple(line.split())) is None
