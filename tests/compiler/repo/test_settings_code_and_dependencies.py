"""Settings, the code index, dependencies, licence and title of small repositories."""

from __future__ import annotations

# ruff: noqa: E501 - files of the fixtures stand on one line each
import time

import pytest

from ara.compiler.repo import RepoLimits, read_repo

OPTIONS = '''\
"""Train a model.

More words.
"""
import argparse
import click
from dataclasses import dataclass, field


def parse(argv=None):
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("-l", "--lr", type=float, default=3e-4,
                        help="learning rate")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("path")
    return parser.parse_args(argv)


@dataclass
class Config(object):
    """Settings of a run."""

    width: int = 512  # hidden size
    layers: list = field(default_factory=list, metadata={"help": "which layers"})
    name: str


@click.command()
@click.option("--seed", default=7, help="random seed")
def main(seed):
    raise SystemExit("executed")


if __name__ == "__main__":
    main()
'''


def _settings(reading):
    return {(item.kind, item.name): item for item in reading.settings}


def test_defaults_in_python_are_found_with_line_help_and_owner(read_files):
    found = _settings(read_files({"train.py": OPTIONS}))

    rows = {key: (item.value, item.help, item.owner, item.at.line) for key, item in found.items()}
    assert rows == {
        ("argparse", "--lr"): ("3e-4", "learning rate", "parse", 13),
        ("argparse", "--fast"): ("False", None, "parse", 15),
        ("argparse", "path"): (None, None, "parse", 16),
        ("dataclass", "width"): ("512", "hidden size", "Config", 24),
        ("dataclass", "layers"): ("list", "which layers", "Config", 25),
        ("click", "--seed"): ("7", "random seed", "main", 30),
    }
    assert all(item.at.quote in OPTIONS for item in found.values())


def test_typer_parameters_and_config_modules_are_found(read_files):
    reading = read_files(
        {
            "cli.py": "import typer\n\ndef run(steps: int = typer.Option(100, help='how long')):\n    pass\n",
            "configs/base.py": "cfg.depth = 12  # blocks\nNAME = compute()\n",
            "other.py": "DEPTH = 3\n",
        }
    )

    assert {(item.kind, item.name, item.value, item.help) for item in reading.settings} == {
        ("typer", "steps", "100", "how long"),
        ("constant", "cfg.depth", "12", "blocks"),
    }


def test_config_files_are_flattened_with_their_lines(read_files):
    reading = read_files(
        {
            "conf/run.yaml": "optim:\n  lr: 3e-4  # peak\n  betas: [0.9, 0.95]\nlayers:\n  - name: a\n    size: 1\nbase: &b {x: 1}\nmore: *b\n",
            "conf/model.json": '{"model": {"heads": 16,\n "name": "a b", "list": []}}\n',
            "conf/run.toml": '[train]\nsteps = 1_000  # many\n[train.opt]\nname = "adam"\n',
        }
    )
    rows = [(item.at.path[5:], item.name, item.value, item.at.line, item.help) for item in reading.settings]

    assert rows == [
        ("model.json", "model.heads", "16", 1, None),
        ("model.json", "model.name", "a b", 2, None),
        ("model.json", "model.list", "[]", 2, None),
        ("run.toml", "train.steps", "1000", 2, "many"),
        ("run.toml", "train.opt.name", "adam", 4, None),
        ("run.yaml", "optim.lr", "3e-4", 2, "peak"),
        ("run.yaml", "optim.betas", "[0.9, 0.95]", 3, None),
        ("run.yaml", "layers[0].name", "a", 5, None),
        ("run.yaml", "layers[0].size", "1", 6, None),
        ("run.yaml", "base.x", "1", 7, None),
        ("run.yaml", "more.x", "1", 7, None),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "bomb.yaml",
            "a: &a [x]\n"
            + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'},{'*a,' * 30}]\n" for n in range(9)),
        ),
        ("deep.yaml", "[" * 50_000),
        ("deep.json", '{"a":' * 50_000),
        ("deep.toml", "a = " + "[" * 50_000),
        ("twice.yaml", "a: 1\na: 2\n"),
        ("tag.yaml", "a: [\n"),
        ("large.yaml", "a: " + "x" * 250_000 + "\n"),
        ("records.json", '{"rows": [' + ",".join('{"q": 1}' for _ in range(9)) + "]}"),
        ("data.json", "{" + ",".join(f'"k{n}": {n}' for n in range(1000)) + "}"),
    ],
)
def test_a_config_file_that_cannot_be_read_is_a_gap(read_files, name, text):
    reading = read_files({name: text, "good.yaml": "x: 1\n"})

    assert [item.name for item in reading.settings] == ["x"]
    assert [gap.path for gap in reading.gaps if gap.what == "settings"] == [name]


def test_a_yaml_tag_constructs_nothing(read_files):
    (setting,) = read_files({"evil.yaml": "a: !!python/object/apply:os.system ['exit 3']\n"}).settings

    assert setting.value == "[exit 3]"


