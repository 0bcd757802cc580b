"""LaTeX sources, made for one test each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ara.compiler.tex import TexReading, read_tex


@pytest.fixture
def make_source(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Makes a folder with the given files."""

    def make(files: dict[str, str]) -> Path:
        folder = tmp_path / "source"
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return folder

    return make


@pytest.fixture
def read(make_source: Callable[[dict[str, str]], Path]) -> Callable[..., TexReading]:
    """Reads a document with the given body, preamble and further files."""

    def read_body(body: str, preamble: str = "", **files: str) -> TexReading:
        main = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
        further = {name.replace("__", "/").replace("_dot_", "."): text for name, text in files.items()}
        return read_tex(make_source({"main.tex": main, **further}))

    return read_body
