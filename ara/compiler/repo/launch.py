"""Telling what a command does: whether it starts the project's work, and which of its files it starts."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from ara.compiler.repo.model import CommandKind
from ara.compiler.repo.programs import (
    BUILDERS,
    INTERPRETERS,
    LOOKING,
    PREFIXES,
    PREPARING,
    PREPARING_MODULES,
    RUNNING_VERBS,
    SHELLS,
    WRAPPERS,
)  # fmt: skip

_PYTHON = re.compile(r"(?:python|pypy|ipython)[\d.]*(?:\.exe)?")
_UNKNOWN = re.compile(r"[$<>{}*`?\[\]]|(?:^|/)path/to(?:/|$)|(?:^|[/_-])your[/_-]|\.\.\.")
_PATH = re.compile(r"[\w.$~{}-]*/[\w./$~{}-]*\w")
_SCRIPT = re.compile(r".+\.(?:py|sh|bash|slurm|sbatch|ipynb|jl|R|r|js|ts|mjs|pl|rb|lua|m)")

_LAUNCH_MODULES = re.compile(
    r"(?:torch\.distributed\.(?:run|launch)|accelerate\.commands\.launch|deepspeed.*|torch\.utils\..*)"
)
_VALUELESS = re.compile(r"-[uOBsSEIvqibdx]+")


class Launch(NamedTuple):
    """What a command does."""

    kind: CommandKind
    target: str | None = None
    """The script it starts, or the module after `-m`, as written."""
    module: bool = False
    """True when `target` is a module."""


def is_known_launcher(program: str) -> bool:
    """Whether the program itself says that work is started, whatever stands around it."""
    name = posixpath.basename(program)
    return bool(_PYTHON.fullmatch(name)) or name in WRAPPERS | SHELLS | INTERPRETERS | {"make"}


def is_path(program: str) -> bool:
    """Whether a word is written as the path of something to execute: `./run`, `../a.sh`, `scripts/b.py`."""
    if not _PATH.fullmatch(program):
        return False
    if program.endswith(".ipynb"):
        return False
    return bool(_SCRIPT.fullmatch(program)) or (program.startswith(("./", "../")) and is_script(program))


def is_script(path: str) -> bool:
    """Whether a path looks like something to execute: a script by its extension, or a file without one."""
    return bool(_SCRIPT.fullmatch(path)) or "." not in posixpath.basename(path)


def is_known_tool(program: str) -> bool:
    """Whether the program is one that prepares, looks or moves things about."""
    return program in PREPARING or program in LOOKING


def without_prefixes(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The command behind `nohup`, `sudo`, `env A=1` and the like, and the variables that `env` sets."""
    variables: list[tuple[str, str]] = []
    while words and words[0] in PREFIXES:
        prefix, words = words[0], words[1:]
        while words and words[0].startswith("-"):
            words = words[1:]
        while prefix == "env" and words and re.match(r"[A-Za-z_]\w*=", words[0]):
            name, _, value = words[0].partition("=")
            variables.append((name, value))
            words = words[1:]
    return words, tuple(variables)


def read_launch(argv: tuple[str, ...]) -> Launch | None:
    """What `argv` starts; None when it only looks or prints. Programs that are not known count as started work."""
    program = argv[0]
    name = posixpath.basename(program)
    if not name or program.startswith("-"):
        return None
    if _PYTHON.fullmatch(name):
        return _python(argv[1:])
    if name in SHELLS:
        return _shell(argv[1:])
    if name in WRAPPERS:
        return _wrapped(name, argv[1:])
    if name in INTERPRETERS:
        script = next((word for word in argv[1:] if _SCRIPT.fullmatch(word)), None)
        return Launch("run", script)
    if name in BUILDERS:
        return Launch("run") if name == "make" or set(argv[1:2]) & RUNNING_VERBS else Launch("setup")
    if name in LOOKING:
        return None
    if name in PREPARING:
        return Launch("setup")
    if "/" in program or _SCRIPT.fullmatch(program):
        return Launch("run", program)
    return Launch("run")


def unknown_path(path: str) -> bool:
    """Whether a path holds a variable, a placeholder or a pattern, so that it names no certain file."""
    return bool(_UNKNOWN.search(path)) or path.startswith(("/", "~"))


def _python(rest: tuple[str, ...]) -> Launch:
    at = 0
    while at < len(rest):
        word = rest[at]
        if word == "-m" and at + 1 < len(rest):
            module = rest[at + 1]
            if module.split(".")[0] in PREPARING_MODULES or module in PREPARING_MODULES:
                return Launch("setup")
            if _LAUNCH_MODULES.fullmatch(module):
                inner = script_among(rest[at + 2 :])
                return inner if inner is not None else Launch("run", module, module=True)
            return Launch("run", module, module=True)
        if word == "-c" or word == "-":
            return Launch("setup")
        if word in ("-W", "-X", "--check-hash-based-pycs"):
            at += 2
        elif word.startswith("-"):
            if not _VALUELESS.fullmatch(word) and word in ("--version", "--help", "-V", "-h"):
                return Launch("setup")
            at += 1
        elif posixpath.basename(word) == "setup.py":
            return Launch("setup", word)
        else:
            return Launch("run", word)
    return Launch("setup")


def _shell(rest: tuple[str, ...]) -> Launch:
    if "-c" in rest[:2]:
        return Launch("run")
    script = next((word for word in rest if _SCRIPT.fullmatch(word)), None)
    if script is None:
        script = next((word for word in rest if not word.startswith("-")), None)
    return Launch("run", script) if script else Launch("setup")


def _wrapped(name: str, rest: tuple[str, ...]) -> Launch:
    if name in PREPARING and not (set(rest[:1]) & RUNNING_VERBS):
        return Launch("setup")
    if name == "accelerate" and rest[:1] and rest[0] not in ("launch",):
        return Launch("setup")
    if name == "ray" and rest[:1] in (("start",), ("stop",), ("status",), ("up",), ("down",)):
        return Launch("setup")
    inner = script_among(rest)
    return inner if inner is not None else Launch("run")


def script_among(words: tuple[str, ...]) -> Launch | None:
    """The script or module that a wrapper is given: the first word that can only be one."""
    for at, word in enumerate(words):
        if word in ("-m", "--module") and at + 1 < len(words):
            # `torchrun -m pkg.mod` and `accelerate launch -m pkg.mod`; mpirun's `-m` is followed by no dotted name.
            if re.fullmatch(r"[A-Za-z_]\w*(?:\.\w+)*", words[at + 1]):
                return Launch("run", words[at + 1], module=True)
        elif _PYTHON.fullmatch(posixpath.basename(word)) or word in SHELLS:
            return _python(words[at + 1 :]) if word not in SHELLS else _shell(words[at + 1 :])
        elif _SCRIPT.fullmatch(word) and not word.startswith("-"):
            return Launch("run", word)
    return None