def test_files_of_tools_are_no_settings(read_files):
    files = {"pyproject.toml": "[tool.x]\na = 1\n", ".github/workflows/ci.yml": "a: 1\n", "package.json": '{"a": 1}'}

    assert read_files(files).settings == ()


def test_python_is_indexed_with_docstring_signatures_and_main_guard(read_files):
    (file,) = read_files({"train.py": OPTIONS}).code

    assert (file.language, file.lines, file.runnable) == ("Python", 36, True)
    assert (file.description, file.description_at.line) == ("Train a model.", 1)
    assert [(item.kind, item.signature, item.summary, item.at.line) for item in file.symbols] == [
        ("function", "def parse(argv=None)", "Read the command line.", 10),
        ("class", "class Config(object)", "Settings of a run.", 21),
        ("function", "def main(seed)", None, 31),
    ]


def test_other_languages_are_indexed_by_their_opening_comment_and_definitions(read_files):
    reading = read_files(
        {
            "a.cu": "// Copyright 2024 Someone\n// Adds two vectors on the device.\n__global__ void add(float *a,\n  int n) {\n}\nstruct Shape {\n  int n;\n};\n",
            "b.rs": "//! A parser of things.\npub fn parse(text: &str) -> usize {\n  0\n}\npub struct Thing {\n  a: u8,\n}\n",
            "c.sh": "#!/bin/bash\n# dir=$(dirname x y)\n# Runs every experiment once.\nprepare() {\n  ls\n}\n",
            "d.ts": "/* Draws the results page. */\nexport class Page extends Base {\n}\nexport async function draw(x) {\n}\n",
            "e.py": "# Written for python 2\nprint 'x'\ndef old(a):\n",
        }
    )
    rows = {file.path: (file.description, [(s.kind, s.name) for s in file.symbols]) for file in reading.code}

    assert rows["a.cu"] == ("Adds two vectors on the device.", [("function", "add"), ("class", "Shape")])
    assert rows["b.rs"] == ("A parser of things.", [("function", "parse"), ("class", "Thing")])
    assert rows["c.sh"] == ("Runs every experiment once.", [("function", "prepare")])
    assert rows["d.ts"] == ("Draws the results page.", [("class", "Page"), ("function", "draw")])
    assert rows["e.py"] == ("Written for python 2", [("function", "old")])
    assert [gap.path for gap in reading.gaps if gap.what == "Python source"] == ["e.py"]


@pytest.mark.parametrize("text", ["(" * 10_000, "-" * 100_000 + "1", "a" + ".b" * 100_000, "x = 1\0\n", "\\"])
def test_python_that_overflows_a_parser_does_not_stop_the_reading(read_files, text):
    reading = read_files({"evil.py": text, "good.py": "x = 1\n"})

    assert "good.py" in [file.path for file in reading.code]


def test_dependencies_of_every_kind_are_found_with_pins_and_lines(read_files):
    reading = read_files(
        {
            "requirements.txt": "# base\ntorch==2.1.0  # pinned\nnumpy>=1.24,<2\n-r other.txt\ngit+https://host.example/a/clip.git\neinops[x]; python_version<'3.9'\n",
            "pyproject.toml": '[project]\nname="p"\nrequires-python = ">=3.10"\ndependencies = [\n  "rich>=13",\n]\n[project.optional-dependencies]\ndev = ["pytest==8.0"]\n[build-system]\nrequires = ["hatchling"]\n',
            "setup.py": "raise SystemExit\nBASE = ['scipy', 'tqdm==4.0']\nsetup(install_requires=BASE, extras_require={'gpu': ['triton']}, python_requires='>=3.9')\n",
            "setup.cfg": "[options]\ninstall_requires =\n    requests>=2\n",
            "environment.yml": "name: e\ndependencies:\n  - python=3.10\n  - conda-forge::cudatoolkit=11.8\n  - pip:\n    - wandb==0.16\n",
            "Dockerfile": "FROM nvcr.io/nvidia/pytorch:24.01-py3 AS base\nRUN pip install x\n",
            "README.md": "```bash\npip install vllm==0.8.2 -r requirements.txt\nconda create -n env python=3.11 -y\n```\n",
        }
    )
    rows = [
        (item.at.path, item.at.line, item.kind, item.name, item.constraint, item.pinned)
        for item in reading.dependencies
    ]

    assert rows == [
        ("Dockerfile", 1, "image", "nvcr.io/nvidia/pytorch", ":24.01-py3", False),
        ("environment.yml", 3, "python", "python", "=3.10", True),
        ("environment.yml", 4, "runtime", "cudatoolkit", "=11.8", True),
        ("environment.yml", 6, "runtime", "wandb", "==0.16", True),
        ("pyproject.toml", 3, "python", "python", ">=3.10", False),
        ("pyproject.toml", 5, "runtime", "rich", ">=13", False),
        ("pyproject.toml", 8, "optional", "pytest", "==8.0", True),
        ("pyproject.toml", 10, "build", "hatchling", "", False),
        ("requirements.txt", 2, "runtime", "torch", "==2.1.0", True),
        ("requirements.txt", 3, "runtime", "numpy", ">=1.24,<2", False),
        ("requirements.txt", 5, "runtime", "clip", "git+https://host.example/a/clip.git", False),
        ("requirements.txt", 6, "runtime", "einops", "", False),
        ("setup.cfg", 3, "runtime", "requests", ">=2", False),
        ("setup.py", 2, "runtime", "scipy", "", False),
        ("setup.py", 2, "runtime", "tqdm", "==4.0", True),
        ("setup.py", 3, "python", "python", ">=3.9", False),
        ("setup.py", 3, "optional", "triton", "", False),
        ("README.md", 2, "install_command", "vllm", "==0.8.2", True),
        ("README.md", 3, "python", "python", "=3.11", True),
        ("Dockerfile", 2, "install_command", "x", "", False),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("setup.py", "setup(\n  install_requires=open('requirements.txt').read().split())\n"),
        ("pyproject.toml", "[project\n"),
        ("setup.cfg", "install_requires = x\n"),
        ("environment.yml", "a: [\n"),
    ],
)
def test_dependencies_that_cannot_be_read_are_a_gap(read_files, name, text):
    reading = read_files({name: text})

    assert reading.dependencies == ()
    assert [gap.path for gap in reading.gaps if gap.what == "dependencies"] == [name]


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        (
            "Permission is hereby granted, free of charge, to any person obtaining a copy\nThe above copyright notice",
            "MIT",
        ),
        (
            "                                 Apache License\n                           Version 2.0, January 2004\n",
            "Apache-2.0",
        ),
        ("Redistribution and use in source and binary forms, with or without\nNeither the name of", "BSD-3-Clause"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3", "AGPL-3.0-only"),
        ("You may look at this on Sundays.", None),
    ],
)
def test_a_licence_is_recognised_by_its_words_or_left_unnamed(read_files, text, spdx):
    licence = read_files({"LICENSE": text}).licence

    assert (licence.spdx, licence.at.path, licence.at.line) == (spdx, "LICENSE", 1)


