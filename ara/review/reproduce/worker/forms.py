"""The forms of the objects in a job file: for each key what it takes, and what it is when it is not there."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,199}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# the same pin as in `ara.schema.reproduce`, which the worker cannot import
_PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9,._-]+\])?==[A-Za-z0-9.!+_-]+")
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


@dataclass(frozen=True)
class Entry:
    """One key of an object."""

    takes: Callable[[Any], bool]
    """Whether a value is of its kind."""
    words: str
    """The kind, in words."""
    default: Any = None
    """Its value when it is not there."""
    needed: bool = False
    """Whether it has to be there."""


Form = dict[str, Entry]


def is_sha256(value: Any) -> bool:
    """Tell whether a value is a SHA-256 in hexadecimal."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def is_whole(value: Any) -> bool:
    """Tell whether a value is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: Any) -> bool:
    """Tell whether a value is a finite number; true and false are none."""
    return is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def is_scalar(value: Any) -> bool:
    """Tell whether a value can be a parameter: text, true, false or a finite number."""
    return isinstance(value, (str, bool)) or is_number(value)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\0" not in value


def _is_count(value: Any) -> bool:
    return is_whole(value) and value >= 0


def _is_amount(value: Any) -> bool:
    return is_number(value) and value > 0


def _maybe(takes: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or takes(value)


def _listed(takes: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, (list, tuple)) and all(takes(item) for item in value)


def _mapped(key: Callable[[Any], bool], takes: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(key(name) and takes(item) for name, item in value.items())


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


def _is_command(value: Any) -> bool:
    return _listed(_is_text)(value) and bool(value) and bool(value[0])


def _anything(value: Any) -> bool:
    return True


_HASH = Entry(is_sha256, "a SHA-256 in hexadecimal", needed=True)
_WORD = Entry(_is_name, "a plain word of letters, digits, `.`, `_`, `+` and `-`", needed=True)
_WORDS = "text"
_PERHAPS_TEXT = Entry(_maybe(_is_text), "text, or null")
_PERHAPS_AMOUNT = Entry(_maybe(_is_amount), "a number above 0, or null")

JOBS_FILE: Form = {
    "format": Entry(_is_text, _WORDS, needed=True),
    "artifact": Entry(_is_text, _WORDS, needed=True),
    "root": Entry(_is_text, _WORDS, needed=True),
    "trees": Entry(_mapped(is_sha256, _anything), "an object of code trees by hash", {}),
    "environments": Entry(_mapped(is_sha256, _anything), "an object of environments by hash", {}),
    "jobs": Entry(_listed(_anything), "a list of jobs", ()),
}
TREE: Form = {"files": Entry(_listed(_anything), "a list of files", needed=True)}
FILE: Form = {
    "path": Entry(_is_text, "a path", needed=True),
    "sha256": _HASH,
    "executable": Entry(lambda value: isinstance(value, bool), "true or false", False),
    "content": _PERHAPS_TEXT,
}
ENVIRONMENT: Form = {
    "requirements": Entry(_listed(_matching(_PIN)), "a list of pins `name==version`, without options or addresses", ()),
    "existing": _PERHAPS_TEXT,
    "conda": _PERHAPS_TEXT,
    "apptainer": _PERHAPS_TEXT,
}
INPUT: Form = {
    "name": Entry(_is_text, "a name", needed=True),
    "sha256": _HASH,
    "bytes": Entry(_is_count, "a count of bytes", needed=True),
    "path": _PERHAPS_TEXT,
}
COLLECT: Form = {
    "metric": Entry(lambda value: _is_text(value) and bool(value), "the name of a metric", needed=True),
    "from": Entry(_is_text, "`stdout`, `stderr` or a glob", needed=True),
    "pattern": _PERHAPS_TEXT,
    "json_path": _PERHAPS_TEXT,
    "column": _PERHAPS_TEXT,
    "times": Entry(lambda value: is_whole(value) and value >= 1, "a count of at least 1", 1),
    "unit": _PERHAPS_TEXT,
    "params": Entry(_mapped(_is_text, is_scalar), "an object of texts and numbers", {}),
}
NEEDS: Form = {
    "time_s": Entry(_is_amount, "a number of seconds above 0", 600),
    "memory_gb": _PERHAPS_AMOUNT,
    "cpus": Entry(_maybe(lambda value: is_whole(value) and value >= 1), "a count of at least 1, or null"),
    "gpus": Entry(_is_count, "a count", 0),
    "gpu_memory_gb": _PERHAPS_AMOUNT,
    "gpu_class": _PERHAPS_TEXT,
    "disk_gb": _PERHAPS_AMOUNT,
    "packages": Entry(_listed(_matching(_MODULE)), "a list of names that Python can import", ()),
}
JOB: Form = {
    "run": _WORD,
    "job": _HASH,
    "experiment": _WORD,
    "tier": _WORD,
    "arm": _WORD,
    "repeat": Entry(_is_count, "a count", needed=True),
    "seed": Entry(is_whole, "a whole number", needed=True),
    "fidelity": _WORD,
    "purpose": Entry(_one_of("judge", "calibration"), "`judge` or `calibration`", "judge"),
    "repeats": Entry(_one_of("process", "in-process"), "`process` or `in-process`", "process"),
    "tree": _HASH,
    "argv": Entry(_is_command, "a list of words, the first of them not empty", needed=True),
    "cwd": Entry(_is_text, "a path, or nothing", ""),
    "env": Entry(_mapped(_matching(_VARIABLE), _is_text), "an object of environment variables", {}),
    "environment": Entry(_maybe(is_sha256), "a SHA-256, or null"),
    "inputs": Entry(_listed(_anything), "a list of inputs", ()),
    "collect": Entry(_listed(_anything), "a list of rules", ()),
    "secrets": Entry(_listed(_matching(_VARIABLE)), "a list of names of variables", ()),
    "needs": Entry(_anything, "an object", {}),
    "check_hashes": Entry(_mapped(_is_text, is_sha256), "an object of hashes by check", {}),
}
