"""Small papers and repositories, made for one test each."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

Pages = list[str]


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Makes a PDF with one text per page: the first line a title, lines behind a `=` headings, the rest paragraphs."""

    def make(pages: Pages, name: str = "paper.pdf", **save: object) -> Path:
        document = pymupdf.open()
        for text in pages:
            page, top = document.new_page(), 90.0
            title, _, body = text.partition("\n")
            page.insert_text((72, top), title, fontsize=18)
            for block in body.split("\n\n"):
                heading = block.startswith("= ")
                box = pymupdf.Rect(72, top + 12, 520, 790)
                font = {"fontname": "hebo", "fontsize": 13} if heading else {"fontname": "helv", "fontsize": 10}
                left = page.insert_textbox(box, block.removeprefix("= "), **font)
                top += 12 + (box.height - left)
        path = tmp_path / name
        document.save(path, **save)
        return path

    return make


GIT_ENV = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2024-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}


@pytest.fixture
def make_repo(tmp_path: Path) -> Callable[..., Path]:
    """Makes a git repository with one commit that holds the given files; without files, no commit."""

    def make(files: dict[str, str], name: str = "code", bare: bool = False) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        _git(folder, "init", "-q", *(["--bare"] if bare else []), "-b", "main")
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        if files:
            _git(folder, "add", "-A")
            _git(folder, "commit", "-qm", "Add the code")
        return folder

    return make


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, env=os.environ | GIT_ENV, capture_output=True)