@pytest.mark.parametrize(
    ("readme", "title", "line"),
    [
        ("# A **bold** title #\n", "A bold title", 1),
        ("![badge](x)\n\nTitle\n=====\n", "Title", 3),
        ('<div>\n<h1 align="center">\n  When it\n  <br>pays\n</h1>\n', "When it pays", 2),
        ("```\n# not this\n```\n# This\n", "This", 4),
    ],
)
def test_the_title_is_the_first_heading_of_the_readme(read_files, readme, title, line):
    reading = read_files({"README.md": readme})

    assert (reading.title, reading.title_at.line) == (title, line)
    assert reading.title_at.quote in readme


def test_a_repository_without_readme_licence_or_python_says_so(read_files):
    reading = read_files({"main.c": "int main(void) {\n"})

    assert [gap.what for gap in reading.gaps] == ["README", "licence"]
    assert [file.language for file in reading.code] == ["C"]


def test_the_reproduce_file_is_kept_whole_from_the_top_only(read_files):
    reading = read_files({"ara-reproduce.yaml": "format: ara-reproduce/1\n", "sub/ara-reproduce.yaml": "x: 1\n"})

    assert (reading.reproduce.path, reading.reproduce.text) == ("ara-reproduce.yaml", "format: ara-reproduce/1\n")


def test_limits_on_numbers_leave_gaps(make_repo):
    repo = make_repo()
    repo.commit(files={f"f{n}.py": "x = 1\n" for n in range(9)} | {f"c{n}.yaml": f"a: {n}\n" for n in range(9)})
    limits = RepoLimits(code_files=4, config_files=3)

    reading = read_repo(str(repo.path), limits=limits)

    assert (len(reading.code), len(reading.settings)) == (4, 3)
    assert {gap.what for gap in reading.gaps} >= {"code index", "config files"}


@pytest.mark.parametrize(
    "name", ["requirements.txt", "README.md", "run.slurm", "setup.cfg", "pyproject.toml", "a.js", "a.c"]
)
@pytest.mark.parametrize(
    "line",
    [
        "a==" + ",  " * 30_000,
        "#SBATCH -x" + " " * 90_000 + "x",
        "```" + " " * 90_000 + "`",
        "# " + "# " * 50_000 + "x",
        "https://a/" + "/@" * 50_000,
        "`a " * 30_000,
        "=" * 90_000,
        "const a =(" * 9_000,
        "![" * 50_000,
    ],
)
def test_long_hostile_lines_do_not_stall_the_patterns(read_files, name, line):
    started = time.perf_counter()
    read_files({name: line + "\n"})

    assert time.perf_counter() - started < 5


def test_an_option_whose_name_is_put_together_at_run_time_keeps_its_places(read_files):
    text = "def add(parser, prefix):\n    parser.add_argument(f'--{prefix}rate', default=0.5)\n"

    (setting,) = read_files({"options.py": text}).settings

    assert (setting.name, setting.value, setting.at.line) == ("--{prefix}rate", "0.5", 2)
