"""One reading as a whole: literal quotes, the same result everywhere, and exports."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from ara.compiler.repo import RepoLimits, export_files, read_repo
from ara.compiler.repo.model import Excerpt

FILES = {
    "README.md": '<h1>\r\n  Sparse\r\n</h1>\r\n\r\n```bash\r\npython train.py \\\r\n  --lr "1 0"\r\n```\r\n',
    "train.py": (
        '"""Trains."""\nimport argparse\n\x0c\n'
        "p = argparse.ArgumentParser()\np.add_argument('--é', default='ü',\n  help='x')\n"
        "class A:\n    '''Doc.'''\n"
    ),
    "conf/a.yaml": 's: "é\u2028x\u0085y"\na:\n  b: |\n    one\n    two\n  c: [1,\n   2]\nlong: ' + "x" * 3000 + "\n",
    "conf/b.json": '{\n\t"a": {"b": [1, 2]},\n "u": "\\u00e9"\n}\n',
    "conf/c.toml": 'a = 1\n[b]\nc = [\n 1,\n]\n"d e" = 2\n',
    "requirements.txt": "torch==2.0\rnumpy\r",
    "pyproject.toml": '[project]\nname = "p"\ndependencies = ["rich"]\n[project.scripts]\np = "train:main"\n',
    "run.sh": "#!/bin/sh\n# Runs it all, once.\npython train.py; python train.py --x \\\n  1\n",
    "Makefile": "all:\n\tpython train.py\n",
    "a.c": "/* Adds the numbers up. */\nint add(int a, int b) {\n",
    "LICENSE": "\n\n  MIT License\n",
    "ara-reproduce.yaml": "format: ara-reproduce/1\n",
}


def _excerpts(value):
    if isinstance(value, Excerpt):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _excerpts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _excerpts(item)


def test_every_quote_stands_literally_in_the_lines_it_names(read_files):
    reading = read_files(FILES)
    lines = {path: text.replace("\r\n", "\n").replace("\r", "\n").split("\n") for path, text in FILES.items()}

    found = list(_excerpts(reading))

    assert {excerpt.path for excerpt in found} == set(FILES) - {"ara-reproduce.yaml"}
    for excerpt in found:
        assert excerpt.quote
        assert excerpt.quote in "\n".join(lines[excerpt.path][excerpt.line - 1 : excerpt.end_line or excerpt.line])


def test_keys_are_found_on_their_own_lines_whatever_separates_lines_elsewhere(read_files):
    found = {(item.at.path, item.name): item.at.line for item in read_files(FILES).settings}

    assert found[("conf/a.yaml", "a.b")] == 3
    assert found[("conf/b.json", "a.b")] == 2
    assert found[("train.py", "--é")] == 5


def test_a_work_tree_its_git_folder_and_a_bare_clone_give_the_same_reading(make_repo, tmp_path):
    repo = make_repo()
    repo.commit(files=FILES)
    repo.commit("Second")
    repo.git("clone", "--quiet", "--bare", "--template=", ".", str(tmp_path / "elsewhere" / "project.git"))
    first = read_repo(str(repo.path))

    assert read_repo(str(repo.path / ".git")) == first
    assert read_repo(str(tmp_path / "elsewhere" / "project.git")) == first


def test_what_is_not_committed_is_not_read(make_repo):
    repo = make_repo()
    repo.commit(files={"README.md": "# Committed\n"})
    repo.write({"README.md": "# Changed\n", "new.py": "x = 1\n"})

    reading = read_repo(str(repo.path))

    assert (reading.title, reading.files) == ("Committed", ("README.md",))


def test_reading_changes_nothing_in_the_repository(make_repo):
    repo = make_repo()
    repo.commit(files=FILES)

    def state():
        return {path: path.stat().st_mtime_ns for path in repo.path.rglob("*")}

    before = state()
    read_repo(str(repo.path))

    assert state() == before


def test_a_reading_survives_json(read_files):
    reading = read_files(FILES)

    assert type(reading).model_validate_json(reading.model_dump_json()) == reading


def test_an_export_holds_the_files_that_match_with_their_bytes(make_repo):
    repo = make_repo()
    repo.write({"src/a.py": "a\r\n", "src/deep/b.py": b"\0\xff", "src/c.txt": "c", "top.py": "t"})
    (repo.path / "src/a.py").chmod(0o755)
    commit = repo.commit()

    export = export_files(str(repo.path), ["src/**/*.py", "*.py", "none/*"])

    assert export.commit == commit
    assert {file.path: (file.data, file.executable) for file in export.files} == {
        "src/a.py": (b"a\r\n", True),
        "src/deep/b.py": (b"\0\xff", False),
        "top.py": (b"t", False),
    }
    assert [gap.path for gap in export.gaps] == ["none/*"]


def test_an_export_stops_at_its_limit_and_names_what_was_left_out(make_repo):
    repo = make_repo()
    repo.commit(files={"a.bin": b"a" * 60, "b.bin": b"b" * 60, "c.bin": b"c" * 30})

    export = export_files(str(repo.path), ["**"], limits=RepoLimits(export_bytes=100))

    assert [file.path for file in export.files] == ["a.bin", "c.bin"]
    assert [gap.path for gap in export.gaps] == ["b.bin"]


@pytest.mark.parametrize("pattern", ["../**", "/etc/*", "[", "(", "**/../x"])
def test_odd_patterns_match_nothing(make_repo, pattern):
    repo = make_repo()
    repo.commit(files={"a.py": "x\n"})

    export = export_files(str(repo.path), [pattern])

    assert (export.files, len(export.gaps)) == ((), 1)
