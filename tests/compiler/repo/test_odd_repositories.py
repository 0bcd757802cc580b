"""Repositories made to hurt: any bytes, any names, very many files. The answer is an Ara or one clear line."""

from __future__ import annotations

import random
import time

import pytest

from ara.compiler.output import compile_to
from ara.compiler.pipeline import Sources
from ara.compiler.repo import read_repo
from ara.schema import AraError

NAMES = [
    b"README.md", b"train.py", b"run.sh", b"Makefile", b"Dockerfile", b"conf.yaml", b"conf.json", b"conf.toml",
    b"setup.py", b"setup.cfg", b"pyproject.toml", b"requirements.txt", b"package.json", b"CITATION.cff", b"nb.ipynb",
    b"environment.yml", b".gitlab-ci.yml", b"LICENSE", b"ara-reproduce.yaml",
]  # fmt: skip
PIECES = [
    b"```bash\npython train.py --lr ", b"$(", b"`", b"'", b'"', b"<<EOF\n", b"{{", b"\\\n", b"\xff\xfe",
    b"\xef\xbb\xbf",
    "\u202e\u2028 é 漢".encode(), b"\0", b"[[", b"a: &a [*a, *a]\n", b"{" * 300, b"print(f'loss {x:.3f}')\n", b"!" * 50,
    b"parser.add_argument('--lr', default=", b"\r\n\x0c\x1b[31m",
    b'{"cells": [{"cell_type": "code", "source": ["!a"]}]}',
    b"from python:3\nCMD [", b"run: |\n  python x.py\n", b"(" * 400, b"# " + b"x" * 9000, b"import train\n",
    b"PS C:\\> ",
]  # fmt: skip


def _odd_bytes(draw: random.Random) -> bytes:
    parts = [draw.choice(PIECES) if draw.random() < 0.8 else draw.randbytes(20) for _ in range(draw.randrange(1, 30))]
    return b"".join(parts)


@pytest.mark.parametrize("seed", range(40))
def test_odd_bytes_under_telling_names_give_an_ara_or_one_line(make_repo, tmp_path, seed):
    draw = random.Random(seed)
    repo = make_repo()
    entries = [("100644", name, repo.blob(_odd_bytes(draw))) for name in sorted(draw.sample(NAMES, 12))]
    strange = sorted({draw.randbytes(6).replace(b"\0", b"x") + b".py" for _ in range(4)})
    entries += [("100644", name, repo.blob(b"x = 1\n")) for name in strange]
    entries.append(("120000", b"zz-loop", repo.blob(b"zz-loop")))
    repo.commit_tree(repo.tree(entries))
    before = set(tmp_path.rglob("*"))

    try:
        compile_to(Sources(repo=str(repo.path)), tmp_path / "out")
    except AraError as error:
        assert "\n" not in str(error)

    new = set(tmp_path.rglob("*")) - before
    assert all(path.is_relative_to(tmp_path / "out") for path in new)


def test_a_hundred_thousand_files_are_read_in_time_and_what_is_left_out_is_told(make_repo):
    repo = make_repo()
    blob = repo.blob(b"x = 1\n")
    inner = repo.tree([("100644", b"f%03d.%s" % (n, b"py" if n < 20 else b"dat"), blob) for n in range(1000)])
    repo.commit_tree(repo.tree([("40000", b"d%03d" % n, inner) for n in range(100)]))
    start = time.monotonic()

    reading = read_repo(str(repo.path))

    assert len(reading.files) == 100_000
    assert len(reading.code) == 2_000
    assert time.monotonic() - start < 60


def test_one_folder_of_very_many_versions_is_compared_within_bounds(make_repo):
    repo = make_repo()
    for number in range(4):
        blob = repo.blob(b"x = %d\n" % number)
        inner = repo.tree([("100644", b"f%05d.yaml" % n, blob) for n in range(number * 3_000, number * 3_000 + 3_000)])
        tree = repo.tree([("40000", b"configs", inner)])
        parent = ["-p", repo.git("rev-parse", "main")] if number else []
        repo.clock += 60
        repo.git("update-ref", "refs/heads/main", repo.git("commit-tree", tree, *parent, "-m", f"Sweep {number}"))

    assert [step.kind for step in read_repo(str(repo.path)).trail] == ["milestone"]
