"""A repository is called what it calls itself, whatever the folder that holds it is called."""

from __future__ import annotations

import shutil

import pytest

from ara.compiler.output import compile_to
from ara.compiler.pipeline import Sources
from ara.compiler.repo import read_repo
from ara.compiler.repo.naming import project_name
from ara.compiler.repo.text_files import TextFile


@pytest.mark.parametrize(
    ("files", "address", "name"),
    [
        ({"pyproject.toml": '[project]\nname = "inner"\n'}, "git@host.example:group/outer.git", "outer"),
        ({"pyproject.toml": '[project]\nname = "inner"\n', "README.md": "# Other\n"}, None, "inner"),
        ({"pyproject.toml": '[tool.poetry]\nname = "verse"\n'}, None, "verse"),
        ({"pyproject.toml": "[project\n", "setup.cfg": "[metadata]\nname = old\n"}, None, "old"),
        ({"package.json": '{"name": "@group/page"}'}, None, "@group/page"),
        ({"package.json": '["name"]', "README.md": "# Some `Work`: a study\n"}, None, "some-work"),
        ({"CITATION.cff": 'cff-version: 1.2.0\ntitle: "Widgets: a study"\n'}, None, "Widgets"),
        ({"pyproject.toml": '[project]\nname = 3\n'}, None, "repository"),
        ({"README.md": "no heading\n"}, None, "repository"),
        ({}, None, "repository"),
    ],
)  # fmt: skip
def test_the_name_comes_from_the_address_then_from_the_files(files, address, name):
    assert project_name({path: TextFile(path, text) for path, text in files.items()}, address) == name


def test_a_clone_of_a_folder_is_not_named_after_that_folder(make_repo, tmp_path):
    repo = make_repo("secret-folder")
    repo.commit(files={"README.md": "# Open name\n"})
    repo.git("clone", "--quiet", "--template=", ".", str(tmp_path / "copy"))

    assert read_repo(str(tmp_path / "copy")).name == "open-name"


def test_two_folders_of_different_names_compile_to_equal_bytes_without_their_paths(make_repo, tmp_path):
    repo = make_repo("first-name")
    repo.commit(files={"README.md": "```\npython run.py --size 3\n```\n", "run.py": "print('x')\n", "c.yaml": "a: 1\n"})
    repo.commit("Second", files={"conf/d.yaml": "a: 2\n"})
    shutil.copytree(repo.path, tmp_path / "elsewhere" / "second-name")

    compile_to(Sources(repo=str(repo.path)), tmp_path / "one")
    compile_to(Sources(repo=str(tmp_path / "elsewhere" / "second-name")), tmp_path / "two")

    written = [
        {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        for out in (tmp_path / "one", tmp_path / "two")
    ]
    assert written[0] == written[1]
    words = (b"first-name", b"second-name", str(tmp_path).encode())
    assert not [path for path, data in written[0].items() if any(word in data for word in words)]
