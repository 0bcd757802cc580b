"""The code index: one line for every source file, with what it defines and what it says of itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import islice

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
_C_TYPE = re.compile(r"(?:typedef\s+)?(?:struct|class|enum(?:\s+class)?|union)\s+(?P<cname>\w+)(?!.*[;()=])")
_C_NOT_A_TYPE = frozenset(
    {"if", "for", "while", "switch", "return", "else", "case", "do", "using", "typedef", "#define"}
)
_C_LIKE = frozenset({"C", "C++", "CUDA", "Metal"})
_BY_LANGUAGE = {
    # For what this version of Python cannot parse; the rest is read from its syntax tree.
    "Python": r"(?P<class>class\s+(?P<cname>\w+)[^:]*)|(?P<function>(?:async\s+)?def\s+(?P<fname>\w+).*)",
    "Shell": r"(?P<function>(?:function\s+)?(?P<fname>[\w:-]+)\s*\(\s*\))",
    "Rust": r"(?:pub(?:\([^)]*\))?\s+)?(?:(?P<class>(?:struct|enum|trait|union)\s+(?P<cname>\w+)[^{;]*)"
    r"|(?P<function>(?:(?:async|const|unsafe|extern(?:\s+\"\w+\")?)\s+)*fn\s+(?P<fname>\w+)[^{;]*))",
    "Go": r"(?P<class>type\s+(?P<cname>\w+)\s+(?:struct|interface))"
    r"|(?P<function>func\s+(?:\([^)]*\)\s*)?(?P<fname>\w+)[^{]*)",
    "JavaScript": r"(?:export\s+(?:default\s+)?)?(?:(?P<class>(?:abstract\s+)?class\s+(?P<cname>\w+)[^{]*)"
    r"|(?P<function>(?:async\s+)?function\s*\*?\s*(?P<fname>\w+)[^{]*"
    r"|const\s+(?P<aname>\w+)\s*=\s*(?:async\s*)?\([^)]*\)[^=]*=>))",
    "Julia": r"(?P<class>(?:mutable\s+)?(?:struct|abstract\s+type)\s+(?P<cname>\w+).*)"
    r"|(?P<function>(?:function|macro)\s+(?P<fname>[\w!.]+).*)",
    "R": r"(?P<function>(?P<fname>[\w.]+)\s*(?:<-|=)\s*function\s*\(.*)",
    "Java": r"(?P<class>(?:(?:public|final|abstract|sealed)\s+)*"
    r"(?:class|interface|enum|record)\s+(?P<cname>\w+)[^{]*)",
    "Ruby": r"(?P<class>(?:class|module)\s+(?P<cname>\w+).*)|(?P<function>def\s+(?P<fname>[\w.?!]+).*)",
    "Lua": r"(?P<function>(?:local\s+)?function\s+(?P<fname>[\w.:]+).*)",
    "MATLAB": r"(?P<function>function\s+(?:.*?=\s*)?(?P<fname>\w+).*)",
    "Perl": r"(?P<function>sub\s+(?P<fname>\w+).*)",
}
_PATTERNS = {language: re.compile(pattern) for language, pattern in _BY_LANGUAGE.items()}
_PATTERNS |= {
    "TypeScript": _PATTERNS["JavaScript"],
    "Kotlin": _PATTERNS["Java"],
    "Scala": _PATTERNS["Java"],
    "C#": _PATTERNS["Java"],
}
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


def index_file(file: TextFile, language: str, module: ast.Module | None, most_symbols: int) -> CodeFile:
    """The index line of one file; `module` is its syntax tree when it is Python that could be parsed."""
    symbols = islice(python_symbols(file, module) if module else _symbols(file, language), most_symbols)
    described = _docstring(file, module) if module is not None else None
    described = described or (_opening_comment(file) if language != "Notebook" else None)
    start = next((number for number, line in enumerate(file.lines, 1) if line.strip()), None)
    return CodeFile(
        path=file.path,
        language=language,
        lines=len(file.lines),
        description=described[0] if described else None,
        description_at=described[1] if described else None,
        symbols=tuple(symbols),
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


def _symbols(file: TextFile, language: str) -> Iterator[Symbol]:
    pattern = _PATTERNS.get(language)
    for number, line in enumerate(file.lines, 1):
        if not line[:1].strip() or len(line) > 300:
            continue
        if language in _C_LIKE:
            name, kind, head = _c_definition(line)
        else:
            found = pattern.match(line) if pattern else None
            groups = found.groupdict() if found else {}
            name = groups.get("fname") or groups.get("aname") or groups.get("cname")
            kind, head = ("class" if groups.get("cname") else "function"), (found[0] if found else "")
        if name:
            yield Symbol.model_validate(
                {"name": name, "kind": kind, "signature": head.rstrip(" {:"), "at": file.excerpt(number)}
            )


def _c_definition(line: str) -> tuple[str | None, str, str]:
    """Name, kind and head of the C-like definition that a line at the margin opens; no name when it opens none."""
    bare = line.partition("//")[0].rstrip()
    if (named := _C_TYPE.match(bare)) is not None:
        return named["cname"], "class", bare
    head, bracket, rest = bare.partition("(")
    words = head.replace("*", " ").replace("&", " ").split()
    if not bracket or len(words) < 2 or rest.endswith(";") or "=" in head or words[0] in _C_NOT_A_TYPE:
        return None, "function", ""
    name = re.fullmatch(r"[A-Za-z_~][\w:~]*", words[-1])
    return (name[0] if name else None), "function", bare
