"""Every launch that was written into a repository comes out: counted by the writer, and again by a plain line scan."""

from __future__ import annotations

import random
import re

import pytest

LAUNCHES = [
    "python train.py --lr {n}", "python3 -u exp/go.py {n}", "python -m pkg.mod --n {n}", "bash scripts/run.sh {n}",
    "torchrun --nproc_per_node 8 train.py {n}", "accelerate launch train.py {n}", "deepspeed train.py {n}",
    "CUDA_VISIBLE_DEVICES=0,1 python train.py --seed {n}", "sbatch scripts/run.sh {n}", "./scripts/run.sh {n}",
    "nohup python train.py --id {n} > log.txt 2>&1 &", "srun python train.py {n}",
    "python train.py \\\n    --n {n} \\\n    --x",
]  # fmt: skip
NOISE = [
    "pip install -r requirements.txt", "# python train.py comment", "echo python train.py", "cd .", "mkdir -p out",
    "export SEED=3", "ls -l", "git pull", "conda activate env", "",
]  # fmt: skip
START = re.compile(r"(?:[A-Z_]+=\S+ )*(?:nohup )?(?:python3?|bash|torchrun|accelerate|deepspeed|sbatch|srun|\./)")


def _block(draw: random.Random, counter: list[int]) -> str:
    lines = []
    for _ in range(draw.randrange(1, 8)):
        if draw.random() < 0.5:
            counter[0] += 1
            lines.append(draw.choice(LAUNCHES).format(n=counter[0]))
        else:
            lines.append(draw.choice(NOISE))
    return "\n".join(lines)


def _scan(text: str) -> list[int]:
    """Lines on which a launch starts, by looking at the lines alone; a line behind a backslash goes on."""
    lines = text.split("\n")
    return [
        number
        for number, line in enumerate(lines, 1)
        if START.match(line) and not (number > 1 and lines[number - 2].endswith("\\"))
    ]


@pytest.mark.parametrize("seed", range(12))
def test_every_launch_of_readmes_and_scripts_is_found_on_its_line(read_files, seed):
    draw = random.Random(seed)
    counter = [0]
    files = {"train.py": "x = 1\n", "exp/go.py": "x = 1\n", "pkg/mod.py": "x = 1\n", "scripts/run.sh": "ls\n"}
    prose = ["# Project", ""]
    for number in range(5):
        prose += [f"## Part {number}", "", draw.choice(["```bash", "```sh", "```"]), _block(draw, counter), "```", ""]
    files["README.md"] = "\n".join(prose)
    files["docs/more.md"] = f"# More\n\n```shell\n{_block(draw, counter)}\n```\n"
    for number in range(3):
        files[f"jobs/job{number}.sh"] = f"#!/bin/bash\n{_block(draw, counter)}\n"

    reading = read_files(files)

    found = [(item.at.path, item.at.line) for item in reading.commands if item.kind == "run"]
    scanned = [(path, line) for path in files if path.endswith((".md", ".sh")) for line in _scan(files[path])]
    assert len(found) == counter[0]
    assert sorted(found) == sorted(scanned)
    assert all(item.target_exists for item in reading.commands if item.kind == "run")
