"""The code index: one line for every source file, with what it defines and what it says of itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from ara.compiler.repo.model import CodeFile, Excerpt, Symbol
from ara.compiler.repo.python_source import first_line, has_main_guard, python_symbols
from ara.compiler.repo.text_files import TextFile

_LANGUAGES = {
    "py": "Python", "pyi": "Python", "pyx": "Cython", "sh": "Shell", "bash": "Shell", "zsh": "Shell", "slurm": "Shell",
    "sbatch": "Shell", "c": "C", "h": "C", "cc": "C++", "cpp": "C++", "cxx": "C++", "hpp": "C++", "hh": "C++",
    "cu": "CUDA", "cuh": "CUDA", "metal": "Metal", "rs": "Rust", "go": "Go", "java": "Java", "kt": "Kotlin",
    "scala": "Scala", "swift": "Swift", "js": "JavaScript", "mjs": "JavaScript", "jsx": "JavaScript",
    "ts": "TypeScript", "tsx": "TypeScript", "jl": "Julia", "r": "R", "rb": "Ruby", "pl": "Perl", "lua": "Lua",
    "m": "MATLAB", "f90": "Fortran", "hs": "Haskell", "ml": "OCaml", "cs": "C#", "lean": "Lean", "ipynb": "Notebook",
    "sql": "SQL", "proto": "Protocol Buffers", "cmake": "CMake",
}  # fmt: skip
_BY_LANGUAGE = {
    # For what this version of Python cannot parse; the rest is read from its syntax tree.
    "Python": r"(?P<class>class\s+(?P<cname>\w+)[^:]*)|(?P<function>(?:async\s+)?def\s+(?P<fname>\w+).*)",
    "R": r"(?P<function>(?P<fname>[\w.]+)\s*(?:<-|=)\s*function\s*\(.*)",
    "Kotlin": r"(?P<class>(?:(?:public|final|abstract|sealed|data)\s+)*"
    r"(?:class|interface|enum|record|object)\s+(?P<cname>\w+)[^{]*)|(?P<function>fun\s+(?P<fname>\w+)[^{]*)",
    "Ruby": r"(?P<class>(?:class|module)\s+(?P<cname>\w+).*)|(?P<function>def\s+(?P<fname>[\w.?!]+).*)",
    "Lua": r"(?P<function>(?:local\s+)?function\s+(?P<fname>[\w.:]+).*)",
    "MATLAB": r"(?P<function>function\s+(?:.*?=\s*)?(?P<fname>\w+).*)",
    "Perl": r"(?P<function>sub\s+(?P<fname>\w+).*)",
}
"""Languages whose definitions are told by the shape of a line at the margin."""
_PATTERNS = {language: re.compile(pattern) for language, pattern in _BY_LANGUAGE.items()}
_PATTERNS |= {"C#": _PATTERNS["Kotlin"], "Swift": _PATTERNS["Kotlin"]}
_COMMENT = re.compile(r"\s*(?:#+!?|//+!?|/\*+|\*+(?!/)|--+|%+|;+)\s?(?P<words>.*?)\s*(?:\*/)?\s*")
# Two words and more, and no code that was commented out.
_SENTENCE = re.compile(r"(?=.{9})(?!.*(?:\$[({\w]|\w=|==|\w\(.*\)$|[;{}]$))[\"'`(\[]?\w.*\s\S")
_NOT_A_DESCRIPTION = re.compile(
    r"(?i)copyright|licen[sc]e|spdx|all rights reserved|^-\*-|coding[:=]|^!|eslint|pylint|noqa|type: ignore"
    r"|^(?:ruff|mypy|isort|you may|unless required|distributed under|see the|without warr|software distributed"
    r"|http|SBATCH|pragma|ifndef|define|include|import |from |limitations|modified from|adapted from|[^a-z]*$)"
)


def language_of(path: str) -> str | None:
    """The language of a source file by its name; None when it is no source file."""
    name = path.rpartition("/")[2]
    if name in ("Makefile", "makefile", "GNUmakefile"):
        return "Makefile"
    if name.startswith("Dockerfile") or name.endswith(".dockerfile"):
        return "Dockerfile"
    return _LANGUAGES.get(name.rpartition(".")[2].lower()) if "." in name else None


def index_file(
    file: TextFile, language: str, module: ast.Module | None, parsed: tuple[Symbol, ...] | None, most_symbols: int
) -> CodeFile:
    """The index line of one file.

    `module` is its syntax tree when it is Python that could be parsed, `parsed` what another language's parser found.
    """
    if module is not None:
        symbols = python_symbols(file, module)
    else:
        symbols = iter(parsed) if parsed is not None else _symbols_at_the_margin(file, _PATTERNS.get(language))
    described = _docstring(file, module) if module is not None else None
    described = described or (_opening_comment(file) if language != "Notebook" else None)
    start = next((number for number, line in enumerate(file.lines, 1) if line.strip()), None)
    return CodeFile(
        path=file.path,
        language=language,
        lines=len(file.lines),
        description=described[0] if described else None,
        description_at=described[1] if described else None,
        symbols=tuple(islice(symbols, most_symbols)),
        runnable=file.text.startswith("#!") or (module is not None and has_main_guard(module)),
        at=file.excerpt(start) if start else None,
    )


def _docstring(file: TextFile, module: ast.Module) -> tuple[str, Excerpt] | None:
    text = first_line(ast.get_docstring(module, clean=False))
    if text is None:
        return None
    node = module.body[0]
    for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
        if text in file.lines[number - 1]:
            return text, file.excerpt(number)
    return None


def _opening_comment(file: TextFile) -> tuple[str, Excerpt] | None:
    for number, line in enumerate(file.lines[:40], 1):
        if number == 1 and line.startswith("#!"):
            continue
        comment = _COMMENT.fullmatch(line[:400])
        if line.strip() and comment is None:
            return None
        if comment and _SENTENCE.match(comment["words"]) and not _NOT_A_DESCRIPTION.search(comment["words"]):
            return comment["words"], file.excerpt(number)
    return None


def _symbols_at_the_margin(file: TextFile, pattern: re.Pattern[str] | None) -> Iterator[Symbol]:
    for number, line in enumerate(file.lines if pattern else (), 1):
        found = pattern.match(line) if pattern and line[:1].strip() and len(line) <= 300 else None
        name = found and (found.groupdict().get("fname") or found.groupdict().get("cname"))
        if found and name:
            kind: Literal["class", "function"] = "class" if found.groupdict().get("cname") else "function"
            yield Symbol(name=name, kind=kind, signature=found[0].rstrip(" {:"), at=file.excerpt(number))
